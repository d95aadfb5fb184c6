//! What a process says of itself: Prometheus' text format 0.0.4.
//!
//! Read by hand. The crates for it want `regex`, or refuse a text without a
//! newline at its end, which is how the backend as shipped sends it; and one
//! line that cannot be read must not hide all others.

mod line;

use std::collections::BTreeMap;

use crate::{
    Call, Method, Path,
    call::{ReadError, json},
    capabilities::Capabilities,
    routes::Route,
    text::open_enum,
};

open_enum! {
    /// What the values of a family are.
    Kind {
        /// Only grows, until its process starts anew.
        Counter = "counter",
        /// Goes up and down.
        Gauge = "gauge",
        /// How many observations were at most so large.
        Histogram = "histogram",
        /// Quantiles of observations.
        Summary = "summary",
        /// The server does not say.
        Untyped = "untyped",
    }
}

/// One value with its labels.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// The name as it stands in its line, e.g. `request_seconds_bucket`.
    pub name: String,
    /// The labels, in their order.
    pub labels: Vec<(String, String)>,
    /// The value; may be infinite, or no number.
    pub value: f64,
    /// When it was measured, in milliseconds since 1970, where the server says so.
    pub at: Option<i64>,
}

impl Series {
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
    /// Its series, in the order of the text.
    pub series: Vec<Series>,
}

/// A whole text, as it was scraped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scrape {
    /// The families, in the order of their first lines.
    pub families: Vec<Family>,
    /// The numbers of the lines that could not be read, from 1.
    pub unread: Vec<usize>,
    /// The text as it came.
    pub text: String,
}

impl Scrape {
    /// Reads a text. A line that cannot be read is left out and counted;
    /// a text of nothing else is no such text.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        let mut scrape = Self {
            text: text.to_owned(),
            ..Self::default()
        };
        let mut places = BTreeMap::new();
        for (at, line) in text.split('\n').enumerate() {
            match line::read(line) {
                Some(line) => scrape.add(line, &mut places),
                None => scrape.unread.push(at + 1),
            }
        }
        scrape.families.retain(|family| !family.series.is_empty());
        match scrape.unread.first() {
            Some(line) if scrape.families.is_empty() => {
                Err(ReadError(format!("line {line} is no metric")))
            }
            _ => Ok(scrape),
        }
    }

    /// The labels that every series has with the same value, as of the process itself.
    pub fn common_labels(&self) -> Vec<(String, String)> {
        let mut series = self.families.iter().flat_map(|family| &family.series);
        let Some(first) = series.next() else {
            return Vec::new();
        };
        let mut common = first.labels.clone();
        for one in series {
            common.retain(|(name, value)| one.label(name) == Some(value));
        }
        common
    }

    fn add(&mut self, line: line::Line, places: &mut BTreeMap<String, usize>) {
        match line {
            line::Line::Nothing => {}
            // Repeated before each series by the backend as shipped.
            line::Line::Help(name, help) => self.change(&name, places, |family| {
                family.help.get_or_insert(help);
            }),
            line::Line::Type(name, kind) => {
                self.change(&name, places, |family| family.kind = kind);
            }
            line::Line::Series(series) => {
                let name = self.home(&series.name, places);
                self.change(&name, places, |family| family.series.push(series));
            }
        }
    }

    /// The name of the family that a line belongs to: `x` for `x_bucket` of a histogram `x`.
    fn home(&self, name: &str, places: &BTreeMap<String, usize>) -> String {
        let is = |stem: &str, kinds: &[Kind]| {
            let family = places.get(stem).and_then(|at| self.families.get(*at));
            family.is_some_and(|family| kinds.contains(&family.kind))
        };
        let both = [Kind::Histogram, Kind::Summary];
        for (suffix, kinds) in [("_bucket", &both[..1]), ("_sum", &both), ("_count", &both)] {
            if let Some(stem) = name.strip_suffix(suffix)
                && is(stem, kinds)
            {
                return stem.to_owned();
            }
        }
        name.to_owned()
    }

    /// Changes the family of this name, which is made where there is none yet.
    fn change(
        &mut self,
        name: &str,
        places: &mut BTreeMap<String, usize>,
        change: impl FnOnce(&mut Family),
    ) {
        let next = self.families.len();
        let at = *places.entry(name.to_owned()).or_insert(next);
        if at == next {
            self.families.push(Family {
                name: name.to_owned(),
                help: None,
                kind: Kind::Untyped,
                series: Vec::new(),
            });
        }
        if let Some(family) = self.families.get_mut(at) {
            change(family);
        }
    }
}

/// The metrics of the process; those of its calls where it has no others.
pub fn of_process() -> Call<Scrape> {
    Call::read_by(Method::Get, Path::fixed("/metrics"), Scrape::read)
        .public()
        .or_shipped(of_calls())
}

/// The shipped backend's figures of its own calls: the same text, inside a JSON string.
pub fn of_calls() -> Call<Scrape> {
    let path = Path::fixed("/api/metrics/prometheus");
    Call::read_by(Method::Get, path, |body| {
        Scrape::read(&json::<String>(body)?)
    })
    .public()
}

/// Whether a server lists figures of its calls.
pub fn lists_calls(capabilities: &Capabilities) -> bool {
    let calls = of_calls();
    capabilities.lists(Route::new(calls.method, calls.path.template()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Scrape {
        Scrape::read(text).unwrap()
    }

    #[test]
    fn the_parts_of_a_histogram_and_of_a_summary_are_one_family() {
        let scrape = read(
            "# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 3\nh_sum 4\nh_count 3\n\
             # TYPE s summary\ns{quantile=\"0.5\"} 1\ns_sum 2\ns_count 1\n\
             # TYPE g gauge\ng_sum 1\n",
        );
        let families: Vec<_> = scrape
            .families
            .iter()
            .map(|family| (family.name.as_str(), family.series.len()))
            .collect();
        assert_eq!(families, [("h", 4), ("s", 3), ("g_sum", 1)]);
        assert_eq!(scrape.families[2].kind, Kind::Untyped);
    }

    #[test]
    fn a_line_that_cannot_be_read_hides_no_other() {
        let scrape = read("a 1\n!!\nb{x=\"1} 2\nc 3");
        let names: Vec<_> = scrape.families.iter().map(|f| f.name.as_str()).collect();
        assert_eq!((names, scrape.unread), (vec!["a", "c"], vec![2, 3]));
        assert!(Scrape::read("<html>\n<body>no</body>").is_err());
        assert!(Scrape::read(r#"{"detail":"Not Found"}"#).is_err());
        assert!(read("").families.is_empty());
        assert!(read("# only words\n\n").families.is_empty());
    }

    #[test]
    fn labels_that_all_share_are_told_apart() {
        let scrape = read("a{s=\"x\",c=\"1\"} 1\nb{s=\"x\",c=\"2\"} 1\n");
        assert_eq!(scrape.common_labels(), [("s".to_owned(), "x".to_owned())]);
        assert!(read("a{s=\"x\"} 1\nb 1").common_labels().is_empty());
    }
}
