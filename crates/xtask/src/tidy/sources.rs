//! Rules for Rust files.

use super::{Finding, code_lines};

/// The first segment of every address the app has.
const PAGES: [&str; 13] = [
    "login",
    "register",
    "connect",
    "generate",
    "jobs",
    "templates",
    "content",
    "health",
    "cache",
    "analytics",
    "monitoring",
    "settings",
    "api-keys",
];

/// Every Rust file opens with a sentence about its purpose.
pub fn opens_with_its_purpose(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with(".rs") || text.starts_with("//!") {
        return Vec::new();
    }
    vec![Finding::new(
        1,
        "opens without `//!` and a sentence of purpose",
    )]
}

/// The content security policy refuses inline styles.
pub fn no_style_attribute(path: &str, text: &str) -> Vec<Finding> {
    if !in_app(path) {
        return Vec::new();
    }
    let forbidden = |line: &str| {
        line.match_indices("style=").any(|(at, name)| {
            let (before, after) = (line.get(..at), line.get(at + name.len()..));
            let attribute = before.is_some_and(|before| {
                before.is_empty() || before.ends_with(|c: char| c.is_whitespace() || c == '<')
            });
            // `style=("--name", value)` sets one property, which the policy allows.
            attribute && !after.is_some_and(|after| after.starts_with('('))
        })
    };
    code_lines(text)
        .filter(|(_, line)| forbidden(line))
        .map(|(at, _)| {
            Finding::new(
                at,
                "a `style` attribute; use a class or Leptos' `style:name=`",
            )
        })
        .collect()
}

/// Addresses of pages are written and read in one place.
pub fn paths_are_spelled_in_routes(path: &str, text: &str) -> Vec<Finding> {
    // The gallery shows links that lead nowhere.
    if !in_app(path) || path == "src/routes.rs" || path.starts_with("src/ui/gallery/") {
        return Vec::new();
    }
    let spells = |line: &str| {
        line.split("\"/").skip(1).any(|rest| {
            let end = rest.find(['"', '/', '?', '#', '{']).unwrap_or(rest.len());
            rest.get(..end).is_some_and(|word| PAGES.contains(&word))
        })
    };
    // The route table has to spell what its macro reads.
    let table = |line: &str| path == "src/app.rs" && line.contains("path!(");
    code_lines(text)
        .filter(|(_, line)| spells(line) && !table(line))
        .map(|(at, _)| Finding::new(at, "spells the address of a page; only src/routes.rs may"))
        .collect()
}

/// A key is turned into text only where it is put on the wire or stored.
pub fn secrets_stay_where_they_belong(path: &str, text: &str) -> Vec<Finding> {
    let allowed = ["src/api", "src/state/session"].iter().any(|below| {
        path.strip_prefix(below)
            .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
    });
    if !in_app(path) || allowed {
        return Vec::new();
    }
    code_lines(text)
        .filter(|(_, line)| line.contains(".expose()"))
        .map(|(at, _)| Finding::new(at, "exposes a secret outside api and state/session"))
        .collect()
}

/// A handler that asks for the key itself forgets those who compose characters.
pub fn keys_are_read_in_one_place(path: &str, text: &str) -> Vec<Finding> {
    // Storage events have a key as well, and the state hears no keyboard.
    if !in_app(path) || path == "src/ui/keys.rs" || path.starts_with("src/state/") {
        return Vec::new();
    }
    code_lines(text)
        .filter(|(_, line)| line.contains("event.key()"))
        .map(|(at, _)| Finding::new(at, "asks an event for its key; use ui::pressed_key"))
        .collect()
}

/// The router's own way to another page knows nothing of whole addresses, and panics on foreign ones.
pub fn one_way_to_another_page(path: &str, text: &str) -> Vec<Finding> {
    if !in_app(path) || path == "src/state/navigation.rs" {
        return Vec::new();
    }
    let imports = |line: &str| line.contains("hooks::") && line.contains("use_navigate");
    code_lines(text)
        .filter(|(_, line)| imports(line))
        .map(|(at, _)| {
            Finding::new(
                at,
                "takes the router's use_navigate; take state::navigation's",
            )
        })
        .collect()
}

/// The machinery of an effect is compiled once, and not for each closure.
pub fn effects_are_made_in_one_place(path: &str, text: &str) -> Vec<Finding> {
    if !in_app(path) || path == "src/effect.rs" {
        return Vec::new();
    }
    code_lines(text)
        .filter(|(_, line)| line.contains("Effect::new"))
        .map(|(at, _)| Finding::new(at, "makes an effect itself; use crate::effect"))
        .collect()
}

fn in_app(path: &str) -> bool {
    path.starts_with("src/") && path.ends_with(".rs")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: super::super::Rule, path: &str, text: &str, lines: &[usize]) {
        let found: Vec<_> = rule(path, text)
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(found, lines);
    }

    #[test]
    fn a_file_opens_with_its_purpose() {
        check(opens_with_its_purpose, "crates/a.rs", "//! Reads.\n", &[]);
        check(opens_with_its_purpose, "crates/a.rs", "use a;\n", &[1]);
        check(opens_with_its_purpose, "style/a.css", "a {}\n", &[]);
    }

    #[test]
    fn style_attributes_are_found_and_style_properties_are_not() {
        let text = "<p style=\"a\">\n<p style:width=w>\n<p\n style=x>\n<p style=(\"--w\", w)>\nlet font_style=1;\n// style=\n";
        check(no_style_attribute, "src/a.rs", text, &[1, 4]);
        check(no_style_attribute, "crates/sandbox/src/a.rs", text, &[]);
    }

    #[test]
    fn addresses_of_pages_stand_in_one_file() {
        let text =
            "go(\"/jobs\");\ngo(\"/jobs/1\");\nget(\"/api/v1/jobs\");\ngo(\"/health-check\");\n";
        check(paths_are_spelled_in_routes, "src/shell.rs", text, &[1, 2]);
        check(paths_are_spelled_in_routes, "src/routes.rs", text, &[]);
    }

    #[test]
    fn tests_may_spell_what_they_expect() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"/jobs\"; }\n";
        check(paths_are_spelled_in_routes, "src/shell.rs", text, &[]);
    }

    #[test]
    fn keyboard_events_are_asked_for_their_key_in_one_place() {
        let text = "match event.key().as_str() {\n// event.key()\n";
        check(keys_are_read_in_one_place, "src/ui/tabs.rs", text, &[1]);
        check(keys_are_read_in_one_place, "src/ui/keys.rs", text, &[]);
        check(
            keys_are_read_in_one_place,
            "src/state/storage.rs",
            text,
            &[],
        );
    }

    #[test]
    fn the_routers_own_use_navigate_is_found() {
        let text = "use leptos_router::{\n    hooks::{use_location, use_navigate},\n};\n";
        check(one_way_to_another_page, "src/shell.rs", text, &[2]);
        check(
            one_way_to_another_page,
            "src/state/navigation.rs",
            text,
            &[],
        );
        let ours = "use crate::state::navigation::use_navigate;\n";
        check(one_way_to_another_page, "src/shell.rs", ours, &[]);
    }

    #[test]
    fn secrets_are_exposed_in_few_places() {
        check(
            secrets_stay_where_they_belong,
            "src/ui/badge.rs",
            "key.expose()",
            &[1],
        );
        check(
            secrets_stay_where_they_belong,
            "src/state/session.rs",
            "key.expose()",
            &[],
        );
        check(
            secrets_stay_where_they_belong,
            "src/state/session/tabs.rs",
            "key.expose()",
            &[],
        );
    }

    #[test]
    fn an_effect_is_made_by_the_app_s_own_function() {
        let text = "Effect::new(move |_| x.get());\n";
        assert_eq!(effects_are_made_in_one_place("src/ui/a.rs", text).len(), 1);
        assert!(effects_are_made_in_one_place("src/effect.rs", text).is_empty());
        let own = "effect(move |_| x.get());\n";
        assert!(effects_are_made_in_one_place("src/ui/a.rs", own).is_empty());
    }
}
