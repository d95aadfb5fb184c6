//! What the app costs, measured in a browser: see docs/performance.md.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::commands::{BenchOptions, PARTS};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{dist, process};

/// One line of the table, as the benches write it.
#[derive(Deserialize)]
struct Figure {
    name: String,
    value: f64,
    unit: String,
    /// What it may be at most. Times have none: they are those of one machine at one hour.
    limit: Option<f64>,
}

impl Figure {
    fn is_above(&self) -> bool {
        self.limit.is_some_and(|limit| self.value > limit)
    }
}

/// Runs the parts that are asked for, prints what they found, and refuses what is above its limit.
pub fn run(workspace: &Workspace, options: &BenchOptions) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    tools.need_browser()?;
    tools.need_node_packages()?;
    if options.build {
        dist::run(workspace, "/")?;
    } else if !workspace.path("dist/index.html").is_file() {
        bail!("There is no dist/ yet. Run `cargo xtask bench` without `--no-build`.");
    }
    build_server(&tools)?;

    let folder = workspace.target("bench");
    let app = folder.join("app");
    // The benches put files of their own beside the app's.
    copy(&workspace.path("dist"), &app)?;
    let is_selected = |part: &&str| options.part.is_none_or(|selected| selected == *part);
    let mut problems = Vec::new();
    for part in PARTS.into_iter().filter(is_selected) {
        let found = folder.join(format!("{part}.json"));
        if found.is_file() {
            fs::remove_file(&found).context("cannot remove what an earlier run has found")?;
        }
        let start = Instant::now();
        measure(workspace, &tools, part, options, &app)?;
        let text = fs::read_to_string(&found)
            .with_context(|| format!("the bench `{part}` has found nothing"))?;
        let figures: Vec<Figure> = serde_json::from_str(&text)
            .with_context(|| format!("{} is not what it should be", found.display()))?;
        print!("{}", table(part, &figures));
        println!(
            "  took {} s; {}",
            start.elapsed().as_secs(),
            found.display()
        );
        let above = figures.iter().filter(|figure| figure.is_above());
        problems.extend(above.map(|figure| format!("{} ({part})", figure.name)));
    }
    if !problems.is_empty() {
        bail!("Above the limit: {}", problems.join("; "));
    }
    Ok(())
}

/// Where cargo leaves the server.
const SERVER: &str = if cfg!(windows) {
    "release/sandbox.exe"
} else {
    "release/sandbox"
};

/// Builds the sandbox for speed, for as a development build it changes some hundred jobs a second;
/// without what makes the app small, which takes long.
fn build_server(tools: &Tools) -> Result<()> {
    process::run(
        tools
            .command("cargo")?
            .args(["build", "--locked", "--release", "--package", "sandbox"])
            .args(["--config", "profile.release.lto=false"])
            .args(["--config", "profile.release.codegen-units=16"]),
    )
}

fn measure(
    workspace: &Workspace,
    tools: &Tools,
    part: &str,
    options: &BenchOptions,
    app: &Path,
) -> Result<()> {
    let mut runner = tools.command("npx")?;
    runner
        .current_dir(workspace.path("tests/e2e"))
        .args(["--no-install", "playwright", "test"])
        .args(["--config", "bench.config.ts"])
        .arg(format!("/{part}.bench.ts"))
        .env("SANDBOX_PATH", workspace.target(SERVER))
        .env("APP_PATH", app)
        .env("BENCH_PATH", workspace.target("bench"));
    for (name, value) in [
        ("BENCH_MINUTES", options.minutes),
        ("BENCH_ROUNDS", options.rounds.map(f64::from)),
        ("BENCH_RUNS", options.runs.map(f64::from)),
    ] {
        if let Some(value) = value {
            runner.env(name, value.to_string());
        }
    }
    process::run(&mut runner)
}

/// The figures of one part, one a line.
fn table(part: &str, figures: &[Figure]) -> String {
    let mut lines = vec![String::new(), format!("== {part}")];
    for figure in figures {
        let Figure {
            name, value, unit, ..
        } = figure;
        let limit = figure
            .limit
            .map(|limit| format!("at most {limit}"))
            .unwrap_or_default();
        let mark = if figure.is_above() { "  ABOVE" } else { "" };
        let line = format!("{name:<58} {value:>10} {unit:<8} {limit}{mark}");
        lines.push(line.trim_end().to_owned());
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Copies a folder, in the place of whatever was there.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).context("cannot remove the app of an earlier run")?;
    }
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.context("cannot list dist/")?;
        let inner = entry
            .path()
            .strip_prefix(from)
            .context("a file outside dist/")?;
        let place = to.join(inner);
        let done = if entry.file_type().is_dir() {
            fs::create_dir_all(&place)
        } else {
            fs::copy(entry.path(), &place).map(drop)
        };
        done.with_context(|| format!("cannot write {}", place.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_a_limit_can_be_above_it() {
        let figures: Vec<Figure> = serde_json::from_str(
            r#"[{"name":"/jobs first load","value":451.2,"unit":"KiB","limit":450},
                {"name":"/jobs ready","value":9000,"unit":"ms"}]"#,
        )
        .expect("figures");
        let text = table("sizes", &figures);
        let lines: Vec<_> = text
            .lines()
            .filter(|line| line.ends_with("ABOVE"))
            .collect();
        assert_eq!(lines.len(), 1, "{text}");
        assert!(
            lines.iter().all(|line| line.contains("at most 450")),
            "{text}"
        );
    }
}
