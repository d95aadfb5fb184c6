//! Builds, starts and awaits the sandbox server.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::Stdio;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::{self, Child};
use crate::workspace::Workspace;

/// The accounts every sandbox is seeded with.
pub const ACCOUNTS: [&str; 3] = [
    "owner@toombos.test",
    "editor@toombos.test",
    "viewer@toombos.test",
];

/// The password of every seeded account.
pub const PASSWORD: &str = "toombos-demo-1";

/// How long a start may take; a hundred thousand seeded jobs are some seconds.
const START_TIMEOUT: Duration = Duration::from_secs(120);

/// A running sandbox.
pub struct Sandbox {
    /// Its process.
    pub child: Child,
    /// Where it answers, as it said itself: `http://127.0.0.1:8000`.
    pub address: String,
}

/// Builds the sandbox.
pub fn build(workspace: &Workspace) -> Result<()> {
    process::run(
        process::command("cargo")
            .current_dir(workspace.root())
            .args(["build", "--locked", "--package", "sandbox"]),
    )
}

/// Starts a sandbox that was built, and returns once it has said that it is ready.
pub fn start(workspace: &Workspace, port: u16, arguments: &[&str]) -> Result<Sandbox> {
    let mut child = Child::start(
        process::command(workspace.binary("sandbox"))
            .current_dir(workspace.root())
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(arguments)
            .stdout(Stdio::piped()),
    )?;
    let output = child.take_output().context("the sandbox has no output")?;
    let (ready, address) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            // Only the first address is waited for; everything else is passed on.
            match address_in(&line).map(|address| ready.send(address)) {
                Some(Ok(())) => {}
                _ => println!("{line}"),
            }
        }
    });
    let deadline = Instant::now() + START_TIMEOUT;
    loop {
        match address.recv_timeout(Duration::from_millis(50)) {
            Ok(address) => return Ok(Sandbox { child, address }),
            Err(RecvTimeoutError::Timeout) if Instant::now() < deadline => {}
            Err(RecvTimeoutError::Timeout) => {
                bail!(
                    "the sandbox did not get ready in {} seconds",
                    START_TIMEOUT.as_secs()
                )
            }
            Err(RecvTimeoutError::Disconnected) => {
                process::wait_if_interrupted();
                match child.ended()? {
                    Some(status) => bail!("the sandbox ended before it was ready ({status})"),
                    None => bail!("the sandbox closed its output before it was ready"),
                }
            }
        }
    }
}

/// The address in a ready line.
fn address_in(line: &str) -> Option<String> {
    let from = line.find("http://")?;
    let rest = line.get(from..)?;
    let until = rest
        .find(|c: char| c.is_whitespace() || c == '"')
        .unwrap_or(rest.len());
    Some(
        rest.get(..until)?
            .trim_end_matches(['/', '.', ','])
            .to_owned(),
    )
}

/// Refuses a port that another program listens on.
pub fn require_free_port(port: u16, purpose: &str, option: &str) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) => bail!(
            "Port {port} for {purpose} cannot be used: {error}.\n\
             End the program that listens there, or choose another port with `{option} <number>`."
        ),
    }
}

/// The status of one `GET`, or `None` when nothing answers.
pub fn status(port: u16, path: &str) -> Option<u16> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let patience = Duration::from_secs(2);
    let mut stream = TcpStream::connect_timeout(&address, patience).ok()?;
    stream.set_read_timeout(Some(patience)).ok()?;
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut head = [0; 12];
    stream.read_exact(&mut head).ok()?;
    std::str::from_utf8(&head)
        .ok()?
        .split(' ')
        .nth(1)?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_whatever_the_ready_line_says() {
        let line = "sandbox ready on http://127.0.0.1:41873 (data/sandbox)";
        assert_eq!(address_in(line).as_deref(), Some("http://127.0.0.1:41873"));
        assert_eq!(
            address_in("{\"at\":\"http://[::1]:80/\"}").as_deref(),
            Some("http://[::1]:80")
        );
        assert_eq!(address_in("migrating"), None);
    }

    #[test]
    fn a_taken_port_names_the_way_out() {
        let other = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = other.local_addr().expect("its address").port();
        let problem = require_free_port(port, "the app", "--port").expect_err("it is taken");
        assert!(problem.to_string().contains("`--port <number>`"));
    }
}
