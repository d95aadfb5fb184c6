//! The `_headers` file, which Netlify, Cloudflare Pages and the sandbox read.
//!
//! Every rule that matches adds its headers, later rules last. A line that opens
//! with `!` takes a header of an earlier rule away again.

/// Sent with every answer.
const ALWAYS: [&str; 4] = [
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy: same-origin",
];

/// Writes the rules for these files, served below `base`.
pub fn file(base: &str, app: &str, frame: &str, files: &[String]) -> String {
    let mut text = format!("{base}*\n");
    for header in ALWAYS {
        text.push_str(&format!("  {header}\n"));
    }
    text.push_str(&format!(
        "  Content-Security-Policy: {app}\n  Cache-Control: no-cache\n"
    ));
    text.push_str(&format!(
        "{base}preview-frame.html\n  ! Content-Security-Policy\n  Content-Security-Policy: {frame}\n"
    ));
    for name in files.iter().filter(|name| is_hashed(name)) {
        text.push_str(&format!(
            "{base}{name}\n  ! Cache-Control\n  Cache-Control: public, max-age=31536000, immutable\n"
        ));
    }
    text
}

/// Leads deep links below `base` to the app. A file that exists is served as it is.
pub fn redirects(base: &str) -> String {
    format!(
        "# Deep links belong to the app. A file that exists is served as it is.\n{base}*  {base}index.html  200\n"
    )
}

/// Whether a file's name changes with its content: `name-0123456789abcdef.css`.
pub fn is_hashed(name: &str) -> bool {
    let stem = name
        .split('.')
        .next()
        .unwrap_or_default()
        .trim_end_matches("_bg");
    let hash = stem.rsplit('-').next().unwrap_or_default();
    hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_change_with_the_content_are_kept_for_ever() {
        assert!(is_hashed("toombos-dashboard-9f7b858ee5884fcc_bg.wasm"));
        assert!(is_hashed("app-0123456789abcdef.css"));
        assert!(!is_hashed("preview-frame.html"));
        assert!(!is_hashed("config.json"));
    }

    #[test]
    fn the_frame_is_freed_from_the_policy_of_the_app() {
        let text = file(
            "/",
            "app",
            "frame",
            &["a-0123456789abcdef.js".to_owned(), "x.json".to_owned()],
        );
        let frame =
            "/preview-frame.html\n  ! Content-Security-Policy\n  Content-Security-Policy: frame\n";
        assert!(text.contains(frame), "{text}");
        assert!(
            text.contains("/a-0123456789abcdef.js\n  ! Cache-Control\n"),
            "{text}"
        );
        assert!(!text.contains("/x.json"), "{text}");
    }

    #[test]
    fn every_rule_is_below_the_base() {
        let text = file("/t/", "app", "frame", &["a-0123456789abcdef.js".to_owned()]);
        let rules: Vec<_> = text.lines().filter(|line| !line.starts_with(' ')).collect();
        let expected = ["/t/*", "/t/preview-frame.html", "/t/a-0123456789abcdef.js"];
        assert_eq!(rules, expected);
        assert!(redirects("/t/").ends_with("\n/t/*  /t/index.html  200\n"));
    }
}
