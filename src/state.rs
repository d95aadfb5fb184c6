//! What the app knows: remote values, the session, the live link, drafts.
//!
//! Draws nothing. Speaks to the server through `api` only.

pub mod actions;
pub mod address;
pub mod apart;
mod budget;
pub mod clock;
pub mod concurrency;
pub mod condition;
pub mod config;
pub mod desktop;
pub mod drafts;
pub mod firsts;
pub mod heading;
pub mod history;
pub mod kept;
pub mod lazy_module;
pub mod live;
pub mod mutation;
pub mod navigation;
pub mod notices;
pub mod page;
pub mod prefetch;
pub mod publish_hold;
pub mod publishing;
pub mod query;
pub mod recent_places;
pub mod remote;
pub mod revoking;
pub mod room;
pub mod scope;
pub mod scroll_restoration;
pub mod seen;
pub mod session;
pub mod started;
pub mod storage;
pub mod theme;
