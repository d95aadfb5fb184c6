//! The documents that a fresh server holds: long and short, plain and difficult.

use wire::{Stamp, documents::Source};

use crate::engine::SourceDocument;

/// One document's id, title at its source, time of the last change, and text.
type Entry = (&'static str, &'static str, &'static str, &'static str);

const ENTRIES: [Entry; 15] = [
    (
        "gdocs:1kWq7ZpEmber2LaunchT0c",
        "Ember 2 launch",
        "2026-11-22T16:42:10Z",
        include_str!("documents/ember-2.md"),
    ),
    (
        "notion:5b1e0c7a-field-guide",
        "A field guide to coffee above the tree line",
        "2026-11-18T09:05:31Z",
        include_str!("documents/above-the-tree-line.md"),
    ),
    (
        "md:notices/roastery-closed.md",
        "Roastery closed on 27 November",
        "2026-11-22T08:12:00Z",
        include_str!("documents/roastery-closed.md"),
    ),
    (
        "gdocs:1h7Vd0WholesalePr1ces27",
        "Wholesale prices from 1 January",
        "2026-11-17T13:30:45Z",
        include_str!("documents/wholesale-prices.md"),
    ),
    (
        "notion:c40d92ee-photo-contest",
        "📸 Photo contest",
        "2026-11-12T18:20:03Z",
        include_str!("documents/summer-photos.md"),
    ),
    (
        "gdocs:1bAmmanOpen1ngAr8xKQ2m",
        "افتتاح محمصة عمّان",
        "2026-11-15T07:48:22Z",
        include_str!("documents/amman.md"),
    ),
    (
        "md:developers/partner-api-3.md",
        "Partner API 3",
        "2026-11-16T09:14:02Z",
        include_str!("documents/partner-api.md"),
    ),
    (
        "gdocs:1rRepa1rsOneYearOnLongT",
        "Everything we learned from a year of repairs",
        "2026-11-09T11:00:00Z",
        include_str!("documents/long-title.md"),
    ),
    (
        "notion:77a3f1b2-packing-lists",
        "Packing lists",
        "2026-10-28T15:37:19Z",
        include_str!("documents/packing-lists.md"),
    ),
    (
        "notion:0e9d4c55-your-letters",
        "What you wrote to us this autumn",
        "2026-11-05T10:22:54Z",
        include_str!("documents/customer-voices.md"),
    ),
    (
        "md:de/kesselwerkstatt-muenchen.md",
        "Kesselwerkstatt München",
        "2026-11-13T14:09:40Z",
        include_str!("documents/kessel-werkstatt.md"),
    ),
    (
        "notion:b8f26d10-hakuba",
        "白馬の焙煎所",
        "2026-11-11T02:31:07Z",
        include_str!("documents/hakuba.md"),
    ),
    (
        "gdocs:1pGiftCardsPasted0ldPg",
        "Gift cards (pasted from the old page)",
        "2026-11-19T17:55:36Z",
        include_str!("documents/pasted-landing-page.md"),
    ),
    (
        "md:notices/valve-recall.md",
        "Safety notice: Ember valves",
        "2026-11-21T06:30:00Z",
        include_str!("documents/valve-recall.md"),
    ),
    (
        "gdocs:1uUnt1tledDraft00000aa",
        "Untitled draft",
        "2026-09-30T21:03:15Z",
        include_str!("documents/untitled-draft.md"),
    ),
];

/// When the sample was written, as its readers are told.
const SAMPLE_AT: i64 = 1_795_430_400_000;

/// Every seeded document, latest change first.
pub fn all() -> Vec<SourceDocument> {
    let mut documents: Vec<SourceDocument> = ENTRIES.into_iter().filter_map(document).collect();
    documents.sort_by_key(|document| std::cmp::Reverse(document.updated_at.sort_key()));
    documents
}

/// What templates are tried with when no document is chosen; it is in no list.
pub fn sample() -> SourceDocument {
    SourceDocument {
        id: "md:sample.md".into(),
        source: Source::Markdown,
        title: "A sample with a bit of everything".to_owned(),
        markdown: include_str!("documents/sample.md").to_owned(),
        updated_at: crate::clock::from_millis(SAMPLE_AT),
        url: None,
    }
}

fn document((id, title, updated_at, markdown): Entry) -> Option<SourceDocument> {
    let (origin, name) = id.split_once(':')?;
    let (source, url) = match origin {
        "gdocs" => (
            Source::GoogleDocs,
            Some(format!("https://docs.google.com/document/d/{name}/edit")),
        ),
        "notion" => (
            Source::Notion,
            Some(format!("https://www.notion.so/{name}")),
        ),
        _ => (Source::Markdown, None),
    };
    Some(SourceDocument {
        id: id.into(),
        source,
        title: title.to_owned(),
        markdown: markdown.to_owned(),
        updated_at: Stamp::parse(updated_at).ok()?,
        url,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{Recipe, preview},
        seed::templates,
    };
    use wire::{
        channel::{Channel, Platform},
        generate::{GenerateRequest, Severity},
    };

    #[test]
    fn all_but_the_empty_draft_go_out_on_every_channel() {
        let documents = all();
        assert_eq!(documents.len(), ENTRIES.len());
        let templates = templates::all();
        for document in &documents {
            let request = GenerateRequest {
                document_id: document.id.clone(),
                channels: Channel::KNOWN.to_vec(),
                social_platforms: Platform::KNOWN.to_vec(),
                ..GenerateRequest::default()
            };
            let recipe = Recipe {
                document,
                request: &request,
                templates: &templates,
            };
            let (parts, findings) = preview(&recipe);
            let errors: Vec<_> = findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(|finding| finding.code.as_str())
                .collect();
            if document.word_count() == 0 {
                assert_eq!(errors, ["no_text"; 3]);
                assert!(parts.0.is_empty());
            } else {
                assert!(errors.is_empty(), "{}: {errors:?}", document.id);
                assert_eq!(parts.0.len(), 3);
                assert!(!document.excerpt().is_empty());
            }
        }
    }
}
