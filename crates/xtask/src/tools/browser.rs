//! Chromium and its driver.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{on_path, version_of};
use crate::process;

/// The names Chromium goes by.
const CHROMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where it is when it is not on the `PATH`.
const CHROME_APP: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// A browser, and the program that drives it for component tests.
pub struct Browser {
    /// The browser.
    pub chrome: PathBuf,
    /// Its driver, of the same version.
    pub driver: PathBuf,
}

/// Takes what `CHROME_PATH` and `CHROMEDRIVER` name or the `PATH` holds, else asks apt for it.
pub fn find_or_install() -> Result<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    println!("Installing Chromium and its driver with apt (about 300 MB, once).");
    apt_install(&["chromium", "chromium-driver"]).context(
        "Chromium and its driver are missing. Install both, then point CHROME_PATH and \
         CHROMEDRIVER at them or put them on the PATH.",
    )?;
    find().context("apt has installed Chromium, but no `chromium` and `chromedriver` were found")
}

fn find() -> Option<Browser> {
    let chrome = given("CHROME_PATH")
        .or_else(|| CHROMES.iter().find_map(|name| on_path(name)))
        .or_else(|| existing(CHROME_APP))?;
    let driver = given("CHROMEDRIVER").or_else(|| on_path("chromedriver"))?;
    // Ubuntu's package is a stub that only points to a snap.
    version_of(&chrome)?;
    Some(Browser { chrome, driver })
}

fn given(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn existing(path: &str) -> Option<PathBuf> {
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

/// Installs Debian packages, if this is such a system and we may.
pub fn apt_install(packages: &[&str]) -> Result<()> {
    let Some(apt) = on_path("apt-get") else {
        bail!("this system has no apt");
    };
    let sudo = if is_root() {
        None
    } else {
        let sudo =
            on_path("sudo").context("only root may install packages, and there is no sudo")?;
        process::read(process::command(&sudo).args(["-n", "true"]))
            .context("only root may install packages, and sudo asks for a password")?;
        Some(sudo)
    };
    let run = |arguments: &[&str]| apt_get(&apt, sudo.as_deref(), arguments);
    let install: Vec<&str> = ["install", "-y", "--no-install-recommends"]
        .iter()
        .chain(packages)
        .copied()
        .collect();
    // The package lists of a fresh container are empty or old.
    run(&install).or_else(|_| run(&["update"]).and_then(|()| run(&install)))
}

fn apt_get(apt: &Path, sudo: Option<&Path>, arguments: &[&str]) -> Result<()> {
    let mut command = match sudo {
        Some(sudo) => {
            let mut command = process::command(sudo);
            command
                .args(["-n", "--preserve-env=http_proxy,https_proxy,no_proxy"])
                .arg(apt);
            command
        }
        None => process::command(apt),
    };
    process::run(
        command
            .args(["-qq"])
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}

fn is_root() -> bool {
    process::read(process::command("id").arg("-u")).is_ok_and(|id| id == "0")
}
