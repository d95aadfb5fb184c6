//! The project's own commands, run as `cargo xtask <command>`.

#![forbid(unsafe_code)]

mod bench;
mod check;
mod commands;
mod dev;
mod dist;
mod gallery;
mod preview;
mod process;
mod record;
mod sandbox;
mod test;
mod tidy;
mod tools;
mod workspace;

use std::process::ExitCode;

use commands::Command;
use workspace::Workspace;

fn main() -> ExitCode {
    let command = match commands::parse(lexopt::Parser::from_env()) {
        Ok(command) => command,
        Err(problem) => {
            eprintln!("{problem}\n\n{}", commands::HELP);
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            process::wait_if_interrupted();
            eprintln!("\n{problem:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    process::catch_interrupts()?;
    let workspace = Workspace::find()?;
    match command {
        Command::Dev(ports) => dev::run(&workspace, &ports),
        Command::Test(scope) => test::run(&workspace, &scope),
        Command::Check => check::run(&workspace),
        Command::Tidy { fix } => tidy::run(&workspace, fix),
        Command::Dist(base) => dist::run(&workspace, &base),
        Command::Preview(options) => preview::run(&workspace, &options),
        Command::Record(options) => record::run(&workspace, &options),
        Command::Bench(options) => bench::run(&workspace, &options),
        Command::Profile => dist::profile::run(&workspace),
        Command::Gallery => gallery::run(&workspace),
        Command::Help => {
            println!("{}", commands::HELP);
            Ok(())
        }
    }
}
