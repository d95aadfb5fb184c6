//! The Rust side: targets, components, and programs that cargo can build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::cache::Cache;
use super::{on_path, release, version_of};
use crate::process;
use crate::workspace::Workspace;

/// The trunk this project is built with; newer ones need a newer compiler.
const TRUNK: &str = "0.21.14";

/// The nextest that is installed when there is none.
const NEXTEST: &str = "0.9.143";

const WASM: &str = "wasm32-unknown-unknown";

/// A tool runs for seconds but builds for minutes, so its own build is optimised little.
const QUICK_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// Adds the WebAssembly target to the toolchain.
pub fn wasm_target() -> Result<()> {
    let sysroot = process::read(process::command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(&sysroot)
        .join("lib/rustlib")
        .join(WASM)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    println!("Installing the Rust target {WASM} (about 20 MB, once).");
    rustup(&["target", "add", WASM])
}

/// Adds a component to the toolchain when its program is missing.
pub fn component(name: &str, program: &str) -> Result<()> {
    if process::read(process::command(program).arg("--version")).is_ok() {
        return Ok(());
    }
    println!("Installing the Rust component {name} (once).");
    rustup(&["component", "add", name])
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "rustup is missing. Install it from rustup.rs, or install the same with your system's \
             packages: `rustup {}`",
            arguments.join(" ")
        );
    }
    process::run(process::command("rustup").args(arguments))
}

/// The version of a package in `Cargo.lock`.
pub fn locked_version(workspace: &Workspace, package: &str) -> Result<String> {
    let lock =
        fs::read_to_string(workspace.path("Cargo.lock")).context("cannot read Cargo.lock")?;
    version_in(&lock, package).with_context(|| format!("{package} is not in Cargo.lock"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

/// The folder of trunk, or `None` when the right one is on the `PATH`.
pub fn trunk(cache: &mut Cache) -> Result<Option<PathBuf>> {
    Program {
        name: "trunk",
        package: "trunk",
        version: TRUNK,
        binaries: &["trunk"],
        url: release::triple("gnu").map(|triple| {
            format!(
                "https://github.com/trunk-rs/trunk/releases/download/v{TRUNK}/trunk-{triple}.tar.gz"
            )
        }),
        skip: 0,
        minutes: "6 to 10",
    }
    .find(cache)
}

/// The folder of wasm-bindgen's programs, or `None` when the right ones are on the `PATH`.
pub fn wasm_bindgen(cache: &mut Cache, version: &str) -> Result<Option<PathBuf>> {
    Program {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        version,
        binaries: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        url: release::triple("musl").map(|triple| {
            format!(
                "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/\
                 wasm-bindgen-{version}-{triple}.tar.gz"
            )
        }),
        skip: 1,
        minutes: "2 to 4",
    }
    .find(cache)
}

/// The folder of nextest, or `None` when any is on the `PATH`.
pub fn nextest(cache: &mut Cache) -> Result<Option<PathBuf>> {
    if on_path("cargo-nextest").is_some() {
        return Ok(None);
    }
    let platform = match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Some("linux"),
        ("linux", "aarch64") => Some("linux-arm"),
        ("macos", _) => Some("mac"),
        _ => None,
    };
    Program {
        name: "cargo-nextest",
        package: "cargo-nextest",
        version: NEXTEST,
        binaries: &["cargo-nextest"],
        url: platform.map(|platform| format!("https://get.nexte.st/{NEXTEST}/{platform}")),
        skip: 0,
        minutes: "5 to 10",
    }
    .find(cache)
}

/// A program that is fetched ready-made or built from its source.
struct Program<'a> {
    name: &'a str,
    package: &'a str,
    version: &'a str,
    binaries: &'a [&'a str],
    url: Option<String>,
    skip: usize,
    minutes: &'a str,
}

impl Program<'_> {
    fn find(&self, cache: &mut Cache) -> Result<Option<PathBuf>> {
        if self
            .binaries
            .iter()
            .all(|name| on_path(name).is_some_and(|path| self.fits(&path)))
        {
            return Ok(None);
        }
        let place = cache.place(self.name, self.version);
        if !self.is_in(&place) {
            println!(
                "Installing {} {} into {} (once).",
                self.name,
                self.version,
                place.display()
            );
            cache.install(
                &place,
                |place| self.is_in(place),
                |cache, draft| self.fill(cache, draft),
            )?;
        }
        Ok(Some(place.join("bin")))
    }

    fn fill(&self, cache: &mut Cache, draft: &Path) -> Result<()> {
        if let Some(url) = self.url.as_ref().filter(|_| cache.downloads) {
            match release::fetch(url, self.skip, &draft.join("bin")) {
                Ok(()) if self.is_in(draft) => return Ok(()),
                Ok(()) => println!("  the download does not run on this machine"),
                Err(problem) => {
                    cache.downloads = false;
                    println!("  {problem:#}");
                }
            }
        }
        println!(
            "  building it from source instead: {} minutes, once",
            self.minutes
        );
        process::run(
            process::command("cargo")
                .args([
                    "install",
                    self.package,
                    "--version",
                    self.version,
                    "--locked",
                    "--root",
                ])
                .arg(draft)
                .env("CARGO_TARGET_DIR", cache.build_folder())
                .envs(QUICK_BUILD)
                .env_remove("RUSTFLAGS"),
        )
        .with_context(|| {
            format!(
                "{} {} could not be installed; without a network, put it on the PATH yourself",
                self.name, self.version
            )
        })?;
        // Only useful again for another version of the same program.
        let _ = fs::remove_dir_all(cache.build_folder());
        Ok(())
    }

    fn is_in(&self, place: &Path) -> bool {
        self.binaries.iter().all(|name| {
            self.fits(
                &place
                    .join("bin")
                    .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)),
            )
        })
    }

    fn fits(&self, program: &Path) -> bool {
        version_of(program)
            .is_some_and(|answer| answer.split_whitespace().any(|word| word == self.version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_belongs_to_the_very_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(version_in(lock, "trunk"), None);
    }
}
