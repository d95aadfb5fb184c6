//! The release build beside the other steps, with its output kept until it is asked for.

use std::env;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};
use crate::workspace::Workspace;

/// A `cargo xtask dist` that runs while other steps do. Dropping it ends the build.
pub struct BackgroundBuild {
    child: Child,
    log: PathBuf,
}

impl BackgroundBuild {
    /// Starts the build.
    pub fn start(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target("");
        fs::create_dir_all(&folder).context("cannot create cargo's target folder")?;
        let log = folder.join("release-build.log");
        let output = File::create(&log).context("cannot write the log of the release build")?;
        let errors = output.try_clone().context("cannot share that log")?;
        let program = env::current_exe().context("cannot find this program's own file")?;
        let child = Child::start(
            process::command(program)
                .current_dir(workspace.root())
                .arg("dist")
                .stdout(output)
                .stderr(errors),
        )?;
        println!("The release build runs beside the next steps.");
        Ok(Self { child, log })
    }

    /// Waits for the build, and prints what it said.
    pub fn finish(self) -> Result<()> {
        let status = self.child.wait()?;
        let text = fs::read(&self.log).context("cannot read the log of the release build")?;
        io::stdout().write_all(&text).context("cannot print")?;
        if !status.success() {
            bail!("`cargo xtask dist` failed ({status})");
        }
        Ok(())
    }
}
