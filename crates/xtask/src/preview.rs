//! The release build, served as a CDN would.

use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::commands::Preview;
use crate::workspace::Workspace;
use crate::{dist, process, sandbox};

/// Serves `dist/` and the API on one port until Ctrl-C.
pub fn run(workspace: &Workspace, options: &Preview) -> Result<()> {
    sandbox::require_free_port(options.port, "the preview", "--port")?;
    if options.build {
        dist::run(workspace, "/")?;
    } else if !workspace.path("dist/index.html").is_file() {
        bail!("There is no dist/ yet. Run `cargo xtask preview` without `--no-build`.");
    }
    sandbox::build(workspace)?;
    process::interrupt_is_success();
    let arguments = ["--data", "data/preview", "--app", "dist", "--faults"];
    let mut sandbox = sandbox::start(workspace, options.port, &arguments)?;
    println!();
    println!("  The app and its API  {}", sandbox.address);
    println!("  Log in as            {}", sandbox::ACCOUNTS.join(", "));
    println!("  Password             {}", sandbox::PASSWORD);
    println!();
    println!("  Ctrl-C ends it.");
    loop {
        if let Some(status) = sandbox.child.ended()? {
            process::wait_if_interrupted();
            bail!("The sandbox has ended ({status}).");
        }
        thread::sleep(Duration::from_millis(200));
    }
}
