//! How strong a password is by its length, which is what counts. Pure.

use crate::{features::settings::text, ui::State};

/// The least characters that a password may have.
pub const MIN_LENGTH: usize = 10;

/// From so many characters on it takes longer to guess than anybody has.
const STRONG_LENGTH: usize = 16;

/// What to say of a new password; `None` while nothing is typed.
pub fn strength(password: &str) -> Option<(State, String)> {
    let count = password.chars().count();
    let missing = MIN_LENGTH.saturating_sub(count);
    match count {
        0 => None,
        _ if missing == 1 => Some((State::Off, text::account::password::ONE_MORE.to_owned())),
        _ if missing > 0 => Some((State::Off, text::account::password::more(missing))),
        _ if count < STRONG_LENGTH => {
            Some((State::Good, text::account::password::good(STRONG_LENGTH)))
        }
        _ => Some((State::Good, text::account::password::STRONG.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_length_counts() {
        let words = |text: &str| strength(text).map(|(_, words)| words).unwrap_or_default();
        assert_eq!(words(""), "");
        assert_eq!(words("äöü"), "7 more characters");
        assert_eq!(words("123456789"), "1 more character");
        assert!(words("1234567890").starts_with("Good"));
        assert_eq!(words("four plain words here"), "Strong");
    }
}
