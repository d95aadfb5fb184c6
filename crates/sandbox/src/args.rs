//! What the server is told when it starts.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::PathBuf,
};

use clap::Parser;

use crate::shipped::Environment;

/// The heading of what belongs to the backend as shipped.
const SHIPPED: &str = "The backend as shipped";

/// The reference server of the Toombos API.
#[derive(Clone, Debug, Parser)]
#[command(name = "sandbox", version)]
pub struct Args {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,

    /// Folder for the database; what it holds survives a restart.
    #[arg(
        long,
        value_name = "DIR",
        default_value = "data",
        conflicts_with = "memory"
    )]
    pub data: PathBuf,

    /// Keep everything in memory only.
    #[arg(long)]
    pub memory: bool,

    /// How many past jobs a fresh database holds.
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub jobs: u32,

    /// How many pieces of content a fresh database holds at least, as far as its jobs have made
    /// so many; the newest jobs' content is there in any case.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub contents: u32,

    /// How long writing and publishing take; 1 is lifelike, 0.05 is for tests.
    #[arg(long, value_name = "F", default_value_t = 1.0, value_parser = pace)]
    pub pace: f64,

    /// How many jobs run at the same time.
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub workers: usize,

    /// Requests per minute and caller.
    #[arg(long, value_name = "N", default_value_t = 1200)]
    pub rate_limit: u32,

    /// Let requests and `/__sandbox/faults` break things (loopback only).
    #[arg(long)]
    pub faults: bool,

    /// Serve the built app from this folder, on the same port (of its own with `--shipped`).
    #[arg(long, value_name = "DIR")]
    pub app: Option<PathBuf>,

    /// Serve the app below this path, such as `/toombos/`, whatever it was built for.
    #[arg(long, value_name = "PATH", requires = "app", value_parser = base)]
    pub base: Option<String>,

    /// Where the server is seen from outside, for the addresses of published content.
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,

    /// Answer as the backend as shipped does, with the recorded answers in this folder, and in
    /// others that are named the same way.
    #[arg(
        long,
        value_name = "DIR",
        help_heading = SHIPPED,
        conflicts_with_all = ["data", "memory", "jobs", "contents", "workers", "rate_limit", "base", "public_url"]
    )]
    pub shipped: Vec<PathBuf>,

    /// How it was set up.
    #[arg(
        long,
        value_name = "NAME",
        value_enum,
        default_value_t,
        help_heading = SHIPPED,
        requires = "shipped"
    )]
    pub environment: Environment,

    /// Recorded answers whose jobs it has from the start, such as `jobs-list-limit-100`.
    #[arg(
        long,
        value_name = "NAME",
        value_delimiter = ',',
        help_heading = SHIPPED,
        requires = "shipped"
    )]
    pub recorded_jobs: Vec<String>,

    /// Address of the app, which has another origin, as with most customers.
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:3000",
        help_heading = SHIPPED,
        requires = "shipped"
    )]
    pub app_listen: SocketAddr,
}

fn base(text: &str) -> Result<String, String> {
    match text.trim_matches('/') {
        "" => Ok("/".to_owned()),
        inner if text.starts_with('/') && !inner.contains(['?', '#', '"', '<', '>']) => {
            Ok(format!("/{inner}/"))
        }
        _ => Err("a path such as /toombos/ is needed".to_owned()),
    }
}

fn pace(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(pace) if pace.is_finite() && (0.0..=100.0).contains(&pace) => Ok(pace),
        _ => Err("a number from 0 to 100 is needed".to_owned()),
    }
}

impl Default for Args {
    /// A quiet server for tests: in memory, quick, on a free port, with few past jobs.
    fn default() -> Self {
        Self {
            listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            data: PathBuf::new(),
            memory: true,
            jobs: 0,
            contents: 0,
            pace: 0.02,
            workers: 2,
            rate_limit: 1200,
            faults: false,
            app: None,
            base: None,
            public_url: None,
            shipped: Vec::new(),
            environment: Environment::Default,
            recorded_jobs: Vec::new(),
            app_listen: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
        }
    }
}
