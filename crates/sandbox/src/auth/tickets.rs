//! Single-use tickets that open a WebSocket.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use wire::{
    Secret,
    auth::{Ticket, User},
};

use super::random_text;
use crate::error::Result;

/// How long a ticket waits to be used.
const TTL: Duration = Duration::from_secs(30);

/// A ticket that waits to be used.
struct Waiting {
    issued: Instant,
    user: User,
}

/// The tickets that wait to be used.
#[derive(Default)]
pub struct Tickets(Mutex<HashMap<String, Waiting>>);

impl Tickets {
    /// A new ticket for somebody.
    pub fn issue(&self, user: User) -> Result<Ticket> {
        let text = random_text::<24>()?;
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, ticket| ticket.issued.elapsed() < TTL);
        let issued = Instant::now();
        waiting.insert(text.clone(), Waiting { issued, user });
        Ok(Ticket {
            ticket: Secret::new(text),
            expires_in: TTL.as_secs(),
        })
    }

    /// Whose the ticket is, where it is good; it is not a second time.
    pub fn redeem(&self, ticket: &str) -> Option<User> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ticket = waiting.remove(ticket)?;
        (ticket.issued.elapsed() < TTL).then_some(ticket.user)
    }

    /// Makes every waiting ticket worthless.
    pub fn clear(&self) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.clear();
    }
}
