//! The sandbox and the development server, side by side.

mod configuration;

use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::commands::Ports;
use crate::process::{self, Child};
use crate::sandbox;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The port that `public/config.json` names.
const USUAL_API_PORT: u16 = 8000;

/// How often the two servers are looked at.
const GLANCE: Duration = Duration::from_millis(200);

/// Serves the app and its backend until Ctrl-C, or until one of them ends.
pub fn run(workspace: &Workspace, ports: &Ports) -> Result<()> {
    sandbox::require_free_port(ports.app, "the app", "--port")?;
    sandbox::require_free_port(ports.api, "the sandbox", "--api-port")?;
    let mut tools = Tools::new(workspace)?;
    tools.need_trunk()?;

    println!("Building the sandbox.");
    sandbox::build(workspace)?;
    process::interrupt_is_success();
    let mut sandbox = sandbox::start(
        workspace,
        ports.api,
        &["--data", "data/sandbox", "--faults"],
    )?;
    println!("Building the app. The first time this takes some minutes.");
    let configuration = match ports.api {
        USUAL_API_PORT => None,
        _ => Some(configuration::serve(workspace, &sandbox.address)?),
    };
    let mut trunk = start_trunk(workspace, &tools, ports.app, configuration.as_deref())?;

    let mut announced = false;
    loop {
        if let Some(status) = sandbox.child.ended()? {
            process::wait_if_interrupted();
            bail!("The sandbox has ended ({status}), so the app was stopped as well.");
        }
        if let Some(status) = trunk.ended()? {
            process::wait_if_interrupted();
            bail!("`trunk serve` has ended ({status}), so the sandbox was stopped as well.");
        }
        if !announced && both_answer(ports) {
            announced = true;
            announce(ports, &sandbox.address);
        }
        thread::sleep(GLANCE);
    }
}

fn start_trunk(
    workspace: &Workspace,
    tools: &Tools,
    port: u16,
    configuration: Option<&str>,
) -> Result<Child> {
    let mut trunk = tools.command("trunk")?;
    // Whatever trunk runs is installed by now; it must not look for more.
    trunk.args([
        "serve",
        "--offline",
        "--open=false",
        "--port",
        &port.to_string(),
    ]);
    as_for_development(&mut trunk, workspace);
    if let Some(address) = configuration {
        trunk.args([
            "--proxy-backend",
            address,
            "--proxy-rewrite",
            "/config.json",
        ]);
    }
    Child::start(&mut trunk)
}

/// Lets a call of trunk build as `dev` does.
pub fn as_for_development<'a>(trunk: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    trunk
        .arg("--dist")
        .arg(workspace.target("dev-dist"))
        // The caller's own flags would replace the project's.
        .env_remove("RUSTFLAGS")
}

fn both_answer(ports: &Ports) -> bool {
    sandbox::status(ports.api, "/health").is_some() && sandbox::status(ports.app, "/") == Some(200)
}

fn announce(ports: &Ports, sandbox: &str) {
    println!();
    println!("  The app      http://127.0.0.1:{}", ports.app);
    println!("  The sandbox  {sandbox}  (its API: {sandbox}/docs)");
    println!();
    println!("  Log in as    {}", sandbox::ACCOUNTS.join(", "));
    println!("  Password     {}", sandbox::PASSWORD);
    println!();
    println!("  Ctrl-C ends both.");
    println!();
}
