//! Reads a whole text, a part at a time: one of 30,000 lines takes longer than a page may stand still.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
};

use super::{
    Family, Kind, Scrape, Series, SeriesKey, UnreadLine,
    line::{self, Line, ValueLine},
};
use crate::call::ReadError;

/// How many lines or series are taken at once.
const STEP: usize = 250;

/// The endings of the names of a family's series, and which kinds of family have them.
const PARTS: [(&str, &[Kind]); 8] = [
    ("_total", &[Kind::Counter]),
    (
        "_created",
        &[
            Kind::Counter,
            Kind::Histogram,
            Kind::Summary,
            Kind::GaugeHistogram,
        ],
    ),
    ("_bucket", &[Kind::Histogram, Kind::GaugeHistogram]),
    ("_sum", &[Kind::Histogram, Kind::Summary]),
    ("_count", &[Kind::Histogram, Kind::Summary]),
    ("_gsum", &[Kind::GaugeHistogram]),
    ("_gcount", &[Kind::GaugeHistogram]),
    ("_info", &[Kind::Info]),
];

/// What a time behind a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeUnit {
    /// Prometheus' text format 0.0.4.
    Millis,
    /// OpenMetrics.
    Seconds,
}

/// A text that is being read.
pub(super) struct TextReading {
    scrape: Scrape,
    time_unit: Option<TimeUnit>,
    /// How much of the text has been read, in bytes and in lines.
    at: usize,
    lines: usize,
    /// The families, by their names, and the lines that they begin in.
    places: HashMap<String, usize>,
    begins: Vec<usize>,
    /// Whether a comment describes the family of this place.
    described: Vec<bool>,
    /// The values, with their lines. Which family each belongs to is known at the end only.
    values: Vec<(usize, ValueLine)>,
    /// Where the values of the present part of the text begin: `# EOF` ends a part.
    part: usize,
    is_open_metrics: bool,
    stage: Stage,
}

enum Stage {
    /// Reads lines.
    Lines,
    /// Gives each value to its family.
    Values(std::vec::IntoIter<(usize, ValueLine)>),
    /// Notes where each series is.
    Index(usize),
}

impl TextReading {
    /// A text whose content type may tell what its times count.
    pub(super) fn new(text: &str, time_unit: Option<TimeUnit>) -> Self {
        Self {
            scrape: Scrape {
                text: text.to_owned(),
                time_unit,
                ..Scrape::default()
            },
            time_unit,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            lines: 0,
            places: HashMap::new(),
            begins: Vec::new(),
            described: Vec::new(),
            values: Vec::new(),
            part: 0,
            is_open_metrics: false,
            stage: Stage::Lines,
        }
    }

    /// Reads on; `Some` once all is read.
    pub(super) fn step(&mut self) -> Option<Result<Arc<Scrape>, ReadError>> {
        match &mut self.stage {
            Stage::Lines => {
                for _ in 0..STEP {
                    if !self.read_line() {
                        self.end_part();
                        let values = std::mem::take(&mut self.values);
                        self.stage = Stage::Values(values.into_iter());
                        break;
                    }
                }
                None
            }
            Stage::Values(values) => {
                let some: Vec<_> = values.by_ref().take(STEP).collect();
                if some.is_empty() {
                    self.sort_families();
                    self.stage = Stage::Index(0);
                }
                for (line, value) in some {
                    self.take_value(line, value);
                }
                None
            }
            Stage::Index(next) => {
                let mut noted = 0;
                while noted < STEP {
                    let (place, scrape) = (*next, &mut self.scrape);
                    let Some(family) = scrape.families.get(place) else {
                        return Some(self.finish());
                    };
                    for (index, series) in family.series.iter().enumerate() {
                        scrape.places.insert(series.key, (place, index));
                    }
                    noted += family.series.len();
                    *next += 1;
                }
                None
            }
        }
    }

    /// Reads one line; `false` where there is none any more.
    fn read_line(&mut self) -> bool {
        let rest = self.scrape.text.get(self.at..).unwrap_or_default();
        if rest.is_empty() {
            return false;
        }
        let found = rest.split('\n').next().unwrap_or_default();
        let (start, end) = (self.at, self.at + found.len());
        let read = line::read(found);
        self.at = end + 1;
        self.lines += 1;
        let number = self.lines;
        let is_taken = match read {
            None => false,
            Some(Line::Nothing) => true,
            Some(Line::End) => {
                self.is_open_metrics = true;
                self.end_part();
                true
            }
            Some(Line::Help(name, help)) => {
                // The backend as shipped describes a family before each of its series.
                self.describe(&name, |family| {
                    family.help.get_or_insert(help);
                    true
                })
            }
            Some(Line::Unit(name, unit)) => {
                self.is_open_metrics = true;
                self.describe(&name, |family| {
                    *family.unit.get_or_insert(unit.clone()) == unit
                })
            }
            Some(Line::Type(name, kind)) => {
                self.is_open_metrics |=
                    matches!(kind, Kind::Info | Kind::StateSet | Kind::GaugeHistogram);
                self.describe(&name, |family| {
                    let is_other = family.kind != Kind::Untyped && family.kind != kind;
                    if !is_other {
                        family.kind = kind;
                    }
                    !is_other
                })
            }
            Some(Line::Value(value)) => {
                self.is_open_metrics |= value.is_open_metrics;
                self.values.push((number, value));
                true
            }
        };
        if !is_taken {
            let text = self.scrape.text.get(start..end).unwrap_or_default();
            let text = text.trim().to_owned();
            self.scrape.unread.push(UnreadLine { number, text });
        }
        true
    }

    /// What a part's times count is known at its end.
    fn end_part(&mut self) {
        let is_seconds = match self.time_unit {
            Some(unit) => unit == TimeUnit::Seconds,
            None => self.is_open_metrics,
        };
        for (_, value) in self.values.iter_mut().skip(self.part) {
            if is_seconds {
                value.at = value.at.map(|seconds| seconds * 1_000.0);
            }
        }
        self.part = self.values.len();
        self.is_open_metrics = false;
    }

    /// Describes a family; `false` where that says otherwise than a line before.
    fn describe(&mut self, name: &str, change: impl FnOnce(&mut Family) -> bool) -> bool {
        let place = self.place(name, self.lines);
        if let Some(described) = self.described.get_mut(place) {
            *described = true;
        }
        self.scrape.families.get_mut(place).is_none_or(change)
    }

    /// Where the family of this name is; it is made where there is none yet.
    fn place(&mut self, name: &str, line: usize) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.scrape.families.len();
        self.places.insert(name.to_owned(), place);
        self.begins.push(line);
        self.described.push(false);
        self.scrape.families.push(Family {
            name: name.to_owned(),
            help: None,
            kind: Kind::Untyped,
            unit: None,
            series: Vec::new(),
            words: String::new(),
        });
        place
    }

    fn take_value(&mut self, line: usize, value: ValueLine) {
        let place = match self.home(&value.name) {
            Some(place) => place,
            None => self.place(&value.name, line),
        };
        if let Some(begin) = self.begins.get_mut(place) {
            *begin = line.min(*begin);
        }
        let mut key = SeriesKey {
            hash: hash(&value),
            copy: 0,
        };
        // The same name and labels again: nothing says which of them is right, so all are kept.
        let copies = self.scrape.copies.entry(key.hash).or_insert(0);
        key.copy = *copies;
        *copies += 1;
        if let Some(family) = self.scrape.families.get_mut(place) {
            family.series.push(Series::new(value, key));
        }
    }

    /// Where the family is that a value of this name belongs to: `x` for `x_bucket` of a histogram
    /// `x`, unless there is an `x_bucket` with a description of its own.
    fn home(&self, name: &str) -> Option<usize> {
        let own = self.places.get(name).copied();
        if let Some(own) = own.filter(|place| self.described.get(*place) == Some(&true)) {
            return Some(own);
        }
        let of = |stem: &str, kinds: &[Kind]| {
            let place = *self.places.get(stem)?;
            let family = self.scrape.families.get(place)?;
            kinds.contains(&family.kind).then_some(place)
        };
        PARTS.iter().find_map(|(ending, kinds)| {
            let stem = name.strip_suffix(ending)?;
            // Some describe a counter by its value's name also in OpenMetrics.
            let is_created = *ending == "_created";
            let of_value = || of(&format!("{stem}_total"), &[Kind::Counter]);
            of(stem, kinds).or_else(|| is_created.then(of_value).flatten())
        })
    }

    /// Puts the families into the order of their first lines, without those that have no values.
    fn sort_families(&mut self) {
        let families = std::mem::take(&mut self.scrape.families);
        let mut families: Vec<_> = families
            .into_iter()
            .zip(self.begins.iter().copied())
            .filter(|(family, _)| !family.series.is_empty())
            .collect();
        families.sort_by_key(|(_, begin)| *begin);
        self.scrape.families = families.into_iter().map(|(family, _)| family).collect();
        for family in &mut self.scrape.families {
            let help = family.help.as_deref().unwrap_or_default();
            family.words = super::searched(format!("{} {help}", family.name));
        }
    }

    fn finish(&mut self) -> Result<Arc<Scrape>, ReadError> {
        let mut scrape = std::mem::take(&mut self.scrape);
        scrape.copies.retain(|_, copies| *copies > 1);
        match scrape.unread.first() {
            Some(line) if scrape.families.is_empty() => {
                Err(ReadError(format!("line {} is no metric", line.number)))
            }
            _ => Ok(Arc::new(scrape)),
        }
    }
}

/// A number for a name and labels, in whichever order these stand.
fn hash(value: &ValueLine) -> u64 {
    let of = |part: &dyn Fn(&mut DefaultHasher)| {
        let mut hasher = DefaultHasher::new();
        part(&mut hasher);
        hasher.finish()
    };
    let labels = value.labels.iter();
    labels
        .map(|label| of(&|hasher| label.hash(hasher)))
        .fold(of(&|hasher| value.name.hash(hasher)), u64::wrapping_add)
}
