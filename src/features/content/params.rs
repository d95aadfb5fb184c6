//! Which content is shown, as the page's address says it.

use wire::{Query, channel::Channel};

use crate::state::address::UrlState;

/// What the list is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentParams {
    /// Words that it holds.
    pub words: String,
    /// The one channel; `None` for all.
    pub channel: Option<Channel>,
}

const WORDS: &str = "q";
const CHANNEL: &str = "channel";

impl UrlState for ContentParams {
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

impl ContentParams {
    /// The words to search for; `None` for none.
    pub fn words(&self) -> Option<&str> {
        Some(self.words.trim()).filter(|words| !words.is_empty())
    }

    /// Whether everything is shown.
    pub fn is_all(&self) -> bool {
        self.query().pairs().is_empty()
    }
}

/// Which part of a publication is shown, as its page's address says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContentPartParams(pub Option<Channel>);

impl UrlState for ContentPartParams {
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
    fn the_parameters_survive_the_address() {
        let params = ContentParams::read(|name| match name {
            "q" => Some("slow breath".to_owned()),
            "channel" => Some("website".to_owned()),
            _ => None,
        });
        assert_eq!(params.channel, Some(Channel::Web));
        assert_eq!(params.query().encoded(), "q=slow%20breath&channel=web");
        let nothing = ContentParams::read(|name| (name == "channel").then(|| "fax".to_owned()));
        assert!(nothing.is_all());
    }
}
