//! The database and the contract agree on what a filter lets through, and in which order.

use std::collections::BTreeMap;

use chrono::DateTime;
use proptest::{collection::vec, option, prelude::*, sample::select};
use sandbox::{
    clock::Clock,
    faults::Faults,
    live::Live,
    store::{Store, jobs},
};
use wire::{
    Stamp,
    channel::Channel,
    jobs::{ChannelResult, Job, JobFilter, JobSort, JobStatus},
};

fn stamp(range: std::ops::Range<i64>) -> impl Strategy<Value = Stamp> {
    // Few different times, so that ids have to break ties.
    range.prop_map(|step| {
        Stamp::from_utc(DateTime::from_timestamp_millis(1_795_000_000_000 + step * 500).unwrap())
    })
}

fn text() -> impl Strategy<Value = String> {
    select(vec![
        "Straße",
        "STRASSE",
        "ΣΊΣΥΦΟΣ",
        "Σίσυφος",
        "İstanbul",
        "Café",
        "Cafe\u{301}",
        "a_b",
        "100%",
        "it's",
        "日本",
        "",
        " x ",
    ])
    .prop_map(str::to_owned)
}

fn channels() -> impl Strategy<Value = Vec<Channel>> {
    proptest::sample::subsequence(Channel::KNOWN.to_vec(), 0..=3)
}

prop_compose! {
    fn job()(
        number in 0..10_000_u32,
        status in select(JobStatus::KNOWN),
        document_id in option::of(text()),
        document_title in option::of(text()),
        channels in channels(),
        results in channels(),
        created_at in stamp(0..20),
        started_at in option::of(stamp(5..25)),
        completed_at in option::of(stamp(10..30)),
        errors in vec(text(), 0..3),
    ) -> Job {
        let results: BTreeMap<_, _> = results
            .into_iter()
            .map(|channel| (channel.as_str().to_owned(), ChannelResult::default()))
            .collect();
        Job {
            job_id: format!("job_{number:05}").into(),
            status,
            document_id: document_id.map(Into::into),
            document_title,
            channels,
            template_id: None,
            tone: None,
            progress: None,
            queue_position: None,
            created_at,
            started_at,
            completed_at,
            scheduled_for: None,
            held_until: None,
            results,
            errors,
            attempt: None,
            retry_of: None,
            retried_as: None,
            created_by: None,
            request: None,
            rest: serde_json::Map::new(),
        }
    }
}

prop_compose! {
    fn filter()(
        status in vec(select(JobStatus::KNOWN), 0..3),
        channel in channels(),
        strange in option::weighted(0.1, Just(Channel::from("fax"))),
        q in option::of(prop_oneof![text(), "[a-zß-]{1,2}", "0[0-9]"]),
        from in option::of(stamp(0..20)),
        to in option::of(stamp(0..20)),
        sort in select(vec!["created_at", "completed_at", "document", "status", "duration"]),
        descending: bool,
        limit in 1..8_u32,
    ) -> JobFilter {
        let key = sort.parse::<JobSort>().unwrap().key;
        JobFilter {
            status,
            channel: channel.into_iter().chain(strange).collect(),
            q: q.unwrap_or_default(),
            from,
            to,
            sort: JobSort { key, descending },
            limit: Some(limit),
            cursor: None,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_database_filters_and_sorts_as_the_contract_says(
        jobs in vec(job(), 0..40),
        filter in filter(),
    ) {
        let clock = Clock::default();
        let live = Live::new(clock.clone(), Faults::new(false));
        let store = Store::open(None, live).unwrap();
        let known: BTreeMap<_, _> = jobs.into_iter().map(|job| (job.job_id.clone(), job)).collect();
        store
            .write_now(|change| {
                known.values().try_for_each(|job| jobs::save(&change.connection, job))
            })
            .unwrap();
        let mut expected: Vec<_> = known.values().filter(|job| filter.matches(job)).collect();
        expected.sort_by(|a, b| filter.compare(a, b));
        let expected: Vec<_> = expected.into_iter().map(|job| job.job_id.clone()).collect();

        let mut found = Vec::new();
        let mut next = filter;
        loop {
            let page = store
                .read_now(|view| jobs::list(view.connection, &next, &clock.stamp()))
                .unwrap();
            prop_assert_eq!(page.total, Some(expected.len() as u64));
            prop_assert!(page.items.len() <= 8);
            found.extend(page.items.into_iter().map(|job| job.job_id));
            match page.next_cursor {
                Some(cursor) => next.cursor = Some(cursor),
                None => break,
            }
        }
        prop_assert_eq!(found, expected);
    }
}
