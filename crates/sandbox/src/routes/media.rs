//! The pictures of the example documents, drawn from their names.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};

/// How the example documents name their pictures; no such host exists.
pub const EXAMPLE_HOST: &str = "https://images.example.com/";

/// Where this server serves them instead.
pub const PREFIX: &str = "/media/";

/// Draws the picture of this name: hills under a sun, in colours of its own.
pub async fn show(Path(name): Path<String>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    (headers, picture(&name)).into_response()
}

fn picture(name: &str) -> String {
    let seed = name.bytes().fold(7_u32, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u32::from(byte))
    });
    let part = |shift: u32, most: u32| (seed >> shift) % most;
    let hue = part(0, 360);
    let sun = 200 + part(3, 800);
    let height = 90 + part(7, 120);
    let hills: String = [(0_u32, 46_u32), (1, 34), (2, 22)]
        .map(|(step, lightness)| {
            let top = 380 + 80 * step;
            let left = top - part(5 + step, 110);
            let right = top - part(11 + step, 110);
            format!(
                r#"<path fill="hsl({hue} 24% {lightness}%)" d="M0 {left}C300 {} 560 {} 800 {top}S1100 {right} 1200 {right}V675H0z"/>"#,
                left.saturating_sub(120),
                top + 60,
            )
        })
        .concat();
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 675" width="1200" height="675"><rect width="1200" height="675" fill="hsl(205 42% 88%)"/><circle cx="{sun}" cy="{}" r="70" fill="hsl(42 92% 72%)"/>{hills}</svg>"#,
        height + 90,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_a_picture_of_its_own() {
        assert_eq!(picture("ember-2/river.jpg"), picture("ember-2/river.jpg"));
        assert_ne!(picture("ember-2/river.jpg"), picture("hakuba/barn.jpg"));
        assert!(picture("").starts_with("<svg"));
    }
}
