//! Which addresses may leave the engine.

/// Whether it is a complete address on the web.
pub fn is_web(url: &str) -> bool {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let start = url.get(..scheme.len())?;
        start
            .eq_ignore_ascii_case(scheme)
            .then(|| url.get(scheme.len()..).unwrap_or_default())
    });
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_alphanumeric() || c == '[') && is_clean(url)
    })
}

/// Whether a reader can follow it from anywhere: the web, mail or telephone.
pub fn is_link(url: &str) -> bool {
    is_web(url)
        || ["mailto:", "tel:"].iter().any(|scheme| {
            let rest = url.strip_prefix(scheme);
            rest.is_some_and(|rest| !rest.is_empty()) && is_clean(url)
        })
}

fn is_clean(url: &str) -> bool {
    !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_complete_addresses_leave() {
        for url in [
            "https://example.com/a?b=c#d",
            "HTTP://EXAMPLE.COM",
            "https://日本.jp/",
        ] {
            assert!(is_web(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "data:text/html,x",
            "/relative",
            "www.example.com",
            "https://",
            "https:// example.com",
            "https://exa\nmple.com",
            "http:/one-slash.com",
            "",
        ] {
            assert!(!is_link(url), "{url}");
        }
        assert!(is_link("mailto:hello@example.com"));
    }
}
