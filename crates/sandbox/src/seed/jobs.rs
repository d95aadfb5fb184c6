//! Past jobs: what a server that was used for ninety days holds.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use fastrand::Rng;
use wire::{
    Stamp,
    channel::{Channel, Platform},
    content::{Content, ContentStatus},
    generate::{GenerateRequest, Tone},
    jobs::{ChannelResult, Job, JobFilter, JobStatus, PartStatus},
};

use crate::{
    engine::{self, Recipe, SourceDocument},
    error::Result,
    ids,
    runner::work,
    state::App,
    store::{contents, jobs},
};

/// Over how many days the jobs are spread.
const DAYS: i64 = 90;
/// How many of the newest jobs have their content stored.
const WITH_CONTENT: u32 = 24;
/// The same past for everybody.
const SEED: u64 = 0x700_3b05;

const PEOPLE: [&str; 3] = ["Edwin Moreau", "Edwin Moreau", "Olga Owens"];

const FAILURES: [(Channel, &str); 9] = [
    (
        Channel::Email,
        "The mail provider answered 502 Bad Gateway three times. Nothing was sent.",
    ),
    (
        Channel::Email,
        "The mail provider refused the sender address: domain not verified.",
    ),
    (
        Channel::Email,
        "The list \"Newsletter\" has no confirmed recipients.",
    ),
    (
        Channel::Social,
        "LinkedIn answered 401: the access token has expired. Connect the account again.",
    ),
    (
        Channel::Social,
        "X answered 429: too many posts in the last 15 minutes.",
    ),
    (
        Channel::Social,
        "Instagram needs at least one picture, and the document has none.",
    ),
    (
        Channel::Web,
        "The website refused the page: the address is already taken.",
    ),
    (
        Channel::Web,
        "The website did not answer within 30 seconds.",
    ),
    (
        Channel::Web,
        "The document has no text. Write at least one sentence in it, then try again.",
    ),
];

/// Creates the past jobs where there is no job yet.
pub fn fill(app: &App) -> Result<()> {
    let empty = app.store.read_now(|view| {
        let any = JobFilter {
            limit: Some(1),
            ..JobFilter::default()
        };
        let page = jobs::list(view.connection, &any, &app.clock.stamp())?;
        Ok(page.items.is_empty())
    })?;
    if !empty || app.args.jobs == 0 || documents(app).is_empty() {
        return Ok(());
    }
    let mut past = Past {
        app,
        documents: documents(app),
        rng: Rng::with_seed(SEED),
        now: app.clock.now(),
        count: app.args.jobs,
    };
    app.store.write_now(|change| {
        for number in 0..past.count {
            let (mut job, document) = past.job(number);
            if number < WITH_CONTENT {
                for content in past.contents(&mut job, document)? {
                    contents::save(&change.connection, &content)?;
                }
            }
            jobs::save(&change.connection, &job)?;
        }
        Ok(())
    })
}

/// The documents that something can be made of.
fn documents(app: &App) -> Vec<&SourceDocument> {
    app.documents
        .iter()
        .filter(|document| document.word_count() > 0)
        .collect()
}

struct Past<'a> {
    app: &'a App,
    documents: Vec<&'a SourceDocument>,
    rng: Rng,
    now: DateTime<Utc>,
    count: u32,
}

impl<'a> Past<'a> {
    fn chance(&mut self, percent: u8) -> bool {
        self.rng.u8(0..100) < percent
    }

    fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        self.rng.choice(of).cloned()
    }

    /// The `number`th job from the newest.
    fn job(&mut self, number: u32) -> (Job, Option<&'a SourceDocument>) {
        let span = TimeDelta::days(DAYS).num_milliseconds();
        let step = span / i64::from(self.count.max(1));
        let age = step * i64::from(number) + self.rng.i64(60_000..60_001 + step);
        let created = self.now - TimeDelta::milliseconds(age);
        let waited = TimeDelta::milliseconds(self.rng.i64(20..9_000));
        let document = self.rng.choice(&self.documents).copied();
        let request = self.request(document);
        let fate = self.fate();
        let started = (fate != JobStatus::Cancelled || self.chance(70)).then(|| created + waited);
        let (results, errors, ended) = self.results(&request, &fate, started, created);
        let mut job = Job {
            job_id: ids::timed("job", created.timestamp_millis(), self.rng.u64(..)).into(),
            status: fate.clone(),
            document_id: Some(request.document_id.clone()),
            document_title: document.map(|document| document.title.clone()),
            channels: request.channels.clone(),
            template_id: None,
            tone: request.tone.clone(),
            progress: Some(if started.is_some() { 1.0 } else { 0.0 }),
            queue_position: None,
            created_at: Stamp::from_utc(created),
            started_at: started.map(Stamp::from_utc),
            completed_at: Some(Stamp::from_utc(ended)),
            scheduled_for: None,
            results,
            errors,
            attempt: Some(1),
            retry_of: None,
            created_by: self.pick(&PEOPLE).map(str::to_owned),
            request: Some(request),
        };
        if fate != JobStatus::Cancelled {
            // A job of one channel cannot have gone well in part.
            job.status = work::outcome(&job);
        }
        (job, document)
    }

    fn fate(&mut self) -> JobStatus {
        match self.rng.u8(0..100) {
            0..74 => JobStatus::Completed,
            74..84 => JobStatus::Partial,
            84..94 => JobStatus::Failed,
            _ => JobStatus::Cancelled,
        }
    }

    fn request(&mut self, document: Option<&SourceDocument>) -> GenerateRequest {
        let mut channels: Vec<_> = [Channel::Email, Channel::Social, Channel::Web]
            .into_iter()
            .filter(|_| self.chance(65))
            .collect();
        if channels.is_empty() {
            channels.push(Channel::Email);
        }
        let social_platforms = if channels.contains(&Channel::Social) {
            let mut platforms: Vec<_> = Platform::KNOWN
                .iter()
                .filter(|_| self.chance(60))
                .cloned()
                .collect();
            if platforms.is_empty() {
                platforms.push(Platform::LinkedIn);
            }
            platforms
        } else {
            Vec::new()
        };
        GenerateRequest {
            document_id: document.map(|it| it.id.clone()).unwrap_or_default(),
            channels,
            social_platforms,
            tone: if self.chance(60) {
                self.pick(Tone::KNOWN)
            } else {
                None
            },
            ..GenerateRequest::default()
        }
    }

    /// What became of each channel, what went wrong, and when it was over.
    fn results(
        &mut self,
        request: &GenerateRequest,
        fate: &JobStatus,
        started: Option<DateTime<Utc>>,
        created: DateTime<Utc>,
    ) -> (BTreeMap<String, ChannelResult>, Vec<String>, DateTime<Utc>) {
        let mut results = BTreeMap::new();
        let mut errors = Vec::new();
        let count = request.channels.len();
        let bad = match fate {
            JobStatus::Failed => 0..count,
            JobStatus::Partial => {
                let at = self.rng.usize(0..count.max(1));
                at..at + 1
            }
            _ => 0..0,
        };
        let stopped_at = self.rng.usize(0..count.max(1));
        let mut at =
            started.unwrap_or(created + TimeDelta::milliseconds(self.rng.i64(500..60_000)));
        for (number, channel) in request.channels.iter().enumerate() {
            let begun = at;
            let stopped = *fate == JobStatus::Cancelled && number >= stopped_at;
            if !stopped {
                at += TimeDelta::milliseconds(self.rng.i64(900..14_000));
            }
            let mut result = ChannelResult {
                status: Some(PartStatus::Completed),
                progress: Some(1.0),
                started_at: Some(Stamp::from_utc(begun)),
                completed_at: Some(Stamp::from_utc(at)),
                ..ChannelResult::default()
            };
            if stopped || started.is_none() {
                result.status = Some(PartStatus::Cancelled);
                result.progress = Some(0.0);
                result.started_at = None;
            } else if bad.contains(&number) {
                let error = self.failure(channel);
                result.status = Some(PartStatus::Failed);
                result.progress = Some(0.8);
                errors.push(format!("{}: {error}", channel.label()));
                result.error = Some(error);
            }
            results.insert(channel.as_str().to_owned(), result);
        }
        (results, errors, at)
    }

    fn failure(&mut self, channel: &Channel) -> String {
        let known: Vec<_> = FAILURES
            .iter()
            .filter(|(of, _)| of == channel)
            .map(|(_, error)| *error)
            .collect();
        self.pick(&known)
            .unwrap_or("The channel failed.")
            .to_owned()
    }

    /// Renders what a job published, and tells the job where it is.
    fn contents(&self, job: &mut Job, document: Option<&SourceDocument>) -> Result<Vec<Content>> {
        let (Some(document), Some(request)) = (document, job.request.clone()) else {
            return Ok(Vec::new());
        };
        let recipe = Recipe {
            document,
            request: &request,
            templates: &self.app.templates,
        };
        let mut contents = Vec::new();
        for channel in &job.channels {
            let Some(result) = job.results.get_mut(channel.as_str()) else {
                continue;
            };
            let Some(out) = result.completed_at.clone() else {
                continue;
            };
            if result.status != Some(PartStatus::Completed) {
                continue;
            }
            let Ok((part, _)) = engine::render(&recipe, channel) else {
                continue;
            };
            let id = ids::content(&out)?;
            let url = format!("{}/published/{id}", self.app.base_url());
            result.content_id = Some(id.clone());
            result.url = Some(url.clone());
            contents.push(Content {
                content_id: id,
                job_id: Some(job.job_id.clone()),
                document_id: job.document_id.clone(),
                channel: channel.clone(),
                title: work::title_of(&part, job.document_title.clone()),
                status: ContentStatus::Published,
                body: work::dated(part, &out),
                version: 1,
                url: Some(url),
                created_at: out.clone(),
                updated_at: out,
                updated_by: job.created_by.clone(),
            });
        }
        Ok(contents)
    }
}
