//! Messages: where something happened, and in a stack that passes by.

use leptos::prelude::*;

use super::{
    Button, ButtonSize, ForEach, IconButton, IconName, LinkButton, State, StateMark,
    text::notice as text,
};

/// A message in the place it is about.
#[component]
pub fn Notice(
    /// How serious it is.
    #[prop(into)]
    state: Signal<State>,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// Interrupts a screen reader; by default it does when the state is bad.
    #[prop(optional, into)]
    urgent: Signal<Option<bool>>,
    /// Buttons: what to do about it.
    #[prop(optional, into)]
    actions: ViewFn,
    /// What was kept, and what to do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let is_urgent = move || urgent.get().unwrap_or(state.get() == State::Bad);
    view! {
        <div
            class="notice"
            data-state=move || state.get().as_str()
            role=move || if is_urgent() { "alert" } else { "status" }
        >
            <StateMark state />
            <div class="notice-text">
                <p class="notice-title">{move || title.get()}</p>
                {children.map(|children| view! { <div class="notice-detail">{children()}</div> })}
            </div>
            <div class="notice-actions">{actions.run()}</div>
        </div>
    }
}

/// One message of a stack.
#[derive(Clone)]
pub struct NoticeItem {
    /// Its identity: a message that changes keeps it.
    pub id: u64,
    /// How serious it is.
    pub state: State,
    /// What happened.
    pub title: String,
    /// What was kept, and what to do.
    pub detail: Option<String>,
    /// One thing to do: the words and what they do.
    pub action: Option<(String, Callback<()>)>,
    /// Where to read on: the words and the address.
    pub link: Option<(String, String)>,
}

/// The messages that pass by, in a polite live region in the corner.
#[component]
pub fn NoticeStack(
    /// What is shown, the newest last.
    #[prop(into)]
    items: Signal<Vec<NoticeItem>>,
    /// Called with the id of a message that is sent away.
    #[prop(into)]
    on_dismiss: Callback<u64>,
) -> impl IntoView {
    let item = move |item: NoticeItem| {
        let NoticeItem {
            id,
            state,
            title,
            detail,
            action,
            link,
        } = item;
        view! {
            <li class="notice" data-state=state.as_str() data-floating="">
                <StateMark state />
                <div class="notice-text">
                    <p class="notice-title">{title}</p>
                    {detail.map(|detail| view! { <p class="notice-detail">{detail}</p> })}
                </div>
                <div class="notice-actions">
                    {action
                        .map(|(words, run)| {
                            view! {
                                <Button size=ButtonSize::Small on_click=run>
                                    {words}
                                </Button>
                            }
                        })}
                    {link
                        .map(|(words, href)| {
                            view! {
                                <LinkButton href size=ButtonSize::Small>
                                    {words}
                                </LinkButton>
                            }
                        })}
                    <IconButton
                        icon=IconName::Close
                        label=text::DISMISS
                        size=ButtonSize::Small
                        on_click=move |()| on_dismiss.run(id)
                    />
                </div>
            </li>
        }
    };
    view! {
        <section class="notice-stack" aria-label=text::NOTICES aria-live="polite">
            <ul role="list">
                <ForEach each=move || items.get() key=|item| item.id children=item />
            </ul>
        </section>
    }
}
