//! What a key may do, in words. Pure.

use wire::api_keys::{SCOPES, Scope, scope};

use crate::features::settings::text;

/// The scopes of the contract under their subjects, in order.
pub fn groups() -> Vec<(&'static str, Vec<Scope>)> {
    let mut groups: Vec<(&str, Vec<Scope>)> = Vec::new();
    for scope in SCOPES {
        match groups.last_mut() {
            Some((subject, scopes)) if *subject == scope.subject => scopes.push(*scope),
            _ => groups.push((scope.subject, vec![*scope])),
        }
    }
    groups
}

/// What a key with these scopes may do, in a line; one that is unknown is shown as it came.
pub fn sentence(scopes: &[String]) -> String {
    if scopes.is_empty() {
        return text::api_keys::FULL_ACCESS.to_owned();
    }
    let words: Vec<_> = scopes
        .iter()
        .map(|word| scope(word).map_or(word.as_str(), |scope| scope.label))
        .collect();
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scope_stands_in_one_group_and_unknown_ones_are_shown() {
        let count: usize = groups().iter().map(|(_, scopes)| scopes.len()).sum();
        assert_eq!(count, SCOPES.len());
        assert_eq!(sentence(&[]), "Full access");
        let scopes = ["jobs:read".to_owned(), "moon:land".to_owned()];
        assert_eq!(sentence(&scopes), "Read jobs, moon:land");
    }
}
