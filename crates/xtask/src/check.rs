//! What the compiler, the formatter and the project's own rules have to say.

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
    clippy_native(&tools)?;
    clippy_wasm(&tools)
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
