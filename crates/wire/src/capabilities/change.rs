//! What is different about a server since it was asked the last time.

use super::{Capabilities, Capability};

/// One difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is offered now.
    Gained(Capability),
    /// It is not offered any more.
    Lost(Capability),
    /// It is offered in another way: by another route, or with another key.
    Moved(Capability),
}

impl Capabilities {
    /// What is different here from `before`.
    pub fn changes_since(&self, before: &Self) -> Vec<Change> {
        Capability::ALL
            .iter()
            .copied()
            .filter_map(
                |capability| match (before.offer(capability), self.offer(capability)) {
                    (None, Some(_)) => Some(Change::Gained(capability)),
                    (Some(_), None) => Some(Change::Lost(capability)),
                    (Some(before), Some(now)) if before != now => Some(Change::Moved(capability)),
                    _ => None,
                },
            )
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(paths: &str) -> Capabilities {
        Capabilities::read(&format!(r#"{{"paths":{paths}}}"#)).unwrap()
    }

    #[test]
    fn what_came_what_went_and_what_moved_is_said() {
        let before = read(
            r#"{"/health":{"get":{}},"/ready":{"get":{}},"/api/v1/cache/clear-all":{"delete":{}}}"#,
        );
        let now =
            read(r#"{"/health":{"get":{}},"/live":{"get":{}},"/api/v1/cache/clear":{"post":{}}}"#);
        assert_eq!(
            now.changes_since(&before),
            [
                Change::Lost(Capability::Ready),
                Change::Gained(Capability::Live),
                Change::Moved(Capability::CacheClear),
            ]
        );
        assert!(now.changes_since(&now).is_empty());
    }
}
