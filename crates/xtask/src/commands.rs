//! What can be asked for on the command line.

use std::ffi::OsString;

use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;

use crate::dist::base;

/// What `cargo xtask help` prints.
pub const HELP: &str = "\
cargo xtask <command>

  dev        The sandbox on port 8000 and the app on port 3000, rebuilt as you type
             --port N       where the app is served
             --api-port N   where the sandbox listens
  test       Everything that is checked; installs what it needs
             cargo xtask test [check|native|web|e2e] [--all] [--no-build] [-- arguments of the runner]
             --all          also what takes long and rarely fails, as once a week
             --no-build     test dist/ as it is
  check      Tidy, format, spelling, dependencies, clippy for both targets, documentation
  tidy       The project's own rules
             --fix          renew the hash in public/preview-frame.html
  dist       The release build in dist/
             --public-url PATH  where it will be served (default: /)
  preview    dist/ served as a CDN would, by the sandbox on port 8000
             --no-build     serve dist/ as it is
             --port N       where to listen
  bench      What the app costs, measured in a browser: see docs/performance.md
             cargo xtask bench [sizes|load|jobs|live|navigation|idle]
             --no-build     measure dist/ as it is
             --minutes N    of live events (1), or of idling (5)
             --rounds N     through all pages (10; an hour's use is 100)
             --runs N       of which the middle one counts (3)
  profile    tests/profile/functions.txt: the functions that a first visit runs, asked for anew
  gallery    docs/components.md: the component kit, with new pictures
  record     The recorded answers of the backend as shipped, asked for anew
             --backend URL      which backend, e.g. http://127.0.0.1:8000
             --environment NAME how it was started (default: default)
             --check            change nothing; fail where status or shape differ
             --only NAME...     these samples, also those that harm the backend
  help       This text";

/// The names of all commands, for the README check.
pub const NAMES: [&str; 11] = [
    "dev", "test", "check", "tidy", "dist", "preview", "bench", "profile", "gallery", "record",
    "help",
];

/// One parsed command line.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Sandbox and development server.
    Dev(Ports),
    /// All tests, or one part of them.
    Test(Scope),
    /// Format, spelling, dependencies, lints, tidy.
    Check,
    /// The project's own rules.
    Tidy {
        /// Whether to repair what can be repaired.
        fix: bool,
    },
    /// The release build, to be served below this path.
    Dist(String),
    /// The release build, served.
    Preview(Preview),
    /// Figures.
    Bench(BenchOptions),
    /// The functions that a first visit runs.
    Profile,
    /// The page of the component kit.
    Gallery,
    /// The recorded answers, asked for anew.
    Record(Record),
    /// The list of commands.
    Help,
}

/// Where `dev` listens.
#[derive(Debug, PartialEq)]
pub struct Ports {
    /// The app's port.
    pub app: u16,
    /// The sandbox's port.
    pub api: u16,
}

/// How `preview` serves.
#[derive(Debug, PartialEq)]
pub struct Preview {
    /// Whether to build `dist/` first.
    pub build: bool,
    /// Where to listen.
    pub port: u16,
}

/// The parts of `bench`, in their order.
pub const PARTS: [&str; 6] = ["sizes", "load", "jobs", "live", "navigation", "idle"];

/// What `bench` measures, and for how long.
#[derive(Debug, PartialEq)]
pub struct BenchOptions {
    /// One of [`PARTS`], or all of them.
    pub part: Option<&'static str>,
    /// Whether to build `dist/` first.
    pub build: bool,
    /// Of live events, or of idling; each part has its own usual number.
    pub minutes: Option<f64>,
    /// How often each page is visited.
    pub rounds: Option<u32>,
    /// How often each load is measured.
    pub runs: Option<u32>,
}

/// What `record` asks whom.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// The backend's address.
    pub backend: String,
    /// How the backend was started: the prefix of its samples, or `default`.
    pub environment: String,
    /// Whether to report differences only.
    pub check: bool,
    /// The samples to ask for; all when empty.
    pub only: Vec<String>,
}

/// Which tests to run, and what to tell their runner.
#[derive(Debug, PartialEq)]
pub struct Scope {
    /// The part that was asked for; everything when `All`.
    pub part: Part,
    /// Whether to run what takes long and rarely fails as well.
    pub slow: bool,
    /// Whether to build `dist/` first.
    pub build: bool,
    /// Arguments for the runner of that part.
    pub extra: Vec<OsString>,
}

/// The parts of `test`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part {
    /// Every part, in order.
    All,
    /// Format, spelling, dependencies, lints, tidy.
    Check,
    /// Native tests of every crate.
    Native,
    /// Components in a browser.
    Web,
    /// Journeys against the release build.
    E2e,
}

/// Reads a command line.
pub fn parse(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let Some(first) = line.next()? else {
        return Ok(Command::Help);
    };
    let name = match first {
        Value(name) => name.string()?,
        Short('h') | Long("help") => return Ok(Command::Help),
        other => return Err(other.unexpected()),
    };
    match name.as_str() {
        "dev" => dev(line),
        "test" => test(line),
        "check" => nothing_more(line, Command::Check),
        "tidy" => tidy(line),
        "dist" => dist(line),
        "preview" => preview(line),
        "bench" => bench(line),
        "profile" => nothing_more(line, Command::Profile),
        "gallery" => nothing_more(line, Command::Gallery),
        "record" => record(line),
        "help" => Ok(Command::Help),
        unknown => Err(format!("There is no command `{unknown}`.").into()),
    }
}

fn dev(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut ports = Ports {
        app: 3000,
        api: 8000,
    };
    while let Some(argument) = line.next()? {
        match argument {
            Long("port") => ports.app = line.value()?.parse()?,
            Long("api-port") => ports.api = line.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Dev(ports))
}

fn test(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut scope = Scope {
        part: Part::All,
        slow: false,
        build: true,
        extra: Vec::new(),
    };
    match line.next()? {
        None => return Ok(Command::Test(scope)),
        Some(Long("all")) => scope.slow = true,
        Some(Value(name)) => {
            scope.part = match name.to_str() {
                Some("check") => Part::Check,
                Some("native") => Part::Native,
                Some("web") => Part::Web,
                Some("e2e") => Part::E2e,
                _ => return Err(Value(name).unexpected()),
            }
        }
        Some(other) => return Err(other.unexpected()),
    }
    let mut rest: Vec<_> = line.raw_args()?.collect();
    while let Some(first) = rest.first() {
        match first.to_str() {
            Some("--all") => scope.slow = true,
            Some("--no-build") => scope.build = false,
            Some("--") => {
                rest.remove(0);
                break;
            }
            _ => break,
        }
        rest.remove(0);
    }
    if scope.part == Part::All
        && let Some(first) = rest.first()
    {
        return Err(Value(first.clone()).unexpected());
    }
    scope.extra = rest;
    Ok(Command::Test(scope))
}

fn tidy(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut fix = false;
    while let Some(argument) = line.next()? {
        match argument {
            Long("fix") => fix = true,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Tidy { fix })
}

fn preview(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = Preview {
        build: true,
        port: 8000,
    };
    while let Some(argument) = line.next()? {
        match argument {
            Long("no-build") => options.build = false,
            Long("port") => options.port = line.value()?.parse()?,
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Preview(options))
}

fn bench(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut options = BenchOptions {
        part: None,
        build: true,
        minutes: None,
        rounds: None,
        runs: None,
    };
    while let Some(argument) = line.next()? {
        match argument {
            Long("no-build") => options.build = false,
            Long("minutes") => options.minutes = Some(line.value()?.parse()?),
            Long("rounds") => options.rounds = Some(line.value()?.parse()?),
            Long("runs") => options.runs = Some(line.value()?.parse()?),
            Value(name) if options.part.is_none() => {
                let part = PARTS.into_iter().find(|part| name == **part);
                options.part = Some(part.ok_or_else(|| Value(name).unexpected())?);
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Bench(options))
}

fn dist(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut base = "/".to_owned();
    while let Some(argument) = line.next()? {
        match argument {
            Long("public-url") => {
                base =
                    base::read(&line.value()?.string()?).map_err(|problem| problem.to_string())?;
            }
            other => return Err(other.unexpected()),
        }
    }
    Ok(Command::Dist(base))
}

fn record(mut line: lexopt::Parser) -> Result<Command, lexopt::Error> {
    let mut backend = None;
    let mut options = Record {
        backend: String::new(),
        environment: "default".to_owned(),
        check: false,
        only: Vec::new(),
    };
    while let Some(argument) = line.next()? {
        match argument {
            Long("backend") => backend = Some(line.value()?.string()?),
            Long("environment") => options.environment = line.value()?.string()?,
            Long("check") => options.check = true,
            Long("only") => {
                for name in line.values()? {
                    options.only.push(name.string()?);
                }
            }
            other => return Err(other.unexpected()),
        }
    }
    // The target must be named: some samples create jobs.
    options.backend = backend.ok_or("`record` needs `--backend`, e.g. http://127.0.0.1:8000.")?;
    Ok(Command::Record(options))
}

fn nothing_more(mut line: lexopt::Parser, command: Command) -> Result<Command, lexopt::Error> {
    match line.next()? {
        Some(argument) => Err(argument.unexpected()),
        None => Ok(command),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &[&str], expected: Command) {
        let parsed = parse(lexopt::Parser::from_args(line)).expect("a good command line");
        assert_eq!(parsed, expected);
    }

    #[test]
    fn ports_have_their_usual_places() {
        check(
            &["dev"],
            Command::Dev(Ports {
                app: 3000,
                api: 8000,
            }),
        );
        check(
            &["dev", "--port", "3100"],
            Command::Dev(Ports {
                app: 3100,
                api: 8000,
            }),
        );
    }

    #[test]
    fn a_build_may_be_for_another_path() {
        check(&["dist"], Command::Dist("/".to_owned()));
        check(
            &["dist", "--public-url", "/toombos"],
            Command::Dist("/toombos/".to_owned()),
        );
        parse(lexopt::Parser::from_args(["dist", "--public-url", "./"])).expect_err("no path");
    }

    #[test]
    fn what_follows_the_part_goes_to_its_runner() {
        let extra = vec!["-g".into(), "sign in".into()];
        check(
            &["test", "e2e", "--", "-g", "sign in"],
            Command::Test(Scope {
                part: Part::E2e,
                slow: false,
                build: true,
                extra,
            }),
        );
        check(
            &["test", "e2e", "--no-build", "--all"],
            Command::Test(Scope {
                part: Part::E2e,
                slow: true,
                build: false,
                extra: Vec::new(),
            }),
        );
        check(
            &["test", "--all"],
            Command::Test(Scope {
                part: Part::All,
                slow: true,
                build: true,
                extra: Vec::new(),
            }),
        );
        parse(lexopt::Parser::from_args(["test", "--all", "-g"])).expect_err("no one runner");
    }

    #[test]
    fn a_bench_may_be_one_part_of_it() {
        let whole = BenchOptions {
            part: None,
            build: true,
            minutes: None,
            rounds: None,
            runs: None,
        };
        check(&["bench"], Command::Bench(whole));
        check(
            &["bench", "live", "--no-build", "--minutes", "0.5"],
            Command::Bench(BenchOptions {
                part: Some("live"),
                build: false,
                minutes: Some(0.5),
                rounds: None,
                runs: None,
            }),
        );
        parse(lexopt::Parser::from_args(["bench", "speed"])).expect_err("no such part");
    }

    #[test]
    fn recording_names_its_backend_and_may_name_samples() {
        check(
            &[
                "record",
                "--backend",
                "http://127.0.0.1:8000",
                "--only",
                "live",
                "jobs-list",
            ],
            Command::Record(Record {
                backend: "http://127.0.0.1:8000".to_owned(),
                environment: "default".to_owned(),
                check: false,
                only: vec!["live".to_owned(), "jobs-list".to_owned()],
            }),
        );
        parse(lexopt::Parser::from_args(["record"])).expect_err("no backend is named");
    }

    #[test]
    fn an_unknown_command_is_named() {
        let problem = parse(lexopt::Parser::from_args(["deploy"])).expect_err("no such command");
        assert_eq!(problem.to_string(), "There is no command `deploy`.");
    }

    #[test]
    fn every_command_is_in_the_help() {
        for name in NAMES {
            assert!(HELP.contains(&format!("\n  {name} ")), "{name} is missing");
        }
    }
}
