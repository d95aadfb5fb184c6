//! What is to be different about a piece of content.

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};
use serde_json::Value;

use super::{Content, ContentStatus, LIMITS, VersionReason};
use crate::{FieldProblem, generate::Part};

/// What is to be different about a piece of content; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContentChange {
    /// What to call it; without one, an email and a page go on being called by their own title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it is to say: the whole part, in the form of its channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Value>,
    /// Whether it is to be out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<ContentStatus>,
    /// `regeneration` for a text that was generated anew; else it is an edit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<VersionReason>,
}

impl<'de> Deserialize<'de> for ContentChange {
    /// Only an object: serde would read an empty list as one without any field.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ObjectVisitor)
    }
}

struct ObjectVisitor;

impl<'de> Visitor<'de> for ObjectVisitor {
    type Value = ContentChange;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an object")
    }

    // Not by way of a map in memory, so that an error knows its field.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<ContentChange, A::Error> {
        #[derive(Deserialize)]
        struct Fields {
            #[serde(default, deserialize_with = "crate::one_line::read_some")]
            title: Option<String>,
            body: Option<Value>,
            status: Option<ContentStatus>,
            reason: Option<VersionReason>,
        }
        let Fields {
            title,
            body,
            status,
            reason,
        } = Fields::deserialize(MapAccessDeserializer::new(map))?;
        Ok(ContentChange {
            title,
            body,
            status,
            reason,
        })
    }
}

impl ContentChange {
    /// Another title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Another text.
    #[must_use]
    pub fn body(mut self, part: &Part) -> Self {
        self.body = Some(part.to_json());
        self
    }

    /// Another status.
    #[must_use]
    pub fn status(mut self, status: ContentStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// For this reason.
    #[must_use]
    pub fn because(mut self, reason: VersionReason) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Whether nothing is to be different.
    pub fn is_empty(&self) -> bool {
        self.title.is_none() && self.body.is_none() && self.status.is_none()
    }

    /// How many bytes it is as it travels; [`super::ContentLimits::bytes`] is the most.
    pub fn size(&self) -> usize {
        // All of it has string keys, so it always serialises.
        serde_json::to_vec(self).map_or(usize::MAX, |bytes| bytes.len())
    }

    /// The change without what is the same as it is now.
    #[must_use]
    pub fn without_unchanged(mut self, now: &Content) -> Self {
        self.title = self.title.filter(|title| *title != now.title);
        self.status = self.status.filter(|status| *status != now.status);
        let same = |body: &Value| Part::read(&now.channel, body.clone()).as_ref() == Ok(&now.body);
        self.body = self.body.filter(|body| !same(body));
        self
    }

    /// What is wrong with it, field by field, for content that is as it is now. What is the same as
    /// now is right, whatever it is.
    pub fn problems(&self, now: &Content) -> Vec<FieldProblem> {
        let change = self.clone().without_unchanged(now);
        let mut problems = Vec::new();
        problems.extend(change.title.as_deref().and_then(|it| LIMITS.of_title(it)));
        match change.body.map(|body| Part::read(&now.channel, body)) {
            Some(Ok(part)) => problems.extend(LIMITS.of_part(&part)),
            Some(Err(error)) => problems.push(FieldProblem {
                path: vec!["body".to_owned()],
                message: error.0,
                kind: "value_error".to_owned(),
            }),
            None => {}
        }
        problems
    }
}
