//! Who may name whom inside the app, read from its `crate::…` paths.

use super::{Finding, code_lines};

/// Which modules the files below a path must not name.
struct Layer {
    below: &'static str,
    never: &'static [&'static str],
}

/// Data flows one way: api, state, features, app; ui beside them knows nothing.
const LAYERS: [Layer; 4] = [
    Layer {
        below: "src/api",
        never: &["state", "ui", "features", "routes", "shell", "app"],
    },
    Layer {
        below: "src/state",
        never: &["ui", "features", "routes", "shell", "app"],
    },
    Layer {
        below: "src/ui",
        never: &[
            "api", "state", "features", "routes", "shell", "app", "config",
        ],
    },
    Layer {
        below: "src/features",
        never: &["api", "shell", "app"],
    },
];

/// How the contract's words look, which every feature may know.
const SHARED: &str = "shared";

/// What of `wire` is about any text or time, and knows nothing of the contract.
const GENERAL: [&str; 3] = ["Stamp", "terminal", "unicode"];

/// The part of the kit that draws remote values, and the place where the gallery shows it.
const REMOTE_VIEWS: [&str; 2] = ["src/ui/remote_view", "src/ui/gallery/places"];

/// Modules keep to what their layer may know.
pub fn layers(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with(".rs") {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for (at, line) in statements(text) {
        for named in paths(&line, "crate") {
            if let Some(problem) = forbidden(path, &named) {
                findings.push(Finding::new(at, problem));
            }
        }
        if let Some(problem) = foreign(path, &line) {
            findings.push(Finding::new(at, problem));
        }
    }
    findings
}

/// Whether a file may name `crate::…`.
fn forbidden(path: &str, named: &[String]) -> Option<String> {
    let first = named.first()?.as_str();
    let shown = format!("crate::{}", named.join("::"));
    if first == "features" && path.starts_with("src/features/") {
        let own = path
            .strip_prefix("src/features/")?
            .split(['/', '.'])
            .next()?;
        let other = named.get(1).map(String::as_str)?;
        return (other != own && other != SHARED)
            .then(|| format!("names `{shown}`; features do not know each other"));
    }
    if draws_remote_values(path) && shown.starts_with("crate::state::remote") {
        return None;
    }
    let layer = LAYERS.iter().find(|layer| belongs(path, layer.below))?;
    layer.never.contains(&first).then(|| {
        let name = layer.below.trim_start_matches("src/");
        format!("names `{shown}`; {name} must not know {first}")
    })
}

/// Whether a file names a crate its layer must not know.
fn foreign(path: &str, line: &str) -> Option<String> {
    let names = |name: &str| !paths(line, name).is_empty();
    if belongs(path, "src/api") && names("leptos") {
        return Some("names leptos; api works without it".to_owned());
    }
    let is_of_contract = |named: &Vec<String>| {
        let module = named.first().map(String::as_str).unwrap_or_default();
        !GENERAL.contains(&module)
    };
    let names_contract = paths(line, "wire").iter().any(is_of_contract);
    if belongs(path, "src/ui") && names_contract && !draws_remote_values(path) {
        return Some("names wire; ui shows what it is given".to_owned());
    }
    if belongs(path, "src/state") && line.contains("view! {") {
        return Some("draws; state holds data only".to_owned());
    }
    if path.starts_with("crates/wire/src/") && (names("leptos") || names("web_sys")) {
        return Some("names the browser; wire is pure".to_owned());
    }
    None
}

fn draws_remote_values(path: &str) -> bool {
    REMOTE_VIEWS.iter().any(|known| path.starts_with(known))
}

/// `src/api.rs` and everything in `src/api/`.
fn belongs(path: &str, below: &str) -> bool {
    path.strip_prefix(below)
        .is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

/// The code lines, with a `use` that spans several of them as one.
pub fn statements(text: &str) -> Vec<(usize, String)> {
    let mut statements: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (at, line) in code_lines(text) {
        match statements.last_mut() {
            Some((_, statement)) if open => statement.push_str(line),
            _ => statements.push((at, line.to_owned())),
        }
        let start = line.trim_start();
        let begins = start.starts_with("use ") || start.starts_with("pub use ");
        open = (open || begins) && !line.contains(';');
    }
    statements
}

/// Every path in the line that begins with `root::`, with braces written out.
pub fn paths(line: &str, root: &str) -> Vec<Vec<String>> {
    let start = format!("{root}::");
    let mut found = Vec::new();
    let mut read = 0;
    for (at, _) in line.match_indices(&start) {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let is_within = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        // What braces hold has been read with what is before them.
        if is_within || at < read {
            continue;
        }
        let rest = line.get(at + start.len()..).unwrap_or_default();
        read = line.len() - expand(rest, &[], &mut found).len();
    }
    found
}

/// Reads `a::b`, `a::{b, c::d}` and so on; returns what follows.
fn expand<'a>(text: &'a str, prefix: &[String], found: &mut Vec<Vec<String>>) -> &'a str {
    let mut path = prefix.to_vec();
    let mut rest = text.trim_start();
    loop {
        if let Some(mut inner) = rest.strip_prefix('{') {
            loop {
                inner = expand(inner, &path, found).trim_start();
                match inner.strip_prefix(',') {
                    Some(more) if !more.trim_start().starts_with('}') => inner = more,
                    Some(more) => return more.trim_start().strip_prefix('}').unwrap_or(more),
                    None => return inner.strip_prefix('}').unwrap_or(inner),
                }
            }
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if !word.is_empty() {
            path.push(word.to_owned());
        }
        match after.strip_prefix("::") {
            Some(more) if !word.is_empty() => rest = more,
            _ => {
                if path.len() > prefix.len() {
                    found.push(path);
                }
                // An alias belongs to the path before it.
                let alias = after.trim_start().strip_prefix("as ").map(str::trim_start);
                return alias.map_or(after, |alias| {
                    alias.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_')
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_paths(line: &str, expected: &[&str]) {
        let found: Vec<_> = paths(line, "crate")
            .iter()
            .map(|path| path.join("::"))
            .collect();
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check(path: &str, text: &str, lines: &[usize]) {
        let found: Vec<_> = layers(path, text)
            .iter()
            .map(|finding| finding.line)
            .collect();
        assert_eq!(found, lines, "{path}: {text}");
    }

    #[test]
    fn braces_are_written_out() {
        check_paths("use crate::a;", &["a"]);
        check_paths(
            "use crate::{a::b, c::{d as e, f}, g};",
            &["a::b", "c::d", "c::f", "g"],
        );
        check_paths("use crate::{a, b,};", &["a", "b"]);
        check_paths("let x: crate::a::B = othercrate::c::d();", &["a::B"]);
    }

    #[test]
    fn data_flows_one_way() {
        check(
            "src/api/transport.rs",
            "use crate::state::session::Keys;",
            &[1],
        );
        check("src/api.rs", "use leptos::prelude::*;", &[1]);
        check("src/state/query.rs", "use crate::api::Client;", &[]);
        check(
            "src/state/query.rs",
            "use crate::{\n    api::Client,\n    ui::Button,\n};",
            &[1],
        );
        check(
            "src/features/jobs/board.rs",
            "use crate::api::Client;",
            &[1],
        );
        check("src/shell.rs", "use crate::features::jobs::JobsPage;", &[]);
    }

    #[test]
    fn features_do_not_know_each_other() {
        check(
            "src/features/jobs.rs",
            "use crate::features::generate::Recipe;",
            &[1],
        );
        check(
            "src/features/jobs/detail.rs",
            "use crate::features::jobs::board;",
            &[],
        );
    }

    #[test]
    fn only_the_remote_view_draws_remote_values() {
        let text = "use crate::state::remote::Remote;\nuse wire::ApiError;";
        check("src/ui/remote_view.rs", text, &[]);
        check("src/ui/table.rs", text, &[1, 2]);
        check(
            "src/ui/remote_view.rs",
            "use crate::state::session::Session;",
            &[1],
        );
    }

    #[test]
    fn comments_and_tests_are_free() {
        check(
            "src/ui/table.rs",
            "/// See crate::state.\n#[cfg(test)]\nuse crate::state::x;",
            &[],
        );
    }
}
