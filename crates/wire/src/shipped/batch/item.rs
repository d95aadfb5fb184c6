//! One planned item, read as far as its shape is known.

use serde_json::{Map, Value};

use crate::{
    Stamp,
    channel::Channel,
    generate::{Part, SocialPart},
};

/// One item of a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedItem {
    /// Its name in the plan; empty where the server gives none.
    pub item_id: String,
    /// Where it would go.
    pub channel: Channel,
    /// What it says; as it came, where its shape is not known.
    pub part: Part,
    /// When it would go out, by the server's own clock.
    pub scheduled_for: Option<Stamp>,
    /// The same as it came, also where it is no time.
    pub scheduled_text: Option<String>,
    /// How much of a response the server expects. It says neither how it knows, nor of what.
    pub estimated_engagement: Option<f64>,
    /// The server's rank for it, smaller first.
    pub priority: Option<i64>,
    /// What else the server says of it.
    pub metadata: Map<String, Value>,
}

impl PlannedItem {
    /// Reads an item; there is none that cannot be read.
    pub(super) fn read(item: &Value) -> Self {
        let text = |name: &str| item.get(name).and_then(Value::as_str);
        let content = item.get("content");
        let inside = |name: &str| content.and_then(|content| content.get(name));
        let channel = Channel::from(
            text("content_type")
                .or_else(|| inside("content_type").and_then(Value::as_str))
                .unwrap_or_default(),
        );
        let data = inside("data").or(content).unwrap_or(item).clone();
        let scheduled = text("scheduled_for")
            .or_else(|| inside("scheduled_for").and_then(Value::as_str))
            .map(str::to_owned);
        Self {
            item_id: text("item_id").unwrap_or_default().to_owned(),
            part: part(&channel, data),
            channel,
            scheduled_for: scheduled
                .as_deref()
                .and_then(|text| Stamp::parse(text).ok()),
            scheduled_text: scheduled,
            estimated_engagement: item.get("estimated_engagement").and_then(Value::as_f64),
            priority: item.get("priority").and_then(Value::as_i64),
            metadata: item
                .get("metadata")
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// What to call it in a list.
    pub fn title(&self) -> String {
        let title = self.part.title().unwrap_or_default();
        let line = title.lines().map(str::trim).find(|line| !line.is_empty());
        line.map_or_else(|| "Without a title".to_owned(), str::to_owned)
    }
}

/// A post stands alone here, where elsewhere there is a list of them.
fn part(channel: &Channel, data: Value) -> Part {
    if channel.family() == Channel::Social
        && let Ok(post) = serde_json::from_value(data.clone())
    {
        return Part::Social(SocialPart { posts: vec![post] });
    }
    Part::read(channel, data.clone()).unwrap_or(Part::Other(data))
}
