//! Components and journeys in a real browser, against a scripted server.
#![cfg(target_arch = "wasm32")]
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

mod connection;
mod history;
mod kit;
mod scripted;
mod session;
mod shipped;
mod shipped_jobs;
mod stage;
mod values;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
