//! The condition of the system as a whole, decided in one place.
//!
//! The banner, the tab's title, its icon and the line on the overview all follow it, so that none
//! claims more than another. "Operational" means checked a moment ago, and found good.

use std::{collections::BTreeMap, time::Duration};

use leptos::prelude::*;
use wire::{
    ApiError, Method,
    capabilities::Capability,
    health::{self, Health, HealthStatus},
};

use super::{
    clock::use_clock,
    live::{ConnectionStatus, Live},
    program::use_program,
    query::{Options, Query, use_query_with},
    remote::Remote,
    session::{AuthStatus, LastAnswer, Session, use_session},
};

/// While a page shows the health. The answer is what the server found last.
const POLL_SHOWN: Duration = Duration::from_secs(30);

/// Elsewhere, where only the banner needs it.
const POLL_HIDDEN: Duration = Duration::from_secs(60);

/// An older answer says nothing of now, in milliseconds.
const MAX_AGE: f64 = 180_000.0;

/// How long a failed request counts, in milliseconds.
const FAILURE_AGE: f64 = 300_000.0;

/// The condition of the system as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SystemCondition {
    /// Checked a moment ago, and good.
    Operational,
    /// It works, not well, or some requests fail.
    Degraded,
    /// The server reports failing components.
    ComponentsFailing,
    /// Every request for data fails, whatever the server says of its health.
    RequestsFailing,
    /// Not checked, or too long ago.
    Unknown,
    /// No answer at all.
    Unreachable,
    /// The session has ended, so nothing is known any more.
    SignedOut,
}

/// What is known that bears on the condition.
#[derive(Clone, Copy)]
pub struct ConditionFacts<'a> {
    /// Whether the server can be reached.
    pub connection: ConnectionStatus,
    /// Whether the session has ended.
    pub is_expired: bool,
    /// What the server says of its health.
    pub health: &'a Remote<Health>,
    /// How the last requests for data ended.
    pub reads: &'a BTreeMap<Capability, LastAnswer>,
    /// The present, in milliseconds since 1970.
    pub now: f64,
}

/// The condition, from what is known.
pub fn condition_of(facts: ConditionFacts) -> SystemCondition {
    if facts.is_expired {
        return SystemCondition::SignedOut;
    }
    if facts.connection == ConnectionStatus::Offline {
        return SystemCondition::Unreachable;
    }
    let recent = || {
        let reads = facts.reads.values();
        reads.filter(|answer| facts.now - answer.at < FAILURE_AGE)
    };
    let failed = recent().filter(|answer| is_server_failure(answer)).count();
    if failed > 0 && failed == recent().count() {
        return SystemCondition::RequestsFailing;
    }
    let health = facts.health;
    let is_fresh = health.at.is_some_and(|at| facts.now - at < MAX_AGE);
    let status = health.data.as_ref().filter(|_| is_fresh);
    match status.map(|health| &health.status) {
        Some(HealthStatus::Unhealthy) => SystemCondition::ComponentsFailing,
        Some(HealthStatus::Degraded) => SystemCondition::Degraded,
        _ if failed > 0 => SystemCondition::Degraded,
        Some(HealthStatus::Healthy) => SystemCondition::Operational,
        Some(HealthStatus::Unknown | HealthStatus::Other(_)) | None => SystemCondition::Unknown,
    }
}

/// Whether the server failed, and not the one who asked.
fn is_server_failure(answer: &LastAnswer) -> bool {
    match &answer.error {
        Some(ApiError::Refused(refusal)) => refusal.status >= 500,
        Some(ApiError::Hidden { .. } | ApiError::Unreadable { .. }) => true,
        _ => false,
    }
}

/// The condition of the system, for everything that shows it.
#[derive(Clone, Copy)]
pub struct SystemStatus {
    health: Query<Health>,
    condition: Memo<SystemCondition>,
    /// How many parts of the page show the health.
    shown: RwSignal<u32>,
}

impl SystemStatus {
    /// Follows the system's condition, and makes it known to everything below.
    pub fn provide(live: Live) -> Self {
        let session = use_session();
        let now = use_clock().now();
        let shown = RwSignal::new(0_u32);
        let is_complete = use_program().is_complete();
        let health = use_query_with(
            move || (is_complete.get() || shown.get() > 0).then(health::overall),
            Options {
                poll: Signal::derive(move || match shown.get() {
                    0 => Some(POLL_HIDDEN),
                    _ => Some(POLL_SHOWN),
                }),
                ..Default::default()
            },
        );
        let reads = Memo::new(move |_| reads_of(session));
        let condition = Memo::new(move |_| {
            let is_expired = session
                .auth_status()
                .with(|auth_status| matches!(auth_status, AuthStatus::Expired(_)));
            let remote = health.remote();
            remote.with(|health| {
                reads.with(|reads| {
                    condition_of(ConditionFacts {
                        connection: live.connection_status().get(),
                        is_expired,
                        health,
                        reads,
                        now: now.get(),
                    })
                })
            })
        });
        let status = Self {
            health,
            condition,
            shown,
        };
        provide_context(status);
        status
    }

    /// The status of this tab, or of the page at hand where it stands alone.
    pub fn find() -> Self {
        use_context().unwrap_or_else(|| Self::provide(super::live::use_live()))
    }

    /// The condition.
    pub fn condition(self) -> Memo<SystemCondition> {
        self.condition
    }

    /// Whether answers come in at all, so that the last ones say something of now.
    pub fn is_connected(self) -> bool {
        let condition = self.condition.get();
        !matches!(
            condition,
            SystemCondition::Unreachable | SystemCondition::SignedOut
        )
    }

    /// What the server says of its health. Asked for more often while the page at hand lives.
    pub fn show_health(self) -> Query<Health> {
        self.shown.update(|count| *count = count.saturating_add(1));
        on_cleanup(move || {
            let _ = self
                .shown
                .try_update(|count| *count = count.saturating_sub(1));
        });
        self.health
    }

    /// Whether the banner says already what went wrong, so that no panel repeats it.
    pub fn announces(self, error: &ApiError) -> bool {
        let is_silence = matches!(
            error,
            ApiError::Unreachable { .. } | ApiError::TimedOut { .. }
        );
        is_silence && self.condition.get() == SystemCondition::Unreachable
    }
}

/// How the last requests for people's data ended. Caches are apart: some servers fail on all of
/// their routes, which the page of the caches explains.
fn reads_of(session: Session) -> BTreeMap<Capability, LastAnswer> {
    let Some(known) = session.capabilities() else {
        return BTreeMap::new();
    };
    let is_read = |capability: Capability| {
        let method = known.offer(capability).map(|offer| offer.route.method);
        capability.is_work() && !capability.is_of_cache() && method == Some(Method::Get)
    };
    session.last_answers().with(|answers| {
        answers
            .iter()
            .filter(|(capability, _)| is_read(**capability))
            .map(|(capability, answer)| (*capability, answer.clone()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use wire::Refusal;

    use super::*;

    const NOW: f64 = 1_000_000.0;

    fn refused(status: u16) -> Option<ApiError> {
        Some(ApiError::Refused(Refusal {
            status,
            ..Default::default()
        }))
    }

    fn answer(at: f64, error: Option<ApiError>) -> LastAnswer {
        LastAnswer { at, error }
    }

    fn health(status: &str, at: f64) -> Remote<Health> {
        let health = serde_json::json!({"status": status, "timestamp": "2026-11-23T00:00:00Z"});
        let mut remote = Remote::default();
        remote.settle(Ok(serde_json::from_value(health).unwrap()), at);
        remote
    }

    fn judge(
        connection: ConnectionStatus,
        health: &Remote<Health>,
        reads: &[(Capability, LastAnswer)],
    ) -> SystemCondition {
        condition_of(ConditionFacts {
            connection,
            is_expired: false,
            health,
            reads: &reads.iter().cloned().collect(),
            now: NOW,
        })
    }

    #[test]
    fn operational_means_checked_a_moment_ago_and_good() {
        let live = |health: &Remote<Health>| judge(ConnectionStatus::Live, health, &[]);
        assert_eq!(live(&health("healthy", NOW)), SystemCondition::Operational);
        let old = health("healthy", NOW - MAX_AGE);
        assert_eq!(live(&old), SystemCondition::Unknown);
        assert_eq!(live(&Remote::default()), SystemCondition::Unknown);
        assert_eq!(live(&health("unknown", NOW)), SystemCondition::Unknown);
        assert_eq!(live(&health("melting", NOW)), SystemCondition::Unknown);
        assert_eq!(live(&health("degraded", NOW)), SystemCondition::Degraded);
        let down = live(&health("unhealthy", NOW));
        assert_eq!(down, SystemCondition::ComponentsFailing);
    }

    #[test]
    fn failing_requests_count_more_than_a_good_health() {
        let well = health("healthy", NOW);
        let live = |reads: &[_]| judge(ConnectionStatus::Live, &well, reads);
        let list = |error| (Capability::JobsList, answer(NOW, error));
        let templates = |at, error| (Capability::TemplatesList, answer(at, error));
        assert_eq!(
            live(&[list(refused(500))]),
            SystemCondition::RequestsFailing
        );
        assert_eq!(
            live(&[list(refused(500)), templates(NOW, None)]),
            SystemCondition::Degraded
        );
        // A person who asks for what is not there is no outage, and neither is what is long past.
        assert_eq!(live(&[list(refused(404))]), SystemCondition::Operational);
        assert_eq!(
            live(&[list(None), templates(NOW - FAILURE_AGE, refused(500))]),
            SystemCondition::Operational
        );
    }

    #[test]
    fn an_ended_session_and_a_silent_server_are_known_first() {
        let well = health("healthy", NOW);
        assert_eq!(
            judge(ConnectionStatus::Offline, &well, &[]),
            SystemCondition::Unreachable
        );
        let ended = condition_of(ConditionFacts {
            connection: ConnectionStatus::Live,
            is_expired: true,
            health: &well,
            reads: &BTreeMap::new(),
            now: NOW,
        });
        assert_eq!(ended, SystemCondition::SignedOut);
        assert_eq!(ended.label(), "Status unknown");
    }

    proptest! {
        /// Whatever is known: green needs a fresh good answer and not one failing request.
        #[test]
        fn green_is_never_claimed_without_proof(
            offline: bool,
            expired: bool,
            age in 0.0..2.0 * MAX_AGE,
            status in prop::sample::select(vec!["healthy", "degraded", "unhealthy", "unknown", "odd"]),
            asked: bool,
            codes in prop::collection::vec(prop::option::of(400_u16..600), 0..4),
        ) {
            let known = if asked { health(status, NOW - age) } else { Remote::default() };
            let capabilities = [
                Capability::JobsList, Capability::TemplatesList, Capability::DocumentsList,
                Capability::JobsGet,
            ];
            let reads: BTreeMap<_, _> = capabilities
                .into_iter()
                .zip(&codes)
                .map(|(capability, code)| (capability, answer(NOW, code.and_then(refused))))
                .collect();
            let found = condition_of(ConditionFacts {
                connection: if offline { ConnectionStatus::Offline } else { ConnectionStatus::Live },
                is_expired: expired,
                health: &known,
                reads: &reads,
                now: NOW,
            });
            let is_proved = asked && age < MAX_AGE && status == "healthy";
            let fails = codes.iter().flatten().any(|code| *code >= 500);
            prop_assert_eq!(
                found == SystemCondition::Operational,
                is_proved && !fails && !offline && !expired
            );
        }
    }
}
