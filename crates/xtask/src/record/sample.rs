//! One recorded request with its answer, as it is kept.

use anyhow::Result;
use chrono::{DateTime, SecondsFormat, Utc};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_json::ser::{PrettyFormatter, Serializer};

use super::shape;

/// Headers in the order in which they came.
pub type Headers = IndexMap<String, String>;

/// A recorded request with its answer; the fields are in the order of the file.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Sample {
    /// What it is called, like its file.
    pub name: String,
    /// What is to be known of it.
    pub note: Option<String>,
    /// The request's method.
    pub method: String,
    /// Its path, as it was sent.
    pub path: String,
    /// Its query, as it was sent.
    pub query: String,
    /// Its headers.
    pub headers_sent: Headers,
    /// Its body.
    pub request_body: Option<String>,
    /// The answer's status.
    pub status: u16,
    /// The answer's headers.
    pub response_headers: Headers,
    /// The answer's body.
    pub response_body: String,
    /// The length of that, in bytes.
    pub response_bytes: usize,
    /// How long the answer took, in seconds.
    pub time_total_s: f64,
    /// When it came.
    pub recorded_at: String,
}

/// An answer as it has just come.
#[derive(Debug)]
pub struct Fresh {
    /// The status.
    pub status: u16,
    /// The headers, with small names.
    pub headers: Headers,
    /// The body.
    pub body: String,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// Headers whose values say nothing about how a backend answers.
const VOLATILE: [&str; 2] = ["date", "content-length"];

impl Sample {
    /// Reads a file; `None` for a recorded socket.
    pub fn read(text: &str) -> Result<Option<Self>> {
        let value: Value = serde_json::from_str(text)?;
        if value.get("handshake").is_some() {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(text)?))
    }

    /// The file's text.
    pub fn text(&self) -> Result<String> {
        let mut bytes = Vec::new();
        let formatter = PrettyFormatter::with_indent(b" ");
        self.serialize(&mut Serializer::with_formatter(&mut bytes, formatter))?;
        Ok(String::from_utf8(bytes)?)
    }

    /// Path and query.
    pub fn target(&self) -> String {
        if self.query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{}", self.path, self.query)
        }
    }

    /// The status of the job that is all of the answer.
    pub fn job_status(&self) -> Option<String> {
        (self.method == "GET").then(|| job_status(&self.response_body))?
    }

    /// How status, headers or shape of an answer differ from what was recorded.
    pub fn differences(&self, fresh: &Fresh) -> Vec<String> {
        let mut found = Vec::new();
        if self.status != fresh.status {
            found.push(format!(
                "status {} instead of {}",
                fresh.status, self.status
            ));
        }
        for (name, value) in &self.response_headers {
            match fresh.headers.get(name) {
                None => found.push(format!("no header `{name}`")),
                Some(_) if is_volatile(name) => {}
                Some(now) if name == "location" && path_of(now) == path_of(value) => {}
                Some(now) if now != value => {
                    found.push(format!("`{name}: {now}` instead of `{value}`"));
                }
                Some(_) => {}
            }
        }
        for name in fresh.headers.keys() {
            if !self.response_headers.contains_key(name) && !is_volatile(name) {
                found.push(format!("a new header `{name}`"));
            }
        }
        match (parsed(&self.response_body), parsed(&fresh.body)) {
            (Some(before), Some(now)) => found.extend(shape::differences(&before, &now)),
            (None, None) => {}
            (Some(_), None) => found.push("no JSON any more".to_owned()),
            (None, Some(_)) => found.push("JSON now".to_owned()),
        }
        found
    }

    /// Whether an answer says what was recorded, but for times, ids and measurements.
    pub fn says_the_same(&self, fresh: &Fresh) -> bool {
        let bodies = match (parsed(&self.response_body), parsed(&fresh.body)) {
            (Some(before), Some(now)) => shape::same(&before, &now),
            // Measurements that are text: only their names can be compared.
            _ => shape::words(&self.response_body) == shape::words(&fresh.body),
        };
        let steady = |headers: &Headers| {
            let mut kept: Vec<_> = headers
                .iter()
                .filter(|(name, _)| !is_volatile(name))
                .map(|(name, value)| match name.as_str() {
                    "location" => (name.clone(), path_of(value).to_owned()),
                    _ => (name.clone(), value.clone()),
                })
                .collect();
            kept.sort();
            kept
        };
        bodies
            && self.status == fresh.status
            && steady(&self.response_headers) == steady(&fresh.headers)
    }

    /// The same request with a new answer.
    pub fn renewed(&self, fresh: Fresh) -> Self {
        // Headers keep their places, so that the diff shows what has changed.
        let known = self.response_headers.keys();
        let mut headers: Headers = known
            .filter_map(|name| Some((name.clone(), fresh.headers.get(name)?.clone())))
            .collect();
        for (name, value) in fresh.headers {
            headers.entry(name).or_insert(value);
        }
        let now = DateTime::<Utc>::from(std::time::SystemTime::now());
        Self {
            status: fresh.status,
            response_headers: headers,
            response_bytes: fresh.body.len(),
            response_body: fresh.body,
            time_total_s: (fresh.seconds * 1e6).round() / 1e6,
            recorded_at: now.to_rfc3339_opts(SecondsFormat::Micros, true),
            ..self.clone()
        }
    }
}

/// The status of the job that is all of the text.
pub fn job_status(body: &str) -> Option<String> {
    let body = parsed(body)?;
    body.get("job_id")?;
    Some(body.get("status")?.as_str()?.to_owned())
}

/// An address without the server that it names.
fn path_of(location: &str) -> &str {
    let after = location
        .split_once("://")
        .map_or(location, |(_, rest)| rest);
    after
        .find('/')
        .and_then(|at| after.get(at..))
        .unwrap_or(after)
}

fn is_volatile(header: &str) -> bool {
    VOLATILE.contains(&header)
}

fn parsed(body: &str) -> Option<Value> {
    serde_json::from_str(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> Sample {
        let headers = [
            ("date", "Mon, 23 Nov 2026 00:03:19 GMT"),
            ("server", "uvicorn"),
            ("content-type", "application/json"),
        ];
        Sample {
            name: "live".to_owned(),
            note: None,
            method: "GET".to_owned(),
            path: "/live".to_owned(),
            query: String::new(),
            headers_sent: Headers::new(),
            request_body: None,
            status: 200,
            response_headers: owned(&headers),
            response_body: r#"{"alive":true,"timestamp":"2026-11-23T00:03:20.078368"}"#.to_owned(),
            response_bytes: 55,
            time_total_s: 0.002,
            recorded_at: "2026-11-23T00:03:20.082337Z".to_owned(),
        }
    }

    fn owned(headers: &[(&str, &str)]) -> Headers {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        headers.iter().map(owned).collect()
    }

    fn fresh(body: &str) -> Fresh {
        let headers = [
            ("server", "uvicorn"),
            ("date", "Tue, 24 Nov 2026 05:00:00 GMT"),
            ("content-type", "application/json"),
        ];
        Fresh {
            status: 200,
            headers: owned(&headers),
            body: body.to_owned(),
            seconds: 0.001,
        }
    }

    #[test]
    fn another_time_is_no_change() {
        let answer = fresh(r#"{"alive":true,"timestamp":"2026-11-24T05:00:00"}"#);
        assert!(recorded().says_the_same(&answer));
        assert_eq!(recorded().differences(&answer), Vec::<String>::new());
    }

    #[test]
    fn another_value_is_a_change_but_the_same_shape() {
        let answer = fresh(r#"{"alive":false,"timestamp":"2026-11-24T05:00:00"}"#);
        assert!(!recorded().says_the_same(&answer));
        assert_eq!(recorded().differences(&answer), Vec::<String>::new());
    }

    #[test]
    fn a_lost_field_another_status_and_a_lost_header_are_told() {
        let mut answer = fresh(r#"{"alive":true}"#);
        answer.status = 503;
        answer.headers.shift_remove("server");
        assert_eq!(
            recorded().differences(&answer),
            [
                "status 503 instead of 200",
                "no header `server`",
                "`timestamp` is gone"
            ]
        );
    }

    #[test]
    fn headers_keep_their_places_when_an_answer_is_renewed() {
        let renewed = recorded().renewed(fresh("{}"));
        let names: Vec<_> = renewed.response_headers.keys().collect();
        assert_eq!(names, ["date", "server", "content-type"]);
        assert_eq!(renewed.response_bytes, 2);
    }
}
