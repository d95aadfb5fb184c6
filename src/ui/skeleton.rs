//! What stands where something is on its way.

use leptos::prelude::*;

use super::{Icon, IconName, text::notice as text};

/// The shape of what will come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SkeletonShape {
    /// Lines of text.
    #[default]
    Lines,
    /// Rows of a table.
    Rows,
    /// A panel with a heading.
    Card,
    /// A large figure with a caption.
    Figure,
    /// A chart.
    Chart,
    /// Fields of a form.
    Fields,
}

impl SkeletonShape {
    /// The value of `data-shape`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lines => "lines",
            Self::Rows => "rows",
            Self::Card => "card",
            Self::Figure => "figure",
            Self::Chart => "chart",
            Self::Fields => "fields",
        }
    }
}

/// Grey shapes that appear after 200 ms, when waiting becomes noticeable.
#[component]
pub fn Skeleton(
    /// The shape of what will come.
    #[prop(optional)]
    shape: SkeletonShape,
    /// How many of them.
    #[prop(default = 3)]
    count: usize,
    /// What a screen reader says.
    #[prop(default = text::LOADING.into(), into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="skeleton" data-shape=shape.as_str()>
            <span class="visually-hidden">{move || label.get()}</span>
            {(0..count)
                .map(|_| {
                    view! {
                        <span class="skeleton-item" aria-hidden="true">
                            <span class="skeleton-bone"></span>
                            <span class="skeleton-bone"></span>
                            <span class="skeleton-bone"></span>
                        </span>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// A small turning mark for work that has no measure.
#[component]
pub fn Spinner(
    /// What a screen reader says.
    #[prop(default = text::LOADING.into(), into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <span class="spinner" role="status">
            <Icon name=IconName::Spinner />
            <span class="visually-hidden">{move || label.get()}</span>
        </span>
    }
}
