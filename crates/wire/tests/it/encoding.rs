//! Paths, queries and times survive their way.

use proptest::prelude::*;
use wire::{Method, Path, Query, Stamp, jobs::JobFilter, jobs::JobId};

use crate::sample::{decoded, pairs};

proptest! {
    #[test]
    fn an_id_is_one_segment_and_comes_back(id in any::<String>(), other in any::<String>()) {
        let path = Path::filled("/a/{id}/b/{other}/c", &[&id, &other]);
        let segments: Vec<_> = path.as_str().split('/').collect();
        prop_assert_eq!(segments.len(), 6);
        prop_assert_eq!(decoded(segments[2]), id);
        prop_assert_eq!(decoded(segments[4]), other);
        prop_assert!(path.as_str().is_ascii());
        prop_assert!(!path.as_str().contains(['?', '#', ' ', '+', '&']));
    }

    #[test]
    fn a_query_comes_back(given in proptest::collection::vec(any::<(String, String)>(), 0..6)) {
        let query = given
            .iter()
            .fold(Query::new(), |query, (name, value)| query.with(name, value));
        prop_assert_eq!(pairs(&query), given.clone());
        prop_assert_eq!(query.pairs(), given);
    }

    #[test]
    fn a_filter_never_puts_text_where_it_does_not_belong(q in any::<String>()) {
        let filter = JobFilter { q: q.clone(), ..JobFilter::default() };
        let sent = pairs(&filter.to_query());
        let found = sent.iter().find(|(name, _)| name == "q");
        prop_assert_eq!(found.map_or("", |(_, value)| value.as_str()), q.trim());
        prop_assert!(sent.iter().all(|(name, _)| ["q", "sort"].contains(&name.as_str())));
    }

    #[test]
    fn a_call_shows_its_route_without_the_id(id in "[a-z]{9}") {
        let call = wire::jobs::get(&JobId(id.clone()));
        prop_assert_eq!(call.method, Method::Get);
        prop_assert!(!call.route().contains(&id));
        prop_assert!(call.target().contains(&id));
    }

    #[test]
    fn a_time_keeps_its_text_and_its_moment(
        seconds in -62_135_596_800_i64..253_402_300_799,
        micros in 0_u32..1_000_000,
        offset in -1_439_i64..1_440,
    ) {
        let time = chrono::DateTime::from_timestamp(seconds, micros * 1_000).unwrap();
        let naive = time.naive_utc();
        let text = naive.format("%Y-%m-%dT%H:%M:%S%.f").to_string();
        let stamp = Stamp::parse(&text).unwrap();
        prop_assert_eq!(stamp.as_str(), &text);
        prop_assert!(!stamp.is_zoned());
        prop_assert_eq!(stamp.sort_key(), time.timestamp_micros());

        let sign = if offset < 0 { '-' } else { '+' };
        let zoned = format!("{text}{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60);
        // Near the ends of the calendar a zone can lead out of it.
        if let Ok(stamp) = Stamp::parse(&zoned) {
            let moment = time - chrono::TimeDelta::minutes(offset);
            prop_assert_eq!(stamp.sort_key(), moment.timestamp_micros());
            let json = serde_json::to_string(&stamp).unwrap();
            let again: Stamp = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(again.as_str(), zoned);
        }

        let written = Stamp::from_utc(time);
        let again = Stamp::parse(written.as_str()).unwrap();
        prop_assert_eq!(again.epoch_millis(), written.epoch_millis());
    }

    #[test]
    fn any_text_is_a_time_or_is_refused(text in any::<String>(), digits in "[0-9TZ:. +-]{0,40}") {
        for text in [text, digits] {
            if let Ok(stamp) = Stamp::parse(&text) {
                prop_assert_eq!(stamp.as_str(), &text);
                let _ = (stamp.epoch_millis(), stamp.sort_key(), stamp.since(&stamp));
            }
        }
    }
}
