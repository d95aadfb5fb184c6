//! Draws what has no place on the page until it is wanted, e.g. a dialog.

use leptos::prelude::*;

use crate::effect::effect;
use crate::state::{
    lazy_module::{LazyModule, ModuleHandle, ModuleStatus},
    notices::{Mood, use_notices},
};

use super::text::loading as text;

/// A module that is fetched once it is wanted, and stays.
#[component]
pub fn OnDemand(
    /// What is drawn.
    module: &'static LazyModule,
    /// Whether it is wanted now.
    #[prop(into)]
    wanted: Signal<bool>,
) -> impl IntoView {
    let handle = RwSignal::new(None::<ModuleHandle>);
    let notices = use_notices();
    let owner = Owner::current().unwrap_or_default();
    effect(move |_| {
        if !wanted.get() {
            return;
        }
        match handle.get_untracked() {
            None => handle.set(Some(owner.with(|| ModuleHandle::new(module)))),
            // Whoever asks again wants another attempt.
            Some(known) if known.has_failed() => known.retry(),
            Some(_) => {}
        }
    });
    effect(move |_| {
        let Some(handle) = handle.get() else {
            return;
        };
        if let ModuleStatus::Failed { outdated } = handle.status().get() {
            let title = if outdated {
                text::PART_OUTDATED
            } else {
                text::PART_FAILED
            };
            notices.offer(Mood::Bad, title, text::TRY_AGAIN, move || handle.retry());
        }
    });
    move || match handle.get()?.status().get() {
        ModuleStatus::Ready(view) => Some(view()),
        ModuleStatus::Loading | ModuleStatus::Failed { .. } => None,
    }
}
