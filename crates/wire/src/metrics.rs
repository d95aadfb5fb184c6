//! What a process says of itself: Prometheus' text format 0.0.4, and OpenMetrics 1.0.
//!
//! Read by hand. The crates for it want `regex` or a parser generator, refuse a whole text for one
//! line (the backend as shipped sends no newline at the end), or let go of a series that is there
//! twice; and one line that cannot be read must not hide all others.

mod line;
mod reading;

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use crate::{
    Answer, Call, Method, Path,
    call::{ReadError, Reading, json},
    capabilities::Capabilities,
    routes::Route,
    text::open_enum,
    unicode::search_key,
};
use line::ValueLine;
use reading::{TextReading, TimeUnit};

open_enum! {
    /// What the values of a family are.
    Kind {
        /// Only grows, until its process starts anew.
        Counter = "counter",
        /// Goes up and down.
        Gauge = "gauge",
        /// How many observations were at most so large.
        Histogram = "histogram",
        /// How many of the present things are at most so large.
        GaugeHistogram = "gaugehistogram",
        /// Quantiles of observations.
        Summary = "summary",
        /// What does not change; its labels tell it.
        Info = "info",
        /// Which of some states are on.
        StateSet = "stateset",
        /// The server does not say.
        Untyped = "untyped",
    }
}

/// Tells a series from all others, also from those of the same name and labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeriesKey {
    hash: u64,
    /// How many of the same name and labels stand before it.
    pub copy: u32,
}

/// A map by series. Their keys are hashes already, and hashing tens of thousands of them again takes
/// longer than a page may stand still.
pub type SeriesMap<T> = HashMap<SeriesKey, T, BuildHasherDefault<KeyHasher>>;

/// Takes the numbers of a [`SeriesKey`] as they are.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 ^= hash;
    }

    fn write_u32(&mut self, copy: u32) {
        self.0 = self
            .0
            .wrapping_add(u64::from(copy).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }
}

/// An observation that stands for a value, such as the trace of one request.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    /// What tells it.
    pub labels: Vec<(String, String)>,
    /// What was observed.
    pub value: f64,
    /// When, in milliseconds since 1970.
    pub at: Option<f64>,
}

/// One value with its labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Tells it from all others.
    pub key: SeriesKey,
    /// The name as it stands in its line, e.g. `request_seconds_bucket`.
    pub name: String,
    /// The labels, in their order.
    pub labels: Vec<(String, String)>,
    /// The value; may be infinite, or no number.
    pub value: f64,
    /// When it was measured, in milliseconds since 1970, where the server says so.
    pub at: Option<f64>,
    /// What stands for it.
    pub exemplars: Vec<Exemplar>,
    /// What it is searched by, in small letters.
    words: String,
}

impl Series {
    fn new(line: ValueLine, key: SeriesKey) -> Self {
        let length = |(name, value): &(String, String)| name.len() + value.len() + 2;
        let all: usize = line.labels.iter().map(length).sum();
        let mut words = String::with_capacity(line.name.len() + all);
        words.push_str(&line.name);
        for (name, value) in &line.labels {
            words.extend([" ", name, "=", value]);
        }
        Self {
            key,
            name: line.name,
            labels: line.labels,
            value: line.value,
            at: line.at,
            exemplars: line.exemplars,
            words: searched(words),
        }
    }

    /// A label's value.
    pub fn label(&self, name: &str) -> Option<&str> {
        self.labels
            .iter()
            .find(|(label, _)| label == name)
            .map(|(_, value)| value.as_str())
    }
}

/// The series of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// The name.
    pub name: String,
    /// What it means, in the server's words.
    pub help: Option<String>,
    /// What its values are.
    pub kind: Kind,
    /// What they are measured in, where the server says so.
    pub unit: Option<String>,
    /// Its series, in the order of the text.
    pub series: Vec<Series>,
    /// What it is searched by, in small letters.
    words: String,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadLine {
    /// Its number, from 1.
    pub number: usize,
    /// What it says.
    pub text: String,
}

/// What a text is found by; quotation marks are of the format, and count for nothing.
fn searched(text: String) -> String {
    let is_key = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase() && byte != b'"';
    // Most are as they should be, and there are tens of thousands of them.
    if text.bytes().all(is_key) {
        return text;
    }
    search_key(&text).replace('"', "")
}

/// A whole text, as it was scraped.
#[derive(Clone, Debug, Default)]
pub struct Scrape {
    /// The families, in the order of their first lines.
    pub families: Vec<Family>,
    /// The lines that could not be read.
    pub unread: Vec<UnreadLine>,
    /// The text as it came.
    pub text: String,
    /// How many there are of what is there more than once.
    copies: HashMap<u64, u32, BuildHasherDefault<KeyHasher>>,
    /// In which family, and there as which series, each is.
    places: SeriesMap<(usize, usize)>,
    time_unit: Option<TimeUnit>,
}

/// All of it is read from the text.
impl PartialEq for Scrape {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text && self.time_unit == other.time_unit
    }
}

impl Scrape {
    /// Reads a text. A line that cannot be read is left out and named;
    /// a text of nothing else is no such text.
    pub fn read(text: &str) -> Result<Arc<Self>, ReadError> {
        read_text(text, None).finish()
    }

    /// All series, in the order of their families.
    pub fn series(&self) -> impl Iterator<Item = &Series> {
        self.families.iter().flat_map(|family| &family.series)
    }

    /// How many series there are.
    pub fn count(&self) -> usize {
        self.places.len()
    }

    /// A series and its family.
    pub fn find(&self, key: SeriesKey) -> Option<(&Family, &Series)> {
        let (family, series) = self.places.get(&key)?;
        let family = self.families.get(*family)?;
        Some((family, family.series.get(*series)?))
    }

    /// How many series have the name and the labels of this one, itself included.
    pub fn copies(&self, series: &Series) -> u32 {
        self.copies.get(&series.key.hash).copied().unwrap_or(1)
    }

    /// The series that are there again: every second, third and so on of the same name and labels.
    pub fn repeated(&self) -> impl Iterator<Item = &Series> {
        let has_any = !self.copies.is_empty();
        let series = has_any.then(|| self.series()).into_iter().flatten();
        series.filter(|series| series.key.copy > 0)
    }

    /// The series of which the family's or its own text has each word of this, in any case.
    pub fn search(&self, wanted: &str) -> Vec<SeriesKey> {
        let wanted = search_key(wanted)
            .replace(['{', '}', ','], " ")
            .replace('"', "");
        let words: Vec<&str> = wanted.split_whitespace().collect();
        let mut found = Vec::new();
        if words.is_empty() {
            found.extend(self.series().map(|series| series.key));
            return found;
        }
        for family in &self.families {
            let mut missing = words.clone();
            missing.retain(|word| !family.words.contains(word));
            let series = family.series.iter();
            found.extend(
                series
                    .filter(|series| missing.iter().all(|word| series.words.contains(word)))
                    .map(|series| series.key),
            );
        }
        found
    }

    /// The labels that every series has with the same value, as of the process itself.
    pub fn common_labels(&self) -> Vec<(String, String)> {
        let mut series = self.series();
        let Some(first) = series.next() else {
            return Vec::new();
        };
        let mut common = first.labels.clone();
        for one in series {
            if common.is_empty() {
                break;
            }
            common.retain(|(name, value)| one.label(name) == Some(value));
        }
        common
    }
}

fn read_text(text: &str, time_unit: Option<TimeUnit>) -> Reading<Arc<Scrape>> {
    let mut reading = TextReading::new(text, time_unit);
    Reading::in_steps(move || reading.step())
}

/// What the times in an answer count, where its type tells the format.
fn time_unit(answer: &Answer) -> Option<TimeUnit> {
    let kind = answer.content_type.as_deref()?.to_ascii_lowercase();
    if kind.contains("openmetrics") {
        Some(TimeUnit::Seconds)
    } else if kind.contains("version=0.0.4") {
        Some(TimeUnit::Millis)
    } else {
        None
    }
}

/// The metrics of the process; those of its calls where it has no others.
pub fn of_process() -> Call<Arc<Scrape>> {
    let read = |answer: &Answer| read_text(&answer.body, time_unit(answer));
    Call::read_in_steps(Method::Get, Path::fixed("/metrics"), read)
        .public()
        .or_shipped(of_calls())
}

/// The shipped backend's figures of its own calls: the same text, inside a JSON string.
pub fn of_calls() -> Call<Arc<Scrape>> {
    let path = Path::fixed("/api/metrics/prometheus");
    Call::read_in_steps(Method::Get, path, |answer| {
        match json::<String>(&answer.body) {
            Ok(text) => read_text(&text, None),
            Err(error) => Reading::Done(Err(error)),
        }
    })
    .public()
}

/// Whether a server lists figures of its calls.
pub fn lists_calls(capabilities: &Capabilities) -> bool {
    let calls = of_calls();
    capabilities.lists(Route::new(calls.method, calls.path.template()))
}

#[cfg(test)]
mod tests;
