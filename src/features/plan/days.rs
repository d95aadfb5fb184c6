//! The items of a plan, by day.

use crate::features::plan::text;
use wire::{Stamp, shipped::batch::PlannedItem};

/// One day of a plan, as the server's own clock counts days.
#[derive(Clone, Debug, PartialEq)]
pub struct Day {
    /// The day in words.
    pub label: String,
    /// Its items, earliest first.
    pub items: Vec<PlannedItem>,
}

/// The items by day; those without a time come last, in the server's order.
pub fn by_day(items: &[PlannedItem]) -> Vec<Day> {
    let mut sorted: Vec<&PlannedItem> = items.iter().collect();
    sorted.sort_by_key(|item| {
        let at = item.scheduled_for.as_ref().map(Stamp::sort_key);
        (at.is_none(), at)
    });
    let mut days: Vec<Day> = Vec::new();
    for item in sorted {
        let label = label(item);
        match days.last_mut() {
            Some(day) if day.label == label => day.items.push(item.clone()),
            _ => days.push(Day {
                label,
                items: vec![item.clone()],
            }),
        }
    }
    days
}

/// The time of day as it came; empty where there is none.
pub fn time(item: &PlannedItem) -> String {
    match (&item.scheduled_for, &item.scheduled_text) {
        (Some(at), _) => at.as_str().get(11..16).unwrap_or_default().to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    }
}

fn label(item: &PlannedItem) -> String {
    let date = item
        .scheduled_for
        .as_ref()
        .and_then(|at| chrono::NaiveDate::parse_from_str(at.as_str().get(..10)?, "%Y-%m-%d").ok());
    match date {
        Some(date) => date.format(text::DATE_FORMAT).to_string(),
        None => text::NO_TIME.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use wire::{
        Answer,
        channel::Channel,
        shipped::batch::{self, BatchOrder, Period},
    };

    use super::*;

    #[test]
    fn a_plan_is_read_by_the_days_of_its_server() {
        let body = r#"{"batch_id":"b","items":[
            {"item_id":"2","content_type":"web","scheduled_for":"2026-11-24T09:30:00.5"},
            {"item_id":"0","content_type":"web","scheduled_for":null},
            {"item_id":"1","content_type":"web","scheduled_for":"2026-11-23T23:59:00"},
            {"item_id":"3","content_type":"web","scheduled_for":"at noon"}]}"#;
        let order = BatchOrder::new(Period::Day, &[Channel::Web], None).unwrap();
        let plan = batch::plan(&order).read(&Answer::new(200, body)).unwrap();
        let days = by_day(&plan.items);
        let told: Vec<_> = days
            .iter()
            .map(|day| {
                let items: Vec<_> = day.items.iter().map(time).collect();
                (day.label.as_str(), items.join(" "))
            })
            .collect();
        assert_eq!(
            told,
            [
                ("Monday, November 23, 2026", "23:59".to_owned()),
                ("Tuesday, November 24, 2026", "09:30".to_owned()),
                ("No time", " at noon".to_owned()),
            ]
        );
    }
}
