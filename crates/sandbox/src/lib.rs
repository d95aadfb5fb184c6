//! The reference server: the whole contract over real HTTP and WebSockets.
//!
//! Nothing here is a type of its own for anything that travels; those are
//! all in `wire`, which the app compiles too. [`shipped`] is the exception:
//! it replays another backend, and has none of these types.

#![forbid(unsafe_code)]

pub mod args;
pub mod assets;
pub mod auth;
pub mod caches;
pub mod checks;
pub mod clock;
pub mod editing;
pub mod engine;
pub mod error;
pub mod extract;
pub mod faults;
pub mod ids;
pub mod live;
pub mod machine;
pub mod metrics;
pub mod openapi;
pub mod outbox;
pub mod router;
pub mod routes;
pub mod runner;
pub mod seed;
pub mod server;
pub mod shipped;
pub mod state;
pub mod store;
pub mod watcher;
