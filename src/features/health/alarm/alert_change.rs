//! What has changed between two lists of alerts, in words. Pure.

use wire::alerts::{Alert, Severity};

use crate::features::health::{facts::words_of, text};

/// Something that happened to an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlertChange {
    /// It was raised, or has become worse.
    Raised(Alert),
    /// It is over.
    Resolved(Alert),
}

impl AlertChange {
    /// What happened, in few words.
    pub fn title(&self) -> String {
        match self {
            Self::Raised(alert) => {
                let name = words_of(&alert.component);
                match alert.severity {
                    // A check may fail by itself, so nothing is said of what it checks.
                    Severity::Critical => text::is_failing(&name),
                    Severity::Warning => text::is_degraded(&name),
                    Severity::Info => text::info(&name),
                    Severity::Other(ref word) => text::other_severity(&name, word),
                }
            }
            Self::Resolved(alert) => text::has_recovered(&words_of(&alert.component)),
        }
    }

    /// The alert that it is about.
    pub fn alert(&self) -> &Alert {
        match self {
            Self::Raised(alert) | Self::Resolved(alert) => alert,
        }
    }
}

/// What has happened between two lists; what is only gone has not been told to be over.
pub fn between(before: &[Alert], after: &[Alert]) -> Vec<AlertChange> {
    let known = |alert: &Alert| before.iter().find(|it| it.id == alert.id);
    after
        .iter()
        .filter_map(|alert| match (known(alert), alert.is_active()) {
            (None, true) => Some(AlertChange::Raised(alert.clone())),
            (Some(old), true) if !old.is_active() || alert.severity < old.severity => {
                Some(AlertChange::Raised(alert.clone()))
            }
            (Some(old), false) if old.is_active() => Some(AlertChange::Resolved(alert.clone())),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use wire::Stamp;

    use super::*;

    fn alert(id: &str, severity: Severity, active: bool) -> Alert {
        let at = Stamp::parse("2026-11-23T00:00:00Z").unwrap();
        Alert {
            id: id.into(),
            severity,
            component: "disk_space".to_owned(),
            message: None,
            raised_at: at.clone(),
            resolved_at: (!active).then_some(at),
            acknowledged_by: None,
        }
    }

    #[test]
    fn each_change_is_told_once() {
        let active = alert("a", Severity::Warning, true);
        let worse = alert("a", Severity::Critical, true);
        let over = alert("a", Severity::Critical, false);
        let told = |before: &[Alert], after: &[Alert]| {
            let changes = between(before, after);
            changes.iter().map(AlertChange::title).collect::<Vec<_>>()
        };
        let one = std::slice::from_ref;
        assert_eq!(told(&[], one(&active)), ["Disk space is degraded"]);
        assert!(told(one(&active), one(&active)).is_empty());
        assert_eq!(
            told(one(&active), one(&worse)),
            ["Disk space is failing its checks"]
        );
        assert!(told(one(&worse), one(&active)).is_empty());
        assert_eq!(told(one(&worse), one(&over)), ["Disk space has recovered"]);
        assert!(told(one(&over), one(&over)).is_empty());
        // One that came and went unseen is history.
        assert!(told(&[], one(&over)).is_empty());
        let seen = Alert {
            acknowledged_by: Some("Olga".to_owned()),
            ..active.clone()
        };
        assert!(told(one(&active), one(&seen)).is_empty());
        assert!(told(one(&active), &[]).is_empty());
    }
}
