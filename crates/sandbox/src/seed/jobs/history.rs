//! What has become of published content since: it was edited, archived, moved to the trash.

use std::{array::IntoIter, iter::Cycle};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;
use wire::{
    Stamp,
    content::{Content, ContentStatus, VersionReason},
    documents::Source,
    generate::{EmailPart, Part, SocialPart, WebPart},
    jobs::Job,
};

use crate::{
    engine::{self, Recipe, SourceDocument},
    error::Result,
    runner::published::title_of,
    state::App,
    store::contents::{self, VersionNote},
};

/// Every so many pieces one was edited.
const EDITED: u32 = 3;
/// Every so many pieces an edit was taken back.
const TAKEN_BACK: u32 = 6;
/// Every so many pieces one is archived; none of the newest.
const ARCHIVED: u32 = 9;
const FIRST_ARCHIVED: u32 = 18;
/// What some newsletters begin with; reviewers add and remove it.
const PREFIX: &str = "Update: ";
/// Who reads over what the other has published.
const REVIEWERS: [&str; 2] = ["Olga Owens", "Edwin Moreau"];
/// How many minutes pass from one change to the next, in turn.
const PAUSES: [i64; 3] = [187, 42, 1_310];
/// The longest that anything is in the trash, so that some time is left.
const LONGEST_IN_TRASH: i64 = 26;

/// Stores a piece with its past. What it says last is what its job has published.
pub(super) fn store(
    app: &App,
    connection: &Connection,
    job: &Job,
    content: Content,
    number: u32,
) -> Result<()> {
    let now = app.clock.now();
    let mut history = VersionHistory {
        connection,
        at: Moments::since(&content.created_at, now),
        newest: None,
    };
    let first = if number % EDITED == 1 {
        before_review(app, job, &content.body)
    } else {
        None
    };
    let Some(first) = first else {
        history.add(content, VersionNote::new(VersionReason::Created))?;
        return history.archive_some(number);
    };
    let published = content.body.clone();
    history.add(
        Content {
            title: title_of(&first, Some(content.title)),
            body: first,
            ..content
        },
        VersionNote::new(VersionReason::Created),
    )?;
    history.edit(published.clone(), VersionNote::new(VersionReason::Edit))?;
    if number % TAKEN_BACK == 4 {
        history.edit(shortened(&published), VersionNote::new(VersionReason::Edit))?;
        history.edit(published, VersionNote::restored_from(2))?;
    }
    history.archive_some(number)
}

/// Stores a piece that was moved to the trash.
pub(super) fn store_in_trash(app: &App, connection: &Connection, content: Content) -> Result<()> {
    contents::create(connection, &content)?;
    let now = app.clock.now();
    let age = now.signed_duration_since(content.created_at.utc().unwrap_or(now));
    let since = (age / 3).min(TimeDelta::days(LONGEST_IN_TRASH));
    let deleted_at = Stamp::from_utc(now - since);
    contents::save(
        connection,
        &Content {
            url: None,
            purge_at: contents::purge_at(&deleted_at),
            deleted_at: Some(deleted_at),
            deleted_by: Some(other_than(content.updated_by.as_deref())),
            ..content
        },
    )
}

/// The versions of a piece, one after the other.
struct VersionHistory<'a> {
    connection: &'a Connection,
    at: Moments,
    newest: Option<Content>,
}

impl VersionHistory<'_> {
    fn add(&mut self, content: Content, note: VersionNote) -> Result<()> {
        contents::record(self.connection, self.newest.as_ref(), &content, note)?;
        self.newest = Some(content);
        Ok(())
    }

    fn edit(&mut self, body: Part, note: VersionNote) -> Result<()> {
        self.follow(note, |content| Content {
            title: title_of(&body, Some(content.title)),
            body,
            ..content
        })
    }

    fn archive_some(mut self, number: u32) -> Result<()> {
        if number < FIRST_ARCHIVED || !number.is_multiple_of(ARCHIVED) {
            return Ok(());
        }
        self.follow(VersionNote::new(VersionReason::Status), |content| Content {
            status: ContentStatus::Archived,
            url: None,
            ..content
        })
    }

    fn follow(&mut self, note: VersionNote, edit: impl FnOnce(Content) -> Content) -> Result<()> {
        let Some(before) = self.newest.clone() else {
            return Ok(());
        };
        let content = edit(Content {
            version: before.version + 1,
            updated_at: self.at.next(),
            updated_by: Some(other_than(before.updated_by.as_deref())),
            ..before
        });
        self.add(content, note)
    }
}

fn other_than(name: Option<&str>) -> String {
    let other = REVIEWERS.into_iter().find(|other| Some(*other) != name);
    other.unwrap_or_default().to_owned()
}

/// Points in time between one that is past and now.
struct Moments {
    last: DateTime<Utc>,
    now: DateTime<Utc>,
    pauses: Cycle<IntoIter<i64, 3>>,
}

impl Moments {
    fn since(first: &Stamp, now: DateTime<Utc>) -> Self {
        Self {
            last: first.utc().unwrap_or(now),
            now,
            pauses: PAUSES.into_iter().cycle(),
        }
    }

    /// Some time later where that is past, else soon after the one before.
    fn next(&mut self) -> Stamp {
        let left = self.now.signed_duration_since(self.last);
        self.last += (left / 4).min(TimeDelta::minutes(self.pauses.next().unwrap_or_default()));
        Stamp::from_utc(self.last)
    }
}

/// What a part was before somebody has read it over; `None` where nothing can be told apart.
fn before_review(app: &App, job: &Job, part: &Part) -> Option<Part> {
    match part {
        Part::Email(email) => Some(Part::Email(EmailPart {
            subject: match email.subject.strip_prefix(PREFIX) {
                Some(subject) => subject.to_owned(),
                None => format!("{PREFIX}{}", email.subject),
            },
            preheader: None,
            ..email.clone()
        })),
        Part::Social(social) => Some(Part::Social(without_last_lines(social))),
        Part::Web(page) => {
            let (markdown, _) = page.markdown.rsplit_once("\n\n")?;
            let page = WebPart {
                markdown: markdown.to_owned(),
                tags: page.tags.iter().take(2).cloned().collect(),
                ..page.clone()
            };
            let html = html(app, job, &page);
            Some(Part::Web(WebPart { html, ..page }))
        }
        Part::Other(_) => None,
    }
}

/// A part after an edit that somebody has taken back.
fn shortened(part: &Part) -> Part {
    match part {
        Part::Email(email) => Part::Email(EmailPart {
            subject: email.subject.to_uppercase(),
            ..email.clone()
        }),
        Part::Social(social) => Part::Social(SocialPart {
            posts: social.posts.iter().take(1).cloned().collect(),
        }),
        Part::Web(page) => Part::Web(WebPart {
            excerpt: String::new(),
            seo: None,
            ..page.clone()
        }),
        Part::Other(value) => Part::Other(value.clone()),
    }
}

fn without_last_lines(social: &SocialPart) -> SocialPart {
    let mut posts = social.posts.clone();
    for post in &mut posts {
        let shorter = post.content.trim_end().rsplit_once("\n\n");
        if let Some((text, _)) = shorter {
            post.content = text.to_owned();
            post.hashtags = Vec::new();
        }
    }
    SocialPart { posts }
}

fn html(app: &App, job: &Job, page: &WebPart) -> Option<String> {
    let request = job.request.as_ref()?;
    let document = SourceDocument {
        id: request.document_id.clone(),
        source: Source::Markdown,
        title: page.title.clone(),
        markdown: page.markdown.clone(),
        updated_at: job.created_at.clone(),
        url: None,
    };
    let recipe = Recipe {
        document: &document,
        request,
        templates: &app.templates,
    };
    engine::page_html(&recipe, page).ok()
}
