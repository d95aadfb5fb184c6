//! Emptying everything, behind a typed word.

use leptos::prelude::*;
use wire::{
    cache::{self, ClearRequest, Invalidation},
    capabilities::Capability,
};

use crate::{
    features::cache::text,
    state::{mutation::use_mutation, session::use_session},
    ui::{
        Button, ButtonTone, Dialog, DialogSize, ErrorNotice, IconName, TextField, format_bytes,
        format_count,
    },
};

use super::{cache_totals::CacheTotals, loads::Loads, outcome::LastInvalidation};

/// What is to be typed.
const WORD: &str = text::CLEAR_WORD;

/// The button and its question.
#[component]
pub fn Clear(loads: Loads, last: LastInvalidation) -> impl IntoView {
    let asking = RwSignal::new(false);
    let (word, why) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let session = use_session();
    // The shipped backend takes no reason.
    let reasons = Memo::new(move |_| !session.is_shipped(Capability::CacheClear));
    let clear = use_mutation(
        |request: &ClearRequest| cache::clear(request),
        move |_, answer: Invalidation| {
            asking.set(false);
            why.set(String::new());
            last.set(text::CLEAR, answer);
            loads.again();
        },
    );
    let right = Memo::new(move |_| word.read().trim() == WORD);
    let holds = move || {
        let cache_totals = loads
            .stats
            .remote()
            .with(|it| it.data.as_ref().map(CacheTotals::of))?;
        let entries = usize::try_from(cache_totals.entries?).unwrap_or(usize::MAX);
        let size = cache_totals.bytes.map_or_else(String::new, |bytes| {
            text::and_size(&format_bytes(bytes as f64))
        });
        let entries = format_count(entries, text::ENTRY, text::ENTRIES_INSIDE);
        Some(text::removes(&entries, &size))
    };
    let send = move |()| {
        let reason = why.get_untracked().trim().to_owned();
        clear.run(ClearRequest {
            reason: (!reason.is_empty()).then_some(reason),
        });
    };
    let wrong = Signal::derive(move || (!right.get()).then(|| text::type_word(WORD)));
    view! {
        <Button
            tone=ButtonTone::Danger
            icon=Some(IconName::Trash)
            reason=loads.reason(Capability::CacheClear)
            on_click=move |()| {
                clear.forget();
                word.set(String::new());
                asking.set(true);
            }
        >
            {text::CLEAR}
        </Button>
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=text::CLEAR_TITLE
            dismissible=Signal::derive(move || !clear.pending().get())
            size=DialogSize::Small
            actions=move || {
                view! {
                    <Button on_click=move |()| asking.set(false)>{text::CANCEL}</Button>
                    <Button
                        tone=ButtonTone::Danger
                        pending=clear.pending()
                        reason=wrong
                        on_click=send
                    >
                        {text::CLEAR}
                    </Button>
                }
            }
        >
            <div class="cache-clear">
            <p>
                {text::CLEAR_HINT}
            </p>
            <p>{holds}</p>
            <Show when=move || reasons.get()>
                <TextField
                    label=text::REASON
                    value=why
                    hint=text::REASON_HINT
                />
            </Show>
            <TextField
                label=text::word_label(WORD)
                value=word
                autocomplete="off"
                autofocus=true
            />
            <ErrorNotice
                error=clear.error()
                title=text::CLEAR_FAILED
            />
            </div>
        </Dialog>
    }
}
