//! How well the server answers: told from its metrics, where it has any.

use std::sync::Arc;

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    metrics::{self, Scrape},
};

use crate::{
    features::{health::text, shared::QueryPanel},
    routes::Route,
    state::{
        query::{Options, Query, use_query_with},
        session::use_session,
    },
    ui::{LinkButton, Skeleton, format_duration, format_number, format_percent},
};

use super::{
    ASK_EVERY,
    fact_list::FactList,
    facts::{Fact, FactValue},
};

/// Asks for the metrics that tell of answers: those of the calls, where a server has both.
pub fn use_figures() -> Query<Arc<Scrape>> {
    let session = use_session();
    use_query_with(
        move || {
            let known = session.capabilities()?;
            session.offers(Capability::Metrics).then(|| {
                if metrics::lists_calls(&known) {
                    metrics::of_calls()
                } else {
                    metrics::of_process()
                }
            })
        },
        Options {
            poll: Signal::stored(Some(ASK_EVERY)),
            ..Default::default()
        },
    )
}

/// The panel.
#[component]
pub fn Performance(query: Query<Arc<Scrape>>) -> impl IntoView {
    let draw = move |scrape: Signal<Arc<Scrape>>| {
        let facts = Memo::new(move |_| scrape.with(|scrape| facts(scrape)));
        view! {
            <FactList facts />
            <Show when=move || facts.read().is_empty()>
                <p class="health-none">{text::NO_METRICS}</p>
            </Show>
        }
    };
    view! {
        <QueryPanel
            heading=text::PERFORMANCE
            intro=Some(text::SINCE_START.to_owned())
            capability=Capability::Metrics
            actions=|| {
                view! { <LinkButton href=Route::Monitoring.path()>{text::ALL_METRICS}</LinkButton> }
            }
            remote=query.remote()
            failed=text::METRICS_FAILED
            skeleton=|| view! { <Skeleton count=2 /> }
            on_refetch=move |()| query.refetch()
            children=draw
        />
    }
}

/// What a scrape tells of the server's answers, under the names of either kind of server.
fn facts(scrape: &Scrape) -> Vec<Fact> {
    let sum = |name: &str, label: Option<(&str, &str)>| {
        // By the name in its line: OpenMetrics calls a counter's family by a shorter one.
        let mut all = scrape.series().filter(|series| series.name == name);
        let fits = |series: &metrics::Series| {
            label.is_none_or(|(name, value)| series.label(name) == Some(value))
        };
        let first = all.next()?;
        let mut sum = 0.0;
        for series in std::iter::once(first).chain(all).filter(|one| fits(one)) {
            // Which of two values for the same is right is not known, and both would be too much.
            if scrape.copies(series) > 1 {
                return None;
            }
            sum += series.value;
        }
        Some(sum).filter(|sum: &f64| sum.is_finite())
    };
    let one = |name| sum(name, None);
    let requests = one("app_http_requests_total");
    let failed = sum("app_http_requests_total", Some(("status", "5xx")));
    let busy = one("app_http_request_seconds_total");
    let share = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
    let per_second = requests.zip(one("app_uptime_seconds"));
    let average = busy.zip(requests);
    let average = average.and_then(|(busy, requests)| share(busy * 1_000.0, requests));
    let errors = failed.zip(requests);
    let errors = errors.and_then(|(failed, requests)| share(failed, requests));
    // The backend as shipped counts some calls inside of its generator, and no requests.
    let calls_failed = one("content_generator_error_rate").map(|percent| percent / 100.0);
    let job = |status| sum("app_jobs", Some(("status", status)));
    let figures = [
        (text::REQUESTS, requests.map(format_number)),
        (
            text::REQUESTS_PER_SECOND,
            per_second
                .and_then(|(requests, seconds)| share(requests, seconds))
                .map(format_number),
        ),
        (text::AVERAGE_RESPONSE, average.map(format_duration)),
        (text::ERROR_RATE, errors.map(format_percent)),
        (
            text::GENERATOR_CALLS,
            one("content_generator_total_calls").map(format_number),
        ),
        (
            text::AVERAGE_CALL,
            one("content_generator_avg_duration").map(format_duration),
        ),
        (text::FAILED_CALLS, calls_failed.map(format_percent)),
        (text::ACTIVE_JOBS, job("in_progress").map(format_number)),
        (text::QUEUED_JOBS, job("pending").map(format_number)),
    ];
    let repeated = Some(scrape.repeated().count()).filter(|count| *count > 0);
    let repeated = repeated.map(|count| text::not_summed(&format_number(count as f64)));
    figures
        .into_iter()
        .chain([(text::DUPLICATES, repeated)])
        .filter_map(|(name, words)| {
            Some(Fact {
                name: name.to_owned(),
                value: FactValue::Words(words?),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        facts(&Scrape::read(text).unwrap())
            .into_iter()
            .map(|fact| match fact.value {
                FactValue::Words(words) => (fact.name, words),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let told = told(text);
        let told: Vec<_> = told.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn answers_are_told_from_the_metrics_of_either_server() {
        check(
            "app_uptime_seconds 100\napp_http_requests_total{status=\"2xx\"} 190\n\
             app_http_requests_total{status=\"5xx\"} 10\napp_http_request_seconds_total 4\n\
             app_jobs{status=\"pending\"} 3\n",
            &[
                ("Requests", "200"),
                ("Requests per second", "2"),
                ("Average response", "20 ms"),
                ("Error rate", "5%"),
                ("Active jobs", "0"),
                ("Queued jobs", "3"),
            ],
        );
        check(
            "content_generator_total_calls 2\ncontent_generator_error_rate 0.0\n\
             content_generator_avg_duration 30.2\n",
            &[
                ("Generator calls", "2"),
                ("Average generator call", "30 ms"),
                ("Failed generator calls", "0%"),
            ],
        );
    }

    #[test]
    fn nothing_is_made_up() {
        check(
            "app_http_requests_total{status=\"2xx\"} 0\n",
            &[("Requests", "0")],
        );
        check("app_http_requests_total NaN\nother 1\n", &[]);
        // A series that is there twice is not added up.
        check(
            "app_http_requests_total{status=\"2xx\"} 3\n\
             app_http_requests_total{status=\"2xx\"} 4\napp_jobs{status=\"pending\"} 3\n",
            &[
                ("Active jobs", "0"),
                ("Queued jobs", "3"),
                ("Duplicate series", "1, not summed"),
            ],
        );
    }

    #[test]
    fn counters_are_found_in_open_metrics() {
        check(
            "# TYPE app_http_requests counter\napp_http_requests_total{status=\"2xx\"} 9996\n\
             app_http_requests_total{status=\"5xx\"} 4\n\
             app_http_requests_created{status=\"2xx\"} 1795000000\n# EOF\n",
            &[("Requests", "10,000"), ("Error rate", "0.04%")],
        );
        check(
            "app_http_requests_total{status=\"2xx\"} 99999\n\
             app_http_requests_total{status=\"5xx\"} 1\n",
            &[("Requests", "100,000"), ("Error rate", "0.001%")],
        );
    }
}
