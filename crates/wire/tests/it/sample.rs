//! The recorded answers in `samples/`.

use std::{fs, path::PathBuf};

use serde::Deserialize;
use wire::{Answer, Query};

/// A recorded request with its answer.
#[derive(Deserialize)]
pub struct Sample {
    pub method: String,
    /// As it was sent.
    pub path: String,
    #[serde(default)]
    pub query: String,
    #[serde(default)]
    pub request_body: Option<String>,
    pub status: u16,
    #[serde(default)]
    pub response_body: Option<String>,
}

impl Sample {
    /// Reads a sample by its name.
    #[track_caller]
    pub fn named(name: &str) -> Self {
        read(name)
    }

    /// The answer, as the app gets it.
    pub fn answer(&self) -> Answer {
        Answer::new(self.status, self.body())
    }

    pub fn body(&self) -> &str {
        self.response_body.as_deref().unwrap_or_default()
    }

    /// Whether the request asked for a preview only.
    pub fn asks_for_preview(&self) -> bool {
        self.request_body
            .as_deref()
            .and_then(|body| serde_json::from_str::<serde_json::Value>(body).ok())
            .and_then(|body| body.get("preview_only")?.as_bool())
            == Some(true)
    }
}

/// A recorded WebSocket.
#[derive(Deserialize)]
pub struct Socket {
    pub url: String,
    pub handshake: Handshake,
    pub frames: Vec<Recorded>,
    pub close: Close,
}

#[derive(Deserialize)]
pub struct Handshake {
    pub status: u16,
}

#[derive(Deserialize)]
pub struct Recorded {
    pub dir: String,
    pub data: String,
}

#[derive(Deserialize)]
pub struct Close {
    pub code: u16,
}

impl Socket {
    #[track_caller]
    pub fn named(name: &str) -> Self {
        read(name)
    }
}

/// The names of all samples in the folder, sorted.
pub fn names() -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder())
        .expect("the samples are there")
        .map(|entry| entry.expect("a file").path())
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort_unstable();
    names
}

/// Undoes percent-encoding.
pub fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8()
        .expect("UTF-8")
        .into_owned()
}

/// The pairs of a query string.
pub fn pairs(query: &Query) -> Vec<(String, String)> {
    query
        .encoded()
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').expect("a pair");
            (decoded(name), decoded(value))
        })
        .collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

#[track_caller]
fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let text = fs::read_to_string(folder().join(format!("{name}.json"))).expect(name);
    serde_json::from_str(&text).expect(name)
}
