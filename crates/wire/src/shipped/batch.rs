//! Content for a whole period: a plan that the backend as shipped makes up, and forgets at once.
//!
//! Its routes to schedule such a plan and to ask for its status are not here: they answer every
//! id, also one that never was, with the same made-up items, and do nothing.

mod item;
mod order;

pub use item::PlannedItem;
pub use order::{BatchOrder, CannotPlan, MOST_ITEMS, Period};

use serde_json::{Map, Value};

use crate::{
    Call, Method, Path, Stamp,
    call::{ReadError, json},
};

/// A plan for a period. Nothing of it is stored or sent by the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The server's name for it; two plans of one second have the same.
    pub batch_id: String,
    /// What is planned, in the server's order.
    pub items: Vec<PlannedItem>,
    /// What the server says of the whole, e.g. `estimated_total_reach`.
    pub summary: Map<String, Value>,
    /// What the server says of the times; `None` where it was not asked to plan them.
    pub scheduling: Option<Map<String, Value>>,
    /// When it was made, in UTC.
    pub generated_at: Option<Stamp>,
    /// The whole answer, as it came.
    pub answer: Map<String, Value>,
}

impl Plan {
    /// How many people it reaches, by the server's own estimate.
    pub fn estimated_reach(&self) -> Option<f64> {
        self.answer.get("estimated_reach").and_then(Value::as_f64)
    }
}

/// Makes a plan. Needs no key.
pub fn plan(order: &BatchOrder) -> Call<Plan> {
    Call::read_by(
        Method::Post,
        Path::fixed("/api/v1/batch/generateBatch"),
        read,
    )
    .public()
    // The server reads nothing but the query.
    .query(order.query())
}

fn read(body: &str) -> Result<Plan, ReadError> {
    let answer: Map<String, Value> = json(body)?;
    let items = answer
        .get("items")
        .and_then(Value::as_array)
        .ok_or_else(|| ReadError("`items` is no list".to_owned()))?;
    let object = |name: &str| answer.get(name).and_then(Value::as_object).cloned();
    let text = |name: &str| answer.get(name).and_then(Value::as_str);
    let generated_at = text("generated_at").and_then(|text| Stamp::parse(text).ok());
    Ok(Plan {
        batch_id: text("batch_id")
            .ok_or_else(|| ReadError("`batch_id` is missing".to_owned()))?
            .to_owned(),
        items: items.iter().map(PlannedItem::read).collect(),
        summary: object("summary").unwrap_or_default(),
        scheduling: object("scheduling_plan"),
        generated_at: generated_at.as_ref().map(super::in_utc),
        answer,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, channel::Channel, generate::Part};

    fn any() -> Call<Plan> {
        plan(&BatchOrder::new(Period::Day, &[Channel::Email], None).unwrap())
    }

    #[test]
    fn items_of_unknown_shapes_are_kept() {
        let body = r#"{"batch_id":"b","items":[7,{"content_type":"fax","content":{"data":{"x":1}}},
            {"content_type":"email","content":{"data":{"subject":5}},"scheduled_for":"soon"}]}"#;
        let plan = any().read(&Answer::new(200, body)).unwrap();
        assert_eq!(plan.items.len(), 3);
        assert!(
            plan.items
                .iter()
                .all(|item| matches!(item.part, Part::Other(_)))
        );
        let channels: Vec<_> = plan.items.iter().map(|item| item.channel.clone()).collect();
        assert_eq!(channels, ["".into(), "fax".into(), Channel::Email]);
        assert_eq!(plan.items[2].scheduled_text.as_deref(), Some("soon"));
        assert_eq!(plan.items[2].scheduled_for, None);
    }

    #[test]
    fn what_is_no_plan_is_unreadable() {
        for body in [
            "[]",
            "{}",
            r#"{"batch_id":"b","items":{}}"#,
            r#"{"items":[]}"#,
        ] {
            assert!(any().read(&Answer::new(200, body)).is_err(), "{body}");
        }
    }
}
