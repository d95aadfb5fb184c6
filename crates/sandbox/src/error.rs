//! Why a request is refused, in FastAPI's shape.

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;
use wire::detail::{Detail, ErrorBody, Problem};

/// A refusal.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// The HTTP status.
    pub status: StatusCode,
    /// Why.
    pub detail: Detail,
    /// How long to wait, as it travels.
    pub retry_after: Option<HeaderValue>,
    /// Which version there is instead of the one that was expected.
    pub etag: Option<HeaderValue>,
}

/// What most functions of this server give.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// A refusal in words.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Self {
            status,
            detail: Detail::Text(detail.into()),
            retry_after: None,
            etag: None,
        }
    }

    /// 401: who is asking?
    pub fn unauthorised(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, detail)
    }

    /// 403: not with this role.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404: `what` (e.g. `Job x`) is not there.
    pub fn not_found(what: impl std::fmt::Display) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("{what} not found"))
    }

    /// 409: not as things stand.
    pub fn conflict(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, detail)
    }

    /// 422: these fields are not right.
    pub fn invalid(problems: Vec<Problem>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            detail: Detail::Problems(problems),
            retry_after: None,
            etag: None,
        }
    }

    /// 429: in so many seconds.
    pub fn too_many(detail: impl Into<String>, retry_after: u64) -> Self {
        Self {
            retry_after: Some(HeaderValue::from(retry_after)),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail)
        }
    }

    /// 500: the server's own fault; `reason` goes to the log, not to the caller.
    pub fn internal(reason: impl std::fmt::Display) -> Self {
        eprintln!("internal error: {reason}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Internal Server Error")
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let body = ErrorBody {
            detail: self.detail,
        };
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        if let Some(wait) = self.retry_after {
            headers.insert(header::RETRY_AFTER, wait);
        }
        if let Some(etag) = self.etag {
            headers.insert(header::ETAG, etag);
        }
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// A problem with a field of the body, e.g. `problem(["options", "seo"], …)`.
pub fn problem<const N: usize>(path: [&str; N], kind: &str, message: impl Into<String>) -> Problem {
    let loc = std::iter::once("body").chain(path).map(Value::from);
    Problem {
        kind: kind.to_owned(),
        loc: loc.collect(),
        msg: message.into(),
        input: None,
    }
}

/// A 422 about one parameter of the query.
pub fn bad_query(name: &str, kind: &str, message: impl Into<String>, input: &str) -> Error {
    Error::invalid(vec![Problem {
        kind: kind.to_owned(),
        loc: vec!["query".into(), name.into()],
        msg: message.into(),
        input: Some(input.into()),
    }])
}
