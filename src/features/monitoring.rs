//! What the machines do: the process's metrics, and live sessions.

mod address;
mod figures;
mod frame_summary;
mod history;
mod joined_session;
mod series_table;
mod sessions;
mod source;
mod text;
mod unit;

use leptos::prelude::*;
use wire::capabilities::Capability;

use crate::{
    features::shared::Offered,
    routes::Route,
    state::{address::use_address, heading::use_heading},
    ui::{IconName, TabItem, Tabs},
};

use address::{METRICS, MonitoringParams, SESSIONS};
use figures::Figures;
use sessions::Sessions;

/// `/monitoring`.
#[component]
pub fn MonitoringPage() -> impl IntoView {
    use_heading(text::TITLE.to_owned(), None);
    let address = use_address::<MonitoringParams>(Route::Monitoring.path());
    let selected = Signal::derive(move || address.params.read().tab().to_owned());
    let items = vec![
        TabItem::new(METRICS, text::METRICS),
        TabItem::new(SESSIONS, text::SESSIONS),
    ];
    let panel = move |id: String| {
        if id == SESSIONS {
            view! {
                <Offered capability=Capability::LiveSessions icon=IconName::Monitoring>
                    <Sessions address />
                </Offered>
            }
            .into_any()
        } else {
            view! {
                <Offered capability=Capability::Metrics icon=IconName::Monitoring>
                    <Figures address />
                </Offered>
            }
            .into_any()
        }
    };
    view! {
        <div class="monitoring">
            <Tabs
                label=text::TITLE
                items=Signal::stored(items)
                selected
                on_select=move |id: String| address.push(|params| params.sessions = id == SESSIONS)
                panel
            />
        </div>
    }
}
