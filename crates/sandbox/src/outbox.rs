//! What was sent to single people: a mailbox in memory, since nothing leaves this machine.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::Serialize;
use wire::Stamp;

/// Older mails than the last so many are dropped.
const MOST_MAILS: usize = 100;

/// One mail, as it was delivered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mail {
    /// The address it was sent to.
    pub to: String,
    /// The subject line.
    pub subject: String,
    /// The body as HTML.
    pub html: String,
    /// The body as plain text.
    pub text: Option<String>,
    /// When it was sent.
    pub sent_at: Stamp,
}

/// The mails that were delivered, the newest last.
#[derive(Debug, Default)]
pub struct Outbox(Mutex<VecDeque<Mail>>);

impl Outbox {
    /// Delivers a mail.
    pub fn deliver(&self, mail: Mail) {
        let mut mails = self.lock();
        mails.push_back(mail);
        let surplus = mails.len().saturating_sub(MOST_MAILS);
        mails.drain(..surplus);
    }

    /// Every mail.
    pub fn mails(&self) -> Vec<Mail> {
        self.lock().iter().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Mail>> {
        // A list of mails is whole whatever happened to whoever held it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
