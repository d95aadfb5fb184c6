//! The capabilities as a table has them: by subject, and filtered.

use wire::capabilities::{Capabilities, Capability};

use crate::features::settings::text::connection::capabilities as text;

/// Which capabilities are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All of them.
    #[default]
    All,
    /// Those that the backend offers.
    Offered,
    /// Those that it does not.
    Missing,
}

impl Shown {
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
            .map(|(shown, _)| *shown)
            .find(|shown| Some(shown.as_str()) == word)
            .unwrap_or_default()
    }

    /// Whether it is shown.
    fn shows(self, is_offered: bool) -> bool {
        match self {
            Self::All => true,
            Self::Offered => is_offered,
            Self::Missing => !is_offered,
        }
    }
}

/// The capabilities that are shown, by subject.
pub fn groups(capabilities: &Capabilities, shown: Shown) -> Vec<(&'static str, Vec<Capability>)> {
    let mut groups: Vec<(&'static str, Vec<Capability>)> = Vec::new();
    for capability in Capability::ALL.iter().copied() {
        if !shown.shows(capabilities.offers(capability)) {
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
pub fn count(capabilities: &Capabilities, shown: Shown) -> usize {
    let all = Capability::ALL.iter();
    all.filter(|capability| shown.shows(capabilities.offers(**capability)))
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
        let all: usize = groups(&shipped, Shown::All)
            .iter()
            .map(|(_, it)| it.len())
            .sum();
        assert_eq!(all, Capability::ALL.len());
        assert_eq!(
            count(&shipped, Shown::Offered) + count(&shipped, Shown::Missing),
            all
        );
        let missing = groups(&shipped, Shown::Missing);
        let jobs = missing
            .iter()
            .find(|(subject, _)| *subject == "Jobs")
            .unwrap();
        assert!(jobs.1.contains(&Capability::JobsCancel));
        assert!(!jobs.1.contains(&Capability::JobsList));
    }

    #[test]
    fn the_address_names_the_choice() {
        for (shown, _) in Shown::CHOICES {
            assert_eq!(Shown::read(Some(shown.as_str())), shown);
        }
        assert_eq!(Shown::read(Some("nonsense")), Shown::All);
        assert_eq!(Shown::read(None), Shown::All);
    }
}
