//! What is assumed of a server that does not tell what it offers, and what trying it teaches.

use serde_json::Value;

use super::{
    Capabilities, Capability, Dialect, KeyPlacement,
    openapi::{self, Operation},
    table::Candidate,
};
use crate::{
    ApiError, Call, Method, Path,
    call::json,
    routes::{self, Route},
};

/// What sort of server it is that does not tell what it offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// One that keeps the contract, as far as is known.
    Contract,
    /// The backend as shipped.
    Shipped,
}

/// The contract's routes that the backend as shipped has, too.
const ALSO_SHIPPED: [Route; 6] = [
    routes::HEALTH,
    routes::HEALTH_DETAILED,
    routes::CHECK_COMPONENT,
    routes::READY,
    routes::LIVE,
    Route::new(Method::Get, "/metrics"),
];

impl Capabilities {
    /// All of the contract.
    pub fn contract() -> Self {
        Self::of_candidates(|candidate| {
            (candidate.dialect == Dialect::Contract).then_some(candidate.keys)
        })
    }

    /// All that the backend as shipped is known to offer.
    pub fn shipped() -> Self {
        Self::of_candidates(|candidate| {
            let known = candidate.is_shared
                || candidate.dialect == Dialect::Shipped
                || ALSO_SHIPPED.contains(&candidate.route);
            // Where it takes keys is known from elsewhere, and added.
            known.then_some(KeyPlacement::NONE)
        })
    }

    /// What is assumed of a server of some sort.
    pub fn assumed(sort: Sort) -> Self {
        match sort {
            Sort::Contract => Self::contract(),
            Sort::Shipped => Self::shipped(),
        }
    }

    /// The same without a route that the server turned out not to have.
    ///
    /// Where another route may do the same, that one is to be tried next. A
    /// route is never tried twice.
    #[must_use]
    pub fn without(&self, route: Route) -> Self {
        let gone = Operation::new(route.method, route.template, KeyPlacement::NONE);
        let mut operations = self.operations.clone();
        operations.retain(|known| !known.is_same(&gone));
        let next = Capability::ALL.iter().filter_map(|capability| {
            let mut tried = capability.candidates().iter();
            tried.find(|candidate| candidate.route == route)?;
            tried.next()
        });
        for candidate in next {
            let mut guess = operation(candidate, KeyPlacement::NONE);
            guess.is_guess = true;
            openapi::correct(std::slice::from_mut(&mut guess));
            if !operations.iter().any(|known| known.is_same(&guess)) {
                operations.push(guess);
            }
        }
        Self::from_operations(operations)
    }

    fn of_candidates(keys: impl Fn(&Candidate) -> Option<KeyPlacement>) -> Self {
        let mut operations: Vec<Operation> = Vec::new();
        let candidates = Capability::ALL
            .iter()
            .flat_map(|capability| capability.candidates());
        for candidate in candidates {
            let Some(keys) = keys(candidate) else {
                continue;
            };
            let operation = operation(candidate, keys);
            if !operations.iter().any(|known| known.is_same(&operation)) {
                operations.push(operation);
            }
        }
        Self::from_operations(operations)
    }
}

fn operation(candidate: &Candidate, keys: KeyPlacement) -> Operation {
    let Route { method, template } = candidate.route;
    Operation::new(method, template, keys)
}

/// Whether a refusal says that the route itself is missing, and not a thing that it would show.
///
/// FastAPI's own words for an unknown path are `Not Found`; a thing that is not there is named.
pub fn is_route_missing(error: &ApiError) -> bool {
    match error {
        ApiError::Refused(refusal) => match refusal.status {
            404 => refusal.detail == "Not Found",
            405 | 501 => true,
            _ => false,
        },
        _ => false,
    }
}

/// Asks for the templates, by which two sorts of server are told apart: see [`sort_by_templates`].
pub fn templates_marker() -> Call<Value> {
    Call::read_by(Method::Get, Path::fixed(routes::TEMPLATES.template), json).public()
}

/// What the answer to [`templates_marker`] says of the server; `None` for nothing.
pub fn sort_by_templates(answer: &Result<Value, ApiError>) -> Option<Sort> {
    match answer {
        Ok(Value::Object(map)) if map.contains_key("email_templates") => Some(Sort::Shipped),
        Ok(Value::Object(map)) if map.contains_key("templates") => Some(Sort::Contract),
        // The contract's templates are for whoever has a key.
        Err(error) if error.is_auth() => Some(Sort::Contract),
        _ => None,
    }
}

/// Asks for the health, which every Toombos backend tells.
pub fn health_marker() -> Call<Value> {
    Call::read_by(Method::Get, Path::fixed(routes::HEALTH.template), |body| {
        json(body)
    })
    .public()
    .also_good(&[503])
}

/// What the answer to [`health_marker`] says of the server; `None` for no Toombos backend.
pub fn sort_by_health(answer: &Result<Value, ApiError>) -> Option<Sort> {
    match answer {
        Ok(Value::Object(map)) if map.contains_key("status") => Some(Sort::Contract),
        Ok(_) => None,
        // One that fails or is asked too often may be anything, so it is not sent away.
        Err(error) if error.is_retryable() => Some(Sort::Contract),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Answer;

    fn refused(status: u16, detail: &str) -> ApiError {
        let body = format!(r#"{{"detail":"{detail}"}}"#);
        ApiError::Refused(crate::Refusal::read(&Answer::new(status, body)))
    }

    #[test]
    fn a_missing_route_is_told_from_a_missing_thing() {
        assert!(is_route_missing(&refused(404, "Not Found")));
        assert!(is_route_missing(&refused(405, "Method Not Allowed")));
        assert!(is_route_missing(&refused(501, "Not Implemented")));
        assert!(!is_route_missing(&refused(404, "Job x not found")));
        assert!(!is_route_missing(&refused(401, "Not Found")));
        assert!(!is_route_missing(&refused(500, "Internal Server Error")));
        assert!(!is_route_missing(&ApiError::Aborted));
    }

    #[test]
    fn a_route_that_is_not_there_is_not_offered_any_more() {
        let contract = Capabilities::contract();
        let Some(cancel) = contract.offer(Capability::JobsCancel) else {
            panic!("the contract cancels jobs");
        };
        let tried = contract.without(cancel.route);
        assert!(!tried.offers(Capability::JobsCancel));
        assert!(tried.offers(Capability::JobsList));
        assert_eq!(tried.without(cancel.route), tried);
    }

    #[test]
    fn another_route_for_the_same_is_tried_next_and_then_no_more() {
        let contract = Capabilities::contract();
        let clear = Route::new(Method::Post, "/api/v1/cache/clear");
        let tried = contract.without(clear);
        let next = *tried.offer(Capability::CacheClear).unwrap();
        assert_eq!(next.route.template, "/api/v1/cache/clear-all");
        assert_eq!(next.keys, KeyPlacement::HEADER);
        // What is known of the rest of the server is not changed by a guess.
        let tried = contract.without(routes::GENERATE);
        assert!(tried.is_shipped(Capability::ContentGenerate));
        assert!(!tried.is_shipped(Capability::JobsList));

        let none = contract.without(clear).without(next.route);
        assert!(!none.offers(Capability::CacheClear));
        assert!(
            !none
                .without(clear)
                .without(next.route)
                .offers(Capability::CacheClear)
        );
    }

    #[test]
    fn what_was_tried_is_kept() {
        let tried = Capabilities::contract().without(routes::GENERATE);
        let text = serde_json::to_string(&tried).unwrap();
        assert_eq!(serde_json::from_str::<Capabilities>(&text).unwrap(), tried);
    }

    #[test]
    fn without_a_ticket_there_is_no_feed() {
        let tried = Capabilities::contract().without(routes::WS_TICKET);
        assert!(!tried.offers(Capability::JobsLive));
        assert!(!tried.offers(Capability::ContentLive));
    }

    #[test]
    fn the_sort_of_a_silent_server_is_told_by_what_it_does_answer() {
        let json = |text: &str| Ok(serde_json::from_str(text).unwrap());
        let shipped = json(r#"{"email_templates":[],"social_platforms":[]}"#);
        assert_eq!(sort_by_templates(&shipped), Some(Sort::Shipped));
        assert_eq!(
            sort_by_templates(&json(r#"{"templates":[]}"#)),
            Some(Sort::Contract)
        );
        let locked = Err(refused(401, "Who are you"));
        assert_eq!(sort_by_templates(&locked), Some(Sort::Contract));
        for foreign in [json("[]"), json("{}"), Err(refused(404, "Not Found"))] {
            assert_eq!(sort_by_templates(&foreign), None);
            assert_eq!(sort_by_health(&foreign), None);
        }
        assert_eq!(
            sort_by_health(&json(r#"{"status":"unknown"}"#)),
            Some(Sort::Contract)
        );
        assert_eq!(
            sort_by_health(&Err(refused(503, "x"))),
            Some(Sort::Contract)
        );
        let html = health_marker().read(&Answer::new(200, "<!doctype html>"));
        assert_eq!(sort_by_health(&html), None);
    }
}
