//! What a style looks like, in a few lines.

use leptos::prelude::*;

/// A sheet of paper with the outline of a style.
#[component]
pub fn StyleThumbnail(
    /// The style, as templates name it.
    of: String,
) -> impl IntoView {
    let (solid, lines) = outline(&of);
    view! {
        <svg class="template-thumb" viewBox="0 0 40 48" aria-hidden="true" focusable="false">
            <path class="template-thumb-solid" d=solid />
            <path class="template-thumb-lines" d=lines />
        </svg>
    }
}

/// What is solid, and what is a line.
fn outline(style: &str) -> (&'static str, &'static str) {
    match style {
        "modern" => (
            "M6 6h28v11h-28zM6 36h12v5h-12z",
            "M6 22h28M6 26.500h28M6 31h20",
        ),
        "minimal" => ("M6 8h16v2.500h-16z", "M6 19h28M6 25h28M6 31h24M6 37h10"),
        "plain" => (
            "",
            "M6 8h10M6 14h28M6 18.500h28M6 23h26M6 27.500h28M6 36h12",
        ),
        "digest" => (
            "M6 6h6v6h-6zM6 19h6v6h-6zM6 32h6v6h-6z",
            "M16 7.500h18M16 11h12M16 20.500h18M16 24h14M16 33.500h18M16 37h10",
        ),
        "announcement" => ("M8 12h24v5h-24zM13 33h14v6h-14z", "M12 22.500h16M10 27h20"),
        "article" => (
            "M6 6h22v4h-22zM6 15h28v9h-28z",
            "M6 29h28M6 33.500h28M6 38h18",
        ),
        "question" => (
            "M17.500 31h5v5h-5z",
            "M13 17c0-4 3-7 7-7s7 3 7 6.500c0 5-7 5-7 11",
        ),
        "thread" => (
            "M6 6h7v7h-7zM6 20.500h7v7h-7zM6 35h7v7h-7z",
            "M9.500 13v7.500M9.500 27.500v7.500M17 9.500h17M17 24h17M17 38.500h11",
        ),
        "standard" => (
            "M6 8h7v7h-7z",
            "M17 9.500h17M17 13.500h10M6 21h28M6 25.500h28M6 30h22M6 39h9",
        ),
        _ => ("M6 6h28v4h-28z", "M6 16h28M6 21h28M6 26h20"),
    }
}
