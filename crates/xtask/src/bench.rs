//! Figures one watches over time.

use std::time::Instant;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{dist, sandbox};

/// Prints the size of the first load, and how soon the sandbox answers.
pub fn run(workspace: &Workspace) -> Result<()> {
    dist::run(workspace, "/")?;
    sandbox::build(workspace)?;
    println!();
    for jobs in ["0", "10000", "100000"] {
        let start = Instant::now();
        let sandbox = sandbox::start(workspace, 0, &["--memory", "--jobs", jobs])?;
        let time = start.elapsed();
        drop(sandbox);
        println!(
            "sandbox ready with {jobs:>6} past jobs  {:>6} ms",
            time.as_millis()
        );
    }
    Ok(())
}
