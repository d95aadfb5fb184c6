//! What a connected server offers, read from its OpenAPI.
//!
//! Each capability is bound to the route that serves it: the contract's where
//! the server lists it, else one that is known to do the same.

mod assumed;
mod change;
mod openapi;
mod proof;
mod table;

pub use assumed::{
    Sort, health_marker, is_route_missing, sort_by_health, sort_by_templates, templates_marker,
};
pub use change::Change;
pub use table::Capability;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Access, Call, Method, Path,
    call::ReadError,
    routes::{self, Route},
};
use openapi::{Operation, Shape};

/// Where a route takes its key. None of them for a public route.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KeyPlacement {
    /// As `Authorization: Bearer`.
    pub bearer: bool,
    /// As `X-API-Key`.
    pub header: bool,
    /// As `api_key` in the query.
    pub query: bool,
}

impl KeyPlacement {
    /// No key at all.
    pub const NONE: Self = Self {
        bearer: false,
        header: false,
        query: false,
    };
    /// A token, or an API key in the header.
    pub const CONTRACT: Self = Self {
        bearer: true,
        header: true,
        query: false,
    };
    /// An API key in the query, and nowhere else.
    pub const QUERY: Self = Self {
        bearer: false,
        header: false,
        query: true,
    };
    /// An API key in the header, and nowhere else.
    pub const HEADER: Self = Self {
        bearer: false,
        header: true,
        query: false,
    };

    /// Whether the route takes a key at all.
    pub fn is_any(self) -> bool {
        self != Self::NONE
    }

    /// Both together: wherever either takes a key.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            bearer: self.bearer || other.bearer,
            header: self.header || other.header,
            query: self.query || other.query,
        }
    }
}

/// Which of this crate's calls speaks to a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// The contract's, e.g. [`crate::jobs::list`].
    Contract,
    /// The one in [`crate::shipped`], e.g. [`crate::shipped::jobs`].
    Shipped,
}

/// How a capability is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The route that serves it, under this crate's names for its parameters.
    pub route: Route,
    /// Where that route takes its key.
    pub keys: KeyPlacement,
    /// Which call speaks to it.
    pub dialect: Dialect,
}

/// What a server offers. Kept by a browser as the list of routes that it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<Operation>", into = "Vec<Operation>")]
pub struct Capabilities {
    offers: BTreeMap<Capability, Offer>,
    operations: Vec<Operation>,
}

impl From<Vec<Operation>> for Capabilities {
    fn from(operations: Vec<Operation>) -> Self {
        Self::from_operations(operations)
    }
}

impl From<Capabilities> for Vec<Operation> {
    fn from(capabilities: Capabilities) -> Self {
        capabilities.operations
    }
}

impl Capabilities {
    /// Asks a server for its OpenAPI.
    pub fn call() -> Call<Self> {
        Call::read_by(Method::Get, Path::fixed("/openapi.json"), Self::read).public()
    }

    /// Reads an OpenAPI document, and corrects what is known to be wrong in it.
    pub fn read(openapi: &str) -> Result<Self, ReadError> {
        openapi::read(openapi).map(Self::from_operations)
    }

    /// Whether the server offers it.
    pub fn offers(&self, capability: Capability) -> bool {
        self.offers.contains_key(&capability)
    }

    /// How the server offers it; `None` where it does not.
    pub fn offer(&self, capability: Capability) -> Option<&Offer> {
        self.offers.get(&capability)
    }

    /// Whether a capability is served the way of the backend as shipped.
    pub fn is_shipped(&self, capability: Capability) -> bool {
        self.offer(capability)
            .is_some_and(|offer| offer.dialect == Dialect::Shipped)
    }

    /// Whether the component checks may run without anybody having asked for them.
    ///
    /// A server that keeps a history checks itself, so another look changes nothing. The one that
    /// customers run keeps the findings as its `/health`, which restarts it where probes ask that.
    pub fn checks_change_nothing(&self) -> bool {
        self.offers(Capability::HealthHistory)
    }

    /// What a capability is called here: by its name on the backend as shipped, where it is less
    /// than what the contract means by it.
    pub fn label(&self, capability: Capability) -> &'static str {
        if capability == Capability::Batch && self.is_shipped(capability) {
            "Content plans"
        } else {
            capability.label()
        }
    }

    /// Where a route takes its key; `None` where the server does not list the route.
    ///
    /// Parameters match whatever their names are: `{job_id}` is `{id}`.
    pub fn keys_for(&self, method: Method, template: &str) -> Option<KeyPlacement> {
        let shape = Shape::of(template);
        self.operations
            .iter()
            .find(|operation| operation.method == method && operation.shape == shape)
            .map(|operation| operation.keys)
    }

    /// The key that a capability needs; `None` where the server does not offer it.
    pub fn access(&self, capability: Capability) -> Option<Access> {
        let offer = self.offer(capability)?;
        Some(match offer.dialect {
            // The socket itself takes a ticket, and whoever gives that wants the key.
            _ if capability.is_feed() => Access::Session,
            _ if !offer.keys.is_any() => Access::Public,
            Dialect::Shipped if capability.is_of_cache() => Access::CacheKey,
            _ => Access::Session,
        })
    }

    /// The capabilities that a key opens.
    pub fn opened_by(&self, access: Access) -> impl Iterator<Item = Capability> {
        Capability::ALL
            .iter()
            .copied()
            .filter(move |capability| self.access(*capability) == Some(access))
    }

    /// Whether any of the work can be done without a key.
    pub fn works_without_key(&self) -> bool {
        self.opened_by(Access::Public).any(Capability::is_work)
    }

    /// Whether the server offers nothing that this crate knows.
    pub fn is_empty(&self) -> bool {
        self.offers.is_empty()
    }

    /// The capabilities that a route serves here.
    pub fn served_by(&self, route: Route) -> impl Iterator<Item = Capability> {
        self.offers
            .iter()
            .filter(move |(_, offer)| offer.route == route)
            .map(|(capability, _)| *capability)
    }

    /// Whether the server lists the route.
    pub fn lists(&self, route: Route) -> bool {
        self.keys_for(route.method, route.template).is_some()
    }

    fn from_operations(operations: Vec<Operation>) -> Self {
        let mut capabilities = Self {
            offers: BTreeMap::new(),
            operations,
        };
        // What is only guessed at says nothing of the server as a whole.
        let has = |route: Route| {
            let wanted = Operation::new(route.method, route.template, KeyPlacement::NONE);
            let mut operations = capabilities.operations.iter();
            operations.any(|known| known.is_same(&wanted) && !known.is_guess)
        };
        let shipped = has(table::SHIPPED_GENERATE) && !has(routes::GENERATE);
        if shipped {
            openapi::correct(&mut capabilities.operations);
        }
        for capability in Capability::ALL.iter().copied() {
            if let Some(offer) = capabilities.bind(capability, shipped) {
                capabilities.offers.insert(capability, offer);
            }
        }
        capabilities
    }

    /// Finds the first candidate that the server lists.
    fn bind(&self, capability: Capability, shipped: bool) -> Option<Offer> {
        // WebSocket routes are in no OpenAPI, but where there are tickets there are feeds.
        let needed = |route: Route| {
            if capability.is_feed() {
                routes::WS_TICKET
            } else {
                route
            }
        };
        capability.candidates().iter().find_map(|candidate| {
            let route = needed(candidate.route);
            let keys = self.keys_for(route.method, route.template)?;
            let feed = route != candidate.route;
            // The shipped backend's own mark: a key in the query, and nowhere else.
            let shared = shipped || keys == KeyPlacement::QUERY;
            let dialect = if candidate.is_shared && shared {
                Dialect::Shipped
            } else {
                candidate.dialect
            };
            Some(Offer {
                route: candidate.route,
                keys: if feed { KeyPlacement::NONE } else { keys },
                dialect,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_with_a_call_serves_a_capability() {
        for route in routes::ALL {
            let served = Capability::ALL.iter().any(|capability| {
                capability
                    .candidates()
                    .iter()
                    .any(|candidate| candidate.route == *route)
            });
            assert!(served, "{route}");
        }
    }

    #[test]
    fn the_contract_offers_all_that_it_knows() {
        let contract = Capabilities::contract();
        for capability in Capability::ALL.iter().copied() {
            let known = capability
                .candidates()
                .iter()
                .any(|candidate| candidate.dialect == Dialect::Contract);
            assert_eq!(
                contract.offers(capability),
                known,
                "{}",
                capability.as_str()
            );
            assert!(!contract.is_shipped(capability), "{}", capability.as_str());
        }
        assert_eq!(
            contract.keys_for(Method::Get, "/api/v2/jobs/{job_id}"),
            Some(KeyPlacement::CONTRACT)
        );
        assert_eq!(
            contract.keys_for(Method::Get, "/health"),
            Some(KeyPlacement::NONE)
        );
        assert_eq!(contract.keys_for(Method::Get, "/nothing"), None);
    }

    #[test]
    fn checks_run_unasked_only_on_a_server_that_checks_itself() {
        assert!(Capabilities::contract().checks_change_nothing());
        let shipped = Capabilities::assumed(Sort::Shipped);
        assert!(shipped.offers(Capability::HealthDetailed));
        assert!(!shipped.checks_change_nothing());
    }

    #[test]
    fn what_a_browser_keeps_is_what_was_read() {
        let contract = Capabilities::contract();
        let text = serde_json::to_string(&contract).unwrap();
        assert_eq!(
            serde_json::from_str::<Capabilities>(&text).unwrap(),
            contract
        );
    }

    #[test]
    fn words_are_told_apart() {
        let mut words: Vec<_> = Capability::ALL.iter().map(|c| c.as_str()).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Capability::ALL.len());
    }
}
