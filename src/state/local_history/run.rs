//! One run as it is kept, and what a list shows of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wire::{
    channel::Channel,
    content::ContentId,
    jobs::{ChannelResult, JobStatus, PartStatus, Verdict},
    shipped::generate::Generated,
    unicode::search_key,
};

use super::super::text;

/// Long enough to recognise an error by; the whole is with the run.
const ERROR_IN_LIST: usize = 160;

/// Enough of the text to be found by; all of it would make every list slow.
const SEARCHED_TEXT: usize = 2_000;

/// What one publication made, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptRun {
    /// The server's id for it, or one of this browser's own.
    pub id: ContentId,
    /// When the answer came, in milliseconds since 1970.
    pub at: f64,
    /// Who published it, on which server; empty in what an earlier version kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The address of the backend that made it.
    pub backend: String,
    /// What was asked for, as the form's address has it.
    pub recipe: Vec<(String, String)>,
    /// What came back.
    pub made: Generated,
}

/// What a list shows of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptHead {
    /// The run's id.
    pub id: ContentId,
    /// When the answer came, in milliseconds since 1970.
    pub at: f64,
    /// Who published it, on which server; empty in what an earlier version kept.
    #[serde(default)]
    pub owner: String,
    /// The address of the backend that made it.
    pub backend: String,
    /// What to call it.
    pub title: String,
    /// How it went, told from the channels.
    pub outcome: JobStatus,
    /// What became of each channel, in short.
    pub results: BTreeMap<String, ChannelResult>,
    /// What was asked for, as the form's address has it; empty in what an earlier version kept.
    #[serde(default)]
    pub recipe: Vec<(String, String)>,
    /// What it is found by, in small letters.
    words: String,
}

impl KeptRun {
    /// What to call it: its subject, its page's title, or how its first post begins.
    pub fn title(&self) -> String {
        let parts = &self.made.parts.0;
        let known = Channel::KNOWN
            .iter()
            .filter(|channel| **channel != Channel::Social)
            .chain([&Channel::Social]);
        let title = known
            .filter_map(|channel| self.made.parts.get(channel))
            .chain(parts.iter().map(|(_, part)| part))
            .find_map(|part| {
                let title = part.title()?;
                title.lines().map(str::trim).find(|line| !line.is_empty())
            });
        title.map_or_else(|| text::local_history::UNTITLED.to_owned(), str::to_owned)
    }

    /// The channels that it has anything of.
    pub fn channels(&self) -> Vec<Channel> {
        let mut channels: Vec<Channel> = Vec::new();
        let named = self
            .made
            .results
            .keys()
            .map(|name| Channel::from(name.as_str()));
        let written = self.made.parts.0.iter().map(|(channel, _)| channel.clone());
        for channel in written.chain(named) {
            if !channels.contains(&channel) {
                channels.push(channel);
            }
        }
        channels.sort();
        channels
    }

    /// The channels that failed.
    pub fn failed_channels(&self) -> Vec<Channel> {
        let failed = |channel: &Channel| {
            let result = self.made.results.get(channel.as_str());
            result.is_some_and(|result| result.verdict().is_bad())
        };
        self.channels().into_iter().filter(failed).collect()
    }

    /// What a list shows of it.
    pub fn head(&self) -> KeptHead {
        let results = self
            .channels()
            .into_iter()
            .map(|channel| {
                let name = channel.as_str().to_owned();
                let result = self.made.results.get(&name).map(short).unwrap_or_default();
                (name, result)
            })
            .collect();
        KeptHead {
            id: self.id.clone(),
            at: self.at,
            owner: self.owner.clone(),
            backend: self.backend.clone(),
            title: self.title(),
            outcome: self.made.outcome(),
            results,
            recipe: self.recipe.clone(),
            words: self.words(),
        }
    }

    fn words(&self) -> String {
        let mut words = format!("{} {}", self.id, self.backend);
        for (_, part) in &self.made.parts.0 {
            let text = match part {
                wire::generate::Part::Email(email) => {
                    let text = email.text.as_deref().unwrap_or_default();
                    format!("{} {text}", email.subject)
                }
                wire::generate::Part::Web(page) => format!("{} {}", page.title, page.markdown),
                wire::generate::Part::Social(social) => {
                    let posts: Vec<_> = social.posts.iter().map(|it| it.content.as_str()).collect();
                    posts.join(" ")
                }
                wire::generate::Part::Other(value) => value.to_string(),
            };
            words.push(' ');
            words.extend(text.chars().take(SEARCHED_TEXT));
        }
        search_key(&words)
    }
}

impl KeptHead {
    /// Whether it needs somebody: a channel of it has failed.
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, JobStatus::Failed | JobStatus::Partial)
    }

    /// Whether `later` published the same again, so that how this one went is of no matter now.
    pub fn is_superseded_by(&self, later: &Self) -> bool {
        later.at > self.at && !self.recipe.is_empty() && later.recipe == self.recipe
    }

    /// Whether all the words stand in it somewhere.
    pub fn holds(&self, words: &str) -> bool {
        let title = search_key(&self.title);
        search_key(words)
            .split_whitespace()
            .all(|word| self.words.contains(word) || title.contains(word))
    }

    /// Whether it has anything of a channel.
    pub fn has(&self, channel: &Channel) -> bool {
        let families = self
            .results
            .keys()
            .map(|name| Channel::from(name.as_str()).family());
        families.into_iter().any(|family| family == *channel)
    }
}

/// Newest first.
pub(super) fn sort(heads: &mut [KeptHead]) {
    heads.sort_by(|a, b| b.at.total_cmp(&a.at).then_with(|| a.id.cmp(&b.id)));
}

fn short(result: &ChannelResult) -> ChannelResult {
    let error = result.error.as_ref();
    // What tells a dry run is too long to be kept here.
    let is_dry_run = result.verdict() == Verdict::DryRun;
    ChannelResult {
        status: if is_dry_run {
            Some(PartStatus::DryRun)
        } else {
            result.status.clone()
        },
        error: error.map(|error| error.chars().take(ERROR_IN_LIST).collect()),
        ..ChannelResult::default()
    }
}

#[cfg(test)]
mod tests {
    use wire::{Answer, shipped::generate::Recipe};

    use super::*;

    fn run(body: &str) -> KeptRun {
        let recipe = Recipe::new(&[Channel::Email], &[]).unwrap();
        let call = wire::shipped::generate::publish(&recipe);
        KeptRun {
            id: "c-1".into(),
            at: 1.0,
            owner: String::new(),
            backend: "http://backend.test".to_owned(),
            recipe: vec![("channels".to_owned(), "email".to_owned())],
            made: call.read(&Answer::new(200, body)).unwrap(),
        }
    }

    const MIXED: &str = r#"{"status":"success","published_to":["email","social"],
        "results":{"email":{"status":"failed","message":"no mail"},
            "social":{"posts":[{"status":"success"}]}},
        "newsletter":{"subject":"Breathe in","html":"<p>x</p>","text":"Slowly"},
        "social_posts":[{"platform":"twitter","content":"\nHello there\nand more"}]}"#;

    #[test]
    fn a_success_is_told_per_channel() {
        let head = run(MIXED).head();
        assert_eq!(head.outcome, JobStatus::Partial);
        assert!(head.results["email"].verdict().is_bad());
        assert!(!head.results["social"].verdict().is_bad());
        assert_eq!(head.title, "Breathe in");
    }

    #[test]
    fn a_run_is_found_by_its_words_and_its_channels() {
        let head = run(MIXED).head();
        assert!(head.holds("slowly BREATHE"));
        assert!(head.holds("backend.test hello"));
        assert!(!head.holds("slowly fast"));
        assert!(head.has(&Channel::Social) && !head.has(&Channel::Web));
    }

    #[test]
    fn a_run_without_text_still_has_a_name_and_its_channels() {
        let bare = run(r#"{"status":"success","published_to":["web"],"errors":["x"]}"#);
        assert_eq!(bare.title(), "Content without a title");
        assert_eq!(bare.channels(), [Channel::Web]);
        let posts = run(
            r#"{"status":"success","social_posts":[{"platform":"x","content":"\n\n Hi\nyou"}]}"#,
        );
        assert_eq!(posts.title(), "Hi");
    }

    #[test]
    fn what_is_kept_is_read_back_as_it_was() {
        let run = run(MIXED);
        let text = serde_json::to_string(&run).unwrap();
        assert_eq!(serde_json::from_str::<KeptRun>(&text).unwrap(), run);
        let head = run.head();
        let text = serde_json::to_string(&head).unwrap();
        assert_eq!(serde_json::from_str::<KeptHead>(&text).unwrap(), head);
    }

    #[test]
    fn a_failed_run_is_superseded_by_the_same_again_and_by_nothing_else() {
        let head = |at: f64, recipe: &str| {
            let recipe = vec![("channels".to_owned(), recipe.to_owned())];
            KeptRun {
                at,
                recipe,
                ..run(MIXED)
            }
            .head()
        };
        let first = head(1.0, "email");
        assert!(first.has_failed());
        assert!(first.is_superseded_by(&head(2.0, "email")));
        assert!(!first.is_superseded_by(&head(2.0, "web")));
        assert!(!head(2.0, "email").is_superseded_by(&first));
        assert_eq!(run(MIXED).failed_channels(), [Channel::Email]);
    }

    #[test]
    fn a_dry_run_stays_one_in_the_list() {
        let body = r#"{"status":"success","results":{"email":{"status":"success",
            "metadata":{"dry_run":true}}}}"#;
        let head = run(body).head();
        assert_eq!(head.outcome.label(), "Dry run");
        assert_eq!(head.results["email"].verdict(), Verdict::DryRun);
    }

    #[test]
    fn the_newest_comes_first() {
        let mut heads = [1.0, 3.0, 2.0].map(|at| KeptRun { at, ..run(MIXED) }.head());
        sort(&mut heads);
        assert_eq!(heads.map(|head| head.at), [3.0, 2.0, 1.0]);
    }
}
