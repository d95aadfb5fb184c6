//! Runs other programs, and leaves none behind.
//!
//! Every child leads a process group of its own, so that its whole tree can be
//! ended: trunk starts cargo, cargo starts rustc, Playwright starts Chromium.
//! `process-wrap` and `command-group` signal by a handle that whoever waits holds; an interrupt comes
//! on another thread, so groups are signalled by their id.

use std::collections::BTreeSet;
use std::env;
use std::ffi::OsStr;
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How long a child may take to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(5);

static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static EXIT_CODE: AtomicI32 = AtomicI32::new(130);

/// Makes Ctrl-C and a polite kill end every child before this program.
pub fn catch_interrupts() -> Result<()> {
    ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        let groups = groups().clone();
        groups.iter().for_each(|group| group::end(*group));
        let deadline = Instant::now() + GRACE;
        while groups.iter().any(|group| group::alive(*group)) && Instant::now() < deadline {
            // No other thread reaps them now, and a zombie counts as alive until it is reaped.
            groups.iter().for_each(|group| group::reap(*group));
            thread::sleep(Duration::from_millis(20));
        }
        groups.iter().for_each(|group| group::kill(*group));
        process::exit(EXIT_CODE.load(Ordering::SeqCst));
    })
    .context("cannot listen for Ctrl-C")
}

/// Says that Ctrl-C is the expected way to end the current command.
pub fn interrupt_is_success() {
    EXIT_CODE.store(0, Ordering::SeqCst);
}

/// Stops the caller for good when an interrupt is already ending the program.
pub fn wait_if_interrupted() {
    while INTERRUPTED.load(Ordering::SeqCst) {
        thread::sleep(GRACE);
    }
}

/// A command that inherits nothing of the `cargo run` around it.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    // Build scripts that watch these variables would run again on every change of caller.
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        let leaked = [
            "CARGO_PKG_",
            "CARGO_MANIFEST_",
            "CARGO_BIN_",
            "CARGO_CRATE_",
        ];
        if leaked.iter().any(|prefix| text.starts_with(prefix)) || text == "CARGO" {
            command.env_remove(&name);
        }
    }
    // Trunk 0.21 takes NO_COLOR for a yes-or-no option and refuses `1`.
    if env::var_os("NO_COLOR").is_some() {
        command
            .env_remove("NO_COLOR")
            .env("CARGO_TERM_COLOR", "never")
            .env("TRUNK_COLOR", "never");
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a program to its end; anything but success is an error that names it.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = Child::start(command)?.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a program and returns what it wrote, without the last line break.
pub fn read(command: &mut Command) -> Result<String> {
    let shown = shown(command);
    let output = command
        .stderr(Stdio::null())
        .output()
        .with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout)
        .trim_end()
        .to_owned())
}

/// The command as one would type it.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(OsStr::to_string_lossy)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A running program, ended with all its children when dropped.
pub struct Child {
    inner: process::Child,
    shown: String,
}

impl Child {
    /// Starts a program at the head of its own process group.
    pub fn start(command: &mut Command) -> Result<Self> {
        let shown = shown(command);
        // Held while starting, so that an interrupt cannot miss the newcomer.
        let mut known = groups();
        let inner = group::lead(command)
            .spawn()
            .with_context(|| format!("cannot start `{shown}`"))?;
        known.insert(inner.id());
        Ok(Self { inner, shown })
    }

    /// The end of a pipe to the program's output, once, if it was asked for.
    pub fn take_output(&mut self) -> Option<process::ChildStdout> {
        self.inner.stdout.take()
    }

    /// How the program ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.inner
            .try_wait()
            .with_context(|| format!("cannot watch `{}`", self.shown))
    }

    /// Waits for the end of the program.
    pub fn wait(mut self) -> Result<ExitStatus> {
        let status = self
            .inner
            .wait()
            .with_context(|| format!("cannot watch `{}`", self.shown))?;
        wait_if_interrupted();
        Ok(status)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let group = self.inner.id();
        group::end(group);
        let deadline = Instant::now() + GRACE;
        while group::alive(group) && Instant::now() < deadline {
            // Reaps the leader, which would otherwise count as alive.
            if !matches!(self.inner.try_wait(), Ok(None)) && !group::alive(group) {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        group::kill(group);
        // Nothing can be done about a child that survives this, nor said to anyone.
        let _ = self.inner.wait();
        groups().remove(&group);
    }
}

fn groups() -> MutexGuard<'static, BTreeSet<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Process groups as Unix knows them.
#[cfg(unix)]
mod group {
    use std::os::unix::process::CommandExt;
    use std::process::Command;

    use nix::sys::signal::{Signal, killpg};
    use nix::sys::wait::{WaitPidFlag, waitpid};
    use nix::unistd::Pid;

    pub fn lead(command: &mut Command) -> &mut Command {
        command.process_group(0)
    }

    pub fn end(group: u32) {
        send(group, Signal::SIGTERM);
    }

    pub fn kill(group: u32) {
        send(group, Signal::SIGKILL);
    }

    pub fn alive(group: u32) -> bool {
        send(group, None)
    }

    pub fn reap(group: u32) {
        if let Ok(id) = i32::try_from(group) {
            // Whether it was there to be waited for makes no difference here.
            let _ = waitpid(Pid::from_raw(-id), Some(WaitPidFlag::WNOHANG));
        }
    }

    fn send(group: u32, signal: impl Into<Option<Signal>>) -> bool {
        i32::try_from(group).is_ok_and(|id| killpg(Pid::from_raw(id), signal).is_ok())
    }
}

/// Elsewhere the tree of a process is ended by the system's own tool.
#[cfg(not(unix))]
mod group {
    use std::process::{Command, Stdio};

    pub fn lead(command: &mut Command) -> &mut Command {
        command
    }

    pub fn end(group: u32) {
        let _ = Command::new("taskkill")
            .args(["/T", "/F", "/PID", &group.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
    }

    pub fn kill(_group: u32) {}

    pub fn alive(_group: u32) -> bool {
        false
    }

    pub fn reap(_group: u32) {}
}
