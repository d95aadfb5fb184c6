//! What a part is when it goes out.

use wire::{Stamp, content::ContentId, generate::Part};

/// Where a piece can be seen while it is out.
pub fn page_address(base: &str, id: &ContentId) -> String {
    format!("{base}/published/{id}")
}

/// What to call a part: its own title, unless it has none or it is a whole post.
pub fn title_of(part: &Part, document: Option<String>) -> String {
    match part {
        Part::Email(_) | Part::Web(_) => part.title().map(str::to_owned).or(document),
        Part::Social(_) | Part::Other(_) => document.or_else(|| part.title().map(str::to_owned)),
    }
    .unwrap_or_else(|| "Untitled".to_owned())
}

/// A web page says when it went out.
pub fn dated(part: Part, now: &Stamp) -> Part {
    match part {
        Part::Web(mut page) => {
            page.published_at = Some(now.clone());
            Part::Web(page)
        }
        other => other,
    }
}
