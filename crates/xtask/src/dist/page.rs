//! HTML and styles, built by trunk without the program.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::html;
use crate::process;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// Builds `dist/` with everything but the program.
///
/// Trunk builds a program wherever it finds a `Cargo.toml`, so it gets a folder without one.
pub fn build(workspace: &Workspace, tools: &Tools, base: &str) -> Result<()> {
    let source = workspace.target("page");
    if source.exists() {
        fs::remove_dir_all(&source).context("cannot empty target/page")?;
    }
    for folder in ["style", "public"] {
        copy_folder(&workspace.path(folder), &source.join(folder))?;
    }
    fs::copy(workspace.path("Trunk.toml"), source.join("Trunk.toml"))
        .context("cannot copy Trunk.toml")?;
    let page = fs::read_to_string(workspace.path("index.html")).context("no index.html")?;
    fs::write(source.join("index.html"), without_program(&page))
        .context("cannot write target/page/index.html")?;
    process::run(
        tools
            .command("trunk")?
            .current_dir(&source)
            .args(["build", "--release", "--offline", "--public-url", base])
            .arg("--dist")
            .arg(workspace.path("dist")),
    )
}

/// The page without the link that has trunk build the program.
fn without_program(page: &str) -> String {
    let program = html::tags(page)
        .into_iter()
        .find(|tag| tag.is("link") && tag.attribute("rel") == Some("rust"));
    match program {
        Some(tag) => {
            let before = page.get(..tag.from).unwrap_or_default();
            let after = page.get(tag.until..).unwrap_or_default();
            format!("{before}{after}")
        }
        None => page.to_owned(),
    }
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.with_context(|| format!("cannot list {}", from.display()))?;
        let place = to.join(entry.path().strip_prefix(from).unwrap_or(entry.path()));
        if entry.file_type().is_dir() {
            fs::create_dir_all(&place)
        } else {
            fs::copy(entry.path(), &place).map(|_| ())
        }
        .with_context(|| format!("cannot copy {}", entry.path().display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_link_to_the_program_is_taken_out() {
        let page = "<link data-trunk rel=\"css\" href=\"a\"><link data-trunk rel=\"rust\" /><b>";
        assert_eq!(
            without_program(page),
            "<link data-trunk rel=\"css\" href=\"a\"><b>"
        );
    }
}
