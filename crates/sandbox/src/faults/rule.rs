//! What can be broken, and when.

use axum::http::{HeaderValue, Method};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use wire::{
    cache::CacheTarget, channel::Channel, events::Feed, health::HealthStatus, jobs::PartStatus,
};

use crate::clock::http_date;

/// Something to break.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Fault {
    /// The answer takes longer.
    Latency {
        /// By so many milliseconds.
        ms: u64,
    },
    /// The answer is a refusal in the contract's shape, or anything else that is given.
    Status {
        /// With this status.
        status: u16,
        /// With this `Retry-After`.
        #[serde(default)]
        retry_after: Option<RetryAfter>,
        /// In these words.
        #[serde(default)]
        detail: Option<String>,
        /// With this JSON instead, whatever its shape.
        #[serde(default)]
        body: Option<Value>,
    },
    /// The answer is a 500 in plain text without CORS headers, as from a proxy.
    #[serde(rename = "plain-500")]
    Plain500,
    /// The answer promises its whole length, and breaks off half way.
    Truncated,
    /// The answer is complete, and no JSON.
    Malformed,
    /// The connection ends without an answer.
    Drop,
    /// The handshake of a WebSocket is refused with 403.
    RefuseWebsocket,
    /// Every open WebSocket is closed, at once.
    CloseSockets {
        /// With this code; 1012 (service restart) unless given.
        #[serde(default)]
        code: Option<u16>,
    },
    /// WebSockets stay open, and say nothing: no frames, no pongs.
    SilentWebsocket,
    /// The next frames are not sent, so their numbers are missing.
    SkipFrames,
    /// The next frames are sent twice.
    RepeatFrames,
    /// The server's clock is wrong.
    ClockSkew {
        /// By so many seconds.
        seconds: i64,
    },
    /// Every access token issued so far stops to work, at once.
    ExpireTokens {
        /// The refresh tokens too.
        #[serde(default)]
        refresh: bool,
    },
    /// New access tokens work for so long only.
    TokenTtl {
        /// In seconds.
        seconds: u64,
    },
    /// A channel fails while it is published.
    FailChannel {
        /// This one; any unless given.
        #[serde(default)]
        channel: Option<Channel>,
        /// With this error.
        #[serde(default = "failure")]
        message: String,
    },
    /// A cache lets go of nothing, and says that it is not well.
    FailCache {
        /// This one; any unless given.
        #[serde(default)]
        target: Option<CacheTarget>,
        /// With this error.
        #[serde(default = "cache_failure")]
        message: String,
    },
    /// A channel stays where it is until the rule is removed.
    HoldChannel {
        /// This one; any unless given.
        #[serde(default)]
        channel: Option<Channel>,
        /// At this step; wherever it is unless given.
        #[serde(default)]
        step: Option<PartStatus>,
    },
    /// The checks of a component find it broken.
    BreakComponent {
        /// Which, e.g. `database`.
        component: String,
        /// How it is found to be; `unhealthy` unless given.
        #[serde(default = "unhealthy")]
        status: HealthStatus,
        /// In these words.
        #[serde(default = "breakage")]
        message: String,
    },
}

/// A `Retry-After` to send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum RetryAfter {
    /// So many seconds.
    Seconds(u64),
    /// A date.
    Date(DateIn),
    /// This text, whatever it says.
    Text(String),
}

/// The date that is so many seconds from now, by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateIn {
    /// In seconds; below zero for a date that is past.
    pub date_in: i64,
}

impl RetryAfter {
    /// The header's value; `None` for what no header can hold.
    pub fn header(&self, now: DateTime<Utc>) -> Option<HeaderValue> {
        match self {
            Self::Seconds(seconds) => Some(HeaderValue::from(*seconds)),
            Self::Date(DateIn { date_in }) => {
                let date = now.checked_add_signed(TimeDelta::try_seconds(*date_in)?)?;
                HeaderValue::from_str(&http_date(date)).ok()
            }
            Self::Text(text) => HeaderValue::from_str(text).ok(),
        }
    }
}

fn unhealthy() -> HealthStatus {
    HealthStatus::Unhealthy
}

fn breakage() -> String {
    "Not responding (fault injected)".to_owned()
}

fn failure() -> String {
    "The channel rejected the content (fault injected).".to_owned()
}

fn cache_failure() -> String {
    "The cache didn't respond (fault injected).".to_owned()
}

impl Fault {
    /// Whether it breaks single requests.
    pub fn is_for_requests(&self) -> bool {
        matches!(
            self,
            Self::Latency { .. }
                | Self::Status { .. }
                | Self::Plain500
                | Self::Truncated
                | Self::Malformed
                | Self::Drop
                | Self::RefuseWebsocket
        )
    }

    /// Whether it happens once, at once, and is not kept as a rule.
    pub fn is_instant(&self) -> bool {
        matches!(self, Self::CloseSockets { .. } | Self::ExpireTokens { .. })
    }
}

/// Something to break, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Which requests: `GET /api/v2/jobs*`, a path alone, or all unless given.
    #[serde(rename = "match", default, skip_serializing_if = "Option::is_none")]
    pub pattern: Option<String>,
    /// What to break.
    pub fault: Fault,
    /// How often; as long as the rule stands unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
    /// For how many milliseconds; until it is removed unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_ms: Option<u64>,
    /// How many occasions to let pass first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<u32>,
}

/// A rule in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActiveRule {
    /// Its id, to remove it.
    pub id: u64,
    /// The rule.
    #[serde(flatten)]
    pub rule: Rule,
    /// How often it has struck.
    pub hits: u32,
}

impl Rule {
    /// Whether the rule means a request. `target` is its path and query.
    ///
    /// A preflight is meant only by a rule that says `OPTIONS`.
    pub fn matches(&self, method: &Method, target: &str) -> bool {
        let pattern = self.pattern.as_deref().unwrap_or("*");
        let (expected, pattern) = match pattern.split_once(' ') {
            Some((expected, pattern)) => (Some(expected), pattern),
            None => (None, pattern),
        };
        let method_fits = match expected {
            Some(expected) => expected.eq_ignore_ascii_case(method.as_str()),
            None => method != Method::OPTIONS,
        };
        let path = target.split('?').next().unwrap_or(target);
        let text = if pattern.contains('?') { target } else { path };
        let is_socket = path.starts_with("/ws/");
        let kind_fits = is_socket || !matches!(self.fault, Fault::RefuseWebsocket);
        method_fits && kind_fits && glob(pattern, text)
    }

    /// Whether the rule means a feed.
    pub fn matches_feed(&self, feed: Feed) -> bool {
        self.pattern.is_none() || self.matches(&Method::GET, feed.path("any").as_str())
    }
}

/// Whether the text has the pattern's form, in which `*` stands for anything.
pub fn glob(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = text.strip_prefix(first) else {
        return false;
    };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or_default(),
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, method: Method, target: &str, fits: bool) {
        let rule = Rule {
            pattern: Some(pattern.to_owned()),
            fault: Fault::Drop,
            times: None,
            for_ms: None,
            after: None,
        };
        assert_eq!(rule.matches(&method, target), fits, "{pattern} {target}");
    }

    #[test]
    fn patterns_name_a_method_and_a_path() {
        check("GET /api/v2/jobs*", Method::GET, "/api/v2/jobs?q=x", true);
        check("GET /api/v2/jobs*", Method::POST, "/api/v2/jobs", false);
        check("/api/v2/jobs", Method::POST, "/api/v2/jobs?q=x", true);
        check("/api/v2/jobs", Method::GET, "/api/v2/jobs/1", false);
        check("/api/*/retry", Method::POST, "/api/v2/jobs/1/retry", true);
        check(
            "*status=failed*",
            Method::GET,
            "/api/v2/jobs?status=failed",
            false,
        );
        check(
            "*?status=failed*",
            Method::GET,
            "/api/v2/jobs?status=failed",
            true,
        );
        check("*", Method::OPTIONS, "/api/v2/jobs", false);
        check("OPTIONS *", Method::OPTIONS, "/api/v2/jobs", true);
    }

    #[test]
    fn rules_read_as_documented() {
        let rule: Rule = serde_json::from_str(
            r#"{"match":"GET /health","fault":{"kind":"plain-500"},"times":2}"#,
        )
        .unwrap();
        assert_eq!(rule.fault, Fault::Plain500);
        let rule: Rule =
            serde_json::from_str(r#"{"fault":{"kind":"hold-channel","channel":"web"}}"#).unwrap();
        assert!(matches!(rule.fault, Fault::HoldChannel { .. }));
        let now = DateTime::from_timestamp(784_111_777, 0).unwrap();
        for (wait, header) in [
            ("7", Some("7")),
            (r#"{"date_in":60}"#, Some("Sun, 06 Nov 1994 08:50:37 GMT")),
            (r#"{"date_in":-37}"#, Some("Sun, 06 Nov 1994 08:49:00 GMT")),
            (r#"{"date_in":9223372036854775807}"#, None),
            (
                r#""Sunday, 06-Nov-94 08:49:37 GMT""#,
                Some("Sunday, 06-Nov-94 08:49:37 GMT"),
            ),
            (r#""soon""#, Some("soon")),
            (r#""two\nlines""#, None),
        ] {
            let rule =
                format!(r#"{{"fault":{{"kind":"status","status":429,"retry_after":{wait}}}}}"#);
            let rule: Rule = serde_json::from_str(&rule).unwrap();
            let Fault::Status {
                retry_after: Some(wait),
                ..
            } = rule.fault
            else {
                panic!("no wait");
            };
            let told = wait.header(now);
            assert_eq!(
                told.as_ref().and_then(|it| it.to_str().ok()),
                header,
                "{wait:?}"
            );
        }
        assert!(serde_json::from_str::<Rule>(r#"{"fault":{"kind":"nonsense"}}"#).is_err());
    }
}
