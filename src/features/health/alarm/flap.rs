//! When a component counts as down, and when as up again. Pure.
//!
//! One failed check is no alert and one that went well is no repair, or a
//! component on the edge would cry all day.

use serde::{Deserialize, Serialize};
use wire::health::HealthStatus;

/// More than this many would be blindness.
pub const MOST: u8 = 10;

/// How many checks in a row it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// So many that failed make a component down.
    pub failures: u8,
    /// So many that went well make it up again.
    pub successes: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        // A check is made once a minute, so two of them are two minutes.
        Self {
            failures: 2,
            successes: 2,
        }
    }
}

impl Thresholds {
    /// The same within what makes sense.
    #[must_use]
    pub fn sound(self) -> Self {
        Self {
            failures: self.failures.clamp(1, MOST),
            successes: self.successes.clamp(1, MOST),
        }
    }
}

/// What a check has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It counts as down from now on.
    Down,
    /// It counts as up again.
    Up,
}

/// How a component stands, and what speaks against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flap {
    down: bool,
    against: u8,
}

impl Flap {
    /// One that is known to be down, or not.
    pub fn new(down: bool) -> Self {
        Self { down, against: 0 }
    }

    /// Counts a check. What could not be found out speaks for nothing.
    pub fn count(&mut self, status: &HealthStatus, thresholds: Thresholds) -> Option<Turn> {
        let fails = match status {
            HealthStatus::Healthy => false,
            HealthStatus::Degraded | HealthStatus::Unhealthy => true,
            HealthStatus::Unknown | HealthStatus::Other(_) => return None,
        };
        if fails == self.down {
            self.against = 0;
            return None;
        }
        self.against = self.against.saturating_add(1);
        let thresholds = thresholds.sound();
        let (needed, turn) = match fails {
            true => (thresholds.failures, Turn::Down),
            false => (thresholds.successes, Turn::Up),
        };
        if self.against < needed {
            return None;
        }
        *self = Self::new(fails);
        Some(turn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(thresholds: Thresholds, checks: &str) -> String {
        let mut flap = Flap::default();
        checks
            .chars()
            .map(|check| {
                let status = match check {
                    '+' => HealthStatus::Healthy,
                    '~' => HealthStatus::Degraded,
                    '-' => HealthStatus::Unhealthy,
                    _ => HealthStatus::Unknown,
                };
                match flap.count(&status, thresholds) {
                    Some(Turn::Down) => 'v',
                    Some(Turn::Up) => '^',
                    None => '.',
                }
            })
            .collect()
    }

    #[test]
    fn a_component_on_the_edge_does_not_cry_all_day() {
        let twice = Thresholds::default();
        assert_eq!(turns(twice, "+-+-+-+"), ".......");
        assert_eq!(turns(twice, "+--+-++-"), "..v...^.");
        assert_eq!(turns(twice, "-?-"), "..v");
        assert_eq!(turns(twice, "~-++"), ".v.^");
        let patient = Thresholds {
            failures: 3,
            successes: 1,
        };
        assert_eq!(turns(patient, "--+---+"), ".....v^");
    }

    #[test]
    fn no_threshold_is_senseless() {
        let odd = Thresholds {
            failures: 0,
            successes: 255,
        };
        assert_eq!(turns(odd, "-"), "v");
        assert_eq!(odd.sound().successes, MOST);
        assert_eq!(turns(odd, "-++++++++++"), "v.........^");
    }
}
