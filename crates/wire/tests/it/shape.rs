//! What values of a type look like: how to make them up, and how to get them wrong.

use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Number, Value, json};

/// The shape of a JSON value.
#[derive(Clone, Debug)]
pub enum Shape {
    Text,
    /// Always this word; decides what the rest means.
    Word(&'static str),
    Time,
    Count,
    /// A count that fits into 32 bits.
    Small,
    Number,
    Bool,
    /// Anything, by design.
    Loose,
    /// Something typical, or anything at all, by design.
    Slack(Box<Shape>),
    /// An object of anything, by design.
    LooseMap,
    List(Box<Shape>),
    Map(Box<Shape>),
    Object(Vec<Field>),
}

/// A field of an object.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: &'static str,
    pub shape: Shape,
    pub presence: Presence,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Presence {
    /// Must be there.
    Needed,
    /// May be missing or null.
    Optional,
    /// May be missing, not null.
    Defaulted,
}

/// A field that must be there.
pub fn need(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        presence: Presence::Needed,
    }
}

/// A field that may be missing or null.
pub fn may(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        presence: Presence::Optional,
    }
}

/// A field that may be missing, but not null.
pub fn default(name: &'static str, shape: Shape) -> Field {
    Field {
        name,
        shape,
        presence: Presence::Defaulted,
    }
}

pub fn object(fields: impl IntoIterator<Item = Field>) -> Shape {
    Shape::Object(fields.into_iter().collect())
}

pub fn list(of: Shape) -> Shape {
    Shape::List(Box::new(of))
}

pub fn slack(typical: Shape) -> Shape {
    Shape::Slack(Box::new(typical))
}

pub fn map(of: Shape) -> Shape {
    Shape::Map(Box::new(of))
}

impl Shape {
    /// The fields of this object and some more.
    pub fn with(self, more: impl IntoIterator<Item = Field>) -> Self {
        match self {
            Self::Object(mut fields) => {
                fields.extend(more);
                Self::Object(fields)
            }
            other => panic!("{other:?} has no fields"),
        }
    }

    /// Makes values up.
    pub fn any(&self) -> BoxedStrategy<Value> {
        match self {
            Self::Text => text().prop_map(Value::from).boxed(),
            Self::Word(word) => Just(Value::from(*word)).boxed(),
            Self::Time => time().boxed(),
            Self::Count => any::<u64>().prop_map(Value::from).boxed(),
            Self::Small => any::<u32>().prop_map(Value::from).boxed(),
            // Eighths have an exact decimal form, so that equality means something.
            Self::Number => (-9_999_i32..9_999)
                .prop_map(|eighths| json!(f64::from(eighths) / 8.0))
                .boxed(),
            Self::Bool => any::<bool>().prop_map(Value::from).boxed(),
            Self::Loose => anything(),
            Self::Slack(typical) => prop_oneof![3 => typical.any(), 1 => anything()].boxed(),
            Self::LooseMap => vec((text(), anything()), 0..3)
                .prop_map(|pairs| Value::Object(Map::from_iter(pairs)))
                .boxed(),
            Self::List(of) => vec(of.any(), 0..3).prop_map(Value::from).boxed(),
            Self::Map(of) => vec((text(), of.any()), 0..3)
                .prop_map(|pairs| Value::Object(Map::from_iter(pairs)))
                .boxed(),
            Self::Object(fields) => fields
                .iter()
                .map(Field::any)
                .collect::<Vec<_>>()
                .prop_map(|pairs| Value::Object(pairs.into_iter().flatten().collect()))
                .boxed(),
        }
    }

    /// All the ways to get one thing in a value wrong: where, and the wrong value.
    ///
    /// Of long lists only the first few entries are tried.
    pub fn wrongs(&self, right: &Value) -> Vec<(String, Value)> {
        let mut wrongs: Vec<_> = kinds()
            .into_iter()
            .filter(|kind| !self.admits(kind))
            .map(|kind| (String::new(), kind))
            .collect();
        match (self, right) {
            (Self::List(of), Value::Array(items)) => {
                for (at, item) in items.iter().enumerate().take(2) {
                    for (place, wrong) in of.wrongs(item) {
                        let mut items = items.clone();
                        items[at] = wrong;
                        wrongs.push((format!("/{at}{place}"), items.into()));
                    }
                }
            }
            (Self::Map(of), Value::Object(entries)) => {
                for (name, entry) in entries.iter().take(2) {
                    for (place, wrong) in of.wrongs(entry) {
                        wrongs.push((format!("/{name}{place}"), put(entries, name, wrong)));
                    }
                }
            }
            (Self::Object(fields), Value::Object(entries)) => {
                for field in fields {
                    field.wrongs(entries, &mut wrongs);
                }
            }
            _ => {}
        }
        wrongs
    }

    /// Whether one of [`kinds`] is right after all.
    fn admits(&self, kind: &Value) -> bool {
        match self {
            Self::Loose | Self::Slack(_) => true,
            Self::LooseMap | Self::Map(_) => kind.is_object(),
            Self::Text | Self::Word(_) => kind.is_string(),
            Self::Time => false,
            Self::Count => kind.is_u64(),
            Self::Small => kind.as_u64().is_some_and(|n| u32::try_from(n).is_ok()),
            Self::Number => kind.is_number(),
            Self::Bool => kind.is_boolean(),
            Self::List(_) => kind.is_array(),
            Self::Object(fields) => {
                let needed = fields
                    .iter()
                    .any(|field| field.presence == Presence::Needed);
                kind.is_object() && !needed
            }
        }
    }
}

impl Field {
    fn any(&self) -> BoxedStrategy<Option<(String, Value)>> {
        let name = self.name.to_owned();
        let there = self
            .shape
            .any()
            .prop_map(move |value| Some((name.clone(), value)));
        let null = Just(Some((self.name.to_owned(), Value::Null)));
        match self.presence {
            Presence::Needed => there.boxed(),
            Presence::Optional => prop_oneof![6 => there, 1 => Just(None), 1 => null].boxed(),
            Presence::Defaulted => prop_oneof![6 => there, 1 => Just(None)].boxed(),
        }
    }

    fn wrongs(&self, entries: &Map<String, Value>, wrongs: &mut Vec<(String, Value)>) {
        let missing = Value::Null;
        let right = entries.get(self.name).unwrap_or(&missing);
        for (place, wrong) in self.shape.wrongs(right) {
            let fine = wrong.is_null() && place.is_empty() && self.presence == Presence::Optional;
            if !fine {
                let place = format!("/{}{place}", self.name);
                wrongs.push((place, put(entries, self.name, wrong)));
            }
        }
        if self.presence == Presence::Needed {
            let mut entries = entries.clone();
            entries.remove(self.name);
            wrongs.push((format!("/{} is missing", self.name), entries.into()));
        }
    }
}

fn put(entries: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut entries = entries.clone();
    entries.insert(name.to_owned(), value);
    entries.into()
}

/// One value of each kind.
fn kinds() -> [Value; 9] {
    [
        Value::Null,
        json!(true),
        json!(7),
        json!(-7),
        json!(18_446_744_073_709_551_615_u64),
        json!(1.5),
        json!("seven"),
        json!([]),
        json!({}),
    ]
}

pub fn text() -> BoxedStrategy<String> {
    prop_oneof!["[a-z]{1,9}", any::<String>(), Just(String::new())].boxed()
}

fn time() -> impl Strategy<Value = Value> {
    let seconds = 0_i64..4_102_444_800;
    (seconds, 0_u32..1_000_000, any::<bool>()).prop_map(|(seconds, micros, zoned)| {
        let time = chrono::DateTime::from_timestamp(seconds, micros * 1_000).unwrap();
        let zone = if zoned { "Z" } else { "" };
        Value::from(format!("{}{zone}", time.format("%Y-%m-%dT%H:%M:%S%.f")))
    })
}

/// Any JSON at all.
///
/// Whole numbers stop at 2^40: a larger one that is read into a fraction (a job's progress) is
/// written with more digits than `serde_json` reads exactly, and then differs in its last bit.
pub fn anything() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-(1_i64 << 40)..1 << 40).prop_map(Value::from),
        Just(Value::Number(Number::from_f64(1e300).unwrap())),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((text(), inner), 0..4).prop_map(|pairs| Value::Object(Map::from_iter(pairs))),
        ]
    })
    .boxed()
}
