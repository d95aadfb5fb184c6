//! Which document a job is made from, as far as anybody says.

use wire::{
    jobs::Job,
    shipped::jobs::{DocumentHint, document_hint},
};

use crate::{
    features::jobs::text,
    ui::{LONG_LINE, shorten_text},
};

/// What is known of a job's document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Document {
    /// Its title, or else its id.
    Known {
        /// The one to show.
        name: String,
        /// Its id, where the name is a title.
        id: Option<String>,
    },
    /// Its whole id, read out of the job's own.
    InId(String),
    /// The first characters of its id, read out of the job's own.
    Start(String),
    /// Nothing.
    Unknown,
}

/// What is known of a job's document.
pub fn document_of(job: &Job) -> Document {
    let id = job.document_id.as_ref().map(ToString::to_string);
    match (&job.document_title, id, document_hint(&job.job_id)) {
        (Some(title), id, _) => Document::Known {
            name: shorten_text(title, LONG_LINE),
            id,
        },
        (None, Some(id), _) => Document::Known {
            name: shorten_text(&id, LONG_LINE),
            id: None,
        },
        (None, None, Some(DocumentHint::Whole(id))) => Document::InId(id.to_owned()),
        (None, None, Some(DocumentHint::Start(start))) => Document::Start(start.to_owned()),
        (None, None, None) => Document::Unknown,
    }
}

impl Document {
    /// What to write in its place.
    pub fn words(&self) -> String {
        match self {
            Self::Known { name, .. } | Self::InId(name) => name.clone(),
            Self::Start(start) => format!("{start}…"),
            Self::Unknown => text::UNKNOWN.to_owned(),
        }
    }

    /// How that is known.
    pub fn explanation(&self) -> String {
        match self {
            Self::Known { name, .. } => name.clone(),
            Self::InId(id) => text::from_job_id(id),
            Self::Start(_) => text::START_OF_ID.to_owned(),
            Self::Unknown => text::UNKNOWN_DOCUMENT.to_owned(),
        }
    }

    /// Whether it is only a part of the document's id.
    pub fn is_hint(&self) -> bool {
        matches!(self, Self::Start(_) | Self::Unknown)
    }

    /// The document's id, where all of it is known.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Known { name, id } => Some(id.as_deref().unwrap_or(name)),
            Self::InId(id) => Some(id),
            Self::Start(_) | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(json: serde_json::Value, words: &str, id: Option<&str>) {
        let mut job = serde_json::json!({
            "status": "pending", "created_at": "2026-11-23T00:00:00",
        });
        job.as_object_mut()
            .unwrap()
            .extend(json.as_object().unwrap().clone());
        let document = document_of(&serde_json::from_value(job).unwrap());
        assert_eq!((document.words().as_str(), document.id()), (words, id));
    }

    #[test]
    fn no_more_is_said_of_a_document_than_is_known() {
        check(
            serde_json::json!({"job_id": "j", "document_id": "d", "document_title": "Notes"}),
            "Notes",
            Some("d"),
        );
        check(
            serde_json::json!({"job_id": "sync_20261123000640_doc-part", "document_id": "doc-part-2"}),
            "doc-part-2",
            Some("doc-part-2"),
        );
        check(
            serde_json::json!({"job_id": "sync_20261123000640_doc-part"}),
            "doc-part…",
            None,
        );
        check(
            serde_json::json!({"job_id": "sync_20261123000426_doc-tw"}),
            "doc-tw",
            Some("doc-tw"),
        );
        check(serde_json::json!({"job_id": "j"}), "–", None);
    }
}
