//! The reference server's command.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use sandbox::{args::Args, server::Server};

#[tokio::main]
async fn main() -> ExitCode {
    let server = match Server::start(Args::parse()).await {
        Ok(server) => server,
        Err(error) => {
            eprintln!("sandbox: {error}");
            return ExitCode::FAILURE;
        }
    };
    // The parent process waits for the line; a closed output is no error.
    let mut out = std::io::stdout();
    let _ = writeln!(out, "ready http://{}", server.address).and_then(|()| out.flush());
    asked_to_stop().await;
    server.stop().await;
    ExitCode::SUCCESS
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
