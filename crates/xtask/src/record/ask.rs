//! Sends one recorded request to a live backend.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use ureq::Agent;
use ureq::http::Request;

use super::sample::{Fresh, Headers, Sample};

/// Publishing without mocks takes a quarter of a minute.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(60);

/// Someone who asks a backend.
pub struct Asker {
    agent: Agent,
    base: String,
}

impl Asker {
    /// One who asks the backend at this address.
    pub fn new(base: &str) -> Result<Self> {
        if !base.starts_with("http://") {
            bail!("`{base}` does not begin with http://: a backend is recorded over plain HTTP.");
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // Recorded requests leave off, send bodies with, and repeat what they like.
            .allow_non_standard_methods(true)
            .proxy(None)
            .timeout_global(Some(ANSWER_TIMEOUT))
            .build();
        Ok(Self {
            agent: config.into(),
            base: base.trim_end_matches('/').to_owned(),
        })
    }

    /// Asks for a sample at this path and query.
    pub fn ask(&self, sample: &Sample, target: &str) -> Result<Fresh> {
        let address = format!("{}{target}", self.base);
        let mut request = Request::builder()
            .method(sample.method.as_str())
            .uri(&address);
        for (name, value) in &sample.headers_sent {
            request = request.header(name, value);
        }
        let problem = || format!("asking for {} ({} {address})", sample.name, sample.method);
        let started = Instant::now();
        let answer = match &sample.request_body {
            Some(body) => self.agent.run(request.body(body.as_str())?),
            None => self.agent.run(request.body(())?),
        };
        let mut answer = answer.with_context(problem)?;
        let body = answer.body_mut().read_to_string().with_context(problem)?;
        let seconds = started.elapsed().as_secs_f64();
        let headers: Headers = answer
            .headers()
            .iter()
            .filter_map(|(name, value)| {
                Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
            })
            // How this connection is kept says nothing of the answer.
            .filter(|(name, _)| !["connection", "keep-alive"].contains(&name.as_str()))
            .collect();
        Ok(Fresh {
            status: answer.status().as_u16(),
            headers,
            body,
            seconds,
        })
    }
}
