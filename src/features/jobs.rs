//! The jobs: the list and one job.

mod board;
mod bulk;
mod cause;
mod csv;
mod detail;
mod document;
mod list;
mod params;
mod report;
mod retry_scope;
mod text;
mod timeline;
mod transcript;
mod words;

pub use detail::JobDetailPage;
pub use list::JobsPage;
