//! What people do to stored content: they edit it, publish and archive it, take up an older
//! version, move it to the trash and back.
//!
//! Each of these is one transaction: what is checked is what is changed.

use serde_json::Value;
use wire::{
    FieldProblem, Stamp,
    channel::Channel,
    content::{
        BulkContentAction, Content, ContentChange, ContentId, ContentStatus, LIMITS, VersionReason,
    },
    detail::Problem,
    documents::Source,
    events::{ContentEvent, Event},
    generate::{EmailPart, GenerateRequest, Part, SocialPart, WebPart},
    jobs::Job,
    templates::Template,
};

use crate::{
    engine::{self, Recipe, SourceDocument},
    error::{Error, Result, problem},
    extract::read_at,
    routes::condition::Seen,
    runner::published::{dated, page_address, title_of},
    state::App,
    store::{
        Change,
        contents::{self, VersionNote},
        jobs,
    },
};

/// Whoever changes content, and what that takes.
pub struct Editing {
    app: App,
    by: String,
    now: Stamp,
    templates: Vec<Template>,
}

/// The version of content, as it is named in a header.
pub fn etag(content: &Content) -> String {
    format!("\"{}-{}\"", content.content_id, content.version)
}

impl Editing {
    /// Somebody begins to change content, which may be rendered anew with these templates.
    pub fn new(app: &App, by: String, templates: Vec<Template>) -> Self {
        Self {
            app: app.clone(),
            by,
            now: app.clock.stamp(),
            templates,
        }
    }

    /// Changes content. A change that changes nothing makes no version.
    pub fn update(
        &self,
        change: &mut Change<'_>,
        id: &ContentId,
        seen: &Seen,
        wanted: ContentChange,
    ) -> Result<Content> {
        let before = self.require(change, id, seen)?;
        let body = match &wanted.body {
            None => before.body.clone(),
            Some(body) => {
                let part = read_body(&before.channel, body.clone())?;
                self.settle(change, &before, part)?
            }
        };
        let title = wanted.title.unwrap_or_else(|| title_after(&before, &body));
        let status = wanted.status.unwrap_or_else(|| before.status.clone());

        let mut problems = Vec::new();
        if title != before.title {
            problems.extend(LIMITS.of_title(&title));
        }
        if body != before.body {
            problems.extend(LIMITS.of_part(&body));
        }
        let mut problems: Vec<Problem> = problems.into_iter().map(in_body).collect();
        problems.extend(status_problem(change, &before, &status)?);
        let reason = match wanted.reason {
            None | Some(VersionReason::Edit) => VersionReason::Edit,
            Some(VersionReason::Regeneration) => VersionReason::Regeneration,
            Some(_) => {
                let message = "A change is an `edit` or a `regeneration`";
                problems.push(problem(["reason"], "enum", message));
                VersionReason::Edit
            }
        };
        if !problems.is_empty() {
            return Err(Error::invalid(problems));
        }

        let reason = if title == before.title && body == before.body {
            VersionReason::Status
        } else {
            reason
        };
        let after = Content {
            title,
            body,
            status,
            ..before.clone()
        };
        self.store(change, before, after, VersionNote::new(reason))
    }

    /// Makes a new version of an older one. Whether it is out stays as it is.
    pub fn restore_version(
        &self,
        change: &mut Change<'_>,
        id: &ContentId,
        version: u64,
        seen: &Seen,
    ) -> Result<Content> {
        let before = self.require(change, id, seen)?;
        let old = contents::version(&change.connection, id, version)?;
        let after = Content {
            title: old.title,
            body: kept_from(old.body, &before.body),
            ..before.clone()
        };
        self.store(change, before, after, VersionNote::restored_from(version))
    }

    /// Moves content to the trash.
    pub fn delete(&self, change: &mut Change<'_>, id: &ContentId, seen: &Seen) -> Result<Content> {
        let before = self.require(change, id, seen)?;
        let content = Content {
            url: None,
            deleted_at: Some(self.now.clone()),
            deleted_by: Some(self.by.clone()),
            purge_at: contents::purge_at(&self.now),
            ..before
        };
        contents::save(&change.connection, &content)?;
        tell(change, ContentEvent::Deleted, &content);
        Ok(content)
    }

    /// Takes content out of the trash. What is not in it stays as it is.
    pub fn restore(&self, change: &mut Change<'_>, id: &ContentId) -> Result<Content> {
        let before = contents::get_any(&change.connection, id, &self.now)?;
        if before.deleted_at.is_none() {
            return Ok(before);
        }
        let content = self.with_url(Content {
            deleted_at: None,
            deleted_by: None,
            purge_at: None,
            ..before
        });
        contents::save(&change.connection, &content)?;
        tell(change, ContentEvent::Updated, &content);
        Ok(content)
    }

    /// Does to one piece what is done to many.
    pub fn apply(
        &self,
        change: &mut Change<'_>,
        action: &BulkContentAction,
        id: &ContentId,
        seen: &Seen,
    ) -> Result<Content> {
        let to = |status| ContentChange::default().status(status);
        match action {
            BulkContentAction::Archive => {
                self.update(change, id, seen, to(ContentStatus::Archived))
            }
            BulkContentAction::Publish => {
                self.update(change, id, seen, to(ContentStatus::Published))
            }
            BulkContentAction::Unarchive => {
                let content = self.require(change, id, seen)?;
                if content.status != ContentStatus::Archived {
                    return Ok(content);
                }
                let status = contents::status_before_archive(&change.connection, id)?;
                self.update(change, id, &Seen::Anything, to(status))
            }
            BulkContentAction::Delete => self.delete(change, id, seen),
            BulkContentAction::Restore => self.restore(change, id),
            BulkContentAction::Other(word) => Err(Error::invalid(vec![problem(
                ["action"],
                "enum",
                format!("Unknown action `{word}`"),
            )])),
        }
    }

    /// The content as it is, if that is what was seen: 404 or 412.
    fn require(&self, change: &Change<'_>, id: &ContentId, seen: &Seen) -> Result<Content> {
        let content = contents::get(&change.connection, id)?;
        let tag = etag(&content);
        if seen.is_met_by(&tag) {
            return Ok(content);
        }
        let by = content.updated_by.as_deref().unwrap_or("someone else");
        Err(Error {
            etag: tag.parse().ok(),
            ..Error::new(
                axum::http::StatusCode::PRECONDITION_FAILED,
                format!(
                    "Content {id} was changed by {by} in the meantime: it is at version {}",
                    content.version
                ),
            )
        })
    }

    /// Stores what has become of content, unless it is the same.
    fn store(
        &self,
        change: &mut Change<'_>,
        before: Content,
        after: Content,
        note: VersionNote,
    ) -> Result<Content> {
        let is_same = after.title == before.title
            && after.body == before.body
            && after.status == before.status;
        if is_same {
            return Ok(before);
        }
        let goes_out = after.status == ContentStatus::Published;
        let body = if goes_out && before.status != ContentStatus::Published {
            out_since(after.body, &self.now)
        } else {
            after.body
        };
        let content = self.with_url(Content {
            body,
            version: before.version.saturating_add(1),
            updated_at: self.now.clone(),
            updated_by: Some(self.by.clone()),
            ..after
        });
        contents::record(&change.connection, Some(&before), &content, note)?;
        tell(change, ContentEvent::Updated, &content);
        Ok(content)
    }

    /// What is out can be seen, and nothing else can.
    fn with_url(&self, content: Content) -> Content {
        let is_out = content.status == ContentStatus::Published && content.deleted_at.is_none();
        let address = || page_address(self.app.base_url(), &content.content_id);
        let url = is_out.then(|| content.url.clone().unwrap_or_else(address));
        Content { url, ..content }
    }

    /// A part as it is stored: with what people cannot change, and with what follows from the rest.
    fn settle(&self, change: &Change<'_>, before: &Content, part: Part) -> Result<Part> {
        let part = kept_from(part, &before.body);
        Ok(match (part, &before.body) {
            (Part::Email(email), Part::Email(old)) if email.html != old.html => {
                let text = if email.text == old.text {
                    Some(engine::email_text(&email.html))
                } else {
                    email.text
                };
                Part::Email(EmailPart { text, ..email })
            }
            (Part::Web(page), Part::Web(old)) => {
                let html = if says_the_same(&page, old) {
                    old.html.clone()
                } else {
                    self.html(change, before, &page)?
                };
                Part::Web(WebPart { html, ..page })
            }
            (part, _) => part,
        })
    }

    /// A page's HTML, rendered from its Markdown with the template that it was made with; `None`
    /// where that cannot be, so that readers get the Markdown.
    fn html(
        &self,
        change: &Change<'_>,
        content: &Content,
        page: &WebPart,
    ) -> Result<Option<String>> {
        let job: Option<Job> = match &content.job_id {
            Some(id) => jobs::get(&change.connection, id).ok(),
            None => None,
        };
        let request = job.and_then(|job| job.request).unwrap_or_default();
        let request = GenerateRequest {
            channels: vec![Channel::Web],
            ..request
        };
        let known = content.document_id.as_ref();
        let known = known.and_then(|id| self.app.document(id.as_str()));
        let document = SourceDocument {
            id: known.map_or_else(
                || content.content_id.as_str().into(),
                |document| document.id.clone(),
            ),
            source: Source::Markdown,
            title: page.title.clone(),
            markdown: page.markdown.clone(),
            updated_at: known.map_or_else(
                || content.created_at.clone(),
                |document| document.updated_at.clone(),
            ),
            url: None,
        };
        let recipe = Recipe {
            document: &document,
            request: &request,
            templates: &self.templates,
        };
        Ok(engine::page_html(&recipe, page).ok())
    }
}

fn tell(change: &mut Change<'_>, event: ContentEvent, content: &Content) {
    change.tell(Event::Content(event, Box::new(content.clone())));
}

/// Reads a body as the part of a channel; what does not fit is named by its field.
fn read_body(channel: &Channel, body: Value) -> Result<Part> {
    const PLACE: [&str; 1] = ["body"];
    let family = channel.family();
    if !body.is_object() && !matches!(family, Channel::Other(_)) {
        let message = format!("The body of this channel ({channel}) is an object");
        return Err(Error::invalid(vec![problem(PLACE, "value_error", message)]));
    }
    Ok(match family {
        Channel::Email => Part::Email(read_at(&PLACE, body)?),
        Channel::Social => Part::Social(read_at(&PLACE, body)?),
        Channel::Web => Part::Web(read_at(&PLACE, body)?),
        Channel::Other(_) => Part::Other(body),
    })
}

/// What nobody changes by hand stays: when it went out, whom it goes to, what a platform takes.
fn kept_from(part: Part, before: &Part) -> Part {
    match (part, before) {
        (Part::Email(email), Part::Email(old)) => Part::Email(EmailPart {
            recipient_count: old.recipient_count,
            from_name: old.from_name.clone(),
            ..email
        }),
        (Part::Web(page), Part::Web(old)) => Part::Web(WebPart {
            published_at: old.published_at.clone(),
            ..page
        }),
        (Part::Social(SocialPart { mut posts }), Part::Social(old)) => {
            for post in &mut posts {
                let known = old.posts.iter().find(|it| it.platform == post.platform);
                post.limit = known.and_then(|known| known.limit);
                post.author = known.and_then(|known| known.author.clone());
            }
            Part::Social(SocialPart { posts })
        }
        (part, _) => part,
    }
}

/// Whether two pages differ in nothing that their HTML shows.
fn says_the_same(page: &WebPart, old: &WebPart) -> bool {
    let words = |page: &WebPart| WebPart {
        html: None,
        ..page.clone()
    };
    words(page) == words(old)
}

/// A page that goes out for the first time says when that was.
fn out_since(part: Part, now: &Stamp) -> Part {
    match part {
        Part::Web(page) if page.published_at.is_some() => Part::Web(page),
        part => dated(part, now),
    }
}

/// What was called by its own title goes on being called so.
fn title_after(before: &Content, body: &Part) -> String {
    let own = |part: &Part| title_of(part, Some(before.title.clone()));
    if own(&before.body) == before.title {
        own(body)
    } else {
        before.title.clone()
    }
}

/// What is out does not become a draft, for it was out; all else can be taken back.
fn status_problem(
    change: &Change<'_>,
    before: &Content,
    status: &ContentStatus,
) -> Result<Option<Problem>> {
    let message = match (&before.status, status) {
        (old, new) if old == new => return Ok(None),
        (_, ContentStatus::Other(word)) => format!("Unknown status `{word}`"),
        (_, ContentStatus::Archived | ContentStatus::Published) => return Ok(None),
        (ContentStatus::Archived, ContentStatus::Draft) => {
            let was = contents::status_before_archive(&change.connection, &before.content_id)?;
            if was == ContentStatus::Draft {
                return Ok(None);
            }
            "This was published before it was archived: publish it, or leave it archived".to_owned()
        }
        (_, ContentStatus::Draft) => "Archive published content instead".to_owned(),
    };
    Ok(Some(problem(["status"], "enum", message)))
}

/// A problem as it travels; places in a list are numbers.
fn in_body(found: FieldProblem) -> Problem {
    let steps = found
        .path
        .into_iter()
        .map(|step| match step.parse::<u64>() {
            Ok(number) => number.into(),
            Err(_) => Value::from(step),
        });
    let steps = steps.collect::<Vec<_>>();
    Problem {
        kind: found.kind,
        loc: std::iter::once("body".into()).chain(steps).collect(),
        msg: found.message,
        input: None,
    }
}
