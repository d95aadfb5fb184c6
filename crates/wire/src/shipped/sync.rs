//! Starting a job by a document's id, as the backend as shipped does it.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use serde_json::json as value;

use crate::{
    Call, Method, Path, Stamp,
    call::{ReadError, json},
    channel::{Channel, Platform},
    documents::DocumentId,
    jobs::{Job, JobId, JobStatus},
    text::open_enum,
};

open_enum! {
    /// A channel in the words of this one route.
    SyncChannel {
        /// A newsletter.
        Email = "email",
        /// The website, which other routes call `web`.
        Website = "website",
        /// X, formerly Twitter.
        Twitter = "twitter",
        /// LinkedIn.
        LinkedIn = "linkedin",
        /// Facebook.
        Facebook = "facebook",
    }
}

/// Why a job cannot be started this way.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CannotSync {
    /// No document was named.
    #[error("Enter a document id.")]
    NoDocument,
    /// The job's id would hold a slash, and nobody could ever open it.
    #[error("This server can't open jobs whose document id has `/` in its first 8 characters.")]
    Slash,
    /// No channel is left; the server would take that for all channels.
    #[error("Select at least one channel.")]
    NoChannel,
    /// The server would drop this channel without a word.
    #[error("This server can't publish to {}.", .0.label())]
    UnknownChannel(Channel),
    /// The social channel without a platform.
    #[error("Select at least one platform.")]
    NoPlatform,
    /// The server would drop this platform without a word.
    #[error("This server can't post to {}.", .0.label())]
    UnknownPlatform(Platform),
}

/// How many characters of the document's id go into the job's.
pub(super) const ID_CHARACTERS: usize = 8;

/// How long to wait between two jobs of alike documents, in milliseconds.
///
/// A job's id is made of the second and the first characters of the document's
/// id; a second job with the same id silently replaces the first.
pub const APART_MILLIS: u64 = 1_100;

/// What it takes to start a job, known to be acceptable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SyncRequest {
    document_id: DocumentId,
    channels: Vec<SyncChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schedule_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correlation_id: Option<String>,
}

impl SyncRequest {
    /// Translates the contract's channels and platforms, and refuses what would go wrong silently.
    pub fn new(
        document_id: &DocumentId,
        channels: &[Channel],
        platforms: &[Platform],
    ) -> Result<Self, CannotSync> {
        let id = document_id.as_str();
        if id.trim().is_empty() {
            return Err(CannotSync::NoDocument);
        }
        if id.chars().take(ID_CHARACTERS).any(|letter| letter == '/') {
            return Err(CannotSync::Slash);
        }
        let mut words: Vec<SyncChannel> = Vec::new();
        for channel in channels {
            for word in translate(channel, platforms)? {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        if words.is_empty() {
            return Err(CannotSync::NoChannel);
        }
        Ok(Self {
            document_id: document_id.clone(),
            channels: words,
            schedule_time: None,
            correlation_id: None,
        })
    }

    /// Asks for a later start, by the server's own clock.
    ///
    /// A time with a zone makes the server fail and leaves a job behind that waits for ever,
    /// so there is no way to give one. Even without a zone a job of the future is never started
    /// by the release that this was tried with; offer it only where that is known to be mended.
    #[must_use]
    pub fn at(mut self, server_time: NaiveDateTime) -> Self {
        self.schedule_time = Some(server_time.format("%Y-%m-%dT%H:%M:%S").to_string());
        self
    }

    /// Adds an id of one's own, which the answer repeats.
    #[must_use]
    pub fn correlated(mut self, id: impl Into<String>) -> Self {
        self.correlation_id = Some(id.into());
        self
    }

    /// The channels, in the server's words.
    pub fn channels(&self) -> &[SyncChannel] {
        &self.channels
    }

    /// What goes into the job's id besides the second: how the document's id begins.
    pub fn collision_key(&self) -> String {
        let id = self.document_id.as_str();
        id.chars().take(ID_CHARACTERS).collect()
    }

    /// Whether both, sent within the same second, would get the same job id.
    pub fn collides_with(&self, other: &Self) -> bool {
        self.collision_key() == other.collision_key()
    }
}

fn translate(channel: &Channel, platforms: &[Platform]) -> Result<Vec<SyncChannel>, CannotSync> {
    match channel {
        Channel::Email => Ok(vec![SyncChannel::Email]),
        Channel::Web => Ok(vec![SyncChannel::Website]),
        Channel::Social if platforms.is_empty() => Err(CannotSync::NoPlatform),
        Channel::Social => platforms
            .iter()
            .map(|platform| {
                word(platform.as_str()).ok_or(CannotSync::UnknownPlatform(platform.clone()))
            })
            .collect(),
        Channel::Other(name) => word(name.strip_prefix("social_").unwrap_or(name))
            .map(|word| vec![word])
            .ok_or(CannotSync::UnknownChannel(channel.clone())),
    }
}

fn word(name: &str) -> Option<SyncChannel> {
    Some(SyncChannel::from(name)).filter(|word| !matches!(word, SyncChannel::Other(_)))
}

#[derive(Deserialize)]
struct Started {
    job_id: JobId,
    status: JobStatus,
    created_at: Stamp,
    #[serde(default)]
    scheduled_for: Option<Stamp>,
    channels: Vec<Channel>,
    // Nobody needs it, but a wrong type would be a sign that this is another answer.
    #[serde(default, rename = "correlation_id")]
    _correlation_id: Option<String>,
}

/// Starts a job; its channels are those that the server took.
pub fn start(request: &SyncRequest) -> Call<Job> {
    Call::read_by(
        Method::Post,
        Path::fixed("/api/v2/content/sync"),
        read_started,
    )
    .json(request)
}

fn read_started(body: &str) -> Result<Job, ReadError> {
    let started: Started = json(body)?;
    Ok(serde_json::from_value(value!({
        "job_id": started.job_id,
        "status": started.status,
        "created_at": started.created_at,
        "scheduled_for": started.scheduled_for,
        "channels": started.channels,
    }))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(id: &str, channels: &[Channel], platforms: &[&str], expected: Result<&str, &str>) {
        let platforms: Vec<_> = platforms.iter().copied().map(Platform::from).collect();
        let request = SyncRequest::new(&DocumentId::from(id), channels, &platforms);
        let words = request.as_ref().map(|request| {
            let words: Vec<_> = request.channels().iter().map(SyncChannel::as_str).collect();
            words.join(" ")
        });
        assert_eq!(
            words.as_deref().map_err(ToString::to_string),
            expected.map_err(str::to_owned)
        );
    }

    #[test]
    fn channels_are_translated_and_never_dropped() {
        use Channel::{Email, Social, Web};
        check("doc", &[Email, Web], &[], Ok("email website"));
        check(
            "doc",
            &[Social],
            &["twitter", "linkedin", "twitter"],
            Ok("twitter linkedin"),
        );
        check(
            "doc",
            &["website".into(), "social_facebook".into(), Web],
            &[],
            Ok("website facebook"),
        );
        check("doc", &[], &[], Err("Select at least one channel."));
        check("doc", &[Social], &[], Err("Select at least one platform."));
        check(
            "doc",
            &[Email, Social],
            &["instagram"],
            Err("This server can't post to Instagram."),
        );
        check(
            "doc",
            &["fax".into()],
            &[],
            Err("This server can't publish to Fax."),
        );
    }

    #[test]
    fn a_document_whose_job_could_not_be_opened_is_refused() {
        let slash =
            "This server can't open jobs whose document id has `/` in its first 8 characters.";
        check("a/b", &[Channel::Email], &[], Err(slash));
        check("1234567/", &[Channel::Email], &[], Err(slash));
        check("12345678/", &[Channel::Email], &[], Ok("email"));
        check("日本語日本語日/", &[Channel::Email], &[], Err(slash));
        check(" ", &[Channel::Email], &[], Err("Enter a document id."));
    }

    #[test]
    fn a_time_has_no_zone() {
        let time = NaiveDateTime::parse_from_str("2030-01-01T09:00:00.5", "%Y-%m-%dT%H:%M:%S%.f");
        let request = SyncRequest::new(&"doc".into(), &[Channel::Email], &[])
            .unwrap()
            .at(time.unwrap())
            .correlated("c");
        assert_eq!(
            start(&request).body.clone().unwrap(),
            r#"{"document_id":"doc","channels":["email"],"schedule_time":"2030-01-01T09:00:00","correlation_id":"c"}"#
        );
    }
}
