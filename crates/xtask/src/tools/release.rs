//! Ready-made programs, fetched from their projects' release pages.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::process;

/// The name this machine has in the file names of releases, in Rust's own spelling.
pub fn triple(linux_libc: &str) -> Option<String> {
    let system = match env::consts::OS {
        "linux" => format!("unknown-linux-{linux_libc}"),
        "macos" => "apple-darwin".to_owned(),
        _ => return None,
    };
    match env::consts::ARCH {
        arch @ ("x86_64" | "aarch64") => Some(format!("{arch}-{system}")),
        _ => None,
    }
}

/// Fetches a `.tar.gz` and unpacks it into `folder`, without its first `skip` folders.
pub fn fetch(url: &str, skip: usize, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).context("cannot create a folder for the download")?;
    let archive = folder.join("download.tar.gz");
    println!("  fetching {url}");
    // A machine without a way out must find that out in seconds.
    let fetched = process::command("curl")
        .args(["--fail", "--location", "--silent", "--show-error"])
        .args(["--connect-timeout", "5", "--max-time", "300", "--output"])
        .arg(&archive)
        .arg(url)
        .stderr(Stdio::null())
        .status()
        .context("curl is not installed")?;
    if !fetched.success() {
        bail!("the download failed");
    }
    process::run(
        process::command("tar")
            .arg("-xzf")
            .arg(&archive)
            .arg(format!("--strip-components={skip}"))
            .arg("-C")
            .arg(folder),
    )?;
    fs::remove_file(&archive).context("cannot remove the download")
}
