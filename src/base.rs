//! What the app is served below: the root of a site, or a path such as `/toombos`.
//!
//! The build tells, by the address of its own script: so a page needs no `<base>`, which a strict
//! policy refuses and which changes what every relative address means.

use std::sync::OnceLock;

static BASE: OnceLock<String> = OnceLock::new();

/// The path that every page and file of the app is below: `""` at the root of a site.
pub fn base() -> &'static str {
    BASE.get().map_or("", String::as_str)
}

/// Takes the folder of the app's script for what the app is served below; once, at the start.
pub fn set_base(script: &str) {
    let folder = script.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Nothing could have read it before.
    let _ = BASE.set(folder.to_owned());
}

/// The address of a file that comes with the app.
pub fn file(name: &str) -> String {
    format!("{}/{name}", base())
}

/// Where a path of the site is in the app; `None` outside of what the app is served below.
pub fn below_base(path: &str) -> Option<&str> {
    strip_base(base(), path)
}

fn strip_base<'a>(base: &str, path: &'a str) -> Option<&'a str> {
    let rest = path.strip_prefix(base)?;
    (rest.is_empty() || rest.starts_with(['/', '?', '#'])).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_segments_count_as_the_base() {
        assert_eq!(strip_base("", "/jobs"), Some("/jobs"));
        assert_eq!(strip_base("/toombos", "/toombos/jobs?q"), Some("/jobs?q"));
        assert_eq!(strip_base("/toombos", "/toombos"), Some(""));
        assert_eq!(strip_base("/toombos", "/toombos?q"), Some("?q"));
        assert_eq!(strip_base("/toombos", "/toombosjobs"), None);
        assert_eq!(strip_base("/toombos", "/jobs"), None);
    }
}
