//! The project's own rules, which no compiler knows.

mod cycles;
mod imports;
mod kit;
mod names;
mod pages;
mod sources;
mod styles;
mod texts;
mod tokens;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::commands;
use crate::workspace::Workspace;

/// One broken rule.
#[derive(Debug, PartialEq)]
pub struct Finding {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, and what to do instead.
    pub problem: String,
}

impl Finding {
    fn new(line: usize, problem: impl Into<String>) -> Self {
        Self {
            line,
            problem: problem.into(),
        }
    }
}

/// A rule: the path with forward slashes and the text of one file, to what is wrong with it.
type Rule = fn(&str, &str) -> Vec<Finding>;

const RULES: [Rule; 11] = [
    sources::opens_with_its_purpose,
    sources::no_style_attribute,
    sources::paths_are_spelled_in_routes,
    sources::secrets_stay_where_they_belong,
    sources::keys_are_read_in_one_place,
    sources::one_way_to_another_page,
    sources::effects_are_made_in_one_place,
    imports::layers,
    styles::colours_are_tokens,
    pages::frame_policy,
    pages::lock_names_no_registry,
];

/// The folders and files that rules look at.
const PLACES: [&str; 6] = [
    "src",
    "crates",
    "style",
    "tests",
    "public/preview-frame.html",
    "build.rs",
];

/// The page that the app is drawn into.
const PAGE: &str = "index.html";

/// The page that shows the component kit.
const COMPONENTS: &str = "docs/components.md";

/// Checks every file; with `fix`, repairs the one thing that can be computed.
pub fn run(workspace: &Workspace, fix: bool) -> Result<()> {
    if fix {
        renew_frame(workspace)?;
    }
    let mut count = 0;
    let mut components = Vec::new();
    let mut stylesheets = Vec::new();
    let mut borne = BTreeSet::new();
    let mut modules = cycles::ModuleGraph::default();
    let mut names = names::Names::default();
    let mut texts = texts::Texts::default();
    let mut show = |name: &str, finding: Finding| {
        println!("{name}:{}: {}", finding.line, finding.problem);
        count += 1;
    };
    for place in PLACES {
        for entry in walkdir::WalkDir::new(workspace.path(place))
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.file_name() != "node_modules")
            .filter_map(Result::ok)
        {
            let Ok(text) = fs::read_to_string(entry.path()) else {
                continue;
            };
            let name = relative(entry.path(), workspace.root());
            components.extend(kit::components(&name, &text));
            modules.add(&name, &text);
            if name.starts_with("style/") {
                stylesheets.push(name.clone());
            }
            if name.starts_with("src/") {
                borne.append(&mut styles::names(&text));
            }
            for finding in RULES.iter().flat_map(|rule| rule(&name, &text)) {
                show(&name, finding);
            }
            for finding in names.check(&name, &text) {
                show(&name, finding);
            }
            for finding in texts.check(&name, &text) {
                show(&name, finding);
            }
        }
    }
    for finding in names.unneeded() {
        show(names::SELF, finding);
    }
    for finding in texts.unneeded() {
        show(texts::SELF, finding);
    }
    for (name, problem) in modules.circles() {
        show(&name, Finding::new(1, problem));
    }
    let readme = fs::read_to_string(workspace.path("README.md")).unwrap_or_default();
    for finding in pages::commands_exist(&readme, &commands::NAMES) {
        show("README.md", finding);
    }
    let page = fs::read_to_string(workspace.path(PAGE)).unwrap_or_default();
    for finding in styles::unlinked(&page, &stylesheets) {
        show(PAGE, finding);
    }
    borne.append(&mut styles::names(&page));
    for name in &stylesheets {
        let css = fs::read_to_string(workspace.path(name)).unwrap_or_default();
        for finding in styles::unused(&css, &borne) {
            show(name, finding);
        }
    }
    let page = fs::read_to_string(workspace.path(COMPONENTS)).unwrap_or_default();
    for finding in kit::missing(&page, &components) {
        show(COMPONENTS, finding);
    }
    match count {
        0 => Ok(()),
        1 => bail!("tidy found one thing to put right."),
        _ => bail!("tidy found {count} things to put right."),
    }
}

fn renew_frame(workspace: &Workspace) -> Result<()> {
    let path = workspace.path(pages::FRAME);
    let page = fs::read_to_string(&path).context("cannot read the preview frame")?;
    fs::write(&path, pages::with_current_hash(&page)).context("cannot write the preview frame")
}

fn relative(path: &Path, root: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

/// The lines that are code, with their numbers: no comments, and nothing after the tests begin.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line))
}
