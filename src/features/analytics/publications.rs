//! What the publications of this browser tell, channel by channel: the server does not store them.

use leptos::prelude::*;
use wire::capabilities::Capability;

use super::{channel_counts, recent::ChannelRow};
use crate::{
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
        let count = format_count(count, "publication", "publications");
        Some(format!("{count} from Generate, stored in this browser."))
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
            <Panel heading="Publications" intro>
                <table class="outcomes" aria-label="Publications by channel">
                    <thead>
                        <tr>
                            <th scope="col">"Channel"</th>
                            <th scope="col">"Results"</th>
                            <th scope="col" class="outcomes-share">
                                "Success rate"
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
