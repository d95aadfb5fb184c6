//! Everything that is checked, step by step.

mod background;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::commands::{Part, Scope};
use crate::tools::Tools;
use crate::workspace::Workspace;
use crate::{check, dist, process, sandbox, tidy};
use background::BackgroundBuild;

type Act = fn(&Workspace, &mut Tools, &Scope) -> Result<()>;

/// One step: the part it belongs to, its name, what it does.
struct Step {
    part: Part,
    name: &'static str,
    act: Act,
}

const fn step(part: Part, name: &'static str, act: Act) -> Step {
    Step { part, name, act }
}

/// The step that runs in the background when everything is tested.
const RELEASE_BUILD: &str = "release build";

/// Of each property, in the slow tests; 256 otherwise.
const MANY_CASES: &str = "4096";

/// In the order in which they fail fastest.
const STEPS: [Step; 15] = [
    step(Part::Check, "lint tools", |_, tools, _| tools.need_lints()),
    step(Part::Check, "tidy", |workspace, _, _| {
        tidy::run(workspace, false)
    }),
    step(Part::Check, "format", |_, tools, _| check::format(tools)),
    step(Part::Check, "spelling", |_, tools, _| {
        check::spelling(tools)
    }),
    step(Part::Check, "dependencies", |_, tools, _| {
        check::dependencies(tools)
    }),
    step(Part::Check, "clippy, native", |_, tools, _| {
        check::clippy_native(tools)
    }),
    step(Part::Check, "clippy, wasm32", |_, tools, _| {
        check::clippy_wasm(tools)
    }),
    step(Part::Check, "documentation", |_, tools, _| {
        check::docs(tools)
    }),
    step(Part::Native, "native tests", native),
    step(Part::Web, "browser tools", web_tools),
    step(Part::Web, "component tests", web),
    step(Part::E2e, "end-to-end tools", e2e_tools),
    step(Part::E2e, RELEASE_BUILD, |workspace, _, scope| {
        if scope.build {
            dist::run(workspace, "/")
        } else {
            Ok(())
        }
    }),
    step(Part::E2e, "sandbox build", |workspace, _, _| {
        sandbox::build(workspace)
    }),
    step(Part::E2e, "end-to-end tests", e2e),
];

/// How a step went.
enum Outcome {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// Runs the steps of one part, or all, up to the first that fails.
pub fn run(workspace: &Workspace, scope: &Scope) -> Result<()> {
    let mut tools = Tools::new(workspace)?;
    let mut outcomes = Vec::new();
    let mut problem = None;
    let is_selected = |step: &&Step| scope.part == Part::All || scope.part == step.part;
    // Linking with full optimisation keeps one core busy for minutes; the other steps fill the
    // rest of the machine meanwhile.
    let mut release_build = match scope.part {
        Part::All if scope.build => Some(BackgroundBuild::start(workspace)?),
        _ => None,
    };
    for step in STEPS.iter().filter(is_selected) {
        if problem.is_some() {
            outcomes.push((step.name, Outcome::NotRun));
            continue;
        }
        println!("\n== {}", step.name);
        let start = Instant::now();
        let result = match release_build.take_if(|_| step.name == RELEASE_BUILD) {
            Some(build) => build.finish(),
            None => (step.act)(workspace, &mut tools, scope),
        };
        match result {
            Ok(()) => outcomes.push((step.name, Outcome::Passed(start.elapsed()))),
            Err(error) => {
                process::wait_if_interrupted();
                outcomes.push((step.name, Outcome::Failed(start.elapsed())));
                problem = Some((step.name, error));
            }
        }
    }
    if let Some((name, error)) = &problem {
        println!("\n{name}: {error:#}");
    }
    println!("\n{}", summary(&outcomes));
    match problem {
        Some((name, _)) => bail!("The step \"{name}\" failed; what it said is above."),
        None => Ok(()),
    }
}

fn summary(outcomes: &[(&str, Outcome)]) -> String {
    let mut lines = Vec::new();
    let (mut passed, mut failed) = (0, 0);
    for (name, outcome) in outcomes {
        let (word, time) = match outcome {
            Outcome::Passed(time) => {
                passed += 1;
                ("passed", format!("{:.1} s", time.as_secs_f64()))
            }
            Outcome::Failed(time) => {
                failed += 1;
                ("failed", format!("{:.1} s", time.as_secs_f64()))
            }
            Outcome::NotRun => ("not run", String::new()),
        };
        lines.push(
            format!("{name:<18} {word:<8} {time:>9}")
                .trim_end()
                .to_owned(),
        );
    }
    lines.push(String::new());
    lines.push(format!("{passed} passed, {failed} failed"));
    lines.join("\n")
}

fn native(_: &Workspace, tools: &mut Tools, scope: &Scope) -> Result<()> {
    let nextest = tools.need_nextest()?;
    let mut cargo = tools.command("cargo")?;
    if nextest {
        cargo.args(["nextest", "run", "--no-fail-fast"]);
    } else {
        cargo.args(["test", "--no-fail-fast"]);
    }
    if scope.slow {
        cargo.env("PROPTEST_CASES", MANY_CASES);
    }
    process::run(cargo.args(["--locked", "--workspace"]).args(&scope.extra))
}

fn web_tools(_: &Workspace, tools: &mut Tools, _: &Scope) -> Result<()> {
    tools.need_wasm_bindgen()?;
    tools.need_browser()
}

fn web(workspace: &Workspace, tools: &mut Tools, scope: &Scope) -> Result<()> {
    if !workspace.path("tests/web").is_dir() && !workspace.path("tests/web.rs").is_file() {
        println!("There are none yet.");
        return Ok(());
    }
    process::run(
        tools
            .command("cargo")?
            .args([
                "test",
                "--locked",
                "--package",
                "toombos-dashboard",
                "--test",
                "web",
            ])
            .args(["--target", "wasm32-unknown-unknown"])
            .args(&scope.extra)
            // The runner gives all tests together 20 seconds unless told otherwise.
            .env("WASM_BINDGEN_TEST_TIMEOUT", "300"),
    )
}

fn e2e_tools(_: &Workspace, tools: &mut Tools, _: &Scope) -> Result<()> {
    tools.need_browser()?;
    tools.need_nginx()?;
    tools.need_node_packages()
}

fn e2e(workspace: &Workspace, tools: &mut Tools, scope: &Scope) -> Result<()> {
    let folder = workspace.path("tests/e2e");
    let types = ["--no-install", "tsc", "--noEmit"];
    process::run(tools.command("npx")?.current_dir(&folder).args(types))?;
    let mut journeys = tools.command("npx")?;
    if scope.slow {
        journeys.env("SLOW_JOURNEYS", "yes");
    }
    process::run(
        journeys
            .current_dir(&folder)
            .args(["--no-install", "playwright", "test"])
            .args(&scope.extra)
            .env("SANDBOX_PATH", workspace.binary("sandbox"))
            .env("APP_PATH", workspace.path("dist")),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_counts_what_ran() {
        let second = Duration::from_secs(1);
        let outcomes = [
            ("tidy", Outcome::Passed(second)),
            ("format", Outcome::Failed(second)),
            ("native tests", Outcome::NotRun),
        ];
        let text = summary(&outcomes);
        assert!(text.ends_with("\n1 passed, 1 failed"), "{text}");
        assert!(text.contains("native tests       not run\n"), "{text}");
    }
}
