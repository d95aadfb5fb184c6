//! What the work brings: how many jobs, how they ended, by channel.

mod bars;
mod channel_counts;
mod publications;
mod recent;
mod text;
mod totals;

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    features::shared::Offered,
    state::{condition::SystemStatus, heading::use_heading, session::use_session},
    ui::{IconName, Skeleton, SkeletonShape},
};

use publications::Publications;
use recent::Recent;
use totals::TotalsView;

/// `/analytics`.
#[component]
pub fn AnalyticsPage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    let session = use_session();
    let system = SystemStatus::find();
    // Which panels there are depends on what the server offers. Without an answer each says so itself.
    let is_known = Memo::new(move |_| session.capabilities().is_some() || !system.is_connected());
    let has_totals = Memo::new(move |_| session.offers(Capability::JobsMetrics));
    let has_history = Memo::new(move |_| session.offers(Capability::Analytics));
    let missing = move || {
        let totals = (!has_totals.get()).then(|| Capability::JobsMetrics.missing());
        let history = (!has_history.get()).then_some(text::NO_HISTORY);
        let words = [totals, history];
        words.into_iter().flatten().collect::<Vec<_>>().join(" ")
    };
    view! {
        <div class="analytics">
            <Show
                when=move || is_known.get()
                fallback=|| view! { <Skeleton shape=SkeletonShape::Rows count=4 /> }
            >
                // Without totals the page goes on with what the list of jobs tells.
                <Show when=move || has_totals.get()>
                    <Offered capability=Capability::JobsMetrics icon=IconName::Analytics>
                        <TotalsView />
                    </Offered>
                </Show>
                <Show when=move || session.has_key_for(Capability::JobsList) || !has_totals.get()>
                    <Offered capability=Capability::JobsList icon=IconName::Jobs>
                        <Recent />
                    </Offered>
                </Show>
                <Publications />
                <p class="analytics-missing">{missing}</p>
            </Show>
        </div>
    }
}
