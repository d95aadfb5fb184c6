//! What the app knows: remote values, the session, the live link, drafts.
//!
//! Draws nothing. Speaks to the server through `api` only.

pub mod actions;
pub mod address;
pub mod clock;
pub mod concurrency;
pub mod condition;
pub mod config;
pub mod debounce;
pub mod desktop;
pub mod drafts;
pub mod heading;
pub mod history;
pub mod job_metadata;
pub mod job_order;
pub mod job_start_spacing;
pub mod lazy_module;
pub mod live;
pub mod live_query;
pub mod live_session;
pub mod local_history;
pub mod module_styles;
pub mod mutation;
pub mod navigation;
pub mod notices;
pub mod onboarding;
pub mod page;
pub mod prefetch;
pub mod program;
pub mod publish_hold;
pub mod publishing;
pub mod query;
mod rate_limit;
pub mod readings;
pub mod recent_places;
mod reconnect;
pub mod remote;
pub mod restart_detection;
pub mod revoking;
pub mod scope;
pub mod scroll_restoration;
pub mod session;
pub mod storage;
mod text;
pub mod theme;
