//! One metric: a tile where it has one value, rows where it has several.

use leptos::prelude::*;
use leptos_router::components::A;
use wire::metrics::{Family, Kind, Series};

use crate::{
    routes::Route,
    ui::{Badge, LONG_LINE, Spark, State, format_clock, shorten_text},
};

use super::{
    history::{self, Course, History, Reading},
    unit::Unit,
};

type Labels = Vec<(String, String)>;

/// Whether a metric has one value that a tile can show.
pub fn is_tile(family: &Family) -> bool {
    family.series.len() == 1 && !is_health(family)
}

/// Whether its values say how components are.
fn is_health(family: &Family) -> bool {
    family.name.ends_with("component_health")
}

/// A metric.
#[component]
pub fn Shown(
    #[prop(into)] family: Signal<Family>,
    history: RwSignal<History>,
    common: Memo<Labels>,
    tile: bool,
) -> impl IntoView {
    let name = family.with_untracked(|family| family.name.clone());
    let help = move || family.with(|family| Some(shorten_text(family.help.as_deref()?, LONG_LINE)));
    let kind = move || {
        family.with(|family| match &family.kind {
            Kind::Untyped => String::new(),
            kind => kind.as_str().to_owned(),
        })
    };
    let head = view! {
        <h3 class="metric-name">{name}</h3>
        <p class="metric-help">{help}</p>
    };
    if tile {
        let series = Signal::derive(move || family.with(|family| family.series.first().cloned()));
        return view! {
            <li class="metric-tile">
                {head}
                <Value family series history large=true />
            </li>
        }
        .into_any();
    }
    let health = family.with_untracked(is_health);
    let keys = move || {
        let family = family.read();
        family.series.iter().map(history::key).collect::<Vec<_>>()
    };
    let row = move |key: String| {
        let series = Memo::new(move |_| {
            family.with(|family| {
                let mut series = family.series.iter();
                series.find(|series| history::key(series) == key).cloned()
            })
        });
        let labels = move || {
            series.with(|series| {
                let series = series.as_ref()?;
                Some(common.with(|common| words(series, common, &family.read().name)))
            })
        };
        let value = if health {
            view! { <Health series=series.into() /> }.into_any()
        } else {
            view! { <Value family series=series.into() history large=false /> }.into_any()
        };
        view! {
            <li class="metric-row">
                <span class="metric-labels">{labels}</span>
                {value}
            </li>
        }
    };
    view! {
        <li class="metric-group">
            <div class="metric-head">{head} <span class="metric-kind">{kind}</span></div>
            {health
                .then(|| {
                    view! {
                        <p class="metric-note">
                            "0 is said of a component that is unhealthy, and of one that was never checked. "
                            <A href=Route::Health.path()>"System health"</A> " tells them apart."
                        </p>
                    }
                })}
            <ul class="metric-rows" role="list" data-health=health.then_some("")>
                <For each=keys key=Clone::clone children=row />
            </ul>
        </li>
    }
    .into_any()
}

/// A component's health as far as the figure tells it.
#[component]
fn Health(series: Signal<Option<Series>>) -> impl IntoView {
    let value = Memo::new(move |_| series.with(|series| series.as_ref().map(|one| one.value)));
    let told = move || health(value.get());
    let state = Signal::derive(move || told().0);
    view! { <Badge state bare=true>{move || told().1}</Badge> }
}

/// What a component's figure tells: 1 is healthy, and 0 may mean that nobody has looked.
fn health(value: Option<f64>) -> (State, String) {
    match value {
        Some(1.0) => (State::Good, "Healthy".to_owned()),
        Some(0.0) => (State::Off, "Unhealthy or never checked".to_owned()),
        Some(other) => (State::Off, Unit::Plain.say(other)),
        None => (State::Off, "No longer told".to_owned()),
    }
}

/// The value of a series, its course, and that in words.
#[component]
fn Value(
    #[prop(into)] family: Signal<Family>,
    series: Signal<Option<Series>>,
    history: RwSignal<History>,
    large: bool,
) -> impl IntoView {
    let unit = Memo::new(move |_| {
        let family = family.read();
        // A part of a histogram has a unit of its own: a count is no length.
        let name = series.with(|one| one.as_ref().map(|one| one.name.clone()));
        Unit::of(
            name.as_deref().unwrap_or(&family.name),
            family.help.as_deref(),
        )
    });
    let value = move || {
        series.with(|series| match series {
            Some(series) => unit.get().say(series.value),
            None => "–".to_owned(),
        })
    };
    let readings = Memo::new(move |_| {
        let series = series.get();
        history.with(|history| series.map(|series| history.of(&series)).unwrap_or_default())
    });
    let words = move || {
        let kind = family.with(|family| family.kind.clone());
        readings.with(|readings| course_words(&kind, unit.get(), readings))
    };
    view! {
        <span class="metric-value" data-large=large.then_some("")>
            {value}
        </span>
        <Spark readings bounds=Signal::derive(move || unit.get().bounds()) />
        <span class="metric-course">{words}</span>
    }
}

fn course_words(kind: &Kind, unit: Unit, readings: &[Reading]) -> String {
    let Some((since, _)) = readings.first() else {
        return String::new();
    };
    if readings.len() < 2 {
        return "First reading".to_owned();
    }
    let since = format_clock(*since);
    match history::course(kind, readings) {
        Course::Still => format!("Unchanged since {since}"),
        Course::Grew(by) => format!("+{} since {since}", unit.say(by)),
        Course::Between(low, high) => {
            let (low, high) = (unit.say(low), unit.say(high));
            if low == high {
                format!("About {low} since {since}")
            } else {
                format!("{low} to {high} since {since}")
            }
        }
    }
}

/// What tells a series from its neighbours, in words.
fn words(series: &Series, common: &[(String, String)], family: &str) -> String {
    let part = series.name.strip_prefix(family).unwrap_or_default();
    let mut words: Vec<_> = series
        .labels
        .iter()
        .filter(|pair| !common.contains(pair))
        .map(|(name, value)| match name.as_str() {
            "le" => format!("at most {value}"),
            "component" => value.replace('_', " "),
            _ => format!("{name} {value}"),
        })
        .collect();
    match part {
        "_sum" => words.push("sum".to_owned()),
        "_count" => words.push("count".to_owned()),
        _ => {}
    }
    if words.is_empty() {
        return "all".to_owned();
    }
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use wire::metrics::Scrape;

    use super::*;

    #[test]
    fn a_zero_is_no_proof_of_ill_health() {
        assert_eq!(health(Some(1.0)), (State::Good, "Healthy".to_owned()));
        let (state, words) = health(Some(0.0));
        assert_eq!(state, State::Off);
        assert!(words.contains("never checked"));
        assert_eq!(health(Some(2.0)).1, "2");
    }

    #[test]
    fn a_series_is_told_by_what_its_neighbours_have_not() {
        let text = "# TYPE h histogram\nh_bucket{s=\"x\",le=\"0.5\"} 1\nh_sum{s=\"x\"} 2\n\
                    h_count{s=\"x\"} 1\ng{s=\"x\",component=\"disk_space\"} 1\nb{s=\"x\"} 1";
        let scrape = Scrape::read(text).unwrap();
        let common = scrape.common_labels();
        let told: Vec<_> = scrape
            .families
            .iter()
            .flat_map(|family| {
                let series = family.series.iter();
                series
                    .map(|series| words(series, &common, &family.name))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(told, ["at most 0.5", "sum", "count", "disk space", "all"]);
    }

    #[test]
    fn a_course_is_told_from_two_readings_on() {
        let say = |kind, values: &[f64]| {
            let readings: Vec<_> = values.iter().map(|value| (0.0, *value)).collect();
            let words = course_words(&kind, Unit::Percent, &readings);
            words.split(" since").next().unwrap_or_default().to_owned()
        };
        assert_eq!(say(Kind::Gauge, &[]), "");
        assert_eq!(say(Kind::Gauge, &[1.0]), "First reading");
        assert_eq!(say(Kind::Gauge, &[1.0, 1.0]), "Unchanged");
        assert_eq!(say(Kind::Gauge, &[1.0, 11.6]), "1 % to 11.6 %");
        assert_eq!(say(Kind::Gauge, &[1.0, 1.01]), "About 1 %");
        assert_eq!(say(Kind::Counter, &[1.0, 3.0]), "+2 %");
    }
}
