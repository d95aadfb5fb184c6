//! The one place that says what is wrong with the system as a whole: banner, title, icon.

use leptos::prelude::*;

use crate::{
    effect::effect,
    routes::Route,
    state::{
        condition::{SystemCondition, SystemStatus},
        heading::Heading,
        page::use_page_state,
    },
    ui::{Button, ButtonSize, LinkButton, Notice, State},
};

use super::text::banner as text;

/// The icon of a tab that needs a look, beside the usual one.
const ICONS: [&str; 2] = ["favicon.svg", "favicon-alert.svg"];

/// What is wrong with the system as a whole, above every page; nothing while nothing is.
#[component]
pub fn ConditionBanner() -> impl IntoView {
    let condition = SystemStatus::find().condition();
    // Whoever has read it need not see it again before something else is wrong.
    let dismissed = RwSignal::new(None::<SystemCondition>);
    effect(move |_| {
        let condition = condition.get();
        if dismissed.get_untracked() != Some(condition) {
            dismissed.set(None);
        }
    });
    let page = use_page_state();
    move || {
        let condition = condition.get();
        if dismissed.get() == Some(condition) {
            return None;
        }
        let dismiss = move |()| dismissed.set(Some(condition));
        let (urgent, title, words, actions) = match condition {
            SystemCondition::Unreachable => (
                true,
                text::UNREACHABLE_TITLE,
                text::UNREACHABLE,
                ViewFn::from(move || {
                    let retry = move |()| page.woke.update(|count| *count = count.wrapping_add(1));
                    view! {
                        <Button size=ButtonSize::Small on_click=retry>
                            {text::RECONNECT}
                        </Button>
                    }
                }),
            ),
            SystemCondition::ComponentsFailing | SystemCondition::RequestsFailing => (
                false,
                condition.label(),
                match condition {
                    SystemCondition::ComponentsFailing => text::COMPONENTS_FAILING,
                    _ => text::REQUESTS_FAILING,
                },
                ViewFn::from(move || {
                    view! {
                        <LinkButton size=ButtonSize::Small href=Route::Health.path()>
                            {text::VIEW_HEALTH}
                        </LinkButton>
                        <Button size=ButtonSize::Small on_click=dismiss>
                            {text::DISMISS}
                        </Button>
                    }
                }),
            ),
            // The line on the overview says the rest; an ended session has a dialog of its own.
            SystemCondition::Operational
            | SystemCondition::Degraded
            | SystemCondition::Unknown
            | SystemCondition::SignedOut => return None,
        };
        Some(view! {
            <Notice
                state=State::Bad
                title=title.to_owned()
                urgent=Some(urgent)
                actions
            >
                <p>{words}</p>
            </Notice>
        })
    }
}

/// Marks the tab by its title and its icon while the system needs a look.
pub fn mark_tab(status: SystemStatus, heading: Heading) {
    let condition = status.condition();
    effect(move |_| {
        let prefix = condition.get().title_prefix();
        heading.prefix.set(prefix);
        show_icon(prefix.is_some());
    });
    on_cleanup(move || {
        let _ = heading.prefix.try_set(None);
        show_icon(false);
    });
}

fn show_icon(alert: bool) {
    let icon = document().query_selector("link[rel=icon]").ok().flatten();
    let Some((icon, href)) = icon.and_then(|icon| {
        let href = icon.get_attribute("href")?;
        Some((icon, href))
    }) else {
        return;
    };
    // Wherever the app is served, only the file's name changes.
    let [usual, marked] = ICONS;
    let name = href.rfind('/').map_or(0, |slash| slash + 1);
    let folder = href.get(..name).unwrap_or_default();
    let wanted = format!("{folder}{}", if alert { marked } else { usual });
    if wanted != href {
        let _ = icon.set_attribute("href", &wanted);
    }
}
