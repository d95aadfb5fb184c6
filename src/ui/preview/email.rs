//! A newsletter, in the inbox and opened.

use leptos::prelude::*;

use super::{
    frame::{ForeignPage, FrameWidth},
    view::{PHONE, SOURCE, ViewSwitch, usual},
};
use crate::ui::{LONG_LINE, LongText, format_number, shorten_text, text};

/// A newsletter: its line in an inbox, and the opened mail.
#[component]
pub fn EmailPreview(
    /// The subject line.
    #[prop(into)]
    subject: Signal<String>,
    /// What mail programs show after the subject.
    #[prop(optional, into)]
    preheader: Signal<Option<String>>,
    /// The mail as a complete HTML document.
    #[prop(into)]
    html: Signal<String>,
    /// The mail as plain text.
    #[prop(optional, into)]
    text: Signal<Option<String>>,
    /// Whom the mail is from.
    #[prop(optional, into)]
    from_name: Signal<Option<String>>,
    /// How many people get it; `None` where nobody knows.
    #[prop(optional, into)]
    recipient_count: Signal<Option<u64>>,
) -> impl IntoView {
    let view = RwSignal::new(usual());
    let width = Signal::derive(move || match view.read().as_str() {
        PHONE => FrameWidth::Phone,
        _ => FrameWidth::Desktop,
    });
    let source = Signal::derive(move || text.read().is_some().then_some(text::preview::PLAIN_TEXT));
    let is_text = Memo::new(move |_| *view.read() == SOURCE && text.read().is_some());
    let sender = move || {
        let name = from_name.read();
        shorten_text(name.as_deref().unwrap_or(text::preview::SENDER), LONG_LINE)
    };
    let initial = move || {
        let sender = sender();
        let first = sender.chars().find(|character| character.is_alphanumeric());
        first.map(|first| first.to_uppercase().to_string())
    };
    let subject_words = move || {
        let subject = subject.get();
        if subject.trim().is_empty() {
            text::preview::NO_SUBJECT.to_owned()
        } else {
            shorten_text(&subject, LONG_LINE)
        }
    };
    let recipients = move || {
        recipient_count.get().map(|count| {
            let people = if count == 1 {
                text::preview::PERSON
            } else {
                text::preview::PEOPLE
            };
            format!("{} {people}", format_number(count as f64))
        })
    };
    let body = move || {
        if is_text.get() {
            let text = Signal::derive(move || text.get().unwrap_or_default());
            view! {
                <pre class="preview-source" dir="auto" tabindex="0">
                    <LongText text />
                </pre>
            }
            .into_any()
        } else {
            view! { <ForeignPage html title=text::preview::OPENED_EMAIL width /> }.into_any()
        }
    };
    view! {
        <div class="email-preview" data-channel="email">
            <div class="inbox">
                <p class="preview-caption">{text::preview::IN_INBOX}</p>
                <div class="inbox-line">
                    <span class="inbox-face" aria-hidden="true">
                        {initial}
                    </span>
                    <span class="inbox-sender" dir="auto">
                        {sender}
                    </span>
                    <span class="inbox-words" dir="auto">
                        <strong>{subject_words}</strong>
                        {move || {
                            preheader
                                .get()
                                .filter(|words| !words.trim().is_empty())
                                .map(|words| {
                                    let words = shorten_text(&words, LONG_LINE);
                                    view! { <span class="inbox-preheader">" – " {words}</span> }
                                })
                        }}
                    </span>
                    <span class="inbox-time">{text::preview::NOW}</span>
                </div>
            </div>
            <div class="preview-head">
                <p class="preview-caption">
                    {move || recipients().unwrap_or_else(|| text::preview::OPENED.to_owned())}
                </p>
                <ViewSwitch value=view source />
            </div>
            {body}
        </div>
    }
    .into_any()
}
