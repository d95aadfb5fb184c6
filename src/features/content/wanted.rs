//! Which content is wanted, as the page's address says it.

use wire::{Query, channel::Channel};

use crate::state::address::Wish;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Words that it holds.
    pub words: String,
    /// The one channel; `None` for all.
    pub channel: Option<Channel>,
}

const WORDS: &str = "q";
const CHANNEL: &str = "channel";

impl Wish for Wanted {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let channel = parameter(CHANNEL).map(|word| Channel::from(word).family());
        Self {
            words: parameter(WORDS).unwrap_or_default(),
            channel: channel.filter(|channel| !matches!(channel, Channel::Other(_))),
        }
    }

    fn query(&self) -> Query {
        Query::new()
            .maybe(WORDS, self.words().map(|_| self.words.as_str()))
            .maybe(CHANNEL, self.channel.as_ref())
    }
}

impl Wanted {
    /// The words to search for; `None` for none.
    pub fn words(&self) -> Option<&str> {
        Some(self.words.trim()).filter(|words| !words.is_empty())
    }

    /// Whether everything is wanted.
    pub fn is_all(&self) -> bool {
        self.query().pairs().is_empty()
    }
}

/// Which part of a publication is shown, as its page's address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedPart(pub Option<Channel>);

impl Wish for WantedPart {
    fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        Self(parameter(CHANNEL).map(Channel::from))
    }

    fn query(&self) -> Query {
        Query::new().maybe(CHANNEL, self.0.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_is_wanted() {
        let wanted = Wanted::read(|name| match name {
            "q" => Some("slow breath".to_owned()),
            "channel" => Some("website".to_owned()),
            _ => None,
        });
        assert_eq!(wanted.channel, Some(Channel::Web));
        assert_eq!(wanted.query().encoded(), "q=slow%20breath&channel=web");
        let nothing = Wanted::read(|name| (name == "channel").then(|| "fax".to_owned()));
        assert!(nothing.is_all());
    }
}
