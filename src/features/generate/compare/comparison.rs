//! Two previews of one channel, word by word.

use leptos::prelude::*;

use super::{
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
        [(channel, first), (_, second)] => format!(
            "Changes: {}, {} and {}",
            channel.label(),
            first.label(),
            second.label()
        ),
        _ => "Changes".to_owned(),
    });
    let body = move || {
        let chosen = chosen.get();
        let [first, second] = chosen.as_slice() else {
            let words = chosen.first().map(|(channel, tone)| {
                format!(
                    "Select another tone of {} to compare with {}.",
                    channel.label(),
                    tone.label()
                )
            });
            return view! {
                <Empty icon=IconName::Copy title="Select one more">
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
                <Empty icon=IconName::Copy title="Preview not ready">
                    "The changes appear when both are rendered."
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
                            "Close"
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
            <del>{format!("Only in {first}")}</del>
            " "
            <ins>{format!("Only in {second}")}</ins>
        </p>
        {is_cut.then(|| view! { <p>"Only the beginning of each text is compared."</p> })}
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
