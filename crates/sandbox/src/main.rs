//! The reference server's command.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use sandbox::{
    args::Args,
    server::{Server, ShippedServer, StartError},
};

#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let ran = match args.shipped.is_empty() {
        true => run(args).await,
        false => run_shipped(args).await,
    };
    match ran {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sandbox: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(args: Args) -> Result<(), StartError> {
    let server = Server::start(args).await?;
    say(&format!("ready http://{}", server.address));
    asked_to_stop().await;
    server.stop().await;
    Ok(())
}

async fn run_shipped(args: Args) -> Result<(), StartError> {
    let server = ShippedServer::start(args).await?;
    if let Some(address) = server.app_address {
        say(&format!("app http://{address}"));
    }
    say(&format!("ready http://{}", server.address));
    asked_to_stop().await;
    server.stop().await;
    Ok(())
}

/// Says a line that the parent process waits for; a closed output is no error.
fn say(line: &str) {
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Waits for Ctrl-C, or for a polite kill.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    // Without signals the process is ended from outside.
    let _ = tokio::signal::ctrl_c().await;
}
