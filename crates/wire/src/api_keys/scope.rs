//! What an API key may be limited to.

use crate::auth::Role;

/// Something that an API key may be allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The word that travels, e.g. `jobs:read`.
    pub word: &'static str,
    /// What it is about, for a heading.
    pub subject: &'static str,
    /// What it allows, in a few words.
    pub label: &'static str,
    /// What that means, in a sentence.
    pub detail: &'static str,
}

const fn known(
    word: &'static str,
    subject: &'static str,
    label: &'static str,
    detail: &'static str,
) -> Scope {
    Scope {
        word,
        subject,
        label,
        detail,
    }
}

/// Every scope of the contract, by subject. A server may know more; those are shown as they come.
pub const SCOPES: &[Scope] = &[
    known(
        "documents:read",
        "Documents",
        "Read documents",
        "List documents and read their text.",
    ),
    known(
        "content:read",
        "Content",
        "Read content",
        "List and read content.",
    ),
    known(
        "content:write",
        "Content",
        "Create and edit content",
        "Preview, generate, edit and delete content.",
    ),
    known(
        "jobs:read",
        "Jobs",
        "Read jobs",
        "List jobs and follow their progress.",
    ),
    known(
        "jobs:write",
        "Jobs",
        "Manage jobs",
        "Cancel and retry jobs.",
    ),
    known(
        "templates:read",
        "Templates",
        "Read templates",
        "List templates and read their source.",
    ),
    known(
        "templates:write",
        "Templates",
        "Edit templates",
        "Create, edit and delete templates.",
    ),
    known(
        "cache:read",
        "Caches",
        "Read cache statistics",
        "View cache statistics and history.",
    ),
    known(
        "cache:write",
        "Caches",
        "Invalidate caches",
        "Invalidate entries or clear all caches.",
    ),
    known(
        "alerts:read",
        "Alerts",
        "Read alerts",
        "View active and past alerts.",
    ),
    known(
        "alerts:write",
        "Alerts",
        "Acknowledge alerts",
        "Acknowledge active alerts.",
    ),
    known(
        "keys:read",
        "API keys",
        "Read API keys",
        "List your keys, without their secrets.",
    ),
    known(
        "keys:write",
        "API keys",
        "Manage API keys",
        "Create, change and revoke your keys. Allows creating more keys.",
    ),
];

/// A scope by its word; `None` for one that this version does not know.
pub fn scope(word: &str) -> Option<Scope> {
    SCOPES.iter().copied().find(|scope| scope.word == word)
}

impl Scope {
    /// Whether a role could use it at all: who may only look manages no more than the own keys.
    pub fn is_open_to(self, role: &Role) -> bool {
        !self.word.ends_with(":write") || self.word == "keys:write" || role.may_write()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_stands_there_once_and_a_viewer_has_no_use_for_most_that_write() {
        for (index, one) in SCOPES.iter().enumerate() {
            let others = SCOPES.iter().skip(index + 1);
            assert!(others.into_iter().all(|other| other.word != one.word));
            assert_eq!(scope(one.word), Some(*one));
        }
        assert_eq!(scope("world:rule"), None);
        let open: Vec<_> = SCOPES
            .iter()
            .filter(|scope| scope.word.ends_with(":write") && scope.is_open_to(&Role::Viewer))
            .map(|scope| scope.word)
            .collect();
        assert_eq!(open, ["keys:write"]);
        assert!(SCOPES.iter().all(|scope| scope.is_open_to(&Role::Editor)));
    }
}
