//! Validation of a request for a new key.

use wire::{
    Stamp,
    api_keys::{SCOPES, scope},
    detail::Problem,
};

use crate::{auth::Identity, error::problem};

/// The most characters of a name.
const LONGEST_NAME: usize = 200;

/// What is wrong with a name.
pub fn name(name: &str) -> Option<Problem> {
    let length = name.chars().count();
    match length {
        0 => Some(problem(["name"], "value_error", "Enter a name")),
        1..=LONGEST_NAME => None,
        _ => {
            let words = format!("Use at most {LONGEST_NAME} characters");
            Some(problem(["name"], "string_too_long", words))
        }
    }
}

/// What is wrong with scopes: unknown ones, and those that whoever asks does not have.
pub fn scopes(requested: &[String], identity: &Identity) -> Option<Problem> {
    let wrong = |words: String| Some(problem(["scopes"], "value_error", words));
    for word in requested {
        let Some(known) = scope(word) else {
            let all: Vec<_> = SCOPES.iter().map(|scope| scope.word).collect();
            return wrong(format!(
                "Unknown scope `{word}`. Scopes: {}",
                all.join(", ")
            ));
        };
        if !known.is_open_to(&identity.user.role) {
            let role = identity.user.role.as_str();
            return wrong(format!("The {role} role can't grant the scope {word}"));
        }
    }
    // A limited key would else make itself one without limits.
    let own = identity.key.as_ref().filter(|key| !key.is_unlimited())?;
    if requested.is_empty() {
        return wrong("A restricted key can't create a full-access key".to_owned());
    }
    let more = requested.iter().find(|word| !own.scopes.contains(word))?;
    wrong(format!(
        "A key can't grant the scope {more}, which it lacks"
    ))
}

/// What is wrong with the end of a key's time.
pub fn end(end: Option<&Stamp>, now: &Stamp) -> Option<Problem> {
    let end = end?;
    if !end.is_zoned() {
        let words = "Include a time zone";
        return Some(problem(["expires_at"], "timezone_aware", words));
    }
    (end.sort_key() <= now.sort_key())
        .then(|| problem(["expires_at"], "value_error", "The time is in the past"))
}
