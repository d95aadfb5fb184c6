//! A file for the person to keep.

use crate::{features::shared::text, state::notices::Notices, ui::save_file};

/// Offers `content` as a file and says so if the browser refuses it; whether it was offered.
///
/// `kind` is its media type, such as `text/csv`.
pub fn download(notices: Notices, name: &str, kind: &str, content: &str) -> bool {
    let is_offered = save_file(name, kind, content);
    if !is_offered {
        notices.plain(text::FILE_NOT_SAVED, text::ALLOW_DOWNLOADS);
    }
    is_offered
}
