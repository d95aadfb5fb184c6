//! Points in time as they travel: some with a zone, some without.

use std::fmt;

use chrono::{DateTime, NaiveDateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A point in time that keeps its text and knows whether it has a zone.
///
/// The backend as shipped sends times without one, some in UTC and some in
/// the server's own zone, so such a time is never silently taken for UTC.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    text: String,
    moment: Moment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Moment {
    Zoned(DateTime<Utc>),
    Naive(NaiveDateTime),
    Unreadable,
}

/// A text that is no point in time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a point in time")]
pub struct NotATime(pub String);

impl Stamp {
    /// Reads RFC 3339, or ISO 8601 without a zone.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        let moment = if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
            Moment::Zoned(zoned.with_timezone(&Utc))
        } else {
            let naive = [
                "%Y-%m-%dT%H:%M:%S%.f",
                "%Y-%m-%d %H:%M:%S%.f",
                "%Y-%m-%dT%H:%M",
            ]
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
            .ok_or_else(|| NotATime(text.to_owned()))?;
            Moment::Naive(naive)
        };
        Ok(Self {
            text: text.to_owned(),
            moment,
        })
    }

    /// A time in UTC, written with milliseconds and `Z`.
    pub fn from_utc(time: DateTime<Utc>) -> Self {
        let text = time.to_rfc3339_opts(SecondsFormat::Millis, true);
        Self {
            text,
            moment: Moment::Zoned(time),
        }
    }

    /// A text in a form that is not known; empty where nothing is said.
    pub(crate) fn unreadable(text: String) -> Self {
        Self {
            text,
            moment: Moment::Unreadable,
        }
    }

    /// The text as it came.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The moment, where the zone is known.
    pub fn utc(&self) -> Option<DateTime<Utc>> {
        match self.moment {
            Moment::Zoned(time) => Some(time),
            Moment::Naive(_) | Moment::Unreadable => None,
        }
    }

    /// Milliseconds since 1970, where the zone is known.
    pub fn epoch_millis(&self) -> Option<f64> {
        // Chrono's whole range fits into 53 bits of milliseconds.
        self.utc().map(|time| time.timestamp_millis() as f64)
    }

    /// Whether the zone is known.
    pub fn is_zoned(&self) -> bool {
        matches!(self.moment, Moment::Zoned(_))
    }

    /// Whether the text is in a form that is known.
    pub fn is_readable(&self) -> bool {
        self.moment != Moment::Unreadable
    }

    /// The time since `earlier`; `None` where only one of the two has a zone.
    pub fn since(&self, earlier: &Self) -> Option<TimeDelta> {
        match (self.moment, earlier.moment) {
            (Moment::Zoned(a), Moment::Zoned(b)) => Some(a.signed_duration_since(b)),
            (Moment::Naive(a), Moment::Naive(b)) => Some(a.signed_duration_since(b)),
            _ => None,
        }
    }

    /// A key that sorts times of one server; those without a zone sort as if in UTC, and those
    /// that cannot be read before all.
    pub fn sort_key(&self) -> i64 {
        match self.moment {
            Moment::Zoned(time) => time.timestamp_micros(),
            Moment::Naive(time) => time.and_utc().timestamp_micros(),
            Moment::Unreadable => i64::MIN,
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Stamp {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .into()
    }
}

#[cfg(feature = "schema")]
impl utoipa::ToSchema for Stamp {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_never_invented() {
        let naive = Stamp::parse("2026-11-23T00:04:31.312677").unwrap();
        assert!(!naive.is_zoned());
        assert_eq!(naive.utc(), None);
        assert_eq!(naive.as_str(), "2026-11-23T00:04:31.312677");
        let zoned = Stamp::parse("2026-11-23T01:04:31+01:00").unwrap();
        assert_eq!(
            zoned.utc().unwrap().to_rfc3339(),
            "2026-11-23T00:04:31+00:00"
        );
        assert_eq!(zoned.since(&naive), None);
    }

    #[test]
    fn python_drops_microseconds_of_zero() {
        let whole = Stamp::parse("2026-11-23T00:04:31").unwrap();
        let later = Stamp::parse("2026-11-23T00:04:32.5").unwrap();
        assert_eq!(later.since(&whole), Some(TimeDelta::milliseconds(1500)));
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "yesterday", "2026-13-40T00:00:00Z", "2026-11-23"] {
            assert!(Stamp::parse(text).is_err(), "{text}");
        }
    }
}
