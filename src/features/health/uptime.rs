//! How components were over time, as bars and as a share. Pure.
//!
//! Time about which nothing is known is neither up nor down.

pub mod log;

use wire::{
    health::HealthStatus,
    uptime::{Bucket, Window},
};

use crate::{features::health::text, ui::format_percent_down as percent};

/// So little that is missing is not worth a word.
const ALL_KNOWN: f64 = 0.995;

/// How a component was for a while.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// From when, in milliseconds since 1970.
    pub from: f64,
    /// Until when.
    pub to: f64,
    /// The worst that was found.
    pub status: HealthStatus,
    /// The share of the known time in which it worked; `None` where nothing is known.
    pub up: Option<f64>,
    /// The share of the time that is known.
    pub known: f64,
}

impl Bar {
    /// A bucket as the server tells it. A ratio that is no share of one counts as unknown.
    pub fn of(bucket: &Bucket) -> Self {
        let up = bucket
            .uptime_ratio
            .filter(|ratio| (0.0..=1.0).contains(ratio));
        Self {
            // Health is told in UTC, also where a server does not say so.
            from: bucket.from.sort_key() as f64 / 1_000.0,
            to: bucket.to.sort_key() as f64 / 1_000.0,
            status: match up {
                Some(_) => bucket.status.clone(),
                None => HealthStatus::Unknown,
            },
            up,
            known: if up.is_some() { bucket.known() } else { 0.0 },
        }
    }

    fn length(&self) -> f64 {
        (self.to - self.from).max(0.0)
    }

    /// What is known of it, in words.
    pub fn words(&self) -> String {
        match self.up {
            None if is_trouble(&self.status) => self.status.label().to_lowercase(),
            None => text::NO_DATA.to_owned(),
            Some(up) => {
                let status = self.status.label().to_lowercase();
                let up = text::status_uptime(&status, &percent(up));
                match self.known >= ALL_KNOWN {
                    true => up,
                    false => text::partly_observed(&up, &percent(self.known)),
                }
            }
        }
    }
}

/// How much of the time something was up, and how much of it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Uptime {
    /// The share of the known time; `None` where nothing is known.
    pub up: Option<f64>,
    /// The share of the whole time that is known.
    pub known: f64,
    /// In how many of the bars something was wrong.
    pub troubled: usize,
    /// Whether it is down at present.
    pub is_down: bool,
}

/// Marks the last bar with how the component is now, where that is worse than the bar says.
pub fn mark_present(bars: &mut [Bar], status: Option<&HealthStatus>) {
    let (Some(bar), Some(status)) = (bars.last_mut(), status) else {
        return;
    };
    let is_worse = *status == HealthStatus::Unhealthy || !is_trouble(&bar.status);
    if is_trouble(status) && is_worse {
        bar.status = status.clone();
    }
}

impl Uptime {
    /// Sums bars up.
    pub fn of(bars: &[Bar]) -> Self {
        let whole: f64 = bars.iter().map(Bar::length).sum();
        let known: f64 = bars.iter().map(|bar| bar.length() * bar.known).sum();
        let up: f64 = bars
            .iter()
            .map(|bar| bar.length() * bar.known * bar.up.unwrap_or_default())
            .sum();
        let troubled = bars.iter().filter(|bar| is_trouble(&bar.status)).count();
        Self {
            up: (known > 0.0).then(|| (up / known).clamp(0.0, 1.0)),
            known: if whole > 0.0 { known / whole } else { 0.0 },
            troubled,
            is_down: false,
        }
    }

    /// The same for a component that is so at present. What is down now was not always up.
    #[must_use]
    pub fn at_present(self, status: Option<&HealthStatus>) -> Self {
        Self {
            is_down: status == Some(&HealthStatus::Unhealthy),
            ..self
        }
    }

    /// In words: `99.95% uptime`, and how much is known unless it is all.
    pub fn words(&self) -> String {
        let known = match self.up {
            Some(_) if self.known < ALL_KNOWN => text::and_observed(&percent(self.known)),
            _ => String::new(),
        };
        let now = if self.is_down { text::DOWN_NOW_AND } else { "" };
        match self.up {
            None if self.is_down => text::DOWN_NOW.to_owned(),
            None => text::NO_DATA_YET.to_owned(),
            // The history may be a minute older than the last check.
            Some(up) if self.is_down && up >= 1.0 => text::not_all_up(now, &known),
            Some(up) => text::up(now, &percent(up), &known),
        }
    }

    /// The same in few words, for where there is little room.
    pub fn brief(&self) -> String {
        self.words()
            .replace(text::OF_THE_TIME_OBSERVED, text::OBSERVED_BRIEF)
    }
}

fn is_trouble(status: &HealthStatus) -> bool {
    matches!(status, HealthStatus::Degraded | HealthStatus::Unhealthy)
}

/// The window in words, as in "the last 24 hours".
pub fn window_words(window: Window) -> &'static str {
    match window {
        Window::Day => text::LAST_DAY,
        Window::Week => text::LAST_WEEK,
        Window::Quarter => text::LAST_QUARTER,
    }
}

#[cfg(test)]
mod tests {
    use wire::Stamp;

    use super::*;

    fn bar(hours: f64, status: HealthStatus, up: Option<f64>, known: f64) -> Bar {
        Bar {
            from: 0.0,
            to: hours,
            status,
            up,
            known,
        }
    }

    #[test]
    fn unknown_time_is_not_uptime() {
        let bars = [
            bar(1.0, HealthStatus::Healthy, Some(1.0), 1.0),
            bar(1.0, HealthStatus::Unhealthy, Some(0.0), 0.5),
            bar(1.0, HealthStatus::Unknown, None, 0.0),
            bar(1.0, HealthStatus::Degraded, Some(1.0), 0.5),
        ];
        let uptime = Uptime::of(&bars);
        assert_eq!(uptime.up, Some(0.75));
        assert_eq!((uptime.known, uptime.troubled), (0.5, 2));
        assert_eq!(uptime.words(), "75% uptime, 50% of the time observed");
        assert_eq!(uptime.brief(), "75% uptime, 50% observed");
        assert_eq!(Uptime::of(&[]), Uptime::default());
        assert_eq!(Uptime::of(&bars[2..3]).words(), "no data yet");
    }

    #[test]
    fn a_component_that_is_down_is_never_at_100_percent() {
        let mut bars = vec![bar(1.0, HealthStatus::Healthy, Some(1.0), 1.0)];
        let down = Some(&HealthStatus::Unhealthy);
        mark_present(&mut bars, down);
        assert_eq!(bars[0].status, HealthStatus::Unhealthy);
        let uptime = Uptime::of(&bars).at_present(down);
        assert_eq!(uptime.words(), "down now, less than 100% uptime");
        assert_eq!(uptime.troubled, 1);
        let part = Uptime::of(&[bar(1.0, HealthStatus::Healthy, Some(1.0), 0.5)]);
        assert_eq!(
            part.at_present(down).brief(),
            "down now, less than 100% uptime, 50% observed"
        );
        assert_eq!(Uptime::default().at_present(down).words(), "down now");
        let healthy = Some(&HealthStatus::Healthy);
        assert_eq!(
            part.at_present(healthy).brief(),
            "100% uptime, 50% observed"
        );
    }

    #[test]
    fn a_server_that_tells_nonsense_is_not_believed() {
        let bucket = |up, known| Bucket {
            from: Stamp::parse("2026-11-23T00:00:00Z").unwrap(),
            to: Stamp::parse("2026-11-23T01:00:00").unwrap(),
            status: HealthStatus::Healthy,
            uptime_ratio: up,
            known_ratio: known,
        };
        let told = Bar::of(&bucket(Some(0.5), None));
        assert_eq!(told.length(), 3_600_000.0);
        assert_eq!((told.up, told.known), (Some(0.5), 1.0));
        for odd in [Some(7.0), Some(-1.0), Some(f64::NAN), None] {
            let bar = Bar::of(&bucket(odd, Some(1.0)));
            assert_eq!((bar.up, bar.known), (None, 0.0));
            assert_eq!(bar.status, HealthStatus::Unknown);
            assert_eq!(bar.words(), "no data");
        }
        let part = Bar::of(&bucket(Some(1.0), Some(0.25)));
        assert_eq!(
            part.words(),
            "healthy, 100% uptime, 25% of the time observed"
        );
    }
}
