//! nginx, as it stands before the API at customers.

use std::env;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::browser::apt_install;
use super::on_path;

/// Where Debian keeps it, which is on the `PATH` of root alone.
const DEBIAN: &str = "/usr/sbin/nginx";

/// Takes what `NGINX_PATH` names or the `PATH` holds, else asks apt for it.
pub fn find_or_install() -> Result<PathBuf> {
    if let Some(nginx) = find() {
        return Ok(nginx);
    }
    println!("Installing nginx with apt (about 2 MB, once).");
    apt_install(&["nginx"]).context(
        "nginx is missing. Install it, then point NGINX_PATH at it or put it on the PATH.",
    )?;
    find().context("apt has installed nginx, but none was found")
}

fn find() -> Option<PathBuf> {
    env::var_os("NGINX_PATH")
        .map(PathBuf::from)
        .filter(|path| path.is_file())
        .or_else(|| on_path("nginx"))
        .or_else(|| Some(PathBuf::from(DEBIAN)).filter(|path| path.is_file()))
}
