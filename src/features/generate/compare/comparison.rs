//! Two previews of one channel, word by word.

use leptos::prelude::*;

use super::{
    super::text,
    address::MatrixPosition,
    compare_state::CompareState,
    difference::{DiffPiece, Difference, Side},
    part_text::part_text,
};
use crate::ui::{Button, ButtonSize, ButtonTone, Empty, IconName, Panel};

/// The difference of the two that are chosen.
#[component]
pub fn Comparison(
    /// The page's state.
    compare: CompareState,
) -> impl IntoView {
    let chosen = Memo::new(move |_| compare.compared.get());
    let any = Memo::new(move |_| !chosen.read().is_empty());
    let heading = Signal::derive(move || match chosen.read().as_slice() {
        [(channel, first), (_, second)] => {
            text::compare::changes_between(&channel.label(), &first.label(), &second.label())
        }
        _ => text::compare::CHANGES.to_owned(),
    });
    let body = move || {
        let chosen = chosen.get();
        let [first, second] = chosen.as_slice() else {
            let words = chosen.first().map(|(channel, tone)| {
                text::compare::select_another(&channel.label(), &tone.label())
            });
            return view! {
                <Empty icon=IconName::Copy title=text::compare::SELECT_ONE_MORE>
                    {words}
                </Empty>
            }
            .into_any();
        };
        let passages = |position: &MatrixPosition| {
            let (cell, _) = compare.cell(position)?;
            cell.preview()?.parts.get(&position.0).map(part_text)
        };
        let (Some(a), Some(b)) = (passages(first), passages(second)) else {
            return view! {
                <Empty icon=IconName::Copy title=text::compare::NOT_READY>
                    {text::compare::NOT_READY_HINT}
                </Empty>
            }
            .into_any();
        };
        let found = Difference::of(&a, &b);
        let names = (first.1.label(), second.1.label());
        view! { <DiffView found names /> }.into_any()
    };
    view! {
        <Show when=move || any.get()>
            <Panel
                heading
                bare=true
                actions=move || {
                    view! {
                        <Button
                            size=ButtonSize::Small
                            tone=ButtonTone::Quiet
                            on_click=move |()| compare.compared.update(Vec::clear)
                        >
                            {text::compare::CLOSE}
                        </Button>
                    }
                }
            >
                {body}
            </Panel>
        </Show>
    }
}

#[component]
fn DiffView(found: Difference, names: (String, String)) -> impl IntoView {
    let (first, second) = names;
    let words = found.words(&first, &second);
    let is_cut = found.is_cut;
    let passages = found
        .passages
        .into_iter()
        .map(|passage| {
            let pieces = passage.pieces.into_iter().map(piece).collect_view();
            view! {
                <section class="passage">
                    <p class="passage-name">{passage.name}</p>
                    <p class="difference-text" dir="auto">
                        {pieces}
                    </p>
                </section>
            }
        })
        .collect_view();
    view! {
        <p class="difference-words" role="status">
            {words}
        </p>
        <p class="difference-key">
            <del>{text::compare::only_in(&first)}</del>
            " "
            <ins>{text::compare::only_in(&second)}</ins>
        </p>
        {is_cut.then(|| view! { <p>{text::compare::IS_CUT}</p> })}
        <div class="difference">{passages}</div>
    }
}

fn piece(piece: DiffPiece) -> AnyView {
    match piece.side {
        Side::Both => view! { <span>{piece.text}</span> }.into_any(),
        Side::First => view! { <del>{piece.text}</del> }.into_any(),
        Side::Second => view! { <ins>{piece.text}</ins> }.into_any(),
    }
}
