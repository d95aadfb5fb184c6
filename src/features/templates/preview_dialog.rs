//! A template looked at from the list, without leaving it.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    templates::{self, Template},
};

use crate::{
    features::shared::channel_tone,
    routes::{Route, generate_with},
    state::{query::use_query, session::use_session},
    ui::{
        Button, ButtonTone, ChannelMark, CopyId, Dialog, DialogSize, ErrorNotice, LONG_LINE,
        LinkButton, shorten_text,
    },
};

use super::{
    card::{Features, about},
    preview::TemplatePreview,
    text,
    variables::Variables,
};

/// The dialog with a template's preview, while there is one to look at.
#[component]
pub fn PreviewDialog(
    /// Which one.
    template: Memo<Option<Template>>,
    /// Looks away.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let title = Signal::derive(move || {
        let name = template.with(|it| it.as_ref().map(|it| it.name.clone()));
        shorten_text(&name.unwrap_or_default(), LONG_LINE)
    });
    let actions = move || {
        let template = template.get()?;
        Some(view! {
            <Button tone=ButtonTone::Quiet on_click=on_close>
                {text::preview_dialog::CLOSE}
            </Button>
            <LinkButton href=Route::Template(template.id.clone()).path()>
                {text::preview_dialog::DETAILS}
            </LinkButton>
            <LinkButton href=generate_with(&template) tone=ButtonTone::Primary>
                {text::USE}
            </LinkButton>
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || template.read().is_some())
            on_close
            title
            size=DialogSize::Large
            actions=move || view! { {actions} }
        >
            {move || template.get().map(|template| view! { <Inside template /> })}
        </Dialog>
    }
}

#[component]
fn Inside(template: Template) -> impl IntoView {
    let session = use_session();
    let id = template.id.clone();
    let single = Memo::new(move |_| session.offers(Capability::TemplatesGet));
    let one = use_query(move || single.get().then(|| templates::get(&id)));
    let draft = Signal::derive(move || {
        let template = one.data()?;
        template.source.is_some().then(|| template.draft())
    });
    let failed = Signal::derive(move || one.remote().with(|it| it.error.clone()));
    let document = RwSignal::new(None);
    let variables = template.variables.clone();
    view! {
        <div class="glance">
            <p class="template-meta">
                <ChannelMark channel=channel_tone(&template.channel) label=template.channel.label() />
                <span>{about(&template)}</span>
            </p>
            <p class="template-words" dir="auto">
                {template.description.clone()}
            </p>
            <Features features=template.features.clone() />
            <ErrorNotice
                error=failed
                title=text::LOAD_FAILED
                passive=true
                on_retry=move |()| one.refetch()
                pending=Signal::derive(move || one.is_fetching())
            />
            {move || {
                if single.get() {
                    view! { <TemplatePreview template=draft document /> }.into_any()
                } else {
                    view! { <p class="template-meta">{Capability::TemplatesPreview.missing()}</p> }
                        .into_any()
                }
            }}
            {(!variables.is_empty()).then(|| view! { <Variables variables /> })}
            <p class="template-meta">
                {text::preview_dialog::ID_BEFORE}
                <CopyId text=template.id.to_string() length=40 />
            </p>
        </div>
    }
    .into_any()
}
