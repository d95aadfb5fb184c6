//! Counts what a caller does within a minute.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

const WINDOW: Duration = Duration::from_secs(60);
/// How many callers are remembered before those whose minute is over are dropped.
const MANY: usize = 10_000;

/// Counts per caller within a minute that begins with the first.
pub struct Limit {
    most: u32,
    counts: Mutex<HashMap<String, (Instant, u32)>>,
}

impl Limit {
    /// Allows so many a minute.
    pub fn new(most: u32) -> Self {
        Self {
            most,
            counts: Mutex::default(),
        }
    }

    /// Counts one more; `Err` holds the seconds to wait if that is too many.
    pub fn count(&self, caller: &str) -> Result<(), u64> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() > MANY {
            counts.retain(|_, (since, _)| since.elapsed() < WINDOW);
        }
        let entry = counts
            .entry(caller.to_owned())
            .or_insert_with(|| (Instant::now(), 0));
        if entry.0.elapsed() >= WINDOW {
            *entry = (Instant::now(), 0);
        }
        if entry.1 >= self.most {
            return Err(wait(entry.0));
        }
        entry.1 += 1;
        Ok(())
    }

    /// `Err` with the seconds to wait if one more would be too many; counts nothing.
    pub fn check(&self, caller: &str) -> Result<(), u64> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get(caller) {
            Some((since, count)) if *count >= self.most && since.elapsed() < WINDOW => {
                Err(wait(*since))
            }
            _ => Ok(()),
        }
    }

    /// Forgets what a caller did.
    pub fn forget(&self, caller: &str) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.remove(caller);
    }
}

fn wait(since: Instant) -> u64 {
    WINDOW.saturating_sub(since.elapsed()).as_secs() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_too_many_is_told_to_wait() {
        let limit = Limit::new(2);
        assert_eq!(limit.check("a"), Ok(()));
        assert_eq!((limit.count("a"), limit.count("a")), (Ok(()), Ok(())));
        let wait = limit.count("a").unwrap_err();
        assert!((1..=60).contains(&wait));
        assert!(limit.check("a").is_err());
        assert_eq!(limit.count("b"), Ok(()));
        limit.forget("a");
        assert_eq!(limit.count("a"), Ok(()));
    }
}
