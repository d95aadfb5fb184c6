//! A panel with the answer to a question.

use std::sync::Arc;

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    features::shared::text,
    state::{remote::Remote, session::use_session},
    ui::{Button, ButtonSize, ButtonTone, IconName, Panel, RemoteView},
};

/// A panel that shows a remote value in whichever state it is, with a button that asks again.
///
/// `children` is drawn once and gets a signal that follows the value.
#[component]
pub fn QueryPanel<T, V>(
    /// The heading.
    #[prop(into)]
    heading: Signal<String>,
    /// A sentence below the heading.
    #[prop(optional, into)]
    intro: Signal<Option<String>>,
    /// The heading's level.
    #[prop(default = 2)]
    level: u8,
    /// Content up to the edges, as a table wants it.
    #[prop(optional)]
    flush: bool,
    /// What the server has to offer for it; if it doesn't, a line says so.
    #[prop(optional)]
    capability: Option<Capability>,
    /// The button's accessible name, where a page has more than one.
    #[prop(optional, into)]
    refresh_label: Option<String>,
    /// What stands in the place of the button that asks again.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What stands above the value, whatever its state.
    #[prop(optional, into)]
    notice: ViewFn,
    /// The value.
    #[prop(into)]
    remote: Signal<Remote<T>>,
    /// Asks again.
    #[prop(into)]
    on_refetch: Callback<()>,
    /// What was attempted, e.g. "Couldn't load the jobs".
    #[prop(into)]
    failed: Signal<String>,
    /// What is shown before the first answer; give it the shape of what will come.
    #[prop(into)]
    skeleton: ViewFn,
    /// Tells whether there is nothing in an answer.
    #[prop(optional, into)]
    is_empty: Option<Callback<T, bool>>,
    /// What is shown when there is nothing in it.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Draws the value.
    children: impl Fn(Signal<T>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let refetch = on_refetch;
    let is_fetching = Signal::derive(move || remote.with(|remote| remote.fetching));
    let actions = actions.unwrap_or_else(|| {
        ViewFn::from(move || {
            let label = refresh_label.clone();
            view! { <RefreshButton label pending=is_fetching on_click=refetch /> }
        })
    });
    let is_empty = is_empty.unwrap_or_else(|| Callback::new(|_| false));
    let children = Arc::new(children);
    let value = ViewFn::from(move || {
        let (skeleton, empty, children) = (skeleton.clone(), empty.clone(), children.clone());
        view! {
            <RemoteView
                remote
                failed
                skeleton
                is_empty
                empty
                on_retry=refetch
                children=move |value| children(value)
            />
        }
    });
    frame(
        heading, intro, level, flush, actions, notice, capability, value,
    )
}

/// Compiled once, and not for each type of value.
#[allow(clippy::too_many_arguments)]
fn frame(
    heading: Signal<String>,
    intro: Signal<Option<String>>,
    level: u8,
    flush: bool,
    actions: ViewFn,
    notice: ViewFn,
    capability: Option<Capability>,
    value: ViewFn,
) -> AnyView {
    let session = use_session();
    let missing = Memo::new(move |_| capability.filter(|capability| !session.offers(*capability)));
    view! {
        <Panel heading intro level flush actions>
            {notice.run()}
            {move || match missing.get() {
                Some(capability) => {
                    view! { <p class="panel-none">{capability.missing()}</p> }.into_any()
                }
                None => value.run().into_any(),
            }}
        </Panel>
    }
    .into_any()
}

/// Asks again for what a panel shows.
#[component]
pub fn RefreshButton(
    /// The accessible name, where a page has more than one.
    #[prop(optional, into)]
    label: Signal<Option<String>>,
    /// An answer is on its way.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Asks.
    #[prop(into)]
    on_click: Callback<()>,
) -> impl IntoView {
    view! {
        <Button
            tone=ButtonTone::Quiet
            size=ButtonSize::Small
            icon=Some(IconName::Retry)
            label
            pending
            on_click=move |()| on_click.run(())
        >
            {text::REFRESH}
        </Button>
    }
}
