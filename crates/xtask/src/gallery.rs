//! `docs/components.md`, made of the gallery that debug builds have.

use anyhow::Result;

use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{dev, process};

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
    let folder = workspace.path("tests/e2e");
    process::run(
        tools
            .command("node")?
            .current_dir(&folder)
            .arg("support/gallery.mjs")
            .arg(workspace.target("dev-dist"))
            .arg(workspace.path("docs")),
    )
}
