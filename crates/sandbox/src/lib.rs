//! The reference server: the whole contract over real HTTP and WebSockets.

pub mod engine;
pub mod seed;
