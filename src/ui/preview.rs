//! Content as its reader will see it: in an inbox, in a feed, on a page.

mod email;
mod frame;
mod markdown;
mod pieces;
mod post;
mod view;
mod web;

pub use email::EmailPreview;
pub use frame::{ForeignPage, FrameWidth};
pub use post::PostPreview;
pub use web::WebPreview;
