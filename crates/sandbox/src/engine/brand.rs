//! Who the content is from: one fictional company, as a workspace's settings would name it.

/// Its name.
pub const NAME: &str = "Kettle & Crag";
/// Where its updates are published.
pub const SITE: &str = "https://www.example.com";
/// Its postal address, which a newsletter must carry.
pub const ADDRESS: &str = "Kettle & Crag, 4 Quarry Lane, Keswick CA12 5TT, United Kingdom";
/// How many people get its newsletter.
pub const SUBSCRIBERS: u64 = 1_284;

/// The address of an update.
pub fn update_url(slug: &str) -> String {
    format!("{SITE}/updates/{slug}")
}
