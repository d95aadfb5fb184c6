//! What the backend offers: asked anew on demand, filtered by the address.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_query_map},
};
use wire::ApiError;

use super::{
    super::text,
    capabilities_table::CapabilitiesTable,
    capability_filter::{CapabilityFilter, count_capabilities},
    words::changes_words,
};
use crate::{
    effect::effect,
    state::{mutation::detach, navigation::use_navigate, session::use_session},
    ui::{
        Button, ButtonSize, ChoiceOption, ErrorNotice, IconName, Notice, Panel, RadioGroup,
        Skeleton, State,
    },
};

/// The query parameter that holds which capabilities are shown.
const SHOW: &str = "show";

/// What the backend offers.
#[component]
pub fn CapabilitiesPanel() -> impl IntoView {
    let session = use_session();
    let filter = use_capability_filter();
    let pending = RwSignal::new(false);
    let outcome = RwSignal::new(None::<Result<String, ApiError>>);
    let check = move |()| {
        pending.set(true);
        outcome.set(None);
        detach(async move {
            let before = untrack(|| session.capabilities());
            let checked = session.check_again().await;
            let after = untrack(|| session.capabilities());
            let words =
                checked.map(|changes| changes_words(&changes, before.as_deref(), after.as_deref()));
            let _ = pending.try_set(false);
            let _ = outcome.try_set(Some(words));
        });
    };
    let known = Memo::new(move |_| session.capabilities());
    let failed = Signal::derive(move || outcome.get()?.err());
    let done = move || {
        let words = outcome.get()?.ok()?;
        Some(view! {
            <Notice state=State::Good title=text::connection::capabilities::REFRESHED>
                {words}
            </Notice>
        })
    };
    view! {
        <Panel
            heading=text::connection::CAPABILITIES
            level=3
            flush=true
            actions=move || {
                view! {
                    <Button
                        size=ButtonSize::Small
                        icon=Some(IconName::Retry)
                        pending
                        on_click=check
                    >
                        {text::connection::capabilities::REFRESH}
                    </Button>
                }
            }
        >
            <div class="settings-tools">
                <CapabilityFilterField filter />
                {done}
                <ErrorNotice
                    error=failed
                    title=text::connection::capabilities::REFRESH_FAILED
                    kept=text::connection::capabilities::REFRESH_FAILED_KEPT
                    stale=true
                />
            </div>
            {move || match known.get() {
                Some(capabilities) => {
                    view! { <CapabilitiesTable capabilities filter=filter.get() /> }.into_any()
                }
                None => {
                    view! {
                        <div class="settings-tools">
                            <Skeleton count=6 />
                        </div>
                    }
                        .into_any()
                }
            }}
        </Panel>
    }
    .into_any()
}

#[component]
fn CapabilityFilterField(filter: Memo<CapabilityFilter>) -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let pathname = use_location().pathname;
    let value = RwSignal::new(filter.get_untracked().as_str().to_owned());
    effect(move |_| value.set(filter.get().as_str().to_owned()));
    effect(move |before: Option<()>| {
        let wanted = CapabilityFilter::read(Some(&value.get()));
        if before.is_none() || wanted == filter.get_untracked() {
            return;
        }
        let query = match wanted {
            CapabilityFilter::All => String::new(),
            some => format!("?{SHOW}={}", some.as_str()),
        };
        let options = NavigateOptions {
            scroll: false,
            ..Default::default()
        };
        navigate(&format!("{}{query}", pathname.get_untracked()), options);
    });
    let options = Signal::derive(move || {
        let known = session.capabilities();
        CapabilityFilter::CHOICES
            .iter()
            .map(|(filter, label)| {
                let label = match &known {
                    Some(known) => text::connection::capabilities::choice(
                        label,
                        count_capabilities(known, *filter),
                    ),
                    None => (*label).to_owned(),
                };
                ChoiceOption::new(filter.as_str(), label)
            })
            .collect::<Vec<_>>()
    });
    view! {
        <RadioGroup
            label=text::connection::capabilities::SHOW
            label_hidden=true
            value
            options
        />
    }
}

fn use_capability_filter() -> Memo<CapabilityFilter> {
    let query = use_query_map();
    Memo::new(move |_| query.with(|query| CapabilityFilter::read(query.get_str(SHOW))))
}
