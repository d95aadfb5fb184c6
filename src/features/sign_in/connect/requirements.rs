//! What a backend asks of whoever connects to it, in words.

use wire::{
    Access,
    capabilities::{Capabilities, Capability},
};

use crate::{
    features::sign_in::text,
    state::session::{Basis, Known},
};

/// What a backend asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirements {
    /// What answers there.
    pub summary: String,
    /// What the API key is for.
    pub api_key: String,
    /// Whether nothing can be done without it.
    pub api_key_required: bool,
    /// What the cache key is for; `None` where there is no such key.
    pub cache_key: Option<String>,
    /// Whether it is no backend of ours.
    pub is_foreign: bool,
}

/// Says what a backend asks for.
pub fn requirements(known: &Known) -> Requirements {
    if known.basis == Basis::Foreign {
        return Requirements {
            summary: text::connect::FOREIGN.to_owned(),
            is_foreign: true,
            ..Requirements::default()
        };
    }
    let capabilities = known.capabilities.as_ref();
    let free = work(capabilities, Access::Public);
    let api = work(capabilities, Access::Session);
    let cache = work(capabilities, Access::CacheKey);
    let required = free.is_empty();
    let summary = match (required, cache.is_empty()) {
        (true, _) => text::connect::NEEDS_KEY.to_owned(),
        (false, true) if api.is_empty() => text::connect::NEEDS_NO_KEY.to_owned(),
        (false, no_cache) => text::connect::needs_key_for_some(
            &list(capabilities, &free),
            if no_cache {
                text::connect::ADD_API_KEY_LATER
            } else {
                text::connect::ADD_BOTH_KEYS_LATER
            },
        ),
    };
    let unsure = match known.basis {
        Basis::Assumed => text::connect::CAPABILITIES_UNREAD,
        _ => "",
    };
    Requirements {
        summary: summary + unsure,
        api_key: match (required, api.is_empty()) {
            (true, _) => text::connect::API_KEY_FOR_ALL.to_owned(),
            (false, true) => text::connect::API_KEY_UNUSED.to_owned(),
            (false, false) => text::connect::api_key_for(&list(capabilities, &api)),
        },
        api_key_required: required,
        cache_key: (!cache.is_empty())
            .then(|| text::connect::cache_key_for(&list(capabilities, &cache))),
        is_foreign: false,
    }
}

fn work(capabilities: &Capabilities, access: Access) -> Vec<Capability> {
    let opened = capabilities.opened_by(access);
    opened.filter(|capability| capability.is_work()).collect()
}

/// `Jobs, Job details and Retry jobs`.
fn list(known: &Capabilities, capabilities: &[Capability]) -> String {
    let mut words: Vec<&str> = capabilities.iter().map(|it| known.label(*it)).collect();
    // Two capabilities of one name are one thing to a reader.
    words.dedup();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, before)) => text::connect::and_last(&before.join(", "), last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn known(capabilities: Capabilities, basis: Basis) -> Requirements {
        requirements(&Known {
            capabilities: Arc::new(capabilities),
            basis,
        })
    }

    #[test]
    fn the_contract_asks_for_one_key_and_the_shipped_backend_for_two_that_can_wait() {
        let contract = known(Capabilities::contract(), Basis::Told);
        assert!(contract.api_key_required);
        assert_eq!(contract.cache_key, None);

        let shipped = known(Capabilities::shipped(), Basis::Told);
        assert!(!shipped.api_key_required);
        assert_eq!(
            shipped.api_key,
            "Used for Jobs, Job details, Job from a document ID, Retry jobs and Job totals."
        );
        let cache = shipped.cache_key.unwrap();
        assert!(cache.contains("Different from the API key") && cache.contains("Clear caches"));
        assert!(shipped.summary.contains("Generate"));
        // What it makes for a period is no batch of documents.
        assert!(shipped.summary.contains("Content plans"));
        assert!(!shipped.summary.contains("Batches"));
        assert!(!shipped.summary.contains("Log in"));
    }

    #[test]
    fn what_is_not_known_is_not_claimed() {
        let silent = known(Capabilities::shipped(), Basis::Assumed);
        assert!(silent.summary.contains("couldn't be read"));
        let foreign = known(Capabilities::contract(), Basis::Foreign);
        assert!(foreign.is_foreign && foreign.summary.contains("isn't a Toombos server"));
    }
}
