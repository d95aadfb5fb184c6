//! The recorded answers.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use axum::http::{HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use super::answer::Answer;

/// Why the recorded answers cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum SamplesError {
    /// The folder or a file cannot be read.
    #[error("{0}: {1}")]
    Unreadable(PathBuf, std::io::Error),
    /// A file is no recorded answer.
    #[error("{0} is no recorded answer: {1}")]
    Malformed(PathBuf, serde_json::Error),
    /// There is no such recorded answer.
    #[error("no recorded answer is called `{0}`")]
    Unknown(String),
}

/// Recorded answers, by their names.
#[derive(Debug, Default)]
pub struct Samples(HashMap<String, Sample>);

#[derive(Debug, Deserialize)]
struct Sample {
    status: u16,
    response_headers: HashMap<String, String>,
    response_body: String,
}

impl Samples {
    /// Reads all of these folders; of two that have one name, the first is taken.
    pub fn read(folders: &[PathBuf]) -> Result<Self, SamplesError> {
        let mut samples = HashMap::new();
        for folder in folders {
            let unreadable = |error| SamplesError::Unreadable(folder.clone(), error);
            for entry in fs::read_dir(folder).map_err(unreadable)? {
                let file = entry.map_err(unreadable)?.path();
                let name = file.file_stem().map(|name| name.to_string_lossy());
                if let (Some(name), Some(sample)) = (name, read(&file)?) {
                    samples.entry(name.into_owned()).or_insert(sample);
                }
            }
        }
        Ok(Self(samples))
    }

    /// An answer as it was recorded, byte for byte.
    pub fn answer(&self, name: &str) -> Answer {
        let Some(sample) = self.0.get(name) else {
            let problem = SamplesError::Unknown(name.to_owned());
            let status = StatusCode::NOT_IMPLEMENTED;
            return Answer::text(status, "text/plain; charset=utf-8", problem.to_string());
        };
        let headers = sample.response_headers.iter().filter_map(|(name, value)| {
            let is_own = !is_of_transport(name);
            let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
            is_own.then_some((name, HeaderValue::from_str(value).ok()?))
        });
        let kind = sample.response_headers.get("content-type");
        let is_plain = kind.is_some_and(|kind| kind.starts_with("text/plain"));
        Answer {
            status: StatusCode::from_u16(sample.status).unwrap_or_default(),
            headers: headers.collect(),
            body: sample.response_body.clone(),
            is_bare: sample.status == 500 && is_plain,
        }
    }

    /// An answer with parts of its JSON changed.
    pub fn changed(&self, name: &str, change: impl FnOnce(&mut Value)) -> Answer {
        let answer = self.answer(name);
        let Ok(mut value) = serde_json::from_str(&answer.body) else {
            return answer;
        };
        change(&mut value);
        let body = value.to_string();
        Answer { body, ..answer }
    }

    /// The JSON of an answer; null where there is none.
    pub fn body(&self, name: &str) -> Value {
        let sample = self.0.get(name).map(|it| it.response_body.as_str());
        serde_json::from_str(sample.unwrap_or_default()).unwrap_or_default()
    }

    /// Whether there is such an answer.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
}

/// Reads a file; recorded sockets and other files are no answers.
fn read(file: &Path) -> Result<Option<Sample>, SamplesError> {
    if file.extension().is_none_or(|ending| ending != "json") {
        return Ok(None);
    }
    let unreadable = |error| SamplesError::Unreadable(file.to_owned(), error);
    let malformed = |error| SamplesError::Malformed(file.to_owned(), error);
    let value: Value =
        serde_json::from_slice(&fs::read(file).map_err(unreadable)?).map_err(malformed)?;
    if value.get("handshake").is_some() {
        return Ok(None);
    }
    serde_json::from_value(value).map(Some).map_err(malformed)
}

/// Whether a header is written anew with each answer.
fn is_of_transport(name: &str) -> bool {
    ["date", "server", "content-length", "vary"].contains(&name)
        || name.starts_with("access-control-")
}
