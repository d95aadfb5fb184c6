//! What each recorded answer comes to.

mod batch;
mod cache;
mod generate;
mod health;
mod insight;
mod jobs;
mod others;
mod sync;

/// Every sample with what it comes to.
pub fn expected() -> impl Iterator<Item = (&'static str, &'static str)> {
    [
        batch::EXPECTED,
        cache::EXPECTED,
        generate::EXPECTED,
        health::EXPECTED,
        insight::EXPECTED,
        jobs::EXPECTED,
        others::EXPECTED,
        sync::EXPECTED,
    ]
    .into_iter()
    .flatten()
    .copied()
}
