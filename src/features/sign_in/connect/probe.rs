//! Probes the backend at the address that is being typed.

use std::time::Duration;

use leptos::prelude::*;
use wire::ApiError;

use super::address::address;
use crate::effect::effect;
use crate::state::{
    debounce::Debounce,
    mutation::detach,
    session::{Known, Session, use_session},
};

/// How long somebody must have stopped typing: a half-typed address is nobody's backend.
const PAUSE: Duration = Duration::from_millis(900);

/// What was found at an address.
type ProbeResult = Result<Known, ApiError>;

/// Probes the backend at the address that is being typed.
#[derive(Clone, Copy)]
pub struct AddressProbe {
    session: Session,
    typed: RwSignal<String>,
    /// The last address that was probed, and what was found there; `None` while it is awaited.
    seen: RwSignal<Option<(String, Option<ProbeResult>)>>,
    debounce: Debounce,
}

/// Probes now, and whenever another address has been typed.
pub fn use_address_probe(typed: RwSignal<String>) -> AddressProbe {
    let probe = AddressProbe {
        session: use_session(),
        typed,
        seen: RwSignal::new(None),
        debounce: Debounce::new(PAUSE),
    };
    effect(move |before: Option<()>| {
        typed.track();
        if before.is_none() {
            return probe.probe_now();
        }
        probe.debounce.call(move || probe.probe_now());
    });
    probe
}

impl AddressProbe {
    /// What was found at the address as it stands; `None` while that is not known.
    pub fn result(self) -> Option<ProbeResult> {
        let address = address(&self.typed.get()).ok()?;
        self.seen.with(|seen| match seen {
            Some((of, found)) if *of == address => found.clone(),
            _ => None,
        })
    }

    /// Whether an answer is awaited.
    pub fn is_probing(self) -> bool {
        self.seen
            .with(|seen| matches!(seen, Some((of, None)) if address(&self.typed.get()).as_ref() == Ok(of)))
    }

    /// Probes without waiting for more to be typed, unless that was done.
    pub fn probe_now(self) {
        self.debounce.cancel();
        let Ok(address) = address(&self.typed.get_untracked()) else {
            return;
        };
        let is_new = self
            .seen
            .with_untracked(|seen| seen.as_ref().is_none_or(|(of, _)| *of != address));
        if is_new {
            detach(async move {
                let _ = self.probe(address).await;
            });
        }
    }

    /// What answers at an address; asked, unless it is known.
    pub async fn probe(self, address: String) -> ProbeResult {
        let known = self.seen.try_with_untracked(|seen| match seen {
            Some((of, Some(Ok(known)))) if *of == address => Some(known.clone()),
            _ => None,
        });
        if let Some(known) = known.flatten() {
            return Ok(known);
        }
        let _ = self.seen.try_set(Some((address.clone(), None)));
        let found = self.session.look_at(address.clone()).await;
        let _ = self.seen.try_update(|seen| {
            // Another address may have been typed meanwhile.
            if let Some((of, slot)) = seen
                && *of == address
            {
                *slot = Some(found.clone());
            }
        });
        found
    }
}
