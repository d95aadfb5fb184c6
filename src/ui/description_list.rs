//! Names and what is known of them.

use leptos::prelude::*;

/// One thing that is known: its name, and its value.
pub struct Description {
    name: AnyView,
    value: AnyView,
}

impl Description {
    /// A name and a value.
    pub fn new(name: impl IntoView + 'static, value: impl IntoView + 'static) -> Self {
        Self {
            name: name.into_any(),
            value: value.into_any(),
        }
    }

    /// A text, where there is one.
    pub fn text(name: impl IntoView + 'static, value: String) -> Option<Self> {
        (!value.is_empty()).then(|| Self::new(name, value))
    }
}

impl<N: IntoView + 'static, V: IntoView + 'static> From<(N, V)> for Description {
    fn from((name, value): (N, V)) -> Self {
        Self::new(name, value)
    }
}

/// How a description list is laid out.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum DescriptionLayout {
    /// One below the other, the names in a column of their own.
    #[default]
    Rows,
    /// One beside the other, each name above its value.
    Columns,
}

/// A list of names and values; nothing where there are none.
#[component]
pub fn DescriptionList(
    /// What is known.
    items: Vec<Description>,
    /// How they are laid out.
    #[prop(optional)]
    layout: DescriptionLayout,
) -> impl IntoView {
    if items.is_empty() {
        return ().into_any();
    }
    let layout = match layout {
        DescriptionLayout::Rows => "rows",
        DescriptionLayout::Columns => "columns",
    };
    let items = items
        .into_iter()
        .map(|item| {
            view! {
                <div>
                    <dt>{item.name}</dt>
                    <dd dir="auto">{item.value}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <dl class="descriptions" data-layout=layout>
            {items}
        </dl>
    }
    .into_any()
}
