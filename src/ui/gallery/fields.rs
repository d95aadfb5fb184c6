//! Everything that is filled in.

use leptos::prelude::*;

use super::Specimen;
use crate::ui::*;

#[component]
pub(super) fn Fields() -> impl IntoView {
    let text = RwSignal::new("Spring release".to_owned());
    let secret = RwSignal::new("correct horse".to_owned());
    let empty = RwSignal::new(String::new());
    let query = RwSignal::new("release".to_owned());
    let moment = RwSignal::new(TypedMoment {
        text: "2026-11-30T08:00".to_owned(),
        ..TypedMoment::default()
    });
    let day = RwSignal::new("2026-11-30".to_owned());
    let price = RwSignal::new("1,234.5".to_owned());
    let tone = RwSignal::new("warm".to_owned());
    let (email, social, web) = (
        RwSignal::new(true),
        RwSignal::new(false),
        RwSignal::new(true),
    );
    let dry = RwSignal::new(true);
    let document = RwSignal::new(Some("doc-2".to_owned()));
    let documents: Vec<ComboOption> = (1..=240)
        .map(|number| {
            ComboOption::new(format!("doc-{number}"), format!("Product update {number}")).detail(
                if number % 2 == 0 {
                    "Google Docs, 1,240 words"
                } else {
                    "Notion, 860 words"
                },
            )
        })
        .collect();
    let code = RwSignal::new("<h1>{{ title }}</h1>\n{# a note #}\n{% if %}\n".to_owned());
    let fault = EditorMark {
        line: 3,
        column: Some(7),
        state: State::Bad,
        message: "A condition is missing".to_owned(),
    };
    let tab = RwSignal::new("email".to_owned());
    let tabs = vec![
        TabItem::new("email", "Email").mark(TabMark::Channel(ChannelTone::Email)),
        TabItem::new("social", "Social").mark(TabMark::Channel(ChannelTone::Social)),
        TabItem::new("web", "Web").mark(TabMark::Channel(ChannelTone::Web)),
        TabItem::new("errors", "Errors").mark(TabMark::Count(3)),
        TabItem::new("limits", "Limits").mark(TabMark::State(State::Warn)),
    ];
    let tones = vec![
        SelectOption::new("warm", "Warm").detail("Friendly and personal, first person plural."),
        SelectOption::new("plain", "Plain").detail("Facts first, short sentences."),
        SelectOption::new("formal", "Formal").disabled(true),
    ];
    let sizes = vec![
        ChoiceOption::new("warm", "Desktop").icon(IconName::Desktop),
        ChoiceOption::new("plain", "Phone").icon(IconName::Phone),
    ];
    let cards = vec![
        ChoiceOption::new("warm", "Product update").detail("A headline, three points, one link."),
        ChoiceOption::new("plain", "Digest").detail("The month in five short paragraphs."),
    ];
    view! {
        <Specimen
            names="TextField"
            about="A line of text, a password, an address, a search. What is wrong stands below \
                   it and is heard."
        >
            <div class="columns">
                <div class="stack">
                    <TextField label="Title" value=text hint="Shown to nobody but you." />
                    <TextField
                        label="Email"
                        value=empty
                        kind=InputKind::Email
                        placeholder="you@example.com"
                        error="Enter an address such as you@example.com"
                        required=true
                    />
                    <TextField
                        label="Password"
                        value=secret
                        kind=InputKind::Password
                        aside=|| view! { <a href="/reset">"Forgot it?"</a> }
                    />
                </div>
                <div class="stack">
                    <TextField label="Search jobs" value=query kind=InputKind::Search label_hidden=true />
                    <TextField label="API key" value=secret mono=true readonly=true />
                </div>
            </div>
        </Specimen>
        <Specimen
            names="MomentField, DateField, NumberField"
            about="A time, a day, a number. What is typed and cannot be read is not taken for nothing: \
                   it stays, and the field says why."
        >
            <div class="columns">
                <div class="stack">
                    <MomentField label="Schedule" value=moment hint="Times are in Europe/Berlin." />
                    <DateField label="Launch day" value=day />
                </div>
                <NumberField label="Price" value=price />
            </div>
        </Specimen>
        <Specimen names="TextArea" about="Several lines, with what counts them.">
            <TextArea
                label="Notes for the writer"
                value=text
                aside=|| view! { <CounterBar count=14_usize limit=500_usize label="Notes" /> }
            />
        </Specimen>
        <Specimen
            names="Editor"
            about="Source text with line numbers and colours; a fault stands at its line. Tab indents, \
                   Escape lets Tab leave."
        >
            <Editor label="Source" value=code marks=Signal::stored(vec![fault]) />
        </Specimen>
        <Specimen
            names="Combobox"
            about="One of many, found by typing. Opens on a click; arrows and Enter choose."
            press="combobox"
        >
            <Combobox
                label="Document"
                options=documents
                value=document
                clearable=true
                hint="Found by title, source or author."
            />
        </Specimen>
        <Specimen names="Select" about="One of a few, where all of them need not be seen.">
            <Select label="Tone" value=tone options=tones />
        </Specimen>
        <Specimen names="RadioGroup" about="One of two to four that are short.">
            <RadioGroup label="Width" value=tone options=sizes />
        </Specimen>
        <Specimen names="CardRadio" about="One of a few that need a sentence each.">
            <CardRadio label="Template" value=tone options=cards />
        </Specimen>
        <Specimen names="Checkbox" about="One thing, chosen or not; as a card for a channel.">
            <div class="columns">
                <div class="stack">
                    <Checkbox label="Email" checked=email tone=ChannelTone::Email card=true
                        detail="One newsletter" />
                    <Checkbox label="Social" checked=social tone=ChannelTone::Social card=true
                        detail="LinkedIn, X, Bluesky" />
                    <Checkbox label="Web" checked=web tone=ChannelTone::Web card=true
                        detail="One page with its search entry" />
                </div>
                <div class="stack">
                    <Checkbox label="Include images" checked=email mixed=true />
                    <Checkbox label="Keep me signed in" checked=web detail="On this computer, for 30 days." />
                    <Checkbox label="Not yours to change" checked=social disabled=true />
                </div>
            </div>
        </Specimen>
        <Specimen names="Switch" about="Something that is on or off from now on.">
            <div class="stack">
                <Switch label="Dry run" checked=dry detail="Writes everything, publishes nothing." />
                <Switch label="Email me when a job fails" checked=social trailing=true />
            </div>
        </Specimen>
        <Specimen names="FieldError" about="What is wrong with something that is no field of the kit.">
            <FieldError id="specimen-error" error="Choose at least one channel" />
        </Specimen>
        <Specimen names="Tabs" about="One of several panels; arrow keys move. A tab may carry a mark.">
            <Tabs
                label="Preview"
                items=tabs
                selected=tab
                on_select=move |id| tab.set(id)
                panel=|id| view! { <p>"The panel of " {id}</p> }.into_any()
            />
        </Specimen>
    }
    .into_any()
}
