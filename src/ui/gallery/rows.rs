//! A table.

use std::collections::HashSet;

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

const NOW: f64 = 1_700_000_000_000.0;

#[component]
pub(super) fn Rows() -> impl IntoView {
    let sort = RwSignal::new(Some(SortBy {
        column: "created".into(),
        descending: true,
    }));
    let selected = RwSignal::new(HashSet::<u32>::new());
    let rows = Memo::new(move |_| {
        let mut rows: Vec<u32> = (0..8).collect();
        if sort.get().is_some_and(|sort| !sort.descending) {
            rows.reverse();
        }
        rows
    });
    let columns = vec![
        Column::new("id", "Job")
            .width("150px")
            .card(CardPlace::Lead),
        Column::new("status", "Status")
            .width("140px")
            .sortable()
            .card(CardPlace::Side),
        Column::new("document", "Document")
            .width("minmax(0, 2fr)")
            .card(CardPlace::Body),
        Column::new("lanes", "Channels")
            .width("minmax(80px, 1fr)")
            .card(CardPlace::Nowhere),
        Column::new("duration", "Took")
            .width("90px")
            .align(Align::End)
            .sortable_descending()
            .hide_below(HideBelow::Medium),
        Column::new("created", "Created")
            .width("110px")
            .align(Align::End)
            .sortable_descending()
            .hide_below(HideBelow::Wide),
        Column::new("actions", "Actions")
            .width("44px")
            .align(Align::End)
            .header_hidden()
            .card(CardPlace::Nowhere),
    ];
    let cell = |job: u32, column: &'static str| match column {
        "id" => view! { <CopyId text=format!("job_01HZX3K9V7Q2M4{job:06}") /> }.into_any(),
        "status" => {
            let (state, word) = match job % 7 {
                0 => (State::Busy, "Writing"),
                3 => (State::Bad, "Failed"),
                5 => (State::Off, "Cancelled"),
                _ => (State::Good, "Published"),
            };
            view! { <Badge state bare=true>{word}</Badge> }.into_any()
        }
        "document" => view! {
            <RowLink href="#table">{format!("Product update {job}: what changed and why")}</RowLink>
        }
        .into_any(),
        "lanes" => {
            let state = if job % 7 == 3 {
                LaneState::Failed
            } else {
                LaneState::Done
            };
            view! {
                <Lane
                    channel=ChannelTone::Email
                    label="Email"
                    state
                    progress=0.6
                    words="Published"
                    compact=true
                />
            }
            .into_any()
        }
        "duration" => format_duration(f64::from(job % 90) * 900.0 + 400.0).into_any(),
        "created" => view! { <Time at=Some(NOW - f64::from(job) * 61_000.0) now=NOW /> }.into_any(),
        _ => {
            let items = vec![MenuItem::new("retry", "Retry job").icon(IconName::Retry)];
            view! {
                <Menu
                    label=format!("Actions for job {job}")
                    items=items
                    on_choose=|_| {}
                    size=ButtonSize::Small
                />
            }
            .into_any()
        }
    };
    view! {
        <Specimen
            names="DataTable, RowLink"
            about="Rows of any number, of which only those in view are in the page; cards where it is \
                   narrow. Sorting and choosing are told to its owner."
        >
            <Panel
                heading="Jobs"
                flush=true
                actions=move || {
                    view! {
                        <span>
                            {move || format_count(selected.read().len(), "job", "jobs")} " selected"
                        </span>
                    }
                }
            >
                <DataTable
                    label="Jobs"
                    columns=columns
                    rows=rows
                    key_id=|job| format!("job {job}")
                    cell=cell
                    sort=sort
                    on_sort=move |by| sort.set(Some(by))
                    selected=selected
                    noun="jobs"
                    current=Some(4)
                    on_open=|_| {}
                />
            </Panel>
        </Specimen>
    }
    .into_any()
}
