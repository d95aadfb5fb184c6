//! The sandbox from outside: the client's own calls against the router, and real sockets.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod accounts;
mod app;
mod batch;
mod caches;
mod content;
mod faults;
mod filters;
mod generate;
mod harness;
mod health;
mod holds;
mod jobs;
mod keys;
mod live;
mod manners;
mod restart;
mod routes;
mod settings;
mod shipped;
mod sockets;
mod templates;
