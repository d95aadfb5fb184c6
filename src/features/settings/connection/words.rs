//! The connection in words.

use wire::{
    Access, ApiError,
    auth::User,
    capabilities::{Capabilities, Capability, Change, KeyPlacement, Offer},
};

use super::super::text::connection as text;
use crate::{
    state::session::{Basis, KeyRing, LastAnswer},
    ui::State,
};

/// How it is known what the backend offers.
pub fn basis_words(basis: Option<Basis>) -> String {
    let list = Capabilities::call().target();
    match basis {
        None => text::server::BASIS_UNKNOWN.to_owned(),
        Some(Basis::Told) => text::server::basis_told(&list),
        Some(Basis::Assumed) => text::server::basis_assumed(&list),
        Some(Basis::Foreign) => text::server::BASIS_FOREIGN.to_owned(),
    }
}

/// Who is connected.
pub fn who_words(user: Option<&User>, keys: Option<&KeyRing>) -> String {
    let how = match keys {
        None => text::server::WITH_PASSWORD,
        Some(KeyRing {
            api: Some(_),
            cache: None,
        }) => text::server::WITH_API_KEY,
        Some(KeyRing {
            api: Some(_),
            cache: Some(_),
        }) => text::server::WITH_BOTH_KEYS,
        Some(KeyRing {
            api: None,
            cache: Some(_),
        }) => text::server::WITH_CACHE_KEY,
        Some(KeyRing {
            api: None,
            cache: None,
        }) => text::server::WITHOUT_KEY,
    };
    match user {
        Some(user) => text::server::user(&user.name, &user.email, how),
        None => text::server::anonymous(how),
    }
}

/// What a key opens, by name.
pub fn opens(capabilities: Option<&Capabilities>, access: Access) -> String {
    let mut labels: Vec<&str> = capabilities
        .into_iter()
        .flat_map(|known| known.opened_by(access).map(|it| known.label(it)))
        .collect();
    labels.dedup();
    match labels.len() {
        0 => text::keys::UNUSED.to_owned(),
        1..=8 => text::keys::used_for(&labels.join(", ")),
        many => text::keys::used_for_many(many),
    }
}

/// The route that serves something.
pub fn route_words(capability: Capability, offer: &Offer) -> String {
    if capability.is_feed() {
        text::capabilities::web_socket(offer.route.template)
    } else {
        offer.route.to_string()
    }
}

/// The key that something takes, and where it travels.
pub fn key_words(capability: Capability, offer: &Offer, access: Option<Access>) -> &'static str {
    if capability.is_feed() {
        return text::capabilities::TICKET;
    }
    let is_cache = access == Some(Access::CacheKey);
    match offer.keys {
        KeyPlacement::NONE => text::capabilities::NO_KEY,
        KeyPlacement { header: true, .. } if is_cache => text::capabilities::CACHE_KEY_HEADER,
        KeyPlacement { query: true, .. } if is_cache => text::capabilities::CACHE_KEY_QUERY,
        KeyPlacement {
            header: true,
            bearer: true,
            ..
        } => text::capabilities::API_KEY_OR_LOGIN,
        KeyPlacement { header: true, .. } => text::capabilities::API_KEY_HEADER,
        KeyPlacement { query: true, .. } => text::capabilities::API_KEY_QUERY,
        _ => text::capabilities::LOGIN_ONLY,
    }
}

/// How the last request for something ended.
pub fn answer_words(answer: &LastAnswer) -> (State, String) {
    match &answer.error {
        None => (State::Good, text::capabilities::OK.to_owned()),
        Some(ApiError::Refused(refusal)) => {
            let state = if refusal.status >= 500 {
                State::Bad
            } else {
                State::Warn
            };
            (state, text::capabilities::refused(refusal.status))
        }
        Some(ApiError::Hidden { .. }) => (State::Bad, text::capabilities::HIDDEN.to_owned()),
        Some(ApiError::Unreadable { .. }) => {
            (State::Bad, text::capabilities::UNREADABLE.to_owned())
        }
        Some(ApiError::TimedOut { .. }) => (State::Bad, text::capabilities::TIMED_OUT.to_owned()),
        Some(error) => (State::Bad, error.headline()),
    }
}

/// What is different from before, in the words for a server that offers it.
pub fn changes_words(
    changes: &[Change],
    before: Option<&Capabilities>,
    after: Option<&Capabilities>,
) -> String {
    let labels = |known: Option<&Capabilities>, wanted: fn(&Change) -> Option<Capability>| {
        let labels: Vec<_> = changes
            .iter()
            .filter_map(wanted)
            .map(|capability| known.map_or(capability.label(), |known| known.label(capability)))
            .collect();
        labels.join(", ")
    };
    let gained = labels(after, |change| match change {
        Change::Gained(capability) => Some(*capability),
        _ => None,
    });
    let lost = labels(before, |change| match change {
        Change::Lost(capability) => Some(*capability),
        _ => None,
    });
    let moved = labels(after, |change| match change {
        Change::Moved(capability) => Some(*capability),
        _ => None,
    });
    let parts = [
        (text::capabilities::ADDED, gained),
        (text::capabilities::REMOVED, lost),
        (text::capabilities::CHANGED, moved),
    ];
    let parts: Vec<_> = parts
        .into_iter()
        .filter(|(_, labels)| !labels.is_empty())
        .map(|(what, labels)| text::capabilities::change(what, &labels))
        .collect();
    if parts.is_empty() {
        text::capabilities::NO_CHANGES.to_owned()
    } else {
        parts.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trap_1_each_key_is_said_with_the_place_where_it_travels() {
        let shipped = Capabilities::shipped();
        let contract = Capabilities::contract();
        let words = |capabilities: &Capabilities, capability| {
            let offer = capabilities.offer(capability).unwrap();
            key_words(capability, offer, capabilities.access(capability))
        };
        assert_eq!(
            words(&shipped, Capability::JobsList),
            "API key, in the query"
        );
        assert_eq!(
            words(&shipped, Capability::CacheStats),
            "Cache key, in X-API-Key"
        );
        assert_eq!(words(&shipped, Capability::ContentGenerate), "None");
        assert_eq!(
            words(&contract, Capability::JobsList),
            "API key in X-API-Key, or login"
        );
    }

    #[test]
    fn what_changed_is_said_by_name() {
        let words = |changes: &[Change]| changes_words(changes, None, None);
        assert_eq!(words(&[]), "No changes.");
        let changes = [
            Change::Gained(Capability::JobsCancel),
            Change::Lost(Capability::Batch),
        ];
        assert_eq!(words(&changes), "Added: Cancel jobs. Removed: Batches.");
        // What the shipped backend makes for a period is no batch of documents.
        let (contract, shipped) = (Capabilities::contract(), Capabilities::shipped());
        let moved = [Change::Moved(Capability::Batch)];
        assert_eq!(
            changes_words(&moved, Some(&contract), Some(&shipped)),
            "Changed: Content plans."
        );
        let lost = [Change::Lost(Capability::Batch)];
        assert_eq!(
            changes_words(&lost, Some(&shipped), Some(&contract)),
            "Removed: Content plans."
        );
    }

    #[test]
    fn a_hidden_failure_is_told_from_a_refusal() {
        let at = |error| answer_words(&LastAnswer { at: 0.0, error });
        assert_eq!(at(None), (State::Good, "OK".to_owned()));
        let hidden = ApiError::Hidden {
            route: "GET /x".into(),
        };
        assert_eq!(at(Some(hidden)).1, "Failed (no details)");
        let refused = ApiError::Refused(wire::Refusal {
            status: 401,
            ..Default::default()
        });
        assert_eq!(at(Some(refused)), (State::Warn, "Refused (401)".to_owned()));
    }
}
