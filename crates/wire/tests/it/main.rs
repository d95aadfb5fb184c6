//! What the recorded answers of the backend as shipped, and mutations of them, read as.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that stumbles has failed"
)]

mod answers;
mod encoding;
mod frames;
mod insight;
mod mutations;
mod offers;
mod round_trips;
mod sample;
mod shape;
mod shapes;

mod traps;
