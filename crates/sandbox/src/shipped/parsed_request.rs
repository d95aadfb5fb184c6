//! A request, read once.

use axum::{
    extract::Query,
    http::{HeaderMap, Method, Uri},
};
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// A request.
#[derive(Debug)]
pub struct ParsedRequest {
    /// Its method.
    pub method: Method,
    /// Its path as the backend's router sees it: `%2F` has become a slash.
    pub path: String,
    /// What stands for the `*` of its route.
    pub param: String,
    /// Its query, as it was sent.
    pub query_text: String,
    query: Vec<(String, String)>,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub text: String,
    /// The JSON of its body; null where there is none.
    pub json: Value,
    /// What is wrong with its body, if it is no JSON.
    pub body_problem: Option<BodyProblem>,
}

/// Why a body cannot be taken as JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyProblem {
    /// It is none.
    Broken,
    /// A text in it is half a character: Python reads it, and cannot write it.
    HalfCharacter,
}

impl ParsedRequest {
    /// Reads a request.
    pub fn new(method: Method, uri: &Uri, headers: HeaderMap, body: &[u8]) -> Self {
        let text = String::from_utf8_lossy(body).into_owned();
        let (json, body_problem) = match serde_json::from_str(&text) {
            Ok(json) => (json, None),
            Err(_) if text.is_empty() => (Value::Null, None),
            Err(_) if has_half_character(&text) => (Value::Null, Some(BodyProblem::HalfCharacter)),
            Err(_) => (Value::Null, Some(BodyProblem::Broken)),
        };
        let query = Query::try_from_uri(uri).map(|Query(pairs)| pairs);
        Self {
            method,
            path: percent_decode_str(uri.path()).decode_utf8_lossy().into(),
            param: String::new(),
            query_text: uri.query().unwrap_or_default().to_owned(),
            query: query.unwrap_or_default(),
            headers,
            text,
            json,
            body_problem,
        }
    }

    /// A parameter of the query.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.all(name).last()
    }

    /// All values of a parameter of the query.
    pub fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> {
        let ours = self.query.iter().filter(move |(key, _)| key == name);
        ours.map(|(_, value)| value.as_str())
    }

    /// A switch in the query; `None` where it is left out or no switch.
    pub fn switch(&self, name: &str) -> Option<bool> {
        self.query(name).and_then(switch)
    }

    /// The first of these switches whose value is none, with that value.
    pub fn bad_switch<'a>(&'a self, names: &[&'a str]) -> Option<(&'a str, &'a str)> {
        let given = names
            .iter()
            .filter_map(|name| Some((*name, self.query(name)?)));
        let mut bad = given.filter(|(_, value)| switch(value).is_none());
        bad.next()
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether its sender says that its body is JSON.
    pub fn is_json(&self) -> bool {
        self.header("content-type")
            .is_some_and(|kind| kind.contains("json"))
    }

    /// A field of its JSON; null where there is none.
    pub fn field(&self, name: &str) -> &Value {
        self.json.get(name).unwrap_or(&Value::Null)
    }

    /// The texts of a list in its JSON.
    pub fn texts(&self, name: &str) -> Vec<&str> {
        let list = self
            .field(name)
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        list.iter().filter_map(Value::as_str).collect()
    }
}

/// Whether pydantic takes a text for true or false.
fn switch(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" | "t" | "y" => Some(true),
        "false" | "0" | "no" | "off" | "f" | "n" => Some(false),
        _ => None,
    }
}

/// Whether a text would be JSON, if it had no escapes of half a character.
fn has_half_character(text: &str) -> bool {
    let whole = text.replace("\\ud", "\\u0").replace("\\uD", "\\u0");
    whole != text && serde_json::from_str::<Value>(&whole).is_ok()
}
