//! The release build: what a static host serves.

pub mod base;
mod glue;
mod headers;
mod html;
mod modules;
mod names;
mod page;
pub mod policy;
pub mod profile;
mod program;
mod script;
mod sizes;
mod start;
mod styles;
mod twins;

use std::fs;

use anyhow::{Context, Result};

use crate::tools::Tools;
use crate::workspace::Workspace;
use modules::{Modules, Page};
use program::Purpose;

/// Builds `dist/` to be served below `base`, writes its headers and compressed twins, and holds it
/// to its budget.
pub fn run(workspace: &Workspace, base: &str) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    tools.need_wasm_opt()?;
    let folder = workspace.path("dist");
    let (html, pages) = assemble(workspace, &mut tools, base, Purpose::Release)?;

    let config = fs::read_to_string(folder.join("config.json")).context("no dist/config.json")?;
    let frame =
        fs::read_to_string(folder.join("preview-frame.html")).context("no preview frame")?;
    let files = files(&folder)?;
    let headers = headers::file(
        base,
        &policy::app(&html, &config)?,
        &policy::of_page(&frame)?,
        &files,
    );
    fs::write(folder.join("_headers"), headers).context("cannot write dist/_headers")?;
    fs::write(folder.join("_redirects"), headers::redirects(base))
        .context("cannot write dist/_redirects")?;

    twins::write(&folder, &files)?;
    let budget = fs::read_to_string(workspace.path("tests/budgets.json"))
        .context("cannot read tests/budgets.json")?;
    sizes::report(&folder, base, &html, &pages, &budget)
}

/// Builds the page and the program into `dist/`; returns the page, and what each address fetches.
fn assemble(
    workspace: &Workspace,
    tools: &mut Tools,
    base: &str,
    purpose: Purpose,
) -> Result<(String, Vec<Page>)> {
    tools.need_trunk()?;
    tools.need_esbuild()?;
    page::build(workspace, tools, base)?;
    let program = program::build(workspace, tools, purpose)?;

    let folder = workspace.path("dist");
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).context("trunk has left no dist/index.html")?;
    let html = base::with_files_below(&html, base);
    let (html, styles) = styles::join(&html, base, &folder)?;
    let mut placed = names::place(&program, tools, &folder)?;
    styles.add_to(&mut placed.modules)?;
    let pages = Modules::read(workspace)?.pages(&placed)?;
    let html = start::insert(&html, base, &placed, &pages)?;
    fs::write(&page, &html).context("cannot write dist/index.html")?;
    Ok((html, pages))
}

/// The names of all files in the folder, sorted, relative to it and with forward slashes.
fn files(folder: &std::path::Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.context("cannot list dist/")?;
        if entry.file_type().is_file() {
            let name = entry
                .path()
                .strip_prefix(folder)
                .context("a file outside dist/")?;
            names.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(names)
}
