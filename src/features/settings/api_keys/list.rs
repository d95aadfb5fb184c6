//! The table of keys, and what stands above it.

use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_query_map};
use wire::{
    Page,
    api_keys::{ApiKey, ApiKeyId},
    capabilities::Capability,
};

use super::{
    super::text,
    Keys,
    actions::ApiKeyActions,
    create_key_form::{CreateKeyForm, Purpose},
    params::{ApiKeysParams, By, is_ended},
    row::cell,
};
use crate::{
    effect::effect,
    routes::{CREATE, Route},
    state::{
        address::{Address, UrlState, use_address},
        clock::use_clock,
        navigation::use_navigate,
        session::use_session,
    },
    ui::{
        Align, Button, ButtonTone, CardPlace, Checkbox, Column, DataTable, Empty, HideBelow,
        IconName, Panel, RemoteView, RowHeight, Skeleton, SkeletonShape, SortBy,
    },
};

/// The keys, and the way to make one.
#[component]
pub fn KeyList(
    /// The keys.
    keys: Keys,
    /// Making another.
    create_key: CreateKeyForm,
    /// What can be done with them.
    actions: ApiKeyActions,
) -> impl IntoView {
    let session = use_session();
    let address = use_address::<ApiKeysParams>(Route::ApiKeys.path());
    let reason = Signal::derive(move || {
        let unoffered = (!session.offers(Capability::ApiKeysWrite))
            .then(|| Capability::ApiKeysWrite.missing().to_owned());
        unoffered.or_else(|| actions.barred())
    });
    let wants_new = {
        let query = use_query_map();
        Memo::new(move |_| query.with(|query| query.get(CREATE).is_some()))
    };
    let navigate = use_navigate();
    // The address asks once: coming back to it must not open the form again.
    effect(move |_| {
        if !wants_new.get() {
            return;
        }
        let options = NavigateOptions {
            replace: true,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&Route::ApiKeys.with(&address.current().query()), options);
        if untrack(|| reason.get()).is_none() {
            create_key.open(Purpose::New);
        }
    });
    let create = move || {
        view! {
            <Button
                tone=ButtonTone::Primary
                icon=Some(IconName::Plus)
                reason
                on_click=move |()| create_key.open(Purpose::New)
            >
                {text::api_keys::list::CREATE}
            </Button>
        }
    };
    let nothing = |page: Page<ApiKey>| page.items.is_empty();
    view! {
        <Panel heading=text::api_keys::list::TITLE level=3 flush=true actions=create>
            <RemoteView
                remote=keys.remote()
                failed=text::api_keys::list::LOAD_FAILED
                skeleton=|| {
                    view! {
                        <Skeleton
                            shape=SkeletonShape::Rows
                            count=3
                            label=text::api_keys::list::LOADING
                        />
                    }
                }
                is_empty=nothing
                empty=|| {
                    view! {
                        <Empty icon=IconName::Key title=text::api_keys::list::EMPTY_TITLE>
                            {text::api_keys::list::EMPTY_HINT}
                        </Empty>
                    }
                }
                on_retry=move |()| keys.refetch()
                let:page
            >
                <Table page address actions />
            </RemoteView>
        </Panel>
    }
    .into_any()
}

#[component]
fn Table(
    page: Signal<Page<ApiKey>>,
    address: Address<ApiKeysParams>,
    actions: ApiKeyActions,
) -> impl IntoView {
    let params = address.params;
    let now = use_clock().now();
    // A memo, so that a tick which ends no key leaves the rows alone.
    let rows = Memo::new(move |_| page.with(|page| params.get().arrange(&page.items, now.get())));
    let ended = Memo::new(move |_| {
        page.with(|page| {
            page.items
                .iter()
                .filter(|key| is_ended(key, now.get()))
                .count()
        })
    });
    let find = move |id: ApiKeyId| {
        Memo::new(move |_| page.with(|page| page.items.iter().find(|key| key.id == id).cloned()))
    };
    let name = move |id: &ApiKeyId| {
        page.with_untracked(|page| {
            let found = page.items.iter().find(|key| key.id == *id);
            found.map(|key| key.name.clone()).unwrap_or_default()
        })
    };
    let sort = Signal::derive(move || {
        let ApiKeysParams { by, descending, .. } = params.get();
        Some(SortBy {
            column: by.word().to_owned(),
            descending,
        })
    });
    let on_sort = move |sort: SortBy| {
        if let Some(by) = By::from_word(&sort.column) {
            address.push(|params| {
                params.by = by;
                params.descending = sort.descending;
            });
        }
    };
    let show_ended = (
        Signal::derive(move || params.get().ended),
        Callback::new(move |ended| address.push(|params| params.ended = ended)),
    );
    let label = Signal::derive(move || text::api_keys::list::show_ended(ended.get()));
    view! {
        <div class="key-table">
        <DataTable
            label=text::api_keys::list::LABEL
            noun=text::api_keys::list::NOUN
            columns=columns()
            rows
            key_id=name
            cell=move |id, column| cell(find(id), column, actions)
            row_height=RowHeight::Double
            sort
            on_sort=Callback::new(on_sort)
            empty=|| {
                view! {
                    <Empty icon=IconName::Key title=text::api_keys::list::NONE_ACTIVE_TITLE>
                        {text::api_keys::list::NONE_ACTIVE_HINT}
                    </Empty>
                }
            }
        />
        </div>
        <Show when=move || ended.get() != 0>
            <div class="key-foot">
                <Checkbox label checked=show_ended />
            </div>
        </Show>
    }
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("name", text::api_keys::list::NAME)
            .width("minmax(9.375rem, 1.5fr)")
            .sortable()
            .card(CardPlace::Lead),
        Column::new("scopes", text::api_keys::PERMISSIONS)
            .width("minmax(8.75rem, 1.7fr)")
            .hide_below(HideBelow::Medium)
            .card(CardPlace::Body),
        Column::new("created", text::api_keys::list::CREATED)
            .width("6.5rem")
            .sortable_descending()
            .hide_below(HideBelow::Wide)
            .card(CardPlace::Nowhere),
        Column::new("used", text::api_keys::list::LAST_USED)
            .width("7rem")
            .sortable_descending(),
        Column::new("expires", text::api_keys::EXPIRES)
            .width("8.5rem")
            .sortable(),
        Column::new("state", text::api_keys::list::STATUS)
            .width("minmax(9.375rem, 1fr)")
            .card(CardPlace::Body),
        Column::new("actions", text::api_keys::list::ACTIONS)
            .header_hidden()
            .width("3.5rem")
            .align(Align::End)
            .card(CardPlace::Side),
    ]
}
