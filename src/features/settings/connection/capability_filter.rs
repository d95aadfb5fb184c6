//! The capabilities as a table has them: by subject, and filtered.

use wire::capabilities::{Capabilities, Capability};

use crate::features::settings::text::connection::capabilities as text;

/// Which capabilities are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CapabilityFilter {
    /// All of them.
    #[default]
    All,
    /// Those that the backend offers.
    Offered,
    /// Those that it does not.
    Missing,
}

impl CapabilityFilter {
    /// All of them, with the words of the choice.
    pub const CHOICES: [(Self, &str); 3] = [
        (Self::All, text::ALL),
        (Self::Offered, text::AVAILABLE),
        (Self::Missing, text::NOT_AVAILABLE),
    ];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Offered => "offered",
            Self::Missing => "not-offered",
        }
    }

    /// Reads the word of the address; what it does not know shows all.
    pub fn read(word: Option<&str>) -> Self {
        Self::CHOICES
            .iter()
            .map(|(filter, _)| *filter)
            .find(|filter| Some(filter.as_str()) == word)
            .unwrap_or_default()
    }

    /// Whether it lets a capability through.
    fn includes(self, is_offered: bool) -> bool {
        match self {
            Self::All => true,
            Self::Offered => is_offered,
            Self::Missing => !is_offered,
        }
    }
}

/// The capabilities that are shown, by subject.
pub fn capabilities_by_subject(
    capabilities: &Capabilities,
    filter: CapabilityFilter,
) -> Vec<(&'static str, Vec<Capability>)> {
    let mut groups: Vec<(&'static str, Vec<Capability>)> = Vec::new();
    for capability in Capability::ALL.iter().copied() {
        if !filter.includes(capabilities.offers(capability)) {
            continue;
        }
        let subject = subject(capability);
        match groups.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, group)) => group.push(capability),
            None => groups.push((subject, vec![capability])),
        }
    }
    groups
}

/// How many of all capabilities are shown in each choice.
pub fn count_capabilities(capabilities: &Capabilities, filter: CapabilityFilter) -> usize {
    let all = Capability::ALL.iter();
    all.filter(|capability| filter.includes(capabilities.offers(**capability)))
        .count()
}

fn subject(capability: Capability) -> &'static str {
    let word = capability.as_str();
    match word.split('.').next().unwrap_or(word) {
        "jobs" => text::JOBS,
        "content" => text::CONTENT,
        "documents" => text::DOCUMENTS,
        "templates" => text::TEMPLATES,
        "cache" => text::CACHES,
        "health" | "metrics" | "alerts" | "logs" | "analytics" => text::HEALTH,
        "auth" | "api_keys" => text::ACCOUNTS,
        "sessions" => text::SESSIONS,
        _ => text::SETTINGS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_capability_is_in_one_group_and_one_choice() {
        let shipped = Capabilities::shipped();
        let all: usize = capabilities_by_subject(&shipped, CapabilityFilter::All)
            .iter()
            .map(|(_, it)| it.len())
            .sum();
        assert_eq!(all, Capability::ALL.len());
        assert_eq!(
            count_capabilities(&shipped, CapabilityFilter::Offered)
                + count_capabilities(&shipped, CapabilityFilter::Missing),
            all
        );
        let missing = capabilities_by_subject(&shipped, CapabilityFilter::Missing);
        let jobs = missing
            .iter()
            .find(|(subject, _)| *subject == "Jobs")
            .unwrap();
        assert!(jobs.1.contains(&Capability::JobsCancel));
        assert!(!jobs.1.contains(&Capability::JobsList));
    }

    #[test]
    fn the_address_names_the_choice() {
        for (filter, _) in CapabilityFilter::CHOICES {
            assert_eq!(CapabilityFilter::read(Some(filter.as_str())), filter);
        }
        assert_eq!(
            CapabilityFilter::read(Some("nonsense")),
            CapabilityFilter::All
        );
        assert_eq!(CapabilityFilter::read(None), CapabilityFilter::All);
    }
}
