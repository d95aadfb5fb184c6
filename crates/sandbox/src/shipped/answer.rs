//! Answers as values, before any header of the transport is added.

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::{Value, json};

/// What a request is answered with.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Its headers, but for those of the transport.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// Its body.
    pub body: String,
    /// Whether it has no CORS headers, as what an unhandled exception becomes.
    pub is_bare: bool,
}

/// What a handler gives: an answer, or the refusal that it ends with.
pub type HandlerResult<T = Answer> = Result<T, Answer>;

/// Marks a response that has no CORS headers.
#[derive(Clone, Copy)]
pub struct Bare;

impl Answer {
    /// An answer in text of that type.
    pub fn text(status: StatusCode, kind: &'static str, body: impl Into<String>) -> Self {
        let kind = HeaderValue::from_static(kind);
        Self {
            status,
            headers: vec![(header::CONTENT_TYPE, kind)],
            body: body.into(),
            is_bare: false,
        }
    }

    /// An answer in JSON.
    pub fn json(value: &impl Serialize) -> Self {
        let body = serde_json::to_string(value).unwrap_or_default();
        Self::text(StatusCode::OK, "application/json", body)
    }

    /// A refusal, in words or with a list of problems.
    pub fn refusal(status: StatusCode, detail: impl Into<Value>) -> Self {
        let detail: Value = detail.into();
        Self {
            status,
            ..Self::json(&json!({ "detail": detail }))
        }
    }

    /// A 404.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::refusal(StatusCode::NOT_FOUND, detail.into())
    }

    /// A 422.
    pub fn invalid(problems: Vec<Value>) -> Self {
        Self::refusal(StatusCode::UNPROCESSABLE_ENTITY, problems)
    }

    /// What an unhandled exception becomes: plain text, without CORS headers.
    pub fn crash() -> Self {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        Self {
            is_bare: true,
            ..Self::text(status, "text/plain; charset=utf-8", "Internal Server Error")
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        response.headers_mut().extend(self.headers);
        if self.is_bare {
            response.extensions_mut().insert(Bare);
        }
        response
    }
}

/// One entry of a 422, as pydantic 2.5 writes it.
pub fn problem(kind: &str, place: Value, message: &str, input: Value) -> Value {
    json!({
        "type": kind,
        "loc": place,
        "msg": message,
        "input": input,
        "url": format!("https://errors.pydantic.dev/2.5/v/{kind}"),
    })
}

/// What is said of a field that is not there.
pub fn missing(place: Value, input: Value) -> Value {
    problem("missing", place, "Field required", input)
}

/// Sets what a pointer such as `/detail/0/input` names; its parent is an object that is there.
pub fn put(value: &mut Value, pointer: &str, new: impl Into<Value>) {
    let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
    if let Some(parent) = value.pointer_mut(parent).and_then(Value::as_object_mut) {
        parent.insert(key.to_owned(), new.into());
    }
}
