//! How to use a key, in the languages that people ask for. Pure.

/// The languages: the tab's id and its label.
pub const LANGUAGES: [(&str, &str); 4] = [
    ("curl", "curl"),
    ("python", "Python"),
    ("javascript", "JavaScript"),
    ("env", ".env"),
];

/// A first request in a language, which asks who the key belongs to.
///
/// `base` is the backend's address, `path` the route to ask, and `key` the key, or what stands
/// for it on a screen.
pub fn snippet(language: &str, base: &str, path: &str, key: &str) -> String {
    let base = base.trim_end_matches('/');
    let url = format!("{base}{path}");
    match language {
        "python" => format!(
            "import requests\n\n\
             answer = requests.get(\n    {},\n    headers={{\"X-API-Key\": {}}},\n    timeout=30,\n)\n\
             answer.raise_for_status()\nprint(answer.json())",
            quoted(&url),
            quoted(key)
        ),
        "javascript" => format!(
            "const answer = await fetch({}, {{\n  headers: {{ \"X-API-Key\": {} }},\n}});\n\
             if (!answer.ok) throw new Error(`${{answer.status}} ${{await answer.text()}}`);\n\
             console.log(await answer.json());",
            quoted(&url),
            quoted(key)
        ),
        "env" => format!("TOOMBOS_API_URL={base}\nTOOMBOS_API_KEY={key}"),
        _ => format!(
            "curl --fail-with-body \\\n  --header {} \\\n  {}",
            for_shell(&format!("X-API-Key: {key}")),
            for_shell(&url)
        ),
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
