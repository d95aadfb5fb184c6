//! The component checks: asked for rarely, and only while somebody looks.
//!
//! On the backend as shipped one check holds the whole server for a second, and a finding that
//! is bad turns its `/health` to 503 for good, which restarts it where probes ask that. There no
//! check runs unless the reader was told so and wants it; what is seen meanwhile is readiness.

use std::time::Duration;

use leptos::prelude::*;
use wire::{
    ApiError,
    capabilities::Capability,
    health::{self, Component, HealthReport, Readiness},
};

use super::{alarm::Alarm, probes};
use crate::{
    effect::effect,
    features::health::text,
    state::{
        clock::{self, use_clock},
        mutation::{Mutation, use_mutation},
        page::use_page_state,
        remote::Remote,
        scope::in_frame_scope,
        session::{Session, use_session},
    },
};

/// Checks hold the server for a second, so they are rare.
const RARELY: Duration = Duration::from_secs(60);

/// How long the button rests after a check, in milliseconds.
const REST: f64 = 5_000.0;

/// What a check looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckScope {
    /// Every component.
    All,
    /// The component of this name.
    One(String),
}

/// The component checks of this tab.
#[derive(Clone, Copy)]
pub struct Watch {
    session: Session,
    known: RwSignal<Remote<HealthReport>>,
    /// The components as the readiness checks tell them, where no check runs unasked.
    probed: RwSignal<Remote<HealthReport>>,
    /// What the reader wants checked, and has yet to confirm.
    confirming: RwSignal<Option<CheckScope>>,
    /// When the last check began, in milliseconds since 1970.
    begun: RwSignal<Option<f64>>,
    /// Asks the backend at this address.
    check: Mutation<String>,
    /// Asks the backend at this address about one component.
    check_one: Mutation<(String, String)>,
    /// The component that was last asked about alone.
    one: RwSignal<Option<String>>,
    /// What is made of what is found.
    alarm: Alarm,
}

impl Watch {
    /// Makes the checks known to everything below; asks for nothing yet.
    fn provide() -> Self {
        let session = use_session();
        let known = RwSignal::new(Remote::default());
        let probed = RwSignal::new(Remote::default());
        let confirming = RwSignal::new(None);
        let begun = RwSignal::new(None);
        let one = RwSignal::new(None);
        let alarm = Alarm::new();
        let check = use_mutation(
            |_: &String| health::report(),
            move |base: String, report: HealthReport| {
                // Another backend may have been chosen meanwhile.
                if session.base().get_untracked() == base {
                    alarm.observe(&report.components);
                    known.update(|known| known.settle(Ok(report), clock::server_now()));
                }
            },
        );
        let check_one = use_mutation(
            |(_, name): &(String, String)| health::check(name),
            move |(base, name): (String, String), found: Component| {
                if session.base().get_untracked() == base {
                    alarm.observe([(&name, &found)]);
                    known.update(|known| {
                        if let Some(report) = &mut known.data {
                            report.components.insert(name, found);
                        }
                    });
                }
            },
        );
        effect(move |before: Option<String>| {
            let base = session.base().get();
            if before.is_some_and(|before| before != base) {
                known.set(Remote::default());
                probed.set(Remote::default());
                confirming.set(None);
                begun.set(None);
                check.forget();
                check_one.forget();
            }
            base
        });
        let watch = Self {
            session,
            known,
            probed,
            confirming,
            begun,
            check,
            check_one,
            one,
            alarm,
        };
        provide_context(watch);
        watch
    }

    /// The checks of this tab, or of this page where it stands alone.
    pub fn find() -> Self {
        use_context().unwrap_or_else(|| in_frame_scope(Self::provide))
    }

    /// Asks whenever it is due, as long as the page at hand lives and is seen.
    pub fn keep(self) {
        let visible = use_page_state().visible;
        let now = use_clock().now();
        effect(move |_| {
            let every = self.session.paced(RARELY);
            let due = is_due(self.begun.get(), now.get(), every);
            if due && visible.get() && self.is_offered() && self.runs_by_itself() {
                self.ask();
            }
        });
    }

    /// Whether checks run without being asked for: only where the server told that they change
    /// nothing. What is merely assumed of a server is no leave to risk it.
    pub fn runs_by_itself(self) -> bool {
        self.session.is_told()
            && self
                .session
                .capabilities()
                .is_some_and(|known| known.checks_change_nothing())
    }

    /// Checks what the reader wants: at once, or once they know what it may cost.
    pub fn request(self, scope: CheckScope) {
        if untrack(|| self.runs_by_itself()) {
            self.run(scope);
        } else {
            self.confirming.set(Some(scope));
        }
    }

    /// What the reader has yet to confirm.
    pub fn confirming(self) -> Signal<Option<CheckScope>> {
        self.confirming.into()
    }

    /// Runs what was to be confirmed.
    pub fn confirm(self) {
        if let Some(scope) = self.confirming.try_update(Option::take).flatten() {
            self.run(scope);
        }
    }

    /// Lets it be.
    pub fn decline(self) {
        self.confirming.set(None);
    }

    fn run(self, scope: CheckScope) {
        match scope {
            CheckScope::All => self.ask(),
            CheckScope::One(name) => self.ask_one(&name),
        }
    }

    /// Takes note of the readiness checks, which stand in for checks that do not run unasked.
    pub fn take_readiness(self, readiness: &Remote<Readiness>) {
        if untrack(|| self.runs_by_itself()) {
            return;
        }
        let report = readiness.data.as_ref().map(probes::components_of);
        let is_new = self.probed.with_untracked(|known| known.at != readiness.at);
        if let Some(report) = report.as_ref().filter(|_| is_new) {
            self.alarm.observe(&report.components);
        }
        self.probed.set(Remote {
            data: report,
            error: readiness.error.clone(),
            fetching: readiness.fetching,
            at: readiness.at,
        });
    }

    /// The components to show: those of the last check, else the readiness checks.
    pub fn components(self) -> Signal<Remote<HealthReport>> {
        let remote = self.remote();
        Signal::derive(move || match self.is_probed() {
            true => self.probed.get(),
            false => remote.get(),
        })
    }

    /// Whether what is shown are the readiness checks.
    pub fn is_probed(self) -> bool {
        let unknown = self.known.with(|known| known.data.is_none());
        unknown && self.session.offers(Capability::Ready) && !self.runs_by_itself()
    }

    /// Whether the backend reports by component.
    pub fn is_offered(self) -> bool {
        self.session.offers(Capability::HealthDetailed)
    }

    fn ask(self) {
        if self.check.pending().get_untracked() {
            return;
        }
        self.begun.set(Some(clock::server_now()));
        self.check.run(self.session.base().get_untracked());
    }

    /// The alerts that come of it.
    pub fn alarm(self) -> Alarm {
        self.alarm
    }

    fn ask_one(self, name: &str) {
        if !self.check_one.pending().get_untracked() {
            self.one.set(Some(name.to_owned()));
            let base = self.session.base().get_untracked();
            self.check_one.run((base, name.to_owned()));
        }
    }

    /// Whether a component is being asked about alone.
    pub fn is_asking(self, name: &str) -> bool {
        self.check_one.pending().get() && self.one.with(|one| one.as_deref() == Some(name))
    }

    /// Why a component could not be checked alone, the last time.
    pub fn error_of(self, name: &str) -> Option<ApiError> {
        let error = self.check_one.error().get()?;
        self.one
            .with(|one| one.as_deref() == Some(name))
            .then_some(error)
    }

    /// What is known, and whether it is being asked for.
    pub fn remote(self) -> Signal<Remote<HealthReport>> {
        Signal::derive(move || {
            let mut remote = self.known.get();
            remote.error = self.check.error().get();
            remote.fetching = self.check.pending().get();
            remote
        })
    }

    /// Whether a check runs.
    pub fn pending(self) -> Signal<bool> {
        self.check.pending()
    }

    /// Why one may not check again just now; `None` where one may.
    pub fn rests(self) -> Signal<Option<String>> {
        let now = use_clock().now();
        let left = Memo::new(move |_| rest(self.begun.get(), now.get()));
        Signal::derive(move || {
            (left.get() && !self.pending().get()).then(|| text::JUST_CHECKED.to_owned())
        })
    }
}

/// Whether it is time for another check. A clock that was set back starts anew.
fn is_due(begun: Option<f64>, now: f64, every: Duration) -> bool {
    let every = every.as_secs_f64() * 1_000.0;
    begun.is_none_or(|begun| now - begun >= every || now < begun - every)
}

/// Whether the button rests.
fn rest(begun: Option<f64>, now: f64) -> bool {
    begun.is_some_and(|begun| (now - begun).abs() < REST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_detail_is_asked_rarely() {
        let due = |begun, now| is_due(begun, now, RARELY);
        assert!(due(None, 0.0));
        assert!(!due(Some(0.0), 59_999.0));
        assert!(due(Some(0.0), 60_000.0));
        // The screen's clock may stand a little behind the moment of asking.
        assert!(!due(Some(1_000.0), 200.0));
        assert!(due(Some(1_000_000.0), 0.0));
    }

    #[test]
    fn the_button_rests_for_a_few_seconds() {
        assert!(!rest(None, 9.0));
        assert!(rest(Some(1_000.0), 900.0));
        assert!(rest(Some(1_000.0), 5_900.0));
        assert!(!rest(Some(1_000.0), 6_000.0));
    }
}
