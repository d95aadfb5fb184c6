//! The Node side: what makes release builds smaller, and the end-to-end tests' packages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::browser::apt_install;
use super::cache::Cache;
use super::{on_path, version_of};
use crate::process;

/// Binaryen is pinned, for its output is what people download.
const BINARYEN: &str = "132.0.0";

/// Pinned for the same reason.
const ESBUILD: &str = "0.28.2";

/// The oldest Node that Playwright runs on.
const NODE: u32 = 20;

/// Makes sure of Node and npm.
pub fn require() -> Result<()> {
    if on_path("node").is_none() || npm().is_none() {
        println!("Installing Node and npm with apt (once).");
        apt_install(&["nodejs", "npm"])
            .with_context(|| format!("Node {NODE} or newer with npm is missing (nodejs.org)"))?;
    }
    let version = on_path("node")
        .as_deref()
        .and_then(version_of)
        .unwrap_or_default();
    match major(&version) {
        Some(major) if major >= NODE => Ok(()),
        _ => bail!("Node {NODE} or newer is needed, this is `{version}` (see nodejs.org)."),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn npm() -> Option<PathBuf> {
    on_path("npm").or_else(|| on_path("npm.cmd"))
}

/// Installs the packages of one folder when its lock file is not the one installed last.
pub fn packages(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("{} has no package-lock.json", folder.display()))?;
    let fingerprint: String = Sha256::digest(lock)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let stamp = folder.join("node_modules/.installed-lock");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == fingerprint) {
        return Ok(());
    }
    println!(
        "Installing the Node packages of {} (once per change).",
        folder.display()
    );
    npm_run(folder, &["ci"])?;
    fs::write(&stamp, fingerprint).context("cannot write into node_modules")
}

/// The folder of wasm-opt.
pub fn wasm_opt(cache: &mut Cache) -> Result<Option<PathBuf>> {
    program(cache, "binaryen", BINARYEN, "wasm-opt")
}

/// The folder of esbuild.
pub fn esbuild(cache: &mut Cache) -> Result<Option<PathBuf>> {
    program(cache, "esbuild", ESBUILD, "esbuild")
}

/// The folder of a program that a package brings.
fn program(
    cache: &mut Cache,
    package: &str,
    version: &str,
    program: &str,
) -> Result<Option<PathBuf>> {
    require()?;
    let place = cache.place(package, version);
    let done = |place: &Path| programs(place).join(program).exists();
    if !done(&place) {
        println!(
            "Installing {program} {version} into {} (once).",
            place.display()
        );
        cache.install(&place, done, |_, draft| {
            npm_run(
                draft,
                &["install", "--no-save", &format!("{package}@{version}")],
            )
        })?;
    }
    Ok(Some(programs(&place)))
}

fn programs(place: &Path) -> PathBuf {
    place.join("node_modules").join(".bin")
}

fn npm_run(folder: &Path, arguments: &[&str]) -> Result<()> {
    let npm = npm().context("npm is missing")?;
    process::run(
        process::command(npm)
            .current_dir(folder)
            .args(arguments)
            .args(["--prefix", "."])
            .args(["--no-audit", "--no-fund", "--loglevel", "error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node_is_a_number() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major(""), None);
    }
}
