//! Names that a reader would search for in vain: two types of one name, and words that are no terms.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenTree;

use super::{
    Finding,
    tokens::{is_ident, tokens_of, without_attributes},
};

/// Where this is said, for exceptions that nothing needs.
pub const SELF: &str = "crates/xtask/src/tidy/names.rs";

/// What makes a type.
const TYPES: [&str; 5] = ["struct", "enum", "union", "trait", "type"];

/// Words that stood for something else once, and what to call it.
const FORBIDDEN: [(&str, &str); 36] = [
    ("Bench", "what it builds"),
    ("Deed", "an action"),
    ("Deeds", "actions"),
    ("Desk", "the state of a page or a form"),
    ("Facts", "what the facts are of"),
    ("Making", "a form"),
    ("Manner", "a mode"),
    ("News", "a message"),
    ("Nothing", "what is empty"),
    ("Of", "what it belongs to"),
    ("Order", "a command, or a sequence of something"),
    ("Paper", "a layer"),
    ("Place", "a position, or the state of a row"),
    ("Reach", "coverage"),
    ("Said", "an outcome, or a message"),
    ("Scene", "a context"),
    ("Sheet", "an editor, or a form"),
    ("Slot", "an id, or a handle"),
    ("Standing", "a status"),
    ("Tally", "counts, or totals"),
    ("Wall", "a panel"),
    ("Wanted", "parameters"),
    ("Wish", "parameters, or a key"),
    ("Word", "a message, or an answer"),
    ("again", "refetch, or retry"),
    ("bend", "apply"),
    ("dice", "jitter"),
    ("doubt", "mark as stale"),
    ("hear", "handle a message"),
    ("look", "probe, or check"),
    ("nudge", "trigger"),
    ("obey", "execute"),
    ("pace", "schedule"),
    ("pour", "render"),
    ("spark", "a sparkline"),
    ("voice", "a tone"),
];

/// Types of one name in a crate: the crate and the name. To be emptied.
const DOUBLES: &[(&str, &str)] = &[
    ("src", "Address"),
    ("src", "Bar"),
    ("src", "Input"),
    ("src", "Known"),
    ("src", "Link"),
    ("src", "LinkCommand"),
    ("src", "Log"),
    ("src", "Piece"),
    ("src", "Reading"),
    ("src", "Report"),
];

/// The file and the name. To be emptied.
const KEPT: &[(&str, &str)] = &[
    ("src/features/cache/loads.rs", "again"),
    ("src/features/cache/trial.rs", "again"),
    ("src/features/content/kept.rs", "Facts"),
    ("src/features/content/stored.rs", "Facts"),
    ("src/features/health.rs", "again"),
    ("src/features/health/alarm.rs", "look"),
    ("src/features/health/components.rs", "Said"),
    ("src/features/health/history.rs", "again"),
    ("src/features/health/overall.rs", "Facts"),
    ("src/state/desktop.rs", "look"),
    ("src/state/local_history.rs", "look"),
    ("src/state/session.rs", "Slot"),
    ("src/state/session/answers.rs", "Word"),
    ("src/ui/popover_position.rs", "Place"),
    ("crates/sandbox/src/args.rs", "pace"),
];

/// Finds names that are taken or forbidden, and exceptions that nothing needs any more.
pub struct Names {
    doubles: &'static [(&'static str, &'static str)],
    kept: &'static [(&'static str, &'static str)],
    /// Where a type is, by its crate and its name.
    types: BTreeMap<(String, String), String>,
    needed: BTreeSet<(&'static str, &'static str)>,
}

impl Default for Names {
    fn default() -> Self {
        Self::with(DOUBLES, KEPT)
    }
}

impl Names {
    fn with(
        doubles: &'static [(&'static str, &'static str)],
        kept: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            doubles,
            kept,
            types: BTreeMap::new(),
            needed: BTreeSet::new(),
        }
    }

    /// What is wrong in a file.
    pub fn check(&mut self, path: &str, text: &str) -> Vec<Finding> {
        let (Some(home), true) = (crate_of(path), path.ends_with(".rs")) else {
            return Vec::new();
        };
        let mut items = Vec::new();
        // What is no Rust has another finding.
        collect(&tokens_of(text).unwrap_or_default(), &mut items);
        let mut findings = Vec::new();
        for item in items {
            let forbidden = FORBIDDEN.iter().find(|(word, _)| *word == item.name);
            if let Some((word, instead)) = forbidden {
                match self.kept.iter().find(|it| **it == (path, *word)) {
                    Some(exception) => _ = self.needed.insert(*exception),
                    None => findings.push(Finding::new(
                        item.line,
                        format!("names something `{word}`; name it after {instead}"),
                    )),
                }
            }
            if !item.is_public_type {
                continue;
            }
            let key = (home.to_owned(), item.name.clone());
            let Some(other) = self.types.get(&key) else {
                self.types.insert(key, path.to_owned());
                continue;
            };
            match self
                .doubles
                .iter()
                .find(|it| **it == (home, item.name.as_str()))
            {
                Some(exception) => _ = self.needed.insert(*exception),
                None => findings.push(Finding::new(
                    item.line,
                    format!(
                        "names a type `{}`, as {other} does; a name is given once",
                        item.name
                    ),
                )),
            }
        }
        findings
    }

    /// The exceptions that nothing needed; ask when every file has been checked.
    pub fn unneeded(&self) -> Vec<Finding> {
        let exceptions = self.doubles.iter().chain(self.kept);
        let unneeded = exceptions.filter(|it| !self.needed.contains(*it));
        unneeded
            .map(|(place, name)| {
                Finding::new(
                    1,
                    format!(
                        "{place} needs no exception for `{name}` any more; take it off the list"
                    ),
                )
            })
            .collect()
    }
}

/// The folder of the crate that a source belongs to.
fn crate_of(path: &str) -> Option<&str> {
    if path.starts_with("src/") {
        return Some("src");
    }
    let (home, _) = path.split_once("/src/")?;
    home.starts_with("crates/").then_some(home)
}

/// A type or a function.
struct Item {
    line: usize,
    name: String,
    is_public_type: bool,
}

fn collect(tokens: &[TokenTree], items: &mut Vec<Item>) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => collect(&without_attributes(group.stream()), items),
            TokenTree::Ident(kind) => {
                let is_type = TYPES.iter().any(|known| kind == known);
                if let (true, Some(TokenTree::Ident(name))) =
                    (is_type || kind == "fn", tokens.get(at + 1))
                {
                    items.push(Item {
                        line: name.span().start().line,
                        name: name.to_string(),
                        is_public_type: is_type && is_public(tokens.get(..at).unwrap_or_default()),
                    });
                }
            }
            _ => {}
        }
    }
}

/// Whether `pub`, or `pub(…)`, is the last word.
fn is_public(before: &[TokenTree]) -> bool {
    match before {
        [.., visibility, TokenTree::Group(_)] if is_ident(Some(visibility), "pub") => true,
        [.., last] => is_ident(Some(last), "pub"),
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &mut Names, path: &str, text: &str, expected: &[&str]) {
        let found: Vec<String> = names
            .check(path, text)
            .into_iter()
            .map(|finding| format!("{}: {}", finding.line, finding.problem))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_type_has_its_name_alone_in_its_crate() {
        let names = &mut Names::with(&[], &[]);
        check(
            names,
            "src/a.rs",
            "pub struct Job;\nenum Row {}\npub fn Step() {}",
            &[],
        );
        check(
            names,
            "src/b.rs",
            "struct Step;\npub enum Row {}\nmod inner {\n    pub(crate) type Job = u8;\n}\nimpl A for B {\n    type Job = u8;\n}",
            &["4: names a type `Job`, as src/a.rs does; a name is given once"],
        );
        check(names, "crates/wire/src/a.rs", "pub struct Job;", &[]);
        check(names, "crates/wire/tests/it/a.rs", "pub struct Job;", &[]);
        check(
            names,
            "crates/wire/src/b.rs",
            "#[cfg(test)]\nmod tests { pub struct Job; }",
            &[],
        );
        check(
            names,
            "crates/wire/src/c.rs",
            "pub trait Job {}",
            &["1: names a type `Job`, as crates/wire/src/a.rs does; a name is given once"],
        );
    }

    #[test]
    fn a_word_that_is_no_term_is_found() {
        let names = &mut Names::with(&[], &[]);
        check(
            names,
            "crates/sandbox/src/a.rs",
            "// struct Desk;\nstruct Desk;\nimpl A {\n    fn nudge(&self, order: Order) {}\n}\nfn nudges() {}",
            &[
                "2: names something `Desk`; name it after the state of a page or a form",
                "4: names something `nudge`; name it after trigger",
            ],
        );
    }

    #[test]
    fn an_exception_ends_with_what_it_is_for() {
        let names = &mut Names::with(
            &[("src", "Job"), ("src", "Row")],
            &[("src/a.rs", "Desk"), ("src/b.rs", "Desk")],
        );
        check(
            names,
            "src/a.rs",
            "pub struct Job;\nstruct Desk;\npub struct Row;",
            &[],
        );
        check(names, "src/b.rs", "pub struct Job;", &[]);
        check(
            names,
            "src/c.rs",
            "struct Desk;",
            &["1: names something `Desk`; name it after the state of a page or a form"],
        );
        let unneeded: Vec<String> = names.unneeded().into_iter().map(|it| it.problem).collect();
        assert_eq!(
            unneeded,
            [
                "src needs no exception for `Row` any more; take it off the list",
                "src/b.rs needs no exception for `Desk` any more; take it off the list",
            ]
        );
    }
}
