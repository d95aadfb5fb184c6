//! One channel's run: written, rendered, published.

use std::time::Duration;

use wire::{
    Stamp,
    channel::Channel,
    content::{Content, ContentStatus},
    events::{ContentEvent, Event, JobEvent},
    generate::{Part, Severity},
    jobs::{ChannelResult, Job, JobId, JobStatus, PartStatus, Verdict},
};

use super::{
    pieces::pieces,
    published::{dated, page_address, title_of},
};
use crate::{
    engine::{self, Recipe},
    error::{Error, Result},
    ids,
    state::App,
    store::{Change, contents, jobs},
};

/// How long a channel's text takes to be written, at pace 1.
const WRITING: Duration = Duration::from_millis(1300);
/// How long rendering its template takes, at pace 1.
const RENDERING: Duration = Duration::from_millis(400);
/// How long it takes to get out, at pace 1.
const PUBLISHING: Duration = Duration::from_millis(600);
/// In how many pieces a text is written.
const PIECES: usize = 24;
/// After how many pieces the job's progress is stored.
const PIECES_PER_UPDATE: usize = 6;
/// How far a channel is when its text is written.
const WRITTEN: f64 = 0.6;
/// How far a channel is when it is rendered.
const RENDERED: f64 = 0.8;

/// Why a channel's run ended early.
pub(super) enum Stop {
    /// The job was cancelled: there is nothing more to do.
    Cancelled,
    /// The channel failed, for this reason.
    Failed(String),
    /// The server itself failed.
    Broken(Error),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Broken(error)
    }
}

/// One channel of a job.
pub(super) struct Run<'a> {
    pub(super) app: &'a App,
    pub(super) job: &'a Job,
    pub(super) channel: &'a Channel,
}

impl Run<'_> {
    /// Goes through all steps.
    pub(super) async fn all(&self) -> Result<(), Stop> {
        self.step(PartStatus::Writing, 0.0).await?;
        let part = self.render().await?;
        self.write(&engine::draft_text(&part)).await?;
        self.step(PartStatus::Rendering, WRITTEN).await?;
        self.pause(RENDERING, &PartStatus::Rendering).await?;
        self.step(PartStatus::Publishing, RENDERED).await?;
        self.pause(PUBLISHING, &PartStatus::Publishing).await?;
        if let Some(reason) = self.app.faults.channel_failure(self.channel) {
            return Err(Stop::Failed(reason));
        }
        self.publish(part).await
    }

    /// Renders the part, and refuses what a check refuses.
    async fn render(&self) -> Result<Part, Stop> {
        let (app, channel, job) = (self.app.clone(), self.channel.clone(), self.job.clone());
        let rendered = tokio::task::spawn_blocking(move || {
            let request = job.request.as_ref().ok_or("The job has no settings.")?;
            let document = app
                .document(request.document_id.as_str())
                .ok_or_else(|| format!("Document {} was deleted.", request.document_id))?;
            let templates = app
                .all_templates()
                .map_err(|_| "Couldn't read the templates.".to_owned())?;
            let recipe = Recipe {
                document,
                request,
                templates: &templates,
            };
            let (part, findings) =
                engine::render(&recipe, &channel).map_err(|error| error.to_string())?;
            match findings
                .into_iter()
                .find(|finding| finding.severity == Severity::Error)
            {
                Some(finding) => Err(finding.message),
                None => Ok::<_, String>(part),
            }
        });
        rendered
            .await
            .map_err(Error::internal)?
            .map_err(Stop::Failed)
    }

    /// Streams the text as it would be written, piece by piece.
    async fn write(&self, text: &str) -> Result<(), Stop> {
        let pieces = pieces(text, PIECES);
        let count = pieces.len().max(1);
        let mut offset = 0_u64;
        for (number, piece) in pieces.into_iter().enumerate() {
            let pause = WRITING / u32::try_from(count).unwrap_or(1);
            self.pause(pause, &PartStatus::Writing).await?;
            let length = piece.chars().count();
            self.say(piece, offset).await?;
            offset += u64::try_from(length).unwrap_or_default();
            if (number + 1) % PIECES_PER_UPDATE == 0 {
                let share = (number + 1) as f64 / count as f64;
                self.step(PartStatus::Writing, WRITTEN * share).await?;
            }
        }
        Ok(())
    }

    async fn say(&self, text: String, offset: u64) -> Result<(), Stop> {
        let key = (self.job.job_id.clone(), self.channel.clone());
        let running = self
            .app
            .store
            .write(move |change| {
                if jobs::get(&change.connection, &key.0)?.status != JobStatus::InProgress {
                    return Ok(false);
                }
                change
                    .drafts
                    .entry(key.clone())
                    .or_default()
                    .push_str(&text);
                let (job_id, channel) = key;
                change.tell(Event::Delta {
                    job_id,
                    channel,
                    offset,
                    text,
                });
                Ok(true)
            })
            .await?;
        if running {
            Ok(())
        } else {
            Err(Stop::Cancelled)
        }
    }

    async fn step(&self, status: PartStatus, progress: f64) -> Result<(), Stop> {
        self.edit(move |_, _, result, now| {
            result.status = Some(status);
            result.progress = Some(progress);
            result.started_at.get_or_insert_with(|| now.clone());
            Ok(None)
        })
        .await
    }

    async fn publish(&self, part: Part) -> Result<(), Stop> {
        let (channel, document_id) = (self.channel.clone(), self.job.document_id.clone());
        let by = self.job.created_by.clone();
        let title = self.job.document_title.clone();
        let base = self.app.base_url().to_owned();
        self.edit(move |change, job_id, result, now| {
            let id = ids::content(now)?;
            let url = page_address(&base, &id);
            let content = Content {
                content_id: id.clone(),
                job_id: Some(job_id.clone()),
                document_id,
                title: title_of(&part, title),
                body: dated(part, now),
                channel,
                status: ContentStatus::Published,
                version: 1,
                url: Some(url.clone()),
                created_at: now.clone(),
                updated_at: now.clone(),
                updated_by: by,
                deleted_at: None,
                deleted_by: None,
                purge_at: None,
            };
            contents::create(&change.connection, &content)?;
            change.tell(Event::Content(ContentEvent::Created, Box::new(content)));
            result.status = Some(PartStatus::Completed);
            result.content_id = Some(id);
            result.url = Some(url);
            result.progress = Some(1.0);
            result.completed_at = Some(now.clone());
            Ok(None)
        })
        .await
    }

    /// Ends the channel with an error.
    pub(super) async fn fail(&self, reason: String) -> Result<(), Stop> {
        self.edit(move |_, _, result, now| {
            result.status = Some(PartStatus::Failed);
            result.error = Some(reason.clone());
            result.completed_at = Some(now.clone());
            Ok(Some(reason))
        })
        .await
    }

    /// Changes the channel's result, unless the job was cancelled meanwhile.
    ///
    /// What `edit` gives is added to the job's errors.
    async fn edit(
        &self,
        edit: impl FnOnce(&mut Change<'_>, &JobId, &mut ChannelResult, &Stamp) -> Result<Option<String>>
        + Send
        + 'static,
    ) -> Result<(), Stop> {
        let (id, channel) = (self.job.job_id.clone(), self.channel.clone());
        let now = self.app.clock.stamp();
        let running = self
            .app
            .store
            .write(move |change| {
                let mut job = jobs::get(&change.connection, &id)?;
                if job.status != JobStatus::InProgress {
                    return Ok(false);
                }
                let result = job.results.entry(channel.as_str().to_owned()).or_default();
                if let Some(error) = edit(change, &id, result, &now)? {
                    job.errors.push(format!("{}: {error}", channel.label()));
                }
                if result_ended(&job, &channel) {
                    change.drafts.remove(&(id, channel));
                }
                job.progress = Some(progress(&job));
                jobs::save(&change.connection, &job)?;
                change.tell(Event::Job(JobEvent::Updated, Box::new(job)));
                Ok(true)
            })
            .await?;
        if running {
            Ok(())
        } else {
            Err(Stop::Cancelled)
        }
    }

    /// Takes its time; longer while a fault holds the channel, shorter if the job is cancelled.
    async fn pause(&self, time: Duration, step: &PartStatus) -> Result<(), Stop> {
        let mut interrupts = self.app.runner.interrupts();
        let mut changes = self.app.faults.changes();
        let wake = tokio::time::sleep(time.mul_f64(self.app.args.pace));
        tokio::pin!(wake);
        let mut slept = false;
        loop {
            if slept && !self.app.faults.holds(self.channel, step) {
                return Ok(());
            }
            tokio::select! {
                () = &mut wake, if !slept => slept = true,
                () = changes.changed() => {}
                // The sender lives as long as the server.
                _ = interrupts.changed() => {
                    let id = self.job.job_id.clone();
                    let job = self.app.store.read(move |view| jobs::get(view.connection, &id));
                    if job.await?.status != JobStatus::InProgress {
                        return Err(Stop::Cancelled);
                    }
                }
            }
        }
    }
}

fn result_ended(job: &Job, channel: &Channel) -> bool {
    job.result(channel)
        .is_some_and(|result| !matches!(result.verdict(), Verdict::Waiting | Verdict::Running))
}

/// How far a job is: the mean of its channels.
fn progress(job: &Job) -> f64 {
    let shares = job.results.values().map(|result| match result.verdict() {
        Verdict::Waiting | Verdict::Running => result.progress.unwrap_or_default(),
        _ => 1.0,
    });
    let count = job.results.len().max(1);
    let mean = shares.sum::<f64>() / count as f64;
    (mean * 1000.0).round() / 1000.0
}
