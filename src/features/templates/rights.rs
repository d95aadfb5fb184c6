//! Who may change templates here, and why not.

use wire::capabilities::Capability;

use crate::state::session::Session;

/// Why a template cannot be created, changed or deleted; `None` where it can.
pub fn refusal(session: Session, capability: Capability) -> Option<String> {
    if !session.offers(capability) {
        return Some(capability.missing().to_owned());
    }
    if !session.may_write() {
        let role = session.role();
        let role = role.as_ref().map_or("Viewer", |role| role.label());
        return Some(format!(
            "Your role ({role}) may not change templates. Ask an owner for the editor role."
        ));
    }
    None
}
