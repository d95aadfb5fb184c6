//! The picture on the sign-in pages: a document that becomes three channels.

use leptos::prelude::*;

use super::super::text::frame as text;

/// A drawing that says nothing which the page does not say in words.
#[component]
pub(super) fn Motif() -> impl IntoView {
    view! {
        <div class="motif" aria-hidden="true">
            <svg viewBox="38 36 524 452" focusable="false">
                <g class="motif-page">
                    <path class="motif-sheet" d="M40 140h116l34 34v206a6 6 0 0 1-6 6h-138a6 6 0 0 1-6-6z" />
                    <path class="motif-fold" d="M156 140v34h34" />
                    <path class="motif-strong" d="M62 204h74" />
                    <path class="motif-text" d="M62 228h106M62 246h96M62 264h106M62 282h58" />
                    <path class="motif-text" d="M62 312h106M62 330h88M62 348h100" />
                </g>
                <path class="motif-lane" data-channel="email" pathLength="1" d="M190 246c110 0 70-156 186-156" />
                <path class="motif-lane" data-channel="social" pathLength="1" d="M190 263h186" />
                <path class="motif-lane" data-channel="web" pathLength="1" d="M190 280c110 0 70 150 186 150" />
                <g class="motif-out" data-channel="email">
                    <path class="motif-card" d="M376 38h178a6 6 0 0 1 6 6v92a6 6 0 0 1-6 6h-178a6 6 0 0 1-6-6v-92a6 6 0 0 1 6-6z" />
                    <path class="motif-hue" d="M371 42l94 58l94-58" />
                    <path class="motif-end" d="M364 84h12v12h-12z" />
                </g>
                <g class="motif-out" data-channel="social">
                    <path class="motif-card" d="M376 206h178a6 6 0 0 1 6 6v102a6 6 0 0 1-6 6h-178a6 6 0 0 1-6-6v-102a6 6 0 0 1 6-6z" />
                    <path class="motif-hue" d="M404 224a10 10 0 1 0 0 20a10 10 0 0 0 0-20z" />
                    <path class="motif-strong" d="M426 234h34" />
                    <path class="motif-text" d="M394 260h66M394 277h54M394 294h62" />
                    <path class="motif-image" d="M482 226h56a4 4 0 0 1 4 4v64a4 4 0 0 1-4 4h-56a4 4 0 0 1-4-4v-64a4 4 0 0 1 4-4z" />
                    <path class="motif-end" d="M370 257a6 6 0 1 0 0 12a6 6 0 0 0 0-12z" />
                </g>
                <g class="motif-out" data-channel="web">
                    <path class="motif-card" d="M376 380h178a6 6 0 0 1 6 6v94a6 6 0 0 1-6 6h-178a6 6 0 0 1-6-6v-94a6 6 0 0 1 6-6z" />
                    <path class="motif-hue" d="M370 402h190M384 391v.01M394 391v.01M404 391v.01" />
                    <path class="motif-strong" d="M394 426h70" />
                    <path class="motif-text" d="M394 446h66M394 463h54" />
                    <path class="motif-image" d="M482 420h56a4 4 0 0 1 4 4v40a4 4 0 0 1-4 4h-56a4 4 0 0 1-4-4v-40a4 4 0 0 1 4-4z" />
                    <path class="motif-end" d="M370 421l9 9l-9 9l-9-9z" />
                </g>
            </svg>
            <p class="motif-words">
                {text::MOTIF_IN} <br /> {text::MOTIF_OUT}
            </p>
        </div>
    }
}
