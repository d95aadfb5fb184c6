//! What can go wrong with a request, and how to say it.

use serde_json::Value;

use crate::{
    call::{Access, Answer},
    capabilities::Capability,
    retry_after::wait_words,
    shipped::leak::is_environment_dump,
    terminal,
};

/// Longest plain-text body that is kept as a refusal's detail, in characters.
const DETAIL_LIMIT: usize = 20_000;

/// What to say of a failure that is the server's own.
const SERVER_ERROR: &str = "Something went wrong on the server";

/// Why a request has no good answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The server answered, and said no.
    #[error("{}", .0.detail)]
    Refused(Refusal),
    /// The server answered with something that the contract does not know.
    #[error("{route}: unreadable response ({problem})")]
    Unreadable {
        /// Method and path template.
        route: String,
        /// What the reader stumbled over.
        problem: String,
        /// The answer's `X-Request-ID`.
        request_id: Option<String>,
    },
    /// No answer: no network, no server, or one whose answer the browser hides.
    #[error("{route}: no response")]
    Unreachable {
        /// Method and path template.
        route: String,
    },
    /// The server failed, and the browser may not say how: it answers other requests.
    ///
    /// The backend as shipped sends its plain 500s without CORS headers, which a
    /// browser reports like a server that is not there.
    #[error("{route}: failed, details hidden by the browser")]
    Hidden {
        /// Method and path template.
        route: String,
    },
    /// The server was not asked, for it does not offer this.
    #[error("{}", .0.missing())]
    NotOffered(Capability),
    /// The server was not asked, for the key that it wants for this is not known.
    #[error("{}", words_for_key(*.0))]
    NoKey(Access),
    /// No answer in time.
    #[error("{route}: timed out")]
    TimedOut {
        /// Method and path template.
        route: String,
    },
    /// The request was given up by this app.
    #[error("request cancelled")]
    Aborted,
}

impl ApiError {
    /// The HTTP status, where there was an answer that said no.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            _ => None,
        }
    }

    /// Whether the server does not know who is asking (401).
    pub fn is_auth(&self) -> bool {
        self.status() == Some(401)
    }

    /// Whether the server knows who is asking, and that they may not (403).
    pub fn is_forbidden(&self) -> bool {
        self.status() == Some(403)
    }

    /// Whether the thing asked for is not there (404).
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the same request may well succeed later.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Refused(refusal) => matches!(refusal.status, 429 | 500 | 502 | 503 | 504),
            Self::Unreachable { .. } | Self::TimedOut { .. } | Self::Hidden { .. } => true,
            Self::Unreadable { .. } | Self::Aborted | Self::NotOffered(_) | Self::NoKey(_) => false,
        }
    }

    /// Whether nobody knows if the server did what it was asked for.
    ///
    /// A server that failed may have done a part of it before.
    pub fn is_undecided(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.status >= 500 || refusal.status == 408,
            Self::NotOffered(_) | Self::NoKey(_) => false,
            Self::Unreadable { .. }
            | Self::Unreachable { .. }
            | Self::Hidden { .. }
            | Self::TimedOut { .. }
            | Self::Aborted => true,
        }
    }

    /// Whether the server is there: it answered, though not well.
    pub fn is_answered(&self) -> bool {
        matches!(
            self,
            Self::Refused(_) | Self::Unreadable { .. } | Self::Hidden { .. }
        )
    }

    /// The server's id for the request, to quote to support.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.request_id.as_deref(),
            Self::Unreadable { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// How long the server asks to wait, in seconds.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            _ => None,
        }
    }

    /// The problems that belong to single fields.
    pub fn fields(&self) -> &[FieldProblem] {
        match self {
            Self::Refused(refusal) => &refusal.fields,
            _ => &[],
        }
    }

    /// What the server says of the field with this name.
    pub fn field(&self, name: &str) -> Option<String> {
        self.fields()
            .iter()
            .find(|field| field.is_for(name))
            .map(|field| field.message.clone())
    }

    /// What happened, in a few words.
    pub fn headline(&self) -> String {
        match self {
            Self::Refused(refusal) => match refusal.status {
                401 => "You're not signed in".to_owned(),
                403 => "You don't have permission".to_owned(),
                404 => "Not found".to_owned(),
                409 => "This conflicts with what's on the server".to_owned(),
                412 => "A newer version exists".to_owned(),
                422 if !refusal.fields.is_empty() => "Check the highlighted fields".to_owned(),
                422 => "Some values aren't valid".to_owned(),
                429 => "Too many requests".to_owned(),
                503 => "The server isn't ready".to_owned(),
                status if status >= 500 => SERVER_ERROR.to_owned(),
                status => format!("The server refused the request ({status})"),
            },
            Self::Unreadable { .. } => "Couldn't read the server's response".to_owned(),
            Self::Unreachable { .. } => "The server can't be reached".to_owned(),
            Self::Hidden { .. } => SERVER_ERROR.to_owned(),
            Self::NotOffered(_) => "Not available on this server".to_owned(),
            Self::NoKey(Access::CacheKey) => "Cache key required".to_owned(),
            Self::NoKey(_) => "API key required".to_owned(),
            Self::TimedOut { .. } => "The server took too long to respond".to_owned(),
            Self::Aborted => "Request cancelled".to_owned(),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Refused(refusal) => match (refusal.status, refusal.retry_after) {
                (401, _) => "Log in again.".to_owned(),
                (403, _) => "Ask an owner for access.".to_owned(),
                (404, _) => "It may have been deleted, or the address is wrong.".to_owned(),
                (429 | 503, Some(0)) => "Try again now.".to_owned(),
                (429 | 503, Some(wait)) => format!("Try again in {}.", wait_words(wait)),
                (429, None) => "Wait a moment, then try again.".to_owned(),
                (500.., _) if refusal.request_id.is_some() => {
                    "Try again. If it keeps happening, contact support with the request ID."
                        .to_owned()
                }
                (500.., _) => "Try again. If it keeps happening, check the server log.".to_owned(),
                _ => String::new(),
            },
            Self::Unreadable { .. } => "The server may run a different version.".to_owned(),
            Self::Unreachable { .. } => "Check your network and the server URL.".to_owned(),
            Self::Hidden { .. } => "Check the server log.".to_owned(),
            Self::NotOffered(_) => String::new(),
            Self::NoKey(_) => "Add it in Settings, Connection.".to_owned(),
            Self::TimedOut { .. } => {
                "It may still be running. Check before you try again.".to_owned()
            }
            Self::Aborted => String::new(),
        }
    }

    /// What only a developer needs: method, path and the names of fields on the wire.
    pub fn technical(&self) -> Option<String> {
        match self {
            Self::Unreachable { .. }
            | Self::Hidden { .. }
            | Self::TimedOut { .. }
            | Self::Unreadable { .. } => Some(self.to_string()),
            Self::Refused(refusal) if !refusal.fields.is_empty() => Some(refusal.detail.clone()),
            Self::Refused(_) | Self::NotOffered(_) | Self::NoKey(_) | Self::Aborted => None,
        }
    }

    /// The server's own words, where they add to the headline.
    pub fn detail(&self) -> String {
        match self {
            Self::Unreachable { .. }
            | Self::Hidden { .. }
            | Self::TimedOut { .. }
            | Self::Unreadable { .. }
            | Self::Aborted => String::new(),
            Self::Refused(refusal) if !refusal.fields.is_empty() => {
                let fields = refusal.fields.iter().map(FieldProblem::words);
                fields.collect::<Vec<_>>().join("; ")
            }
            other => {
                let words = other.to_string();
                if is_environment_dump(&words) {
                    return "Hidden: the server's message lists its environment, which may contain secrets."
                        .to_owned();
                }
                words
            }
        }
    }
}

fn words_for_key(access: Access) -> &'static str {
    match access {
        Access::CacheKey => "This server needs a separate cache key.",
        Access::Session | Access::Public => "This server needs an API key for this.",
    }
}

/// A server's no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The HTTP status.
    pub status: u16,
    /// The server's words; for a list of problems, all of them in one line.
    pub detail: String,
    /// The problems that belong to single fields.
    pub fields: Vec<FieldProblem>,
    /// `X-Request-ID`.
    pub request_id: Option<String>,
    /// `Retry-After`, in seconds.
    pub retry_after: Option<u64>,
}

impl Refusal {
    /// Reads a refusal in either of FastAPI's forms, or whatever text there is.
    pub fn read(answer: &Answer) -> Self {
        let (detail, fields) = match serde_json::from_str::<Value>(&answer.body) {
            Ok(body) => read_detail(body.get("detail").unwrap_or(&body)),
            Err(_) => (
                terminal::plain(&answer.body)
                    .trim()
                    .chars()
                    .take(DETAIL_LIMIT)
                    .collect(),
                Vec::new(),
            ),
        };
        let detail = if detail.is_empty() {
            format!("The server answered {} without details.", answer.status)
        } else {
            detail
        };
        Self {
            status: answer.status,
            detail,
            fields,
            request_id: answer.request_id.clone(),
            retry_after: answer.retry_after,
        }
    }
}

fn read_detail(detail: &Value) -> (String, Vec<FieldProblem>) {
    match detail {
        Value::String(text) => (terminal::plain(text).into_owned(), Vec::new()),
        Value::Array(items) => {
            let fields: Vec<_> = items.iter().filter_map(FieldProblem::read).collect();
            if fields.len() == items.len() {
                let text = fields
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; ");
                (text, fields)
            } else {
                (detail.to_string(), fields)
            }
        }
        Value::Null => (String::new(), Vec::new()),
        other => (other.to_string(), Vec::new()),
    }
}

/// One problem with one field, as FastAPI reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldProblem {
    /// Where: names and indices, without the leading `body` or `query`.
    pub path: Vec<String>,
    /// What is wrong, in the server's words.
    pub message: String,
    /// FastAPI's name for the kind of problem.
    pub kind: String,
}

impl FieldProblem {
    fn read(item: &Value) -> Option<Self> {
        let location = item.get("loc")?.as_array()?;
        let mut path: Vec<String> = location
            .iter()
            .map(|part| {
                part.as_str()
                    .map_or_else(|| part.to_string(), str::to_owned)
            })
            .collect();
        // Some routes name the place where the field travels first, others do not.
        let place = path
            .first()
            .is_some_and(|first| matches!(first.as_str(), "body" | "query" | "header" | "path"));
        if place && path.len() > 1 {
            path.remove(0);
        }
        Some(Self {
            path,
            message: terminal::plain(item.get("msg")?.as_str()?).into_owned(),
            kind: item
                .get("type")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
        })
    }

    /// The problem as people read it: the field's name in words, without the form's punctuation.
    fn words(&self) -> String {
        let name = self.path.join(" ").replace('_', " ");
        let mut letters = name.chars();
        match letters.next() {
            Some(first) => {
                let first = first.to_uppercase();
                format!("{first}{}: {}", letters.as_str(), self.message)
            }
            None => self.message.clone(),
        }
    }

    /// Whether the problem is with this field, or with something inside it.
    pub fn is_for(&self, name: &str) -> bool {
        self.path.iter().any(|part| part == name)
    }
}

impl std::fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.path.is_empty() {
            return f.write_str(&self.message);
        }
        write!(f, "{}: {}", self.path.join("."), self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(status: u16, body: &str, detail: &str, fields: &[&str]) {
        let refusal = Refusal::read(&Answer::new(status, body));
        assert_eq!(refusal.detail, detail);
        let paths: Vec<_> = refusal
            .fields
            .iter()
            .map(|field| field.path.join("."))
            .collect();
        assert_eq!(paths, fields);
    }

    #[test]
    fn both_forms_of_detail_are_read() {
        check(
            404,
            r#"{"detail":"Job x not found"}"#,
            "Job x not found",
            &[],
        );
        check(
            422,
            r#"{"detail":[{"type":"missing","loc":["body","items",0,"name"],"msg":"Field required"}]}"#,
            "items.0.name: Field required",
            &["items.0.name"],
        );
    }

    #[test]
    fn a_failure_names_a_request_id_only_where_there_is_one() {
        let hint = |id: Option<&str>| {
            let refusal = Refusal {
                status: 500,
                request_id: id.map(str::to_owned),
                ..Refusal::default()
            };
            ApiError::Refused(refusal).hint()
        };
        assert!(hint(Some("r1")).contains("request ID"));
        assert!(!hint(None).contains("request ID"));
    }

    #[test]
    fn a_location_without_a_place_is_a_field_too() {
        check(
            422,
            r#"{"detail":[{"type":"bool_parsing","loc":["send_email"],"msg":"not a bool"}]}"#,
            "send_email: not a bool",
            &["send_email"],
        );
    }

    #[test]
    fn colours_of_a_terminal_are_not_part_of_a_refusal() {
        check(500, "\u{1b}[31mboom\u{1b}[0m", "boom", &[]);
        check(500, r#"{"detail":"\u001b[1mboom\u001b[m"}"#, "boom", &[]);
        check(
            422,
            r#"{"detail":[{"type":"x","loc":["body","a"],"msg":"\u001b[31mno\u001b[0m"}]}"#,
            "a: no",
            &["a"],
        );
    }

    #[test]
    fn names_of_fields_on_the_wire_are_for_developers() {
        let body = r#"{"detail":[{"type":"x","loc":["body","social_platforms"],"msg":"Choose one"},
            {"type":"x","loc":["body","items",0,"name"],"msg":"Field required"}]}"#;
        let error = ApiError::Refused(Refusal::read(&Answer::new(422, body)));
        assert_eq!(
            error.detail(),
            "Social platforms: Choose one; Items 0 name: Field required"
        );
        let technical = error.technical().unwrap();
        assert!(technical.contains("social_platforms") && technical.contains("items.0.name"));

        let lost = ApiError::Unreachable {
            route: "GET /health".into(),
        };
        assert_eq!(lost.detail(), "");
        assert_eq!(
            lost.technical().as_deref(),
            Some("GET /health: no response")
        );
    }

    #[test]
    fn a_wait_is_told_in_words() {
        let hint = |retry_after| {
            let refusal = Refusal {
                status: 429,
                retry_after: Some(retry_after),
                ..Refusal::default()
            };
            ApiError::Refused(refusal).hint()
        };
        assert_eq!(hint(0), "Try again now.");
        assert_eq!(hint(1), "Try again in 1 second.");
        assert_eq!(hint(30), "Try again in 30 seconds.");
        assert_eq!(hint(600), "Try again in 10 minutes.");
    }

    #[test]
    fn plain_text_and_nothing_are_refusals_with_words() {
        check(500, "Internal Server Error", "Internal Server Error", &[]);
        check(502, "", "The server answered 502 without details.", &[]);
        check(500, r#"{"detail":{"a":1}}"#, r#"{"a":1}"#, &[]);
    }
}
