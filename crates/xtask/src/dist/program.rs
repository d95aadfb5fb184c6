//! The program: compiled, split by page, bound to JavaScript, optimised.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Merge, Options};

use crate::process;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The name of the package and of what it builds.
const PACKAGE: &str = "toombos-dashboard";
const TARGET: &str = "wasm32-unknown-unknown";

/// The frame is always there before any other module.
const FIRST_MODULE: &str = "shell";

/// Pages without the frame.
const ALONE: [&str; 3] = ["login", "register", "connect"];

/// Pages that most visits begin with.
const FREQUENT: [&str; 3] = ["overview", "jobs", "generate"];

/// A module shares at most so many files with others. More files load fewer bytes in vain, but
/// each costs a request; see `docs/performance.md` for what was measured.
const MAX_SHARED_FILES: usize = 3;

/// What the compiler's target allows; a stripped file no longer says so itself.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The files of the program, before they get their final names.
pub struct Program {
    /// The JavaScript that starts it.
    pub script: PathBuf,
    /// The JavaScript that fetches modules.
    pub loader: PathBuf,
    /// What every page needs.
    pub main: PathBuf,
    /// The other files, by the names that the loader knows them by.
    pub chunks: BTreeMap<String, PathBuf>,
    /// The chunks that each module needs.
    pub modules: BTreeMap<String, Vec<String>>,
}

/// Names that the parts call each other by until they get their final ones.
pub const SCRIPT: &str = "./app.js";
pub const LOADER: &str = "./modules.js";
pub const MAIN: &str = "app_bg.wasm";

/// Builds the program into a folder below the target folder.
pub fn build(workspace: &Workspace, tools: &Tools) -> Result<Program> {
    let compiled = compile(workspace, tools)?;
    let folder = workspace.target("program");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/program")?;
    }
    fs::create_dir_all(&folder).context("cannot make target/program")?;
    let whole = folder.join("whole.wasm");
    let modules = split(&compiled, &folder, &whole)?;
    bind(tools, &whole, &folder)?;
    let mut chunks = BTreeMap::new();
    for name in modules.values().flatten() {
        chunks.insert(name.clone(), folder.join(format!("{name}.wasm")));
    }
    let main = folder.join(MAIN);
    for file in chunks.values().chain([&main]) {
        optimise(tools, file)?;
    }
    Ok(Program {
        script: folder.join(SCRIPT),
        loader: folder.join(LOADER),
        main,
        chunks,
        modules,
    })
}

/// Compiles the app; relocations tell the splitting tool which function refers to which.
fn compile(workspace: &Workspace, tools: &Tools) -> Result<PathBuf> {
    process::run(
        tools
            .command("cargo")?
            .args(["rustc", "--release", "--locked", "--package", PACKAGE])
            .args(["--bin", PACKAGE, "--target", TARGET, "--features", "split"])
            .args(["--", "-C", "link-arg=--emit-relocs"])
            // The caller's own flags would replace the project's.
            .env_remove("RUSTFLAGS"),
    )?;
    Ok(workspace
        .target(TARGET)
        .join("release")
        .join(format!("{PACKAGE}.wasm")))
}

/// Splits the program; returns what each module needs.
fn split(compiled: &Path, folder: &Path, main: &Path) -> Result<BTreeMap<String, Vec<String>>> {
    let program =
        fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let mut options = Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = main;
    options.main_module = SCRIPT;
    options.link_name = LOADER;
    options.merge = Some(Merge {
        first_module: FIRST_MODULE,
        alone: &ALONE,
        frequent: &FREQUENT,
        max_chunks_per_module: MAX_SHARED_FILES,
    });
    let split = wasm_split_cli_support::transform(options)
        .map_err(|problem| anyhow!("cannot split the program: {problem:#}"))?;
    Ok(split.prefetch_map.into_iter().collect())
}

/// Writes the JavaScript around the main module.
fn bind(tools: &Tools, main: &Path, folder: &Path) -> Result<()> {
    process::run(
        tools
            .command("wasm-bindgen")?
            .args(["--target", "web", "--no-typescript", "--no-demangle"])
            // The modules refer to what the linker exports.
            .args(["--keep-lld-exports", "--out-name", "app", "--out-dir"])
            .arg(folder)
            .arg(main),
    )
}

/// Makes one file smaller in place.
fn optimise(tools: &Tools, file: &Path) -> Result<()> {
    process::run(
        tools
            .command("wasm-opt")?
            // What is alike by name is alike by content, and compresses better side by side.
            .args([
                "-Oz",
                "--reorder-functions-by-name",
                "--strip-debug",
                "--strip-producers",
            ])
            .args(FEATURES)
            .arg(file)
            .arg("--output")
            .arg(file),
    )
}
