//! The template editor: form, source, variables, preview.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use wire::{
    capabilities::Capability,
    templates::{self, FILTERS, Held, SourceProblem, TemplateDraft, Use},
};

use crate::{
    routes::Route,
    state::{
        debounce::debounced,
        mutation::{Mutation, use_task},
        navigation::use_navigate,
        notices::use_notices,
        query::use_query,
        session::use_session,
    },
    ui::{
        Button, ButtonTone, Disclosure, Editor, EditorMark, ErrorNotice, Notice, Panel, State,
        StateMark,
    },
};

use super::{
    super::{permissions::refusal, preview::TemplatePreview, text},
    check::{problems, refused, undeclared},
    conflict::ConflictNotice,
    draft_store::{DraftStore, UnsavedTemplate},
    field_problems::FieldProblems,
    form::TemplateForm,
    initial_template::InitialTemplate,
    inputs::TemplateFields,
    rows::VariableRows,
    saving::{SaveOutcome, SaveRequest, save},
};

/// Long enough not to render every letter, short enough to feel alive.
const RENDER_AFTER: Duration = Duration::from_millis(500);

/// The editor of one template.
#[component]
pub fn TemplateEditor(
    /// What writing begins with.
    initial: InitialTemplate,
) -> impl IntoView {
    let session = use_session();
    let notices = use_notices();
    let navigate = use_navigate();
    let draft_store = DraftStore::of(&initial);
    let work = draft_store
        .work()
        .filter(|work| work.draft != initial.draft);
    let was_kept = RwSignal::new(work.is_some());
    let first = work.as_ref().map_or(&initial.draft, |work| &work.draft);
    let form = TemplateForm::new(first);
    // What the form was begun from: its words, and its version.
    let base = RwSignal::new(initial.draft.clone());
    let etag = RwSignal::new(match &work {
        Some(work) => work.etag.clone(),
        None => initial.etag.clone(),
    });
    let theirs = RwSignal::new(initial.newest.clone().filter(|newest| {
        let begun = work.as_ref().map(|work| &work.etag);
        begun.is_some_and(|begun| *begun != newest.etag)
    }));
    let id = StoredValue::new(initial.id.clone());
    let is_new = initial.id.is_none();
    let done = RwSignal::new(false);
    let dirty = Memo::new(move |_| form.draft.with(|draft| *draft != *base.read()));
    let to_keep = Signal::derive(move || {
        let draft = form.draft.get();
        (dirty.get() && !done.get()).then(|| UnsavedTemplate {
            draft,
            etag: etag.get(),
        })
    });
    let begun = initial.clone();
    let is_kept = draft_store.follow(to_keep, move |tab| {
        begun.id.is_none().then(|| begun.draft_key(tab))
    });
    guard(is_kept, dirty, done);

    let draft_store = StoredValue::new(draft_store);
    let go = Callback::new(move |held: Held| {
        done.set(true);
        draft_store.with_value(DraftStore::discard);
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&Route::Template(held.template.id).path(), options);
    });
    let sent = RwSignal::new(None::<TemplateDraft>);
    let saving = use_task(
        move |request: &SaveRequest| save(session, request.clone()),
        move |request: SaveRequest, saved| match saved {
            SaveOutcome::Done(held) => {
                let done = if request.id.is_none() {
                    text::write::CREATED
                } else {
                    text::write::SAVED
                };
                notices.good(text::write::done(&held.template.name, done));
                go.run(*held);
            }
            SaveOutcome::Conflict(held) => theirs.set(Some(*held)),
        },
    );
    let run = move |etag: Option<String>, is_gone: bool| {
        let draft = form.draft.get_untracked();
        sent.set(Some(draft.clone()));
        saving.run(SaveRequest {
            id: id.get_value(),
            draft,
            etag,
            is_gone,
        });
    };

    let all = use_query(|| Some(templates::list()));
    let found = Memo::new(move |_| {
        let draft = form.draft.get();
        let mut found = all.remote().with(|all| {
            let items = all.data.as_ref().map(|page| page.items.as_slice());
            id.with_value(|id| problems(&draft, id.as_ref(), items.unwrap_or_default()))
        });
        if let (Some(error), Some(sent)) = (saving.error().get(), sent.get()) {
            found.extend(refused(&error, &sent, &draft));
        }
        found
    });
    let field_problems = FieldProblems::new(found);
    let capability = if is_new {
        Capability::TemplatesCreate
    } else {
        Capability::TemplatesWrite
    };
    let refusal = Signal::derive(move || refusal(session, capability));
    let reason = Signal::derive(move || {
        refusal
            .get()
            .or_else(|| found.with(|found| found.first().map(|it| it.message.clone())))
    });
    let replaced_draft = RwSignal::new(None::<ReplacedDraft>);
    let put = move |why: &'static str, other: &TemplateDraft, other_etag: Option<String>| {
        let draft = form.draft.get_untracked();
        replaced_draft.set(Some(ReplacedDraft { why, draft }));
        base.set(other.clone());
        etag.set(other_etag);
        form.fill(other);
        theirs.set(None);
        was_kept.set(false);
    };
    let take = move |held: Held| {
        let why = text::write::NEWER_TAKEN;
        put(why, &held.template.draft(), held.etag);
    };
    let start_draft = initial.draft;
    let newest_etag = initial.etag;
    let forget = move |()| {
        let why = text::write::DISCARDED;
        put(why, &start_draft, newest_etag.clone());
    };
    let problem = RwSignal::new(None::<SourceProblem>);
    let goto = RwSignal::new(None::<usize>);
    let lost = Memo::new(move |_| form.draft.with(undeclared));
    let rendered: Signal<TemplateDraft> = debounced(form.draft, RENDER_AFTER);
    let document = RwSignal::new(None);
    view! {
        <ViewOnlyNotice refusal />
        <RestoredNotice was_kept on_forget=forget />
        <ReplacedDraftNotice replaced_draft form />
        <ConflictNotice
            theirs
            mine=form.draft
            reason
            on_mine=move |held: Held| {
                etag.set(held.etag.clone());
                theirs.set(None);
                run(held.etag, false);
            }
            on_theirs=take
        />
        <div class="template-sides">
            <div class="template-side">
                <TemplateFields form field_problems />
                <Panel heading=text::SOURCE bare=true>
                    <Source form field_problems lost problem goto />
                </Panel>
                <Panel heading=text::VARIABLES>
                    <VariableRows form undeclared=lost field_problems />
                    <Disclosure summary=text::write::FILTERS text=filter_help() />
                </Panel>
            </div>
            <Panel heading=text::PREVIEW>
                <TemplatePreview
                    template=Signal::derive(move || {
                        Some(rendered.get()).filter(|it| !it.source.trim().is_empty())
                    })
                    document
                    on_problem=move |found| problem.set(found)
                    go=move |line| goto.set(Some(line))
                />
            </Panel>
        </div>
        <Saving saving reason field_problems dirty is_kept is_new run=Callback::new(move |is_gone| {
            run(etag.get_untracked(), is_gone);
        }) />
    }
    .into_any()
}

/// Warns before the tab is closed, but only where the browser keeps nothing.
fn guard(is_kept: Signal<bool>, dirty: Memo<bool>, done: RwSignal<bool>) {
    let listener = window_event_listener(leptos::ev::beforeunload, move |event| {
        let lost = !is_kept.get_untracked() && dirty.get_untracked() && !done.get_untracked();
        if lost {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Who may only look is told so before they write.
#[component]
fn ViewOnlyNotice(refusal: Signal<Option<String>>) -> impl IntoView {
    move || {
        let reason = refusal.get()?;
        Some(view! {
            <Notice state=State::Off title=text::write::VIEW_ONLY>
                {reason}
            </Notice>
        })
    }
}

/// Says that what is in the form comes from an earlier visit.
#[component]
fn RestoredNotice(
    was_kept: RwSignal<bool>,
    #[prop(into)] on_forget: Callback<()>,
) -> impl IntoView {
    let actions = move || {
        view! { <Button on_click=on_forget>{text::write::DISCARD}</Button> }
    };
    move || {
        was_kept.get().then(|| {
            view! {
                <Notice
                    state=State::Busy
                    title=text::write::DRAFT_RESTORED
                    actions
                />
            }
        })
    }
}

/// What was in the form before something else took its place.
#[derive(Clone)]
struct ReplacedDraft {
    why: &'static str,
    draft: TemplateDraft,
}

/// Offers to bring back what was in the form before.
#[component]
fn ReplacedDraftNotice(
    replaced_draft: RwSignal<Option<ReplacedDraft>>,
    form: TemplateForm,
) -> impl IntoView {
    move || {
        let ReplacedDraft { why, draft } = replaced_draft.get()?;
        let actions = move || {
            let draft = draft.clone();
            let back = move |()| {
                form.fill(&draft);
                replaced_draft.set(None);
            };
            view! { <Button on_click=back>{text::write::RESTORE_MINE}</Button> }
        };
        Some(view! { <Notice state=State::Good title=why actions /> })
    }
}

#[component]
fn Source(
    form: TemplateForm,
    field_problems: FieldProblems,
    lost: Memo<Vec<Use>>,
    problem: RwSignal<Option<SourceProblem>>,
    goto: RwSignal<Option<usize>>,
) -> impl IntoView {
    let marks = Memo::new(move |_| {
        let mut lost = lost.get();
        let fault = problem.get().map(|it| {
            let line = it.line as usize;
            // One line, one thing to say of it.
            let cause = lost.iter().position(|lost| lost.line == line);
            let cause = cause.map(|at| undeclared_words(&lost.remove(at)));
            EditorMark {
                line,
                column: it.column.map(|column| column as usize),
                state: State::Bad,
                message: [Some(it.message), cause]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(": "),
            }
        });
        let lost = lost.into_iter().map(|it| EditorMark {
            line: it.line,
            column: None,
            state: State::Warn,
            message: undeclared_words(&it),
        });
        fault.into_iter().chain(lost).collect::<Vec<_>>()
    });
    view! {
        <Editor
            label=text::TEMPLATE_SOURCE
            label_hidden=true
            value=form.source
            marks
            required=true
            error=Signal::derive(move || field_problems.of("source"))
            goto
        />
    }
}

/// The language's filters, one a line.
fn filter_help() -> String {
    let lines = FILTERS
        .iter()
        .map(|filter| text::write::filter(filter.usage, filter.help));
    lines.collect::<Vec<_>>().join("\n")
}

fn undeclared_words(it: &Use) -> String {
    text::write::undeclared(&it.name)
}

/// What became of it, and the button that saves.
#[component]
fn Saving(
    saving: Mutation<SaveRequest>,
    reason: Signal<Option<String>>,
    field_problems: FieldProblems,
    dirty: Memo<bool>,
    is_kept: Signal<bool>,
    is_new: bool,
    run: Callback<bool>,
) -> impl IntoView {
    let words = if is_new {
        text::write::CREATE
    } else {
        text::write::SAVE
    };
    let error = saving.error();
    // What belongs to a field stands there.
    let other = Signal::derive(move || error.get().filter(|error| error.fields().is_empty()));
    let is_gone = move || error.with(|it| it.as_ref().is_some_and(|it| it.is_not_found()));
    let unchanged = Signal::derive(move || {
        let same = !is_new && !dirty.get();
        reason
            .get()
            .or_else(|| same.then(|| text::write::NO_CHANGES.to_owned()))
    });
    let summary = move || match reason.get() {
        Some(reason) => view! {
            <StateMark state=State::Warn />
            <span>{reason}</span>
        }
        .into_any(),
        None if !is_kept.get() => text::write::DRAFT_NOT_KEPT.into_any(),
        None if dirty.get() => text::write::DRAFT_KEPT.into_any(),
        None => "".into_any(),
    };
    view! {
        <div class="template-saving">
            <ErrorNotice
                error=other
                title=text::write::SAVE_FAILED
                kept=text::write::KEPT_AS_DRAFT
                on_retry=move |()| run.run(is_gone())
                pending=saving.pending()
            />
            <p class="template-summary" aria-live="polite">
                {summary}
            </p>
            <div on:click:capture=move |_| field_problems.attempted.set(true)>
                <Button
                    tone=ButtonTone::Primary
                    reason=unchanged
                    pending=saving.pending()
                    on_click=move |()| run.run(false)
                >
                    {words}
                </Button>
            </div>
        </div>
    }
    .into_any()
}
