//! What the backend as shipped says of its services, its database and its start.
//!
//! Its status routes answer 200 whatever they found: a failure stands in the body.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{
    Call, Method, Path,
    call::{ReadError, json},
    text::open_enum,
};

open_enum! {
    /// Whether something could be found out at all.
    ReportStatus {
        /// It could.
        Success = "success",
        /// It could not.
        Error = "error",
    }
}

/// One service that the backend works with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// How it is, in the server's word: `connected`, `configured` and others.
    pub status: Option<String>,
    /// Everything else that is known of it.
    pub facts: Map<String, Value>,
}

/// What is known of the services, or of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusReport {
    /// Whether it could be found out; [`Self::is_failure`] looks closer.
    pub status: ReportStatus,
    /// What went wrong. It may be a dump of the server's environment.
    pub error: Option<String>,
    /// What that means, in the server's words.
    pub message: Option<String>,
    /// By service.
    pub services: BTreeMap<String, Service>,
    /// Everything else.
    pub facts: Map<String, Value>,
}

impl StatusReport {
    /// Whether it tells of a failure, though its HTTP status was good.
    pub fn is_failure(&self) -> bool {
        self.status == ReportStatus::Error || self.error.is_some()
    }
}

#[derive(Deserialize)]
struct Travelling {
    status: ReportStatus,
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    error: Option<String>,
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    message: Option<String>,
    #[serde(default)]
    validation_results: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    service_info: Option<Map<String, Value>>,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// The services that the backend works with. Needs no key.
pub fn services() -> Call<StatusReport> {
    report("/api/v1/services/status")
}

/// The backend's database. Needs no key.
pub fn database() -> Call<StatusReport> {
    report("/api/v1/database/status")
}

fn report(path: &'static str) -> Call<StatusReport> {
    Call::read_by(Method::Get, Path::fixed(path), read).public()
}

fn read(body: &str) -> Result<StatusReport, ReadError> {
    let body: Travelling = json(body)?;
    let mut facts = body.service_info.unwrap_or_default();
    facts.extend(body.rest);
    Ok(StatusReport {
        status: body.status,
        error: body.error,
        message: body.message,
        services: body
            .validation_results
            .unwrap_or_default()
            .into_iter()
            .map(|(name, value)| (name, service(value)))
            .collect(),
        facts,
    })
}

/// A service is kept whatever it looks like.
fn service(value: Value) -> Service {
    match value {
        Value::Object(mut facts) => {
            let status = match facts.remove("status") {
                Some(Value::String(word)) => Some(word),
                Some(Value::Null) | None => None,
                Some(other) => Some(other.to_string()),
            };
            Service { status, facts }
        }
        Value::String(word) => Service {
            status: Some(word),
            ..Service::default()
        },
        other => Service {
            status: Some(other.to_string()),
            ..Service::default()
        },
    }
}

/// Whether the backend has finished to start.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Startup {
    /// Whether it has.
    pub started: bool,
    /// Seconds since it began.
    #[serde(default)]
    pub uptime_seconds: Option<f64>,
    /// Why not, or that it has.
    #[serde(default, deserialize_with = "crate::terminal::maybe")]
    pub message: Option<String>,
}

/// Whether the backend has finished to start. Needs no key; a 503 is an answer.
pub fn startup() -> Call<Startup> {
    Call::new(Method::Get, Path::fixed("/startup"))
        .public()
        .also_good(&[503])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    #[test]
    fn a_service_of_another_form_is_kept() {
        let body = r#"{"status":"success","validation_results":{"a":true,"b":"down","c":{"status":7}},
            "checked":"now"}"#;
        let report = services().read(&Answer::new(200, body)).unwrap();
        let words: Vec<_> = report
            .services
            .values()
            .map(|service| service.status.as_deref().unwrap())
            .collect();
        assert_eq!(words, ["true", "down", "7"]);
        assert!(report.facts.contains_key("checked"));
        assert!(!report.is_failure());
    }
}
