//! The state of one remote value.
//!
//! Knows nothing of HTTP, timers or the screen.

use wire::ApiError;

/// What is known of a remote value, and whether it is being asked for.
///
/// The two are independent. A table may show the last answer while the next
/// one is on its way, or after the next one has failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Remote<T> {
    /// The last good answer.
    pub data: Option<T>,
    /// Why the last attempt failed; `None` after a good one.
    pub error: Option<ApiError>,
    /// Whether an attempt is under way.
    pub fetching: bool,
    /// From when the data is, in milliseconds since 1970.
    pub at: Option<f64>,
}

/// What to show of a remote value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase<'a, T> {
    /// Nothing is known yet.
    Waiting,
    /// The last attempt was good.
    Ready(&'a T),
    /// The last attempt failed; this is from before.
    Stale(&'a T, &'a ApiError),
    /// No attempt was good.
    Failed(&'a ApiError),
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        Self {
            data: None,
            error: None,
            fetching: false,
            at: None,
        }
    }
}

impl<T> Remote<T> {
    /// Notes that an attempt begins.
    pub fn begin(&mut self) {
        self.fetching = true;
    }

    /// Takes in the outcome of the newest attempt; good data is from the time `at`.
    ///
    /// A failure keeps the last good answer and its time; a cancelled attempt changes nothing.
    pub fn settle(&mut self, outcome: Result<T, ApiError>, at: f64) {
        self.fetching = false;
        match outcome {
            Ok(data) => {
                self.data = Some(data);
                self.error = None;
                self.at = Some(at);
            }
            Err(ApiError::Aborted) => {}
            Err(error) => self.error = Some(error),
        }
    }

    /// What to show.
    pub fn phase(&self) -> Phase<'_, T> {
        match (&self.data, &self.error) {
            (Some(data), None) => Phase::Ready(data),
            (Some(data), Some(error)) => Phase::Stale(data, error),
            (None, Some(error)) => Phase::Failed(error),
            (None, None) => Phase::Waiting,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unreachable() -> ApiError {
        ApiError::Unreachable {
            route: "GET /x".into(),
        }
    }

    #[test]
    fn a_failed_refresh_keeps_the_last_good_answer() {
        let mut remote = Remote::default();
        remote.begin();
        remote.settle(Ok(1), 10.0);
        remote.begin();
        remote.settle(Err(unreachable()), 20.0);
        assert_eq!(remote.phase(), Phase::Stale(&1, &unreachable()));
        assert_eq!(remote.at, Some(10.0));
    }

    #[test]
    fn a_good_answer_clears_the_error() {
        let mut remote = Remote::default();
        remote.settle(Err(unreachable()), 1.0);
        assert_eq!(remote.phase(), Phase::Failed(&unreachable()));
        remote.settle(Ok(2), 2.0);
        assert_eq!(remote.phase(), Phase::Ready(&2));
    }

    #[test]
    fn a_cancelled_attempt_changes_nothing() {
        let mut remote = Remote::default();
        remote.settle(Ok(1), 1.0);
        remote.begin();
        remote.settle(Err(ApiError::Aborted), 2.0);
        assert_eq!(
            remote,
            Remote {
                data: Some(1),
                error: None,
                fetching: false,
                at: Some(1.0)
            }
        );
    }
}
