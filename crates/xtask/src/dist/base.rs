//! Where the build is served.

use anyhow::{Result, bail};

/// A base path as it is to stand in the page: with a slash at either end.
pub fn read(text: &str) -> Result<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~/%".contains(c);
    let inner = text.trim_matches('/');
    if !text.starts_with('/') || !inner.chars().all(is_plain) || inner.contains("//") {
        bail!("`{text}` is no path to serve the app below; write it as in /toombos/.");
    }
    Ok(match inner {
        "" => "/".to_owned(),
        inner => format!("/{inner}/"),
    })
}

/// Files that the page names itself, as for the root of a site. The others trunk names.
const OWN: [&str; 3] = ["favicon.svg", "manifest.webmanifest", "config.json"];

/// Names every file of the page below the base.
pub fn with_files_below(page: &str, base: &str) -> String {
    let mut page = page.to_owned();
    for name in OWN {
        // Minified attributes have no quotes.
        for before in ["\"", "'", "="] {
            page = page.replace(
                &format!("{before}/{name}"),
                &format!("{before}{base}{name}"),
            );
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_has_a_slash_at_either_end() {
        let read = |text| read(text).ok();
        assert_eq!(read("/").as_deref(), Some("/"));
        assert_eq!(read("/toombos").as_deref(), Some("/toombos/"));
        assert_eq!(read("/a/b/").as_deref(), Some("/a/b/"));
        for bad in ["", "toombos", "./", "https://a/", "/a b/", "/\"/", "/a//b/"] {
            assert_eq!(read(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn the_pages_own_files_are_below_the_base() {
        let page = "<link rel=icon href=/favicon.svg><link href=\"/config.json\"><a href=/jobs>";
        assert_eq!(with_files_below(page, "/"), page);
        assert_eq!(
            with_files_below(page, "/t/"),
            "<link rel=icon href=/t/favicon.svg><link href=\"/t/config.json\"><a href=/jobs>"
        );
    }
}
