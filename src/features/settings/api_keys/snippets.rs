//! How to use a key, in the languages that people ask for. Pure.

use crate::features::settings::text::api_keys::example;

/// The languages: the tab's id and its label.
pub const LANGUAGES: [(&str, &str); 4] = [
    ("curl", example::CURL),
    ("python", example::PYTHON),
    ("javascript", example::JAVASCRIPT),
    ("env", example::ENV),
];

/// A first request in a language, which asks who the key belongs to.
///
/// `base` is the backend's address, `path` the route to ask, and `key` the key, or what stands
/// for it on a screen.
pub fn snippet(language: &str, base: &str, path: &str, key: &str) -> String {
    let base = base.trim_end_matches('/');
    let url = format!("{base}{path}");
    match language {
        "python" => example::python(&quoted(&url), &quoted(key)),
        "javascript" => example::javascript(&quoted(&url), &quoted(key)),
        "env" => example::env(base, key),
        _ => example::curl(&for_shell(&format!("X-API-Key: {key}")), &for_shell(&url)),
    }
}

/// A text as Python and JavaScript both read it.
fn quoted(text: &str) -> String {
    // A text has no form that could not be written.
    serde_json::to_string(text).unwrap_or_default()
}

fn for_shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_names_the_backend_and_the_key_once() {
        for (language, _) in LANGUAGES {
            let text = snippet(language, "https://api.test/", "/who", "toombos_k");
            assert_eq!(text.matches("https://api.test").count(), 1, "{text}");
            assert_eq!(text.matches("toombos_k").count(), 1, "{text}");
            assert!(!text.contains("test//"), "{text}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_its_quotes() {
        let key = "a'b\"c\\";
        assert!(snippet("curl", "h", "/p", key).contains(r#"'X-API-Key: a'\''b"c\'"#));
        assert!(snippet("python", "h", "/p", key).contains(r#""a'b\"c\\""#));
    }
}
