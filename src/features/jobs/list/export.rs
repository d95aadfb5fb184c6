//! The filtered jobs as a file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wire::{
    ApiError,
    jobs::{self, Job, JobFilter},
};

use super::feed::{Feed, LARGEST_PAGE};
use crate::{
    features::jobs::csv,
    state::{mutation::detach, notices::use_notices, query::send_once},
    ui::{Button, ButtonSize, ButtonTone, IconName, format_count},
};

/// Saves exactly what the filter lets through, loaded or not.
#[component]
pub fn ExportButton(feed: Feed) -> impl IntoView {
    let notices = use_notices();
    let pending = RwSignal::new(false);
    let export = move |()| {
        pending.set(true);
        detach(async move {
            let outcome = collect(feed).await;
            let _ = pending.try_set(false);
            match outcome {
                Ok(jobs) if save(&csv::write(&jobs)) => {
                    notices.good(format!(
                        "{} saved as CSV",
                        format_count(jobs.len(), "job", "jobs")
                    ));
                }
                Ok(_) => notices.plain(
                    "The browser would not save the file",
                    "Allow downloads for this site, then try again.",
                ),
                Err(error) => notices.failed("The jobs could not be exported", &error),
            }
        });
    };
    view! {
        <Button
            tone=ButtonTone::Quiet
            size=ButtonSize::Small
            icon=Some(IconName::Download)
            pending
            on_click=export
        >
            "Export CSV"
        </Button>
    }
}

async fn collect(feed: Feed) -> Result<Vec<Job>, ApiError> {
    let (filter, whole) = feed.board.with_value(|board| {
        let rows = board.rows().iter().filter(|slot| !board.has_left(**slot));
        let jobs: Vec<Job> = rows
            .filter_map(|slot| board.job(*slot).map(|job| Job::clone(job)))
            .collect();
        (board.filter().clone(), board.is_whole().then_some(jobs))
    });
    if let Some(jobs) = whole {
        return Ok(jobs);
    }
    let mut jobs = Vec::new();
    let mut cursor = None;
    loop {
        let call = jobs::list(&JobFilter {
            limit: Some(LARGEST_PAGE),
            cursor,
            ..filter.clone()
        });
        let page = send_once(feed.session, &call).await?;
        jobs.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(jobs);
        }
    }
}

/// Offers a text as a download; `false` where the browser has no way to.
fn save(text: &str) -> bool {
    try_save(text).is_ok()
}

fn try_save(text: &str) -> Result<(), JsValue> {
    let global = js_sys::global();
    let class = |name: &str| -> Result<js_sys::Function, JsValue> {
        js_sys::Reflect::get(&global, &name.into())?.dyn_into()
    };
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"type".into(), &"text/csv;charset=utf-8".into())?;
    let parts = js_sys::Array::of1(&text.into());
    let blob = js_sys::Reflect::construct(&class("Blob")?, &js_sys::Array::of2(&parts, &options))?;
    let urls = class("URL")?;
    let method = |name: &str| -> Result<js_sys::Function, JsValue> {
        js_sys::Reflect::get(&urls, &name.into())?.dyn_into()
    };
    let url = method("createObjectURL")?.call1(&urls, &blob)?;
    let link = document().create_element("a")?;
    link.set_attribute("href", &url.as_string().unwrap_or_default())?;
    link.set_attribute("download", "jobs.csv")?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    method("revokeObjectURL")?.call1(&urls, &url)?;
    Ok(())
}
