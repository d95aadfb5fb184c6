//! The series as a table, of which only the rows in view are in the document.

use std::sync::Arc;

use leptos::prelude::*;
use wire::metrics::{Family, Kind, Scrape, Series, SeriesKey};

use crate::{
    features::monitoring::text,
    ui::{
        Align, Badge, CardPlace, Column, DataTable, HideBelow, LONG_LINE, RowHeight, Sparkline,
        State, format_absolute, format_clock, format_number, shorten_text,
    },
};

use super::{
    history::{self, Course, History, Reading},
    unit::Unit,
};

type Labels = Vec<(String, String)>;

/// Whether a family's values say how components are.
pub fn is_health(family: &Family) -> bool {
    family.name.ends_with("component_health")
}

/// The series.
#[component]
pub fn SeriesTable(
    /// What the table is called.
    #[prop(into)]
    label: Signal<String>,
    /// All series.
    scrape: Signal<Arc<Scrape>>,
    /// Those to show.
    rows: Memo<Vec<SeriesKey>>,
    /// What was seen of them.
    history: RwSignal<History>,
    /// The labels that all of them have, which no row repeats.
    common: Memo<Labels>,
) -> impl IntoView {
    let cell = move |key: SeriesKey, column: &'static str| {
        let of_row = move |say: fn(&Family, &Series) -> String| {
            move || {
                scrape.with(|scrape| scrape.find(key).map(|(family, series)| say(family, series)))
            }
        };
        match column {
            "metric" => view! {
                <span class="metric-name">{of_row(|_, series| series.name.clone())}</span>
                <span class="metric-help">{of_row(|family, _| about(family))}</span>
            }
            .into_any(),
            "labels" => {
                let words = Memo::new(move |_| {
                    scrape.with(|scrape| {
                        let (_, series) = scrape.find(key)?;
                        Some(common.with(|common| words(scrape, series, common)))
                    })
                });
                view! {
                    <span class="metric-labels" title=move || words.get()>
                        {move || words.get()}
                    </span>
                }
                .into_any()
            }
            "value" => view! { <Value row=Row { scrape, history, key } /> }.into_any(),
            "trend" => view! { <Trend row=Row { scrape, history, key } /> }.into_any(),
            _ => view! { <Change row=Row { scrape, history, key } /> }.into_any(),
        }
    };
    view! {
        <DataTable
            label
            noun=text::SERIES
            columns=columns()
            rows=rows
            key_id=|key: &SeriesKey| format!("{key:?}")
            cell
            row_height=RowHeight::Double
        />
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("metric", text::METRIC)
            .width("minmax(200px, 2fr)")
            .card(CardPlace::Lead),
        Column::new("labels", text::LABELS)
            .width("minmax(140px, 1.6fr)")
            .card(CardPlace::Body),
        Column::new("value", text::VALUE)
            .width("minmax(112px, 0.8fr)")
            .align(Align::End)
            .card(CardPlace::Side),
        Column::new("trend", text::TREND)
            .width("112px")
            .card(CardPlace::Nowhere)
            .hide_below(HideBelow::Wide),
        Column::new("change", text::CHANGE)
            .width("minmax(150px, 1fr)")
            .card(CardPlace::Foot)
            .hide_below(HideBelow::Medium),
    ]
}

/// What a family's values are, and what they mean.
fn about(family: &Family) -> String {
    let kind = match &family.kind {
        Kind::Untyped => None,
        kind => Some(kind.as_str()),
    };
    let help = family.help.as_deref().filter(|help| !help.is_empty());
    let help = help.map(|help| shorten_text(help, LONG_LINE));
    match (kind, help) {
        (Some(kind), Some(help)) => text::kind_and_help(kind, &help),
        (kind, help) => help.or(kind.map(str::to_owned)).unwrap_or_default(),
    }
}

/// What tells a series from its neighbours, in words.
fn words(scrape: &Scrape, series: &Series, common: &[(String, String)]) -> String {
    let pair = |name: &str, value: &str| match name {
        "le" => text::at_most(value),
        "component" => value.replace('_', " "),
        _ => text::pair(name, value),
    };
    let mut words: Vec<_> = series
        .labels
        .iter()
        .filter(|pair| !common.contains(pair))
        .map(|(name, value)| pair(name, value))
        .collect();
    let copies = scrape.copies(series);
    if copies > 1 {
        words.push(text::duplicate(series.key.copy + 1, copies));
    }
    words.extend(series.at.map(|at| text::at(&format_absolute(at))));
    for exemplar in &series.exemplars {
        let labels = exemplar.labels.iter();
        let labels = labels.map(|(name, value)| format!("{name} {value} "));
        let value = format_number(exemplar.value);
        words.push(text::example(&labels.collect::<String>(), &value));
    }
    shorten_text(&words.join(" · "), LONG_LINE)
}

/// Where a row's figures come from.
#[derive(Clone, Copy)]
struct Row {
    scrape: Signal<Arc<Scrape>>,
    history: RwSignal<History>,
    key: SeriesKey,
}

impl Row {
    fn with<T>(self, read: impl Fn(&Family, &Series) -> T) -> Option<T> {
        self.scrape.with(|scrape| {
            let (family, series) = scrape.find(self.key)?;
            Some(read(family, series))
        })
    }

    fn unit(self) -> Unit {
        self.with(unit).unwrap_or(Unit::Plain)
    }

    fn readings(self) -> Vec<Reading> {
        self.history.with(|history| history.of(self.key))
    }
}

fn unit(family: &Family, series: &Series) -> Unit {
    let (help, told) = (family.help.as_deref(), family.unit.as_deref());
    Unit::of(&series.name, help, told)
}

/// The kind of a series' values; when a counter began is none of its counts.
fn kind(family: &Family, series: &Series) -> Kind {
    match series.name.ends_with("_created") {
        true => Kind::Gauge,
        false => family.kind.clone(),
    }
}

#[component]
fn Value(row: Row) -> impl IntoView {
    let words = move || row.with(|family, series| unit(family, series).say(series.value));
    let health = Memo::new(move |_| {
        let read = |family: &Family, series: &Series| is_health(family).then_some(series.value);
        row.with(read).flatten().map(health)
    });
    move || match health.get() {
        Some((state, words)) => {
            view! { <Badge state=Signal::stored(state) bare=true>{words}</Badge> }.into_any()
        }
        None => view! { <span class="metric-value">{words}</span> }.into_any(),
    }
}

/// What a component's figure tells: 1 is healthy, and 0 may mean that nobody has looked.
fn health(value: f64) -> (State, String) {
    match value {
        1.0 => (State::Good, text::HEALTHY.to_owned()),
        0.0 => (State::Off, text::UNHEALTHY.to_owned()),
        other => (State::Off, Unit::Plain.say(other)),
    }
}

#[component]
fn Trend(row: Row) -> impl IntoView {
    let readings = Memo::new(move |_| row.readings());
    view! { <Sparkline readings bounds=Signal::derive(move || row.unit().bounds()) /> }
}

#[component]
fn Change(row: Row) -> impl IntoView {
    let words = move || {
        let (kind, unit) =
            row.with(|family, series| (kind(family, series), unit(family, series)))?;
        Some(course_words(&kind, unit, &row.readings()))
    };
    view! { <span class="metric-course">{words}</span> }
}

fn course_words(kind: &Kind, unit: Unit, readings: &[Reading]) -> String {
    let Some((since, _)) = readings.first() else {
        return String::new();
    };
    if readings.len() < 2 {
        return text::COLLECTING.to_owned();
    }
    let since = format_clock(*since);
    match history::course(kind, readings) {
        Course::Still => text::unchanged(&since),
        Course::Grew(by) => text::grew(&unit.of_difference().say(by), &since),
        Course::Between(low, high) => {
            let (low, high) = (unit.say(low), unit.say(high));
            if low == high {
                text::about(&low, &since)
            } else {
                text::between(&low, &high, &since)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_is_no_proof_of_ill_health() {
        assert_eq!(health(1.0), (State::Good, "Healthy".to_owned()));
        let (state, words) = health(0.0);
        assert_eq!(state, State::Off);
        assert!(words.contains("never checked"));
        assert_eq!(health(2.0).1, "2");
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let scrape = Scrape::read(text).unwrap();
        let common = scrape.common_labels();
        let told: Vec<_> = scrape
            .series()
            .map(|series| words(&scrape, series, &common))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn a_series_is_told_by_what_its_neighbours_have_not() {
        check(
            "# TYPE h histogram\nh_bucket{s=\"x\",le=\"0.5\"} 1\nh_sum{s=\"x\"} 2\n\
             g{s=\"x\",component=\"disk_space\"} 1\nb{s=\"x\",a=\"1\",c=\"\"} 1",
            &["at most 0.5", "", "disk space", "a 1 · c "],
        );
    }

    #[test]
    fn duplicates_times_and_exemplars_are_told() {
        check(
            "a 1\nb{x=\"1\"} 1\nb{x=\"1\"} 2\nc 1 0\nd 2 # {trace=\"t1\"} 0.67",
            &[
                "",
                "x 1 · duplicate 1 of 2",
                "x 1 · duplicate 2 of 2",
                "at 1970-01-01 00:00:00",
                "example trace t1 0.67",
            ],
        );
    }

    #[test]
    fn a_family_is_told_by_its_kind_and_its_help() {
        let scrape = Scrape::read(
            "# TYPE a counter\n# HELP a Help.\na_total 1\n# TYPE b gauge\nb 1\n# HELP c See.\nc 1\nd 1",
        );
        let scrape = scrape.unwrap();
        let told: Vec<_> = scrape.families.iter().map(about).collect();
        assert_eq!(told, ["counter · Help.", "gauge", "See.", ""]);
    }

    #[test]
    fn a_course_is_told_from_two_readings_on() {
        let say = |kind, values: &[f64]| {
            let readings: Vec<_> = values.iter().map(|value| (0.0, *value)).collect();
            let words = course_words(&kind, Unit::Percent, &readings);
            words.split(" since").next().unwrap_or_default().to_owned()
        };
        assert_eq!(say(Kind::Gauge, &[]), "");
        assert_eq!(say(Kind::Gauge, &[1.0]), "Collecting data…");
        assert_eq!(say(Kind::Gauge, &[1.0, 1.0]), "Unchanged");
        assert_eq!(say(Kind::Gauge, &[1.0, 11.6]), "1% to 11.6%");
        assert_eq!(say(Kind::Gauge, &[1.0, 1.01]), "About 1%");
        assert_eq!(say(Kind::Counter, &[1.0, 3.0]), "+2%");
    }
}
