//! No file of the app needs, through others, a file that needs it.
//!
//! A module and those within it may name each other: they are one idea in several files.

use std::collections::BTreeMap;

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::imports::{paths, statements};

/// Names every part of the app that is fetched on its own, and is named by what fetches them.
const LIST: &str = "modules";

/// The app's files, and what each names.
#[derive(Default)]
pub struct ModuleGraph {
    files: BTreeMap<Vec<String>, (String, Vec<Vec<String>>)>,
}

impl ModuleGraph {
    /// Takes note of a file, if it is one of the app's modules.
    pub fn add(&mut self, path: &str, text: &str) {
        let Some(module) = path
            .strip_prefix("src/")
            .and_then(|name| name.strip_suffix(".rs"))
            .filter(|name| !["lib", "main", LIST].contains(name))
        else {
            return;
        };
        let module: Vec<String> = module.split('/').map(str::to_owned).collect();
        let mut named = Vec::new();
        for (_, line) in statements(text) {
            named.extend(paths(&line, "crate"));
            named.extend(
                paths(&line, "super")
                    .iter()
                    .map(|path| absolute(&module, path)),
            );
        }
        self.files.insert(module, (path.to_owned(), named));
    }

    /// What is wrong, by the path of a file in each circle.
    pub fn circles(&self) -> Vec<(String, String)> {
        let mut graph = DiGraph::new();
        let nodes: BTreeMap<&Vec<String>, NodeIndex> = self
            .files
            .keys()
            .map(|module| (module, graph.add_node(module)))
            .collect();
        for (module, (_, named)) in &self.files {
            for path in named {
                // The longest part of the path that is a module; the rest is within it.
                let known = (1..=path.len())
                    .rev()
                    .filter_map(|length| path.get(..length))
                    .find_map(|start| nodes.get_key_value(&start.to_vec()));
                if let (Some((other, to)), Some(from)) = (known, nodes.get(module))
                    && !module.starts_with(other)
                    && !other.starts_with(module)
                {
                    graph.update_edge(*from, *to, ());
                }
            }
        }
        let mut problems = Vec::new();
        for circle in tarjan_scc(&graph) {
            let mut modules: Vec<_> = circle
                .iter()
                .filter_map(|node| graph.node_weight(*node))
                .collect();
            modules.sort();
            let names: Vec<_> = modules.iter().map(|module| module.join("::")).collect();
            let file = modules.first().and_then(|module| self.files.get(**module));
            if let (Some((path, _)), true) = (file, names.len() > 1) {
                let problem = format!(
                    "{} need each other; one of them should not",
                    names.join(", ")
                );
                problems.push((path.clone(), problem));
            }
        }
        problems.sort();
        problems
    }
}

/// A path that began with `super::`, from the root.
fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let further = path.iter().take_while(|word| *word == "super").count();
    let kept = module.len().saturating_sub(1 + further);
    let start = module.iter().take(kept);
    start.chain(path.iter().skip(further)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let mut modules = ModuleGraph::default();
        for (path, text) in files {
            modules.add(path, text);
        }
        let found: Vec<_> = modules
            .circles()
            .into_iter()
            .map(|(path, _)| path)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn files_that_need_each_other_are_found_once() {
        check(
            &[
                ("src/a/one.rs", "use super::two::Two;"),
                ("src/a/two.rs", "use crate::{a::three::Three, b};"),
                ("src/a/three.rs", "fn f() -> super::one::One {}"),
                ("src/b.rs", "use leptos::prelude::*;"),
            ],
            &["src/a/one.rs"],
        );
    }

    #[test]
    fn what_is_above_and_below_may_know_each_other() {
        check(
            &[
                ("src/a.rs", "use crate::a::one::One;"),
                ("src/a/one.rs", "use super::A;"),
                ("src/a/one/deep.rs", "use super::super::A;"),
            ],
            &[],
        );
    }

    #[test]
    fn parents_within_braces_are_read() {
        let text = "use super::{super::b::B, c::C};";
        check(
            &[
                ("src/x/a/one.rs", text),
                ("src/x/a/b.rs", "use super::one::One;"),
                ("src/x/b.rs", "use leptos::prelude::*;"),
            ],
            &[],
        );
    }

    #[test]
    fn tests_and_comments_make_no_circle() {
        check(
            &[
                ("src/a.rs", "use crate::b::B;"),
                (
                    "src/b.rs",
                    "//! See crate::a.\n#[cfg(test)]\nuse crate::a::A;",
                ),
            ],
            &[],
        );
    }
}
