//! What the publications of this browser tell, channel by channel: the server does not store them.

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{channel_counts, recent::ChannelRow};
use crate::{
    features::analytics::text,
    state::{local_history::use_kept, session::use_session},
    ui::{Panel, format_count},
};

/// The publications from Generate; nothing where the server stores them, or there are none.
#[component]
pub fn Publications() -> impl IntoView {
    let session = use_session();
    let kept = use_kept();
    let heads = Memo::new(move |_| {
        if !session.is_shipped(Capability::ContentGenerate) {
            return Vec::new();
        }
        let base = session.base().get();
        let heads = kept.heads();
        heads.with(|heads| {
            let here = heads.iter().filter(|head| head.backend == base);
            here.cloned().collect::<Vec<_>>()
        })
    });
    let is_any = Memo::new(move |_| !heads.read().is_empty());
    let intro = Signal::derive(move || {
        let count = heads.with(Vec::len);
        let count = format_count(count, text::PUBLICATION, text::PUBLICATIONS_COUNT);
        Some(text::from_generate(&count))
    });
    let rows = move || {
        let all_counts =
            heads.with(|heads| channel_counts::of_results(heads.iter().map(|head| &head.results)));
        all_counts
            .into_iter()
            .map(|(channel, counts)| view! { <ChannelRow channel counts /> })
            .collect_view()
    };
    view! {
        <Show when=move || is_any.get()>
            <Panel heading=text::PUBLICATIONS intro>
                <table class="outcomes" aria-label=text::PUBLICATIONS_BY_CHANNEL>
                    <thead>
                        <tr>
                            <th scope="col">{text::CHANNEL}</th>
                            <th scope="col">{text::RESULTS}</th>
                            <th scope="col" class="outcomes-share">
                                {text::SUCCESS_RATE}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Panel>
        </Show>
    }
    .into_any()
}
