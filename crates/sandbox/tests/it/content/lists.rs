//! The list: filters, orders, pages, and what a fresh server holds.

use std::collections::BTreeSet;

use proptest::{collection::vec, option, prelude::*, sample::select};
use sandbox::{
    args::Args,
    clock::{Clock, from_millis},
    faults::Faults,
    live::Live,
    store::{Store, contents},
};
use wire::{
    channel::Channel,
    content::{
        self, Content, ContentFilter, ContentSort, ContentSortKey, ContentStatus, ContentSummary,
        VersionReason,
    },
    sort::SortWords,
};

use super::{assert_refused, piece, store};
use crate::harness::{EDITOR, Sandbox};

#[tokio::test]
async fn ten_thousand_pieces_are_paged_without_loss_or_repeat() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    // Many were made at one time, so that ids break ties.
    store(
        &sandbox,
        (0..10_000).map(|number| piece(number, i64::from(number / 7) * 1000)),
    );
    for (sort, status, q) in [
        ("-created_at", None, ""),
        ("title", None, ""),
        ("-status", Some(ContentStatus::Published), ""),
        ("updated_at", None, "text 99"),
    ] {
        let mut filter = ContentFilter {
            q: q.to_owned(),
            status: status.clone().into_iter().collect(),
            sort: sort.parse().unwrap(),
            limit: Some(500),
            ..ContentFilter::default()
        };
        let expected = (0..10_000)
            .map(|number| piece(number, 0))
            .filter(|content| filter.matches(content))
            .count();
        assert!(expected > 50, "{sort}");
        let mut seen = BTreeSet::new();
        let mut count = 0;
        loop {
            let page = editor.send(content::summaries(&filter)).await.unwrap();
            assert_eq!(page.total, Some(expected as u64), "{sort}");
            count += page.items.len();
            seen.extend(page.items.into_iter().map(|it| it.content_id));
            match page.next_cursor {
                Some(cursor) => filter.cursor = Some(cursor),
                None => break,
            }
        }
        assert_eq!((count, seen.len()), (expected, expected), "{sort}");
    }
}

#[tokio::test]
async fn a_list_without_bodies_is_the_list() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    store(&sandbox, (0..9).map(|number| piece(number, 1000)));
    let filter = ContentFilter::default();
    let whole = editor.send(content::page(&filter)).await.unwrap();
    let short = editor.send(content::summaries(&filter)).await.unwrap();
    let expected: Vec<_> = whole.items.iter().map(ContentSummary::from).collect();
    assert_eq!(short.items, expected);
    let raw = editor.answer(&content::summaries(&filter)).await;
    assert!(!raw.body.contains("\"body\""));
    // The newest first, where nobody says otherwise.
    let plain = editor.raw("GET", "/api/v2/content", &[], None).await.json();
    assert_eq!(plain["content"][0]["content_id"], "cnt_00008");
}

#[tokio::test]
async fn a_query_that_means_nothing_is_refused() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    store(&sandbox, (0..3).map(|number| piece(number, 1000)));
    for query in [
        "sort=size",
        "deleted=maybe",
        "view=xml",
        "limit=0",
        "limit=501",
        "cursor=x",
    ] {
        let path = format!("/api/v2/content?{query}");
        let raw = editor.raw("GET", &path, &[], None).await;
        assert_eq!(raw.status, 422, "{query}");
        let name = query.split('=').next().unwrap();
        assert_eq!(raw.json()["detail"][0]["loc"][1], name);
    }
    // A cursor belongs to its list.
    let filter = ContentFilter {
        limit: Some(1),
        ..ContentFilter::default()
    };
    let cursor = editor
        .send(content::page(&filter))
        .await
        .unwrap()
        .next_cursor;
    for other in [
        ContentFilter {
            cursor: cursor.clone(),
            sort: "title".parse().unwrap(),
            ..ContentFilter::default()
        },
        ContentFilter {
            cursor,
            deleted: true,
            ..ContentFilter::default()
        },
    ] {
        assert_refused(editor.send(content::page(&other)).await, 422);
    }
}

#[tokio::test]
async fn a_fresh_server_has_a_past_of_its_content() {
    let sandbox = Sandbox::with(Args {
        jobs: 40,
        ..Args::default()
    });
    let editor = sandbox.client(EDITOR).await;
    let everything = ContentFilter {
        limit: Some(500),
        ..ContentFilter::default()
    };
    let all = editor.send(content::page(&everything)).await.unwrap().items;
    let count = |status: ContentStatus| all.iter().filter(|it| it.status == status).count();
    assert!(count(ContentStatus::Archived) >= 1);
    assert!(count(ContentStatus::Published) > 3 * count(ContentStatus::Archived));
    let mut reasons = BTreeSet::new();
    let mut edited = 0;
    for content in &all {
        let id = &content.content_id;
        assert_eq!(
            content.url.is_some(),
            content.status == ContentStatus::Published
        );
        let versions = editor
            .send(content::versions(id, None, None))
            .await
            .unwrap();
        let numbers: Vec<_> = versions.items.iter().map(|it| it.version).collect();
        assert_eq!(numbers, (1..=content.version).rev().collect::<Vec<_>>());
        let newest = editor.send(content::version(id, content.version)).await;
        assert_eq!(newest.unwrap(), *content);
        let times: Vec<_> = versions
            .items
            .iter()
            .map(|it| it.created_at.sort_key())
            .collect();
        assert!(times.is_sorted_by(|a, b| a > b), "{times:?}");
        for version in &versions.items {
            if matches!(version.reason, VersionReason::Edit) {
                edited += 1;
                assert!(
                    version.words_added + version.words_removed > 0,
                    "{version:?}"
                );
            }
            reasons.insert(version.reason.clone());
        }
    }
    assert!(edited > 5);
    let expected = [
        VersionReason::Created,
        VersionReason::Edit,
        VersionReason::Restore,
        VersionReason::Status,
    ];
    assert_eq!(reasons, BTreeSet::from(expected));
    let trash = ContentFilter {
        deleted: true,
        ..everything
    };
    let trash = editor.send(content::page(&trash)).await.unwrap().items;
    assert!(trash.len() >= 3);
    for content in trash {
        let deleted = content.deleted_at.as_ref().unwrap();
        assert!(deleted.sort_key() > content.created_at.sort_key());
        let back = editor.send(content::restore(&content.content_id)).await;
        assert!(back.unwrap().content.url.is_some());
    }
}

#[tokio::test]
async fn a_fresh_server_can_have_much_content() {
    let total = async |contents: u32| {
        let sandbox = Sandbox::with(Args {
            jobs: 120,
            contents,
            ..Args::default()
        });
        let editor = sandbox.client(EDITOR).await;
        let filter = ContentFilter::default();
        editor
            .send(content::page(&filter))
            .await
            .unwrap()
            .total
            .unwrap()
    };
    let usual = total(0).await;
    assert!((20..100).contains(&usual));
    assert!((100..110).contains(&total(100).await));
}

fn text() -> impl Strategy<Value = String> {
    select(vec![
        "Straße",
        "STRASSE",
        "Café",
        "Cafe\u{301}",
        "a_b",
        "100%",
        "日本",
        " x ",
    ])
    .prop_map(str::to_owned)
}

prop_compose! {
    fn any_piece()(
        number in 0..500_u32,
        status in select(ContentStatus::KNOWN),
        title in text(),
        version in 1..4_u64,
        job in option::of(select(vec!["job_1", "job_2"])),
        created in 0..6_i64,
        updated in 0..6_i64,
        deleted in option::weighted(0.3, 0..6_i64),
    ) -> Content {
        let now = Clock::default().millis();
        let at = |step: i64| from_millis(now - 600_000 + step * 1000);
        Content {
            status,
            title,
            version,
            job_id: job.map(Into::into),
            created_at: at(created),
            updated_at: at(updated),
            deleted_at: deleted.map(at),
            ..piece(number, 0)
        }
    }
}

prop_compose! {
    fn any_filter()(
        q in option::of(prop_oneof![text(), "[a-z]{1,2}", "[0-9]"]),
        channel in vec(select(Channel::KNOWN), 0..3),
        status in vec(select(ContentStatus::KNOWN), 0..3),
        job in option::weighted(0.2, select(vec!["job_1", "job_2"])),
        deleted: bool,
        key in select(ContentSortKey::WORDS),
        descending: bool,
        limit in 1..8_u32,
    ) -> ContentFilter {
        ContentFilter {
            q: q.unwrap_or_default(),
            channel,
            status,
            job_id: job.map(Into::into),
            deleted,
            sort: ContentSort { key: key.0, descending },
            limit: Some(limit),
            cursor: None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_database_filters_and_sorts_content_as_the_contract_says(
        pieces in vec(any_piece(), 0..40),
        filter in any_filter(),
    ) {
        let clock = Clock::default();
        let store = Store::open(None, Live::new(clock.clone(), Faults::new(false))).unwrap();
        let known: std::collections::BTreeMap<_, _> = pieces
            .into_iter()
            .map(|content| (content.content_id.clone(), content))
            .collect();
        store
            .write_now(|change| {
                known.values().try_for_each(|it| contents::save(&change.connection, it))
            })
            .unwrap();
        let mut expected: Vec<_> = known.values().filter(|it| filter.matches(it)).collect();
        expected.sort_by(|a, b| filter.compare(a, b));
        let expected: Vec<_> = expected.into_iter().map(|it| it.content_id.clone()).collect();

        let mut found = Vec::new();
        let mut next = filter;
        loop {
            let page = store
                .read_now(|view| contents::list(view.connection, &next, &clock.stamp()))
                .unwrap();
            prop_assert_eq!(page.total, Some(expected.len() as u64));
            found.extend(page.items.into_iter().map(|it| it.content_id));
            match page.next_cursor {
                Some(cursor) => next.cursor = Some(cursor),
                None => break,
            }
        }
        prop_assert_eq!(found, expected);
    }
}
