//! Reads bodies, path segments and queries, and refuses in the contract's shape.
//!
//! Axum's own extractors refuse in plain text, which no client of the
//! contract could read.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path, Request},
    http::{StatusCode, request::Parts},
};
use serde::{Deserializer, de::DeserializeOwned};
use serde_json::Value;
use serde_path_to_error::Segment as Step;
use wire::detail::Problem;

use crate::error::{Error, Result};

/// A JSON body.
#[derive(Clone, Copy, Debug)]
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let bytes = read_bytes(request, state).await?;
        read_body(&bytes).map(Self)
    }
}

/// A JSON body that may be left out.
#[derive(Clone, Copy, Debug)]
pub struct MaybeBody<T>(pub Option<T>);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for MaybeBody<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let bytes = read_bytes(request, state).await?;
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self(None));
        }
        read_body(&bytes).map(|body| Self(Some(body)))
    }
}

async fn read_bytes<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    Bytes::from_request(request, state).await.map_err(|_| {
        Error::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The body is too large or broke off",
        )
    })
}

fn read_body<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(invalid("missing", Vec::new(), "Field required"));
    }
    // Syntax first, so that a broken text is not reported as a missing field.
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).map_err(|error| {
        invalid(
            "json_invalid",
            Vec::new(),
            &format!("JSON decode error: {error}"),
        )
    })?;
    read_at(&[], &mut serde_json::Deserializer::from_slice(bytes))
}

/// Reads a part of a body that lies below `place`, and refuses what does not fit by its field.
pub fn read_at<'de, T: DeserializeOwned>(
    place: &[&str],
    from: impl Deserializer<'de>,
) -> Result<T> {
    serde_path_to_error::deserialize(from).map_err(|error| {
        let steps = error.path().iter().filter_map(|step| match step {
            Step::Seq { index } => Some((*index).into()),
            Step::Map { key } => Some(key.as_str().into()),
            Step::Enum { variant } => Some(variant.as_str().into()),
            Step::Unknown => None,
        });
        let place = place.iter().map(|step| Value::from(*step));
        let mut path: Vec<Value> = place.chain(steps).collect();
        let message = error.inner().to_string();
        // Where in the text it was is of no use to a form.
        let message = message.split(" at line ").next().unwrap_or_default();
        match message
            .strip_prefix("missing field `")
            .and_then(|rest| rest.split('`').next())
        {
            Some(field) => {
                path.push(field.into());
                invalid("missing", path, "Field required")
            }
            None => invalid("value_error", path, message),
        }
    })
}

fn invalid(kind: &str, path: Vec<Value>, message: &str) -> Error {
    let mut loc = vec!["body".into()];
    loc.extend(path);
    Error::invalid(vec![Problem {
        kind: kind.to_owned(),
        loc,
        msg: message.to_owned(),
        input: None,
    }])
}

/// The path's only parameter.
#[derive(Clone, Debug)]
pub struct Segment(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Path::<String>::from_request_parts(parts, state)
            .await
            .map(|Path(text)| Self(text))
            .map_err(|_| Error::new(StatusCode::NOT_FOUND, "Not Found"))
    }
}

/// The path's parameters, of which the last is a number.
#[derive(Clone, Debug)]
pub struct NumberedSegment(pub String, pub u64);

impl<S: Send + Sync> FromRequestParts<S> for NumberedSegment {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        Path::<(String, u64)>::from_request_parts(parts, state)
            .await
            .map(|Path((text, number))| Self(text, number))
            .map_err(|_| Error::new(StatusCode::NOT_FOUND, "No version has this number"))
    }
}

/// The query, as pairs.
#[derive(Clone, Debug, Default)]
pub struct Pairs(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Pairs {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        axum::extract::Query::<Vec<(String, String)>>::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(pairs)| Self(pairs))
            .map_err(|_| crate::error::bad_query("", "value_error", "Unreadable query", ""))
    }
}

impl Pairs {
    /// The last value of a name, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The comma-separated words of a name, which may also be repeated.
    pub fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(key, _)| key == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|word| !word.is_empty())
    }
}
