//! The history as a table for a spreadsheet.

use wire::cache::{CacheTarget, Invalidation};

use crate::{features::cache::text, ui::format_csv};

/// Writes the entries as CSV.
pub fn write<'a>(entries: impl IntoIterator<Item = &'a Invalidation>) -> String {
    format_csv(text::CSV_HEADS, entries.into_iter().map(cells))
}

fn cells(entry: &Invalidation) -> [String; 13] {
    let request = entry.request.as_ref();
    let list =
        |words: Option<&Vec<String>>| words.map(|words| words.join("\n")).unwrap_or_default();
    let caches: Vec<_> = entry
        .targets()
        .map(|(target, went)| text::csv_went(target.label(), &went_words(entry, &target, went)))
        .collect();
    let errors = if entry.errors.is_empty() {
        entry.errors_by_target.values().cloned().collect()
    } else {
        entry.errors.clone()
    };
    [
        entry
            .timestamp
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        entry.outcome().label().to_owned(),
        caches.join("; "),
        entry
            .keys_invalidated
            .map(|count| count.to_string())
            .unwrap_or_default(),
        list(request.map(|it| &it.keys)),
        list(request.map(|it| &it.patterns)),
        list(request.map(|it| &it.tags)),
        match request {
            Some(request) if request.force => text::YES.to_owned(),
            Some(_) => text::NO.to_owned(),
            None => String::new(),
        },
        entry.reason.clone().unwrap_or_default(),
        entry.requested_by.clone().unwrap_or_default(),
        entry
            .duration_ms
            .map(|millis| format!("{millis:.3}"))
            .unwrap_or_default(),
        errors.join("\n"),
        entry.request_id.clone().unwrap_or_default(),
    ]
}

/// What became of one target: how many entries went where that is told, else whether they did.
pub fn went_words(entry: &Invalidation, target: &CacheTarget, went: Option<bool>) -> String {
    let count = entry.entries_by_target.get(target.as_str());
    match (went, count) {
        (Some(false), _) => text::WENT_FAILED.to_owned(),
        (Some(true), Some(1)) => text::ONE_ENTRY.to_owned(),
        (Some(true), Some(count)) => text::entries(*count),
        (Some(true), None) => text::WENT.to_owned(),
        (None, _) => text::WENT_UNKNOWN.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_one_row_and_never_a_success_it_is_not() {
        let entry: Invalidation = serde_json::from_str(
            r#"{"status":"success","success":false,"request_id":"inv_1","keys_invalidated":3,
                "targets_processed":{"local":false,"api":true},"errors":["Local: no answer"],
                "entries_by_target":{"api":3},"reason":"=1+1","requested_by":"Edda",
                "duration_ms":0.5,"timestamp":"2026-11-24T10:00:00Z",
                "request":{"targets":["local","api"],"patterns":["a*","b*"]}}"#,
        )
        .unwrap();
        let text = write([&entry]);
        let row = text.split("\r\n").nth(1).unwrap();
        assert_eq!(
            row,
            "2026-11-24T10:00:00Z,Partly completed,\"API: 3 entries; Local: failed\",3,,\"a*\nb*\",,no,\
             '=1+1,Edda,0.500,Local: no answer,inv_1"
        );
    }
}
