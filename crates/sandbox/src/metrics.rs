//! Counts what the server does, for `/metrics`.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is counted.
#[derive(Default)]
pub struct Metrics {
    /// Answers by the first digit of their status.
    answers: [AtomicU64; 6],
    /// How long all answers took together, in microseconds.
    micros: AtomicU64,
}

impl Metrics {
    /// Counts an answer.
    pub fn count(&self, status: u16, micros: u64) {
        if let Some(answers) = self.answers.get(usize::from(status / 100)) {
            answers.fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Answers by class (`2xx`), with their number.
    pub fn by_class(&self) -> impl Iterator<Item = (String, u64)> + '_ {
        self.answers
            .iter()
            .enumerate()
            .skip(1)
            .map(|(class, count)| (format!("{class}xx"), count.load(Ordering::Relaxed)))
    }

    /// How long all answers took together, in seconds.
    pub fn seconds(&self) -> f64 {
        std::time::Duration::from_micros(self.micros.load(Ordering::Relaxed)).as_secs_f64()
    }
}
