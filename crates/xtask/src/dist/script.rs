//! The JavaScript of the program, in one file and without what only people read.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::process;
use crate::tools::Tools;

/// The oldest browsers that are supported read this edition; see `docs/browsers.md`.
const EDITION: &str = "es2022";

/// Joins the script with the one that it imports; returns the file.
pub fn join(tools: &Tools, script: &Path) -> Result<PathBuf> {
    let joined = script.with_extension("joined.js");
    process::run(
        tools
            .command("esbuild")?
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--log-level=warning",
            ])
            // wasm-bindgen names a script once for every function that it imports from there.
            .arg("--log-override:duplicate-object-key=silent")
            .arg(format!("--target={EDITION}"))
            .arg(format!("--outfile={}", joined.display()))
            .arg(script),
    )?;
    Ok(joined)
}
