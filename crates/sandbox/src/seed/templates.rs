//! The templates that come with the product.

use wire::templates::Template;

/// Every built-in template, by channel.
pub fn all() -> Vec<Template> {
    Vec::new()
}
