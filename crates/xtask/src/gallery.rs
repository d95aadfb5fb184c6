//! `docs/components.md`, made of the gallery that debug builds have.

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{dev, process, sandbox};

/// Builds the app for development, and has a picture taken of each specimen in both themes.
pub fn run(workspace: &Workspace) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    tools.need_trunk()?;
    tools.need_browser()?;
    tools.need_node_packages()?;
    let mut trunk = tools.command("trunk")?;
    process::run(dev::as_for_development(
        trunk.args(["build", "--offline"]),
        workspace,
    ))?;
    sandbox::build(workspace)?;
    let folder = workspace.path("tests/e2e");
    let built = workspace.target("dev-dist");
    let built = built.to_str().context("a folder with a strange name")?;
    let sandbox = sandbox::start(workspace, 0, &["--memory", "--app", built])?;
    process::run(
        tools
            .command("node")?
            .current_dir(&folder)
            .arg("support/gallery.mjs")
            .arg(&sandbox.address)
            .arg(workspace.path("docs")),
    )
}
