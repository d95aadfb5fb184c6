//! Names and values, drawn.

use leptos::prelude::*;

use crate::{
    features::{health::text, shared::ServerWords},
    ui::{Description, DescriptionLayout, DescriptionList, Meter, format_percent},
};

use super::facts::{Fact, FactValue};

/// Longer values are words of a server, which know how to fold.
const SHORT: usize = 120;

/// Names and values.
#[component]
pub fn FactList(
    /// What is shown; nothing where there is none.
    #[prop(into)]
    facts: Signal<Vec<Fact>>,
) -> impl IntoView {
    move || {
        let facts = facts.get().into_iter();
        let items = facts
            .map(|fact| {
                let value = value(&fact);
                Description::new(fact.name, value)
            })
            .collect();
        view! { <DescriptionList items layout=DescriptionLayout::Columns /> }
    }
}

fn value(fact: &Fact) -> AnyView {
    match &fact.value {
        FactValue::Share(share) => {
            let words = format_percent(*share);
            view! {
                <span class="health-share">
                    <Meter
                        value=Some(*share)
                        label=fact.name.clone()
                        words=Some(words.clone())
                    />
                    <span>{words}</span>
                </span>
            }
            .into_any()
        }
        FactValue::Words(words) if words.chars().count() > SHORT => {
            view! { <ServerWords text=words.clone() /> }.into_any()
        }
        FactValue::Words(words) => words.clone().into_any(),
        FactValue::Hidden => text::HIDDEN.into_any(),
    }
}
