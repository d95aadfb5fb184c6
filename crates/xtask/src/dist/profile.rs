//! Which functions of the program a first visit runs.
//!
//! `cargo xtask profile` writes `tests/profile/functions.txt`: a heading for each set of modules,
//! and below it the short names of the functions that ran on the visits of those modules alone.
//! What ran before the frame's file was there counts as run by `main`, what ran before the page's
//! own was there as run by the frame.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::program::{PROFILE, Purpose};
use crate::process;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The name that stands for the main module.
const MAIN: &str = "main";

/// How many characters of a hash tell some ten thousand functions apart.
const SHORT: usize = 6;

/// The start of a heading.
const HEADING: char = '=';

/// Modules as they are named in the profile.
type ModuleSet = BTreeSet<String>;

/// Builds the program with its names, visits every page of it, and writes what ran.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    tools.need_browser()?;
    tools.need_node_packages()?;
    super::assemble(workspace, &mut tools, "/", Purpose::Profile)?;
    process::run(
        tools
            .command("cargo")?
            .args(["build", "--locked", "--package", "sandbox"]),
    )?;
    let visits = workspace.target("program/visits.tsv");
    process::run(
        tools
            .command("node")?
            .arg(workspace.path("tests/profile/visit.mjs"))
            .arg(workspace.target(SERVER))
            .arg(workspace.path("dist"))
            .arg(&visits),
    )?;
    let visits = fs::read_to_string(&visits).context("the visits have left nothing")?;
    fs::write(workspace.path(PROFILE), text(&visits))
        .with_context(|| format!("cannot write {PROFILE}"))?;
    println!("dist/ is the program that was visited. `cargo xtask dist` builds the one to serve.");
    Ok(())
}

/// Where cargo leaves the server.
const SERVER: &str = if cfg!(windows) {
    "debug/sandbox.exe"
} else {
    "debug/sandbox"
};

/// Where the functions that are known belong.
pub struct Profile {
    /// Every set of modules; an empty one for what no visit ran.
    sets: Vec<ModuleSet>,
    set_of: HashMap<String, usize>,
    found: AtomicUsize,
    missed: AtomicUsize,
}

/// Modules that are loaded before others, and pages that are loaded without them.
pub struct LoadOrder<'a> {
    /// The module that is loaded before all pages but `alone`.
    pub first: &'a str,
    /// The pages that are loaded without it.
    pub alone: &'a [&'a str],
}

impl Profile {
    /// Reads what `cargo xtask profile` wrote.
    pub fn parse(text: &str, order: &LoadOrder) -> Result<Self> {
        let mut visits: BTreeMap<ModuleSet, Vec<&str>> = BTreeMap::new();
        let mut current = None;
        for line in text.lines() {
            if let Some(names) = line.strip_prefix(HEADING) {
                let names: ModuleSet = names.split_whitespace().map(str::to_owned).collect();
                current = Some(visits.entry(names).or_default());
            } else if !line.starts_with('#') {
                let functions = current.as_mut().context("functions before a heading")?;
                functions.extend(line.split_whitespace());
            }
        }
        let pages: ModuleSet = visits
            .keys()
            .flatten()
            .filter(|name| order.is_page(name))
            .cloned()
            .collect();
        let mut sets: Vec<ModuleSet> = Vec::new();
        let mut set_of = HashMap::new();
        for (names, functions) in visits {
            let home = order.home(names, pages.len());
            let number = sets.iter().position(|set| *set == home);
            let number = number.unwrap_or_else(|| {
                sets.push(home);
                sets.len() - 1
            });
            for function in functions {
                if set_of.insert(function.to_owned(), number).is_some() {
                    bail!("{function} is there twice");
                }
            }
        }
        Ok(Self {
            sets,
            set_of,
            found: AtomicUsize::new(0),
            missed: AtomicUsize::new(0),
        })
    }

    /// The sets of modules, an empty name for the main module.
    pub fn sets(&self) -> &[ModuleSet] {
        &self.sets
    }

    /// The number of the set that a function belongs to, by its mangled name.
    pub fn set_of(&self, function: &str) -> Option<usize> {
        let set = self.set_of.get(&short_name(function)).copied();
        let count = if set.is_some() {
            &self.found
        } else {
            &self.missed
        };
        count.fetch_add(1, Ordering::Relaxed);
        set
    }

    /// What to say where the program has changed much since the profile was written.
    pub fn warning(&self) -> Option<String> {
        let found = self.found.load(Ordering::Relaxed);
        let missed = self.missed.load(Ordering::Relaxed);
        let share = (100 * found).checked_div(found + missed)?;
        (share < 85).then(|| {
            format!(
                "The profile knows {share} % of the functions; the others are loaded by whoever \
                 might call them. `cargo xtask profile` writes it anew."
            )
        })
    }
}

impl LoadOrder<'_> {
    fn is_page(&self, module: &str) -> bool {
        module != MAIN && module != self.first && !self.alone.contains(&module)
    }

    /// The modules that a function is loaded with, from those whose visits ran it.
    fn home(&self, names: ModuleSet, pages: usize) -> ModuleSet {
        let on_pages = names.iter().filter(|name| self.is_page(name)).count();
        let is_alone = names.iter().any(|name| self.alone.contains(&name.as_str()));
        let is_with_first = on_pages > 0 || names.contains(self.first);
        // Whoever comes from one of them needs it, and so does nearly every other visit.
        if names.contains(MAIN) || (is_alone && is_with_first) {
            return ModuleSet::from([String::new()]);
        }
        if names.contains(self.first) || (on_pages > 0 && on_pages * 4 >= pages * 3) {
            return ModuleSet::from([self.first.to_owned()]);
        }
        names
    }
}

/// A function's name as the profile has it: short, and without what differs between two versions of
/// a library.
fn short_name(function: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(function));
    let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(name));
    digest.chars().take(SHORT).collect()
}

/// The text of a profile, from lines of modules and the mangled name of a function that they ran.
fn text(visits: &str) -> String {
    let mut modules_of: BTreeMap<String, ModuleSet> = BTreeMap::new();
    for (modules, function) in visits.lines().filter_map(|line| line.split_once('\t')) {
        let modules = modules.split_whitespace().map(str::to_owned);
        // Functions of one short name are placed alike.
        let known = modules_of.entry(short_name(function)).or_default();
        known.extend(modules);
    }
    let mut functions_of: BTreeMap<ModuleSet, Vec<String>> = BTreeMap::new();
    for (function, modules) in modules_of {
        functions_of.entry(modules).or_default().push(function);
    }
    let mut text = String::from("# Written by `cargo xtask profile`; see docs/performance.md.\n");
    for (modules, functions) in functions_of {
        let modules: Vec<_> = modules.into_iter().collect();
        text += &format!("{HEADING} {}\n", modules.join(" "));
        for line in functions.chunks(14) {
            text += &line.join(" ");
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDER: LoadOrder = LoadOrder {
        first: "shell",
        alone: &["login", "connect"],
    };

    fn modules(names: &[&str]) -> ModuleSet {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let visits = "jobs\t_RNvC3app4list\nlogin jobs\t_RNvC3app4both\n\t_RNvC3app4none\n";
        let profile = Profile::parse(&text(visits), &ORDER).expect("a profile");
        let home = |name| profile.set_of(name).map(|set| profile.sets()[set].clone());
        assert_eq!(home("_RNvC3app4list"), Some(modules(&["shell"])));
        assert_eq!(home("_RNvC3app4both"), Some(modules(&[""])));
        assert_eq!(home("_RNvC3app4none"), Some(modules(&[])));
        assert_eq!(home("_RNvC3app3new"), None);
    }

    #[test]
    fn a_function_is_loaded_before_it_runs() {
        let home = |names: &[&str]| ORDER.home(modules(names), 8);
        // Before the page's own file is there.
        assert_eq!(home(&["main", "jobs"]), modules(&[""]));
        assert_eq!(home(&["shell", "jobs"]), modules(&["shell"]));
        // With the frame and without it.
        assert_eq!(home(&["login", "jobs"]), modules(&[""]));
        assert_eq!(home(&["login", "connect"]), modules(&["login", "connect"]));
        // By three of four pages.
        assert_eq!(
            home(&["a", "b", "c", "d", "e"]),
            modules(&["a", "b", "c", "d", "e"])
        );
        assert_eq!(home(&["a", "b", "c", "d", "e", "f"]), modules(&["shell"]));
    }

    #[test]
    fn a_name_is_the_same_with_another_version_of_a_library() {
        assert_eq!(
            short_name("_RNvCs1234_7mycrate3foo"),
            short_name("_RNvCsabcdefgh_7mycrate3foo")
        );
        assert_ne!(
            short_name("_RNvC7mycrate3foo"),
            short_name("_RNvC7mycrate3bar")
        );
    }

    #[test]
    fn a_broken_profile_is_refused() {
        assert!(Profile::parse("abcdef", &ORDER).is_err());
        assert!(Profile::parse("= jobs\nabcdef abcdef\n", &ORDER).is_err());
    }
}
