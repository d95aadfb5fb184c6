//! Who may change templates here, and why not.

use wire::capabilities::Capability;

use super::text;
use crate::state::session::Session;

/// Why a template cannot be created, changed or deleted; `None` where it can.
pub fn refusal(session: Session, capability: Capability) -> Option<String> {
    if !session.offers(capability) {
        return Some(capability.missing().to_owned());
    }
    if !session.may_write() {
        return Some(text::VIEW_ONLY_ASK.to_owned());
    }
    None
}
