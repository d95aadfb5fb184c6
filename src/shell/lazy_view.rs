//! Draws a module, or where it is on its way or could not be had, says so in its place.

use leptos::prelude::*;

use crate::{
    state::{
        heading::use_heading,
        lazy_module::{LazyModule, ModuleHandle, ModuleStatus},
        page::reload,
    },
    ui::{Button, Notice, Skeleton, SkeletonShape, State},
};

use super::text::loading as text;

/// A page that is fetched when it is first opened.
#[component]
pub fn LazyView(
    /// What is drawn.
    module: &'static LazyModule,
    /// There is no frame around it: nothing is drawn before it is here, so that the splash of
    /// `index.html` stays.
    #[prop(optional)]
    is_alone: bool,
) -> impl IntoView {
    let handle = ModuleHandle::new(module);
    if !is_alone && !handle.is_ready() {
        use_heading(module.title().to_owned(), None);
    }
    move || {
        match handle.status().get() {
        ModuleStatus::Ready(view) => view(),
        ModuleStatus::Loading if is_alone => ().into_any(),
        ModuleStatus::Loading => {
            view! { <Skeleton shape=SkeletonShape::Card label=text::PAGE /> }.into_any()
        }
        ModuleStatus::Failed { outdated: true } => view! {
            <Notice
                state=State::Warn
                title=text::OUTDATED_TITLE
                actions=|| view! { <Button on_click=|()| reload()>{text::RELOAD}</Button> }
            >
                {text::OUTDATED}
            </Notice>
        }
        .into_any(),
        ModuleStatus::Failed { outdated: false } => view! {
            <Notice
                state=State::Bad
                title=text::FAILED_TITLE
                actions=move || view! { <Button on_click=move |()| handle.retry()>{text::TRY_AGAIN}</Button> }
            >
                {text::FAILED}
            </Notice>
        }
        .into_any(),
    }
    }
}
