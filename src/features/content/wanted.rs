//! Which content is wanted, as the page's address says it.

use wire::{Query, channel::Channel};

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

impl Wanted {
    /// Reads an address by its parameters.
    pub fn read(parameter: impl Fn(&str) -> Option<String>) -> Self {
        let channel = parameter(CHANNEL).map(|word| Channel::from(word).family());
        Self {
            words: parameter(WORDS).unwrap_or_default(),
            channel: channel.filter(|channel| !matches!(channel, Channel::Other(_))),
        }
    }

    /// The address's query.
    pub fn query(&self) -> Query {
        let words = Some(self.words.as_str()).filter(|words| !words.trim().is_empty());
        Query::new()
            .maybe(WORDS, words)
            .maybe(CHANNEL, self.channel.as_ref())
    }

    /// Whether everything is wanted.
    pub fn is_all(&self) -> bool {
        self.query().pairs().is_empty()
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
