//! A template tried: what it makes of a sample, or of one's own document.

use leptos::prelude::*;
use wire::{
    Page,
    capabilities::Capability,
    documents::{self, Document, DocumentId},
    generate::{Finding, Part, Severity},
    templates::{self, PreviewRequest, Rendering, SourceProblem, TemplateDraft},
};

use super::text;
use crate::{
    effect::effect,
    features::shared::PartView,
    state::{
        query::{Options, Query, use_query, use_query_with},
        session::use_session,
    },
    ui::{
        Button, ButtonSize, ComboOption, Combobox, ErrorNotice, Notice, RemoteView, Skeleton,
        SkeletonShape, State,
    },
};

/// What a template makes of a document.
#[component]
pub fn TemplatePreview(
    /// The template as it is now; `None` while there is none to render.
    #[prop(into)]
    template: Signal<Option<TemplateDraft>>,
    /// The document's id; `None` for the sample.
    document: RwSignal<Option<String>>,
    /// Hears where the source goes wrong, and when that is over.
    #[prop(optional, into)]
    on_problem: Option<Callback<Option<SourceProblem>>>,
    /// Goes to a line of the source, where there is one to be seen.
    #[prop(optional, into)]
    go: Option<Callback<usize>>,
) -> impl IntoView {
    let session = use_session();
    let offered = Memo::new(move |_| session.offers(Capability::TemplatesPreview));
    let options = Options {
        keep_previous: true,
        ..Options::default()
    };
    let query = use_query_with(
        move || {
            let template = template.get().filter(|_| offered.get())?;
            Some(templates::preview(&PreviewRequest {
                variables: stand_ins(&template),
                template,
                document_id: document.get().map(DocumentId),
                tone: None,
            }))
        },
        options,
    );
    let problem = Memo::new(move |_| {
        query
            .remote()
            .with(|it| it.data.as_ref().and_then(|it| it.problem.clone()))
    });
    effect(move |_| {
        let problem = problem.get();
        if let Some(on_problem) = on_problem {
            on_problem.run(problem);
        }
    });
    move || {
        if offered.get() {
            view! { <PreviewResult query document problem go /> }.into_any()
        } else {
            view! { <p class="template-meta">{Capability::TemplatesPreview.missing()}</p> }
                .into_any()
        }
    }
}

/// Values for what is required and has none, so that a preview shows where they go.
fn stand_ins(template: &TemplateDraft) -> std::collections::BTreeMap<String, String> {
    template
        .variables
        .iter()
        .filter(|it| it.required && it.default.as_deref().unwrap_or_default().trim().is_empty())
        .map(|it| {
            let value = match it.kind {
                wire::templates::VariableType::Url => "https://example.com".to_owned(),
                wire::templates::VariableType::Number => "1".to_owned(),
                wire::templates::VariableType::Boolean => "true".to_owned(),
                wire::templates::VariableType::Date => "2026-11-23".to_owned(),
                _ => format!("[{}]", it.name.replace('_', " ")),
            };
            (it.name.clone(), value)
        })
        .collect()
}

#[component]
fn PreviewResult(
    query: Query<Rendering>,
    document: RwSignal<Option<String>>,
    problem: Memo<Option<SourceProblem>>,
    go: Option<Callback<usize>>,
) -> impl IntoView {
    let draw = move |rendering: Signal<Rendering>| {
        view! { <RenderedPreview rendering problem go /> }
    };
    view! {
        <div class="trial" aria-busy=move || query.is_fetching().to_string()>
            <Documents document />
            <RemoteView
                remote=query.remote()
                failed=text::preview::FAILED
                skeleton=|| view! { <Skeleton shape=SkeletonShape::Card count=1 label=text::preview::LOADING /> }
                on_retry=move |()| query.refetch()
                children=draw
            />
        </div>
    }
    .into_any()
}

/// What to render from.
#[component]
fn Documents(document: RwSignal<Option<String>>) -> impl IntoView {
    let session = use_session();
    let listed = Memo::new(move |_| session.offers(Capability::DocumentsList));
    let found = use_query(move || listed.get().then(|| documents::list(None)));
    let choices = Signal::derive(move || {
        found.remote().with(|remote| {
            let page: Option<&Page<Document>> = remote.data.as_ref();
            let items = page.into_iter().flat_map(|page| &page.items);
            items
                .map(|it| ComboOption::new(it.id.as_str(), &it.title).detail(it.source.label()))
                .collect::<Vec<_>>()
        })
    });
    let failed = Signal::derive(move || found.remote().with(|remote| remote.error.clone()));
    let loading = Signal::derive(move || found.is_fetching());
    view! {
        <Show when=move || listed.get()>
            <Combobox
                label=text::preview::DOCUMENT
                options=choices
                value=document
                loading
                placeholder=text::preview::SAMPLE
                clearable=true
                empty_text=text::preview::NO_MATCHES
            />
            <ErrorNotice
                error=failed
                title=text::preview::DOCUMENTS_FAILED
                passive=true
                kept=text::preview::USE_SAMPLE
                on_retry=move |()| found.refetch()
                pending=loading
            />
        </Show>
    }
}

#[component]
fn RenderedPreview(
    rendering: Signal<Rendering>,
    problem: Memo<Option<SourceProblem>>,
    go: Option<Callback<usize>>,
) -> impl IntoView {
    // What it made before the fault stays, for whoever is in the middle of a line.
    let part = Memo::new(move |before: Option<&Option<Part>>| {
        let now = rendering.with(|it| it.parts.0.first().map(|(_, part)| part.clone()));
        now.or_else(|| {
            let before = before.cloned().flatten();
            before.filter(|_| problem.read().is_some())
        })
    });
    let findings = Memo::new(move |_| rendering.with(|it| it.findings.clone()));
    view! {
        {move || problem.get().map(|problem| view! { <SourceProblemNotice problem go /> })}
        <FindingNotices findings />
        {move || {
            let dated = problem.read().is_some();
            part.get()
                .map(|part| {
                    view! {
                        <div class="trial-part">
                            {dated
                                .then(|| {
                                    view! {
                                        <p class="template-meta">
                                            {text::preview::OUTDATED}
                                        </p>
                                    }
                                })}
                            <PartView part />
                        </div>
                    }
                })
        }}
    }
}

/// Where the source goes wrong.
#[component]
fn SourceProblemNotice(problem: SourceProblem, go: Option<Callback<usize>>) -> impl IntoView {
    let line = problem.line as usize;
    let place = match problem.column {
        Some(column) => text::preview::line_and_column(line, column),
        None => text::preview::line(line),
    };
    let actions = move || {
        go.map(|go| {
            view! {
                <Button size=ButtonSize::Small on_click=move |()| go.run(line)>
                    {text::preview::go_to_line(line)}
                </Button>
            }
        })
    };
    view! {
        <Notice state=State::Bad title=text::preview::cannot_render(&place) actions>
            <span dir="auto">{problem.message}</span>
        </Notice>
    }
}

/// What the checks found.
#[component]
fn FindingNotices(findings: Memo<Vec<Finding>>) -> impl IntoView {
    let notice = |finding: Finding| {
        let (state, title) = match finding.severity {
            Severity::Error => (State::Bad, text::preview::ERROR),
            _ => (State::Warn, text::preview::WARNING),
        };
        view! {
            <Notice state title>
                <span dir="auto">{finding.message}</span>
            </Notice>
        }
    };
    move || findings.get().into_iter().map(notice).collect_view()
}
