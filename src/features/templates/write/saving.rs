//! Saves a template, and finds out whether an answer that was lost had been a good one.

use wire::{
    ApiError,
    templates::{self, Held, TemplateDraft, TemplateId},
};

use crate::state::{query::send_once, session::Session};

/// What is to be saved.
#[derive(Clone, Debug)]
pub struct SaveRequest {
    /// The stored template that is changed; `None` for a new one.
    pub id: Option<TemplateId>,
    /// What it is to be.
    pub draft: TemplateDraft,
    /// The version that is changed.
    pub etag: Option<String>,
    /// Whether it was deleted meanwhile and is to be stored again.
    pub is_gone: bool,
}

/// How that went.
#[derive(Clone, Debug)]
pub enum SaveOutcome {
    /// It is stored.
    Done(Box<Held>),
    /// Somebody else has stored this meanwhile.
    Conflict(Box<Held>),
}

/// Saves a template.
///
/// After a lost answer the same order is sent again by a click: it then meets what the
/// first one has stored, and that is a success and no conflict.
pub async fn save(session: Session, request: SaveRequest) -> Result<SaveOutcome, ApiError> {
    let SaveRequest {
        id,
        draft,
        etag,
        is_gone,
    } = request;
    let done = |held: Held| SaveOutcome::Done(Box::new(held));
    let Some(id) = id else {
        return match send_once(session, &templates::create(&draft)).await {
            Ok(held) => Ok(done(held)),
            Err(error) if may_be_stored(&error) => {
                find_same(session, &draft).await.map(done).ok_or(error)
            }
            Err(error) => Err(error),
        };
    };
    let call = if is_gone {
        templates::restore(&id, &draft)
    } else {
        templates::update(&id, &draft, etag.as_deref())
    };
    match send_once(session, &call).await {
        Ok(held) => Ok(done(held)),
        Err(error) if error.status() == Some(412) => {
            let newest = send_once(session, &templates::hold(&id)).await?;
            Ok(if newest.template.draft() == draft {
                done(newest)
            } else {
                SaveOutcome::Conflict(Box::new(newest))
            })
        }
        Err(error) => Err(error),
    }
}

/// Whether an attempt to create something may have worked, then or before.
fn may_be_stored(error: &ApiError) -> bool {
    error.is_undecided() || error.field("name").is_some()
}

/// The stored template that is exactly this one.
async fn find_same(session: Session, draft: &TemplateDraft) -> Option<Held> {
    let all = send_once(session, &templates::list()).await.ok()?;
    let same = all
        .items
        .iter()
        .find(|it| !it.builtin && it.name == draft.name)?;
    let held = send_once(session, &templates::hold(&same.id)).await.ok()?;
    (held.template.draft() == *draft).then_some(held)
}
