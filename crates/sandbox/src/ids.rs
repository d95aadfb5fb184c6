//! New ids: short, and sorted by the time they were made at.

use wire::{Stamp, content::ContentId, jobs::JobId};

use crate::error::{Error, Result};

/// Crockford's base 32: no letters that people mix up.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A new job's id.
pub fn job(now: &Stamp) -> Result<JobId> {
    Ok(timed("job", now.sort_key() / 1000, random()?).into())
}

/// A new piece of content's id.
pub fn content(now: &Stamp) -> Result<ContentId> {
    Ok(timed("cnt", now.sort_key() / 1000, random()?).into())
}

/// A new id of another kind.
pub fn other(prefix: &str, millis: i64) -> Result<String> {
    Ok(timed(prefix, millis, random()?))
}

/// The id made at a time with so much chance.
pub fn timed(prefix: &str, millis: i64, chance: u64) -> String {
    let mut id = format!("{prefix}_");
    digits(u64::try_from(millis).unwrap_or_default(), 9, &mut id);
    digits(chance, 6, &mut id);
    id
}

fn digits(number: u64, count: u32, out: &mut String) {
    for place in (0..count).rev() {
        let digit = (number >> (5 * place)) & 31;
        let digit = usize::try_from(digit).unwrap_or_default();
        out.push(char::from(*DIGITS.get(digit).unwrap_or(&b'0')));
    }
}

fn random() -> Result<u64> {
    getrandom::u64().map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_ids_sort_later() {
        let id = timed("job", 1_795_000_000_000, 0);
        assert!(id < timed("job", 1_795_000_000_001, 0));
        assert_eq!(id.len(), "job_".len() + 15);
    }
}
