//! Single-use tickets that open a WebSocket.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use wire::{Secret, auth::Ticket};

use super::random_text;
use crate::error::Result;

/// How long a ticket waits to be used.
const TTL: Duration = Duration::from_secs(30);

/// The tickets that wait to be used.
#[derive(Default)]
pub struct Tickets(Mutex<HashMap<String, Instant>>);

impl Tickets {
    /// A new ticket.
    pub fn issue(&self) -> Result<Ticket> {
        let text = random_text::<24>()?;
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, issued| issued.elapsed() < TTL);
        waiting.insert(text.clone(), Instant::now());
        Ok(Ticket {
            ticket: Secret::new(text),
            expires_in: TTL.as_secs(),
        })
    }

    /// Whether the ticket is good; it is not a second time.
    pub fn redeem(&self, ticket: &str) -> bool {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting
            .remove(ticket)
            .is_some_and(|issued| issued.elapsed() < TTL)
    }

    /// Makes every waiting ticket worthless.
    pub fn clear(&self) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clear();
    }
}
