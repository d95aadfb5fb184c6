//! What the compiler, the formatter, the spell checker and the project's own rules have to say.

use anyhow::Result;

use crate::process;
use crate::tidy;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Runs all checks, the quick ones first.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    tools.need_lints()?;
    tidy::run(workspace, false)?;
    format(&tools)?;
    spelling(&tools)?;
    dependencies(&tools)?;
    clippy_native(&tools)?;
    clippy_wasm(&tools)?;
    docs(&tools)
}

/// No known misspelling in code, documents or samples of our own; `typos.toml` has the exceptions.
pub fn spelling(tools: &Tools) -> Result<()> {
    process::run(tools.command("typos")?.args(["--format", "brief"]))
}

/// Every dependency has a licence from `deny.toml`, comes from the registry, and is there once.
///
/// Known security holes are looked up by the workflow of the public host: the list of them is
/// fetched, and a check must not begin to fail because of what was published elsewhere.
pub fn dependencies(tools: &Tools) -> Result<()> {
    process::run(
        tools
            .command("cargo-deny")?
            .args(["--locked", "--workspace", "--log-level", "error", "check"])
            .args(["licenses", "bans", "sources"]),
    )
}

/// Every link in the documentation of the code leads somewhere.
pub fn docs(tools: &Tools) -> Result<()> {
    process::run(
        tools
            .command("cargo")?
            .args(["doc", "--locked", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings"),
    )
}

/// The formatter changes nothing.
pub fn format(tools: &Tools) -> Result<()> {
    process::run(tools.command("cargo")?.args(["fmt", "--all", "--check"]))
}

/// No lint fires in anything that runs natively.
pub fn clippy_native(tools: &Tools) -> Result<()> {
    process::run(tools.command("cargo")?.args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))
}

/// No lint fires in the app as the browser gets it.
pub fn clippy_wasm(tools: &Tools) -> Result<()> {
    process::run(
        tools
            .command("cargo")?
            .args([
                "clippy",
                "--locked",
                "--package",
                "toombos-dashboard",
                "--lib",
                "--bins",
                // The library's own tests run natively.
                "--test",
                "web",
            ])
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]),
    )
}
