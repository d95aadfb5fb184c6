//! The program: compiled, split by page, bound to JavaScript, optimised.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context, Result, anyhow};
use wasm_split_cli_support::{Merge, Options};

use super::glue;
use super::profile::{LoadOrder, Profile};
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
const MAX_SHARED_FILES: usize = 5;

/// How long no file is on its way before what a first visit does not run is fetched, in milliseconds.
const QUIET: u32 = 1000;

/// What `cargo xtask profile` writes.
pub const PROFILE: &str = "tests/profile/functions.txt";

/// What the compiler's target allows; a stripped file no longer says so itself.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// What a program is built for.
#[derive(Clone, Copy, PartialEq)]
pub enum Purpose {
    /// To be served.
    Release,
    /// To see which functions run: they keep their names and stay where they are called from.
    Profile,
}

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
pub fn build(workspace: &Workspace, tools: &Tools, purpose: Purpose) -> Result<Program> {
    let profile = match purpose {
        Purpose::Release => Some(profile(workspace)?),
        Purpose::Profile => None,
    };
    let compiled = compile(workspace, tools)?;
    let folder = workspace.target("program");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/program")?;
    }
    fs::create_dir_all(&folder).context("cannot make target/program")?;
    let whole = folder.join("whole.wasm");
    let (modules, deferred) = split(&compiled, &folder, &whole, profile.as_ref())?;
    bind(tools, &whole, &folder)?;
    glue::finish(&folder.join(SCRIPT), &folder.join(MAIN))?;
    let mut chunks = BTreeMap::new();
    for name in modules.values().flatten().chain(&deferred) {
        chunks.insert(name.clone(), folder.join(format!("{name}.wasm")));
    }
    let main = folder.join(MAIN);
    if purpose == Purpose::Release {
        let files: Vec<_> = chunks.values().chain([&main]).collect();
        optimise_all(tools, &files)?;
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

/// Which functions belong to which modules.
fn profile(workspace: &Workspace) -> Result<Profile> {
    let file = workspace.path(PROFILE);
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {PROFILE}"))?;
    let order = LoadOrder {
        first: FIRST_MODULE,
        alone: &ALONE,
    };
    Profile::parse(&text, &order).with_context(|| format!("{PROFILE} is not what it should be"))
}

/// The chunks that each module needs.
type ModuleChunks = BTreeMap<String, Vec<String>>;

/// Splits the program; returns what each module needs, and the chunks that are fetched afterwards.
fn split(
    compiled: &Path,
    folder: &Path,
    main: &Path,
    profile: Option<&Profile>,
) -> Result<(ModuleChunks, Vec<String>)> {
    let program =
        fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let mut options = Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = main;
    options.main_module = SCRIPT;
    options.link_name = LOADER;
    let set_of = |function: &str| profile.and_then(|profile| profile.set_of(function));
    options.merge = Some(Merge {
        first_module: FIRST_MODULE,
        alone: &ALONE,
        frequent: &FREQUENT,
        max_chunks_per_module: MAX_SHARED_FILES,
        // Visits see what runs before that.
        fetch_later_after: profile.map(|_| QUIET),
        profile: profile.map(|profile| wasm_split_cli_support::Profile {
            sets: profile.sets(),
            set_of: &set_of,
        }),
    });
    let split = wasm_split_cli_support::transform(options)
        .map_err(|problem| anyhow!("cannot split the program: {problem:#}"))?;
    if let Some(warning) = profile.and_then(Profile::warning) {
        println!("\n{warning}");
    }
    Ok((split.prefetch_map.into_iter().collect(), split.deferred))
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

/// Makes files smaller in place, as many at a time as the machine has processors.
fn optimise_all(tools: &Tools, files: &[&PathBuf]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            optimise(tools, file)?;
        }
        Ok(())
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        let outcomes = workers.into_iter().map(|worker| {
            let outcome = worker.join();
            outcome.map_err(|_| anyhow!("a file could not be made smaller"))?
        });
        outcomes.collect()
    })
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
