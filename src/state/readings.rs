//! What was read at one time after another: bounded, oldest first.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

/// An hour's readings, at four a minute.
pub const MOST_READINGS: usize = 240;

/// The last readings of one thing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Readings<T>(VecDeque<T>);

impl<T> Default for Readings<T> {
    fn default() -> Self {
        Self(VecDeque::new())
    }
}

impl<T: Copy> Readings<T> {
    /// Adds the newest, and lets go of the oldest beyond `most`.
    pub fn push(&mut self, reading: T, most: usize) {
        while self.0.len() >= most.max(1) {
            self.0.pop_front();
        }
        self.0.push_back(reading);
    }

    /// Keeps those of which `is_kept` is true.
    pub fn retain(&mut self, is_kept: impl FnMut(&T) -> bool) {
        self.0.retain(is_kept);
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.0.iter().copied()
    }
}

/// How much a counter has grown; one that falls has started anew, from zero.
pub fn growth(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let pairs = values.clone().zip(values.skip(1));
    pairs
        .map(|(before, after)| {
            if after < before {
                after
            } else {
                after - before
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_first() {
        let mut readings = Readings::default();
        for value in 0..5 {
            readings.push(value, 3);
        }
        assert_eq!(readings.iter().collect::<Vec<_>>(), [2, 3, 4]);
        readings.push(9, 0);
        assert_eq!(readings.iter().collect::<Vec<_>>(), [9]);
        assert_eq!(serde_json::to_string(&readings).unwrap(), "[9]");
    }

    #[test]
    fn a_counter_that_starts_anew_has_not_shrunk() {
        assert_eq!(growth([5.0, 7.0, 1.0, 2.0].into_iter()), 4.0);
        assert_eq!(growth([9.0].into_iter()), 0.0);
        assert_eq!(growth(std::iter::empty()), 0.0);
    }
}
