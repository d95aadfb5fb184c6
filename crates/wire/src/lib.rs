//! The contract: what travels between the dashboard and an API, and how it is read.
//!
//! A request is a value, [`Call`]: method, path, query, body, the key it
//! needs, and a pure function from an [`Answer`] to a result. Nothing here
//! does I/O, knows a clock or a screen. The app sends calls with fetch, the
//! sandbox answers with the same types, and the recorded answers of the
//! backend as shipped are read by the same functions.

#![forbid(unsafe_code)]

pub mod alerts;
pub mod api_keys;
pub mod auth;
pub mod batch;
pub mod cache;
pub mod call;
pub mod capabilities;
pub mod channel;
pub mod content;
pub mod counting;
pub mod detail;
pub mod documents;
pub mod error;
pub mod events;
pub mod generate;
pub mod health;
pub mod jobs;
pub mod metrics;
mod one_line;
pub mod page;
pub mod retry_after;
pub mod routes;
pub mod secret;
pub mod shipped;
pub mod sort;
pub mod templates;
pub mod terminal;
mod text;
pub mod time;
pub mod typed;
pub mod unicode;
pub mod uptime;

pub use call::{
    Access, Answer, Call, Method, Path, Query, Reading, Receipt, Request, Untyped, typed,
};
pub use error::{ApiError, FieldProblem, Refusal};
pub use one_line::one_line;
pub use page::Page;
pub use secret::Secret;
pub use time::Stamp;
