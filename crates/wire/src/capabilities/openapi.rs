//! Reads what matters here of an OpenAPI document: methods, paths, keys.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{Method, call::ReadError};

use super::KeyPlacement;

/// An operation that a server lists.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Operation {
    pub method: Method,
    pub shape: Shape,
    pub keys: KeyPlacement,
    /// Nobody said that the server has it: it is to be tried in place of one that is not there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_guess: bool,
}

impl Operation {
    pub fn new(method: Method, template: &str, keys: KeyPlacement) -> Self {
        Self {
            method,
            shape: Shape::of(template),
            keys,
            is_guess: false,
        }
    }

    /// Whether both are the same method on the same path.
    pub fn is_same(&self, other: &Self) -> bool {
        self.method == other.method && self.shape == other.shape
    }
}

/// A path template without the names of its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shape(String);

impl Shape {
    pub fn of(template: &str) -> Self {
        let mut shape = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            shape.push_str(before);
            shape.push_str("{}");
            rest = after.split_once('}').map_or("", |(_, after)| after);
        }
        shape.push_str(rest);
        Self(shape)
    }
}

const METHODS: [(&str, Method); 5] = [
    ("get", Method::Get),
    ("post", Method::Post),
    ("put", Method::Put),
    ("patch", Method::Patch),
    ("delete", Method::Delete),
];

/// Reads a document's operations.
pub(super) fn read(text: &str) -> Result<Vec<Operation>, ReadError> {
    let document: Value = serde_json::from_str(text)?;
    let root = object(&document, "the document")?;
    let paths = root
        .get("paths")
        .ok_or_else(|| ReadError("`paths` is missing".to_owned()))?;
    let mut operations = Vec::new();
    for (template, item) in object(paths, "paths")? {
        let item = object(item, template)?;
        for (word, method) in METHODS {
            let Some(operation) = item.get(word) else {
                continue;
            };
            let operation = object(operation, template)?;
            let mut keys = keys_of_parameters(&document, item)?;
            keys = keys.or(keys_of_parameters(&document, operation)?);
            // An operation's own list replaces the document's, even by an empty one.
            let security = operation.get("security").or_else(|| root.get("security"));
            if let Some(security) = security {
                keys = keys.or(keys_of_security(&document, security)?);
            }
            operations.push(Operation::new(method, template, keys));
        }
    }
    Ok(operations)
}

/// Keys that are ordinary parameters, as FastAPI lists what its functions read themselves.
fn keys_of_parameters(
    document: &Value,
    holder: &Map<String, Value>,
) -> Result<KeyPlacement, ReadError> {
    let mut keys = KeyPlacement::NONE;
    let Some(parameters) = holder.get("parameters") else {
        return Ok(keys);
    };
    for parameter in array(parameters, "parameters")? {
        let parameter = object(resolve(document, parameter), "a parameter")?;
        // What a foreign reference points to is not known here, so it names no key.
        if parameter.contains_key("$ref") {
            continue;
        }
        let name = text(parameter, "name")?;
        keys = keys.or(placement(text(parameter, "in")?, name));
    }
    Ok(keys)
}

fn keys_of_security(document: &Value, security: &Value) -> Result<KeyPlacement, ReadError> {
    let mut keys = KeyPlacement::NONE;
    for requirement in array(security, "security")? {
        for name in object(requirement, "a security requirement")?.keys() {
            let scheme = document
                .get("components")
                .and_then(|components| components.get("securitySchemes"))
                .and_then(|schemes| schemes.get(name))
                .ok_or_else(|| ReadError(format!("the security scheme `{name}` is missing")))?;
            let scheme = object(resolve(document, scheme), "a security scheme")?;
            keys = keys.or(match text(scheme, "type")? {
                "http" if text(scheme, "scheme")?.eq_ignore_ascii_case("bearer") => BEARER,
                "oauth2" | "openIdConnect" => BEARER,
                "apiKey" => placement(text(scheme, "in")?, text(scheme, "name")?),
                _ => KeyPlacement::NONE,
            });
        }
    }
    Ok(keys)
}

const BEARER: KeyPlacement = KeyPlacement {
    bearer: true,
    header: false,
    query: false,
};

fn placement(place: &str, name: &str) -> KeyPlacement {
    match place {
        "header" if name.eq_ignore_ascii_case("x-api-key") => KeyPlacement::HEADER,
        "header" if name.eq_ignore_ascii_case("authorization") => BEARER,
        "query" if name == "api_key" => KeyPlacement::QUERY,
        _ => KeyPlacement::NONE,
    }
}

/// Follows a reference within the document, once.
fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix('#'))
        .and_then(|pointer| document.pointer(pointer))
        .unwrap_or(value)
}

fn object<'a>(value: &'a Value, what: &str) -> Result<&'a Map<String, Value>, ReadError> {
    value
        .as_object()
        .ok_or_else(|| ReadError(format!("{what} is no object")))
}

fn array<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, ReadError> {
    value
        .as_array()
        .ok_or_else(|| ReadError(format!("{what} is no list")))
}

fn text<'a>(map: &'a Map<String, Value>, name: &str) -> Result<&'a str, ReadError> {
    map.get(name)
        .and_then(Value::as_str)
        .ok_or_else(|| ReadError(format!("`{name}` is missing or no text")))
}

/// Where the backend as shipped really takes keys.
///
/// It leaves a key out of its OpenAPI where a function gets it by other means
/// than a parameter, and its own papers name places that it refuses
/// (`Authorization` and, for jobs, `X-API-Key`: 401 with a valid key).
const SHIPPED_KEYS: &[(Method, &str, KeyPlacement)] = &[
    (Method::Post, "/api/v2/content/sync", KeyPlacement::QUERY),
    (Method::Get, "/api/v2/jobs", KeyPlacement::QUERY),
    (Method::Get, "/api/v2/jobs/{}", KeyPlacement::QUERY),
    (Method::Post, "/api/v2/jobs/{}/retry", KeyPlacement::QUERY),
    (Method::Get, "/api/v2/metrics", KeyPlacement::QUERY),
    (Method::Post, "/api/v1/newsletter/send", KeyPlacement::QUERY),
    (Method::Get, "/api/v1/cache/stats", KeyPlacement::HEADER),
    (Method::Get, "/api/v1/cache/health", KeyPlacement::HEADER),
    (Method::Get, "/api/v1/cache/history", KeyPlacement::HEADER),
    (
        Method::Post,
        "/api/v1/cache/invalidate",
        KeyPlacement::HEADER,
    ),
    (
        Method::Delete,
        "/api/v1/cache/clear-all",
        KeyPlacement::HEADER,
    ),
];

/// Adds the keys that the shipped backend takes but does not list.
///
/// A key that is listed stays as it is: a repaired release knows better.
pub(super) fn correct(operations: &mut [Operation]) {
    for operation in operations {
        let known = SHIPPED_KEYS
            .iter()
            .find(|(method, shape, _)| operation.method == *method && operation.shape.0 == *shape);
        if let Some((_, _, keys)) = known
            && !operation.keys.is_any()
        {
            operation.keys = *keys;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(document: &str, keys: KeyPlacement) {
        let operations = read(document).unwrap();
        assert_eq!(operations.first().unwrap().keys, keys);
    }

    #[test]
    fn keys_are_found_wherever_they_are_listed() {
        check(r#"{"paths":{"/x":{"get":{}}}}"#, KeyPlacement::NONE);
        check(
            r#"{"paths":{"/x":{"get":{"parameters":[{"name":"api_key","in":"query"}]}}}}"#,
            KeyPlacement::QUERY,
        );
        check(
            r#"{"paths":{"/x":{"parameters":[{"name":"X-API-KEY","in":"header"}],"get":{}}}}"#,
            KeyPlacement::HEADER,
        );
        check(
            r##"{"paths":{"/x":{"get":{"parameters":[{"$ref":"#/components/parameters/k"}]}}},
                "components":{"parameters":{"k":{"name":"x-api-key","in":"header"}}}}"##,
            KeyPlacement::HEADER,
        );
        check(
            r#"{"security":[{"jwt":[]},{"key":[]}],"paths":{"/x":{"get":{}}},
                "components":{"securitySchemes":{"jwt":{"type":"http","scheme":"Bearer"},
                "key":{"type":"apiKey","in":"header","name":"X-API-Key"}}}}"#,
            KeyPlacement::CONTRACT,
        );
    }

    #[test]
    fn an_operation_can_be_public_among_locked_ones() {
        check(
            r#"{"security":[{"jwt":[]}],"paths":{"/x":{"get":{"security":[]}}},
                "components":{"securitySchemes":{"jwt":{"type":"http","scheme":"bearer"}}}}"#,
            KeyPlacement::NONE,
        );
    }

    #[test]
    fn what_is_no_openapi_is_refused() {
        for text in [
            "",
            "[]",
            "{}",
            r#"{"paths":[]}"#,
            r#"{"paths":{"/x":7}}"#,
            r#"{"paths":{"/x":{"get":[]}}}"#,
            r#"{"paths":{"/x":{"get":{"parameters":{}}}}}"#,
            r#"{"paths":{"/x":{"get":{"parameters":[{"name":1,"in":"query"}]}}}}"#,
            r#"{"paths":{"/x":{"get":{"security":[{"gone":[]}]}}}}"#,
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_of_parameters_do_not_matter() {
        assert_eq!(Shape::of("/a/{id}/b/{n}"), Shape::of("/a/{job_id}/b/{m}"));
        assert_ne!(Shape::of("/a/{id}"), Shape::of("/a/id"));
    }

    #[test]
    fn a_shipped_key_that_is_not_listed_is_added_and_a_listed_one_stays() {
        let mut operations = vec![
            Operation::new(Method::Get, "/api/v2/jobs", KeyPlacement::NONE),
            Operation::new(Method::Get, "/api/v2/jobs/{id}", KeyPlacement::CONTRACT),
            Operation::new(Method::Get, "/api/v1/cache/stats", KeyPlacement::NONE),
            Operation::new(Method::Get, "/health", KeyPlacement::NONE),
        ];
        correct(&mut operations);
        let keys: Vec<_> = operations.iter().map(|operation| operation.keys).collect();
        assert_eq!(
            keys,
            [
                KeyPlacement::QUERY,
                KeyPlacement::CONTRACT,
                KeyPlacement::HEADER,
                KeyPlacement::NONE
            ]
        );
    }
}
