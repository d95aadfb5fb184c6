//! What the page knows and does: the form, its preview, and sending it.

mod reasons;

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    capabilities::Capability,
    generate::{self, GenerateRequest},
    jobs::Job,
    templates::{self, Template},
};

use super::{
    field::Field,
    form::Form,
    key::Key,
    problems::{self, Chosen, Problem},
    recipe::Recipe,
    rendering::{Asked, Rendering},
    verdict,
};
use crate::state::{
    clock::use_clock,
    mutation::{Mutation, use_mutation},
    query::{Query, use_query},
    session::{Session, use_session},
};

/// What follows once the preview that is on its way has come.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    /// It is looked at.
    Look,
    /// It is looked at, and that was all of a dry run.
    EndDryRun,
    /// If nothing speaks against it, this is sent.
    Send(Box<GenerateRequest>),
}

/// What came of the last click, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// A dry run is over.
    DryRun,
    /// The check found something; nothing was sent.
    Stopped,
    /// The form changed during the check; nothing was sent.
    Overtaken,
}

/// What the server refused, and of which recipe.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    recipe: Recipe,
    fields: Vec<(Field, String)>,
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The form.
    pub form: Form,
    /// The templates there are.
    pub templates: Query<Page<Template>>,
    /// The preview.
    pub rendering: Rendering,
    /// Sending.
    pub start: Mutation<GenerateRequest>,
    /// Whether somebody has tried to go on, so that what is missing may be pointed at.
    pub attempted: RwSignal<bool>,
    /// What came of the last click.
    pub outcome: RwSignal<Option<Outcome>>,
    /// The channel whose preview is shown, as its word.
    pub tab: RwSignal<String>,
    /// Grows with each click whose preview has come, or has failed to.
    pub answered: RwSignal<u32>,
    /// What is not right with the form.
    pub problems: Memo<Vec<Problem>>,
    /// The chosen template, as far as it is known.
    pub chosen: Memo<Chosen>,
    refused: RwSignal<Option<Refused>>,
    next: RwSignal<Next>,
    /// Whether the preview on its way was asked for by a click, not by the query itself.
    awaited: StoredValue<bool>,
    key: Key,
    session: Session,
}

impl Desk {
    /// A desk with a recipe on it; `on_started` gets each job that was started.
    pub fn new(
        start: &Recipe,
        tab: String,
        on_started: impl Fn(Job) + Send + Sync + 'static,
    ) -> Self {
        let session = use_session();
        let form = Form::new(start);
        let key = Key::load();
        let templates = use_query(move || {
            session
                .offers(Capability::TemplatesList)
                .then(templates::list)
        });
        let chosen = Memo::new(move |_| chosen_in(form, templates));
        let clock = use_clock().now();
        let late = Memo::new(move |_| {
            let at = form
                .recipe
                .with(|recipe| recipe.schedule.as_ref().and_then(wire::Stamp::epoch_millis));
            // Only a time's passing matters, not every tick of the clock.
            at.is_some_and(|at| at <= clock.get())
        });
        let problems = Memo::new(move |_| {
            late.track();
            let now = clock.get_untracked();
            let found =
                |recipe: &Recipe| chosen.with(|chosen| problems::problems(recipe, chosen, now));
            form.recipe.with(found)
        });
        let next = RwSignal::new(Next::Look);
        let refused = RwSignal::new(None::<Refused>);
        let start_job = use_mutation(generate::start, move |_, job| {
            key.spend();
            on_started(job);
        });
        Effect::new(move |_| {
            if let Some(error) = start_job.error().get() {
                refuse(refused, form.recipe.get_untracked(), &error);
            }
        });
        let ended = StoredValue::new_local(None::<Box<dyn Fn(Option<ApiError>)>>);
        let rendering = Rendering::new(move |error| {
            ended.with_value(|ended| {
                if let Some(ended) = ended {
                    ended(error);
                }
            });
        });
        let desk = Self {
            form,
            templates,
            rendering,
            start: start_job,
            attempted: RwSignal::new(false),
            outcome: RwSignal::new(None),
            tab: RwSignal::new(tab),
            answered: RwSignal::new(0),
            problems,
            chosen,
            awaited: StoredValue::new(false),
            refused,
            next,
            key,
            session,
        };
        Effect::new(move |before: Option<()>| {
            form.recipe.track();
            // What was said of the last attempt is not true of another recipe.
            if before.is_some() {
                desk.start.forget();
                desk.outcome.set(None);
            }
        });
        ended.set_value(Some(Box::new(move |error| desk.preview_ended(error))));
        desk
    }

    /// The chosen template, where it is known.
    pub fn template(self) -> Option<Template> {
        match self.chosen.get() {
            Chosen::Template(template) => Some(*template),
            Chosen::Unknown | Chosen::Gone => None,
        }
    }

    /// What a preview of the form would ask for.
    fn wanted(self) -> GenerateRequest {
        let template = self.template();
        self.form
            .recipe
            .with(|recipe| recipe.to_preview(template.as_ref()))
    }

    /// Whether the preview shows what the form says now; `None` where there is no preview.
    pub fn is_current(self) -> Option<bool> {
        let wanted = self.wanted();
        self.rendering.rendered.with(|rendered| {
            rendered
                .as_ref()
                .map(|rendered| rendered.asked.request == wanted)
        })
    }

    /// Renders the form as it is.
    pub fn preview(self) {
        self.attempted.set(true);
        if self.preview_reason().is_none() {
            self.render(Next::Look);
        }
    }

    /// Sends the form, once its preview has nothing against it; in a dry run it only renders.
    pub fn generate(self) {
        self.attempted.set(true);
        if self.generate_reason().is_some() || self.is_busy() {
            return;
        }
        if self.form.dry_run.get_untracked() {
            self.render(Next::EndDryRun);
            return;
        }
        let template = untrack(|| self.template());
        let request = self
            .form
            .recipe
            .with_untracked(|recipe| recipe.to_request(template.as_ref()));
        if untrack(|| self.is_current()) == Some(true) {
            self.outcome.set(None);
            self.send(request);
        } else {
            self.render(Next::Send(Box::new(request)));
        }
    }

    /// Whether it is being sent, or checked in order to be sent.
    pub fn is_busy(self) -> bool {
        let checking = self.rendering.is_pending() && self.next.with(|next| *next != Next::Look);
        checking || self.start.pending().get()
    }

    /// Whether the server is being asked to start it, so that nothing may change any more.
    pub fn is_sending(self) -> bool {
        self.start.pending().get()
    }

    fn render(self, next: Next) {
        self.outcome.set(None);
        self.start.forget();
        self.refused.set(None);
        self.next.set(next);
        self.awaited.set_value(true);
        let asked = untrack(|| Asked {
            request: self.wanted(),
            recipe: self.form.recipe.get(),
        });
        self.rendering.ask(asked);
    }

    fn send(self, mut request: GenerateRequest) {
        self.refused.set(None);
        request.idempotency_key = Some(self.key.of(&request));
        self.start.run(request);
    }

    fn preview_ended(self, error: Option<ApiError>) {
        if self.awaited.get_value() {
            self.awaited.set_value(false);
            self.answered.update(|count| *count = count.wrapping_add(1));
        }
        let next = self.next.get_untracked();
        // A failure that passes by itself must not send anything minutes later.
        self.next.set(Next::Look);
        if let Some(error) = error {
            let asked = self.rendering.asked().get_untracked();
            let recipe = asked.map(|asked| asked.recipe).unwrap_or_default();
            refuse(self.refused, recipe, &error);
            return;
        }
        let template = untrack(|| self.template());
        match next {
            Next::Look => {}
            Next::EndDryRun => self.outcome.set(Some(Outcome::DryRun)),
            Next::Send(request) => {
                let now = self
                    .form
                    .recipe
                    .with_untracked(|recipe| recipe.to_request(template.as_ref()));
                let outcome = if now != *request {
                    Some(Outcome::Overtaken)
                } else if untrack(|| self.generate_reason()).is_some() {
                    Some(Outcome::Stopped)
                } else {
                    None
                };
                self.outcome.set(outcome);
                if outcome.is_none() {
                    self.send(*request);
                }
            }
        }
    }

    /// Empties the form and forgets its preview.
    pub fn clear(self) {
        self.form.fill(&Recipe::default());
        self.rendering.clear();
        self.start.forget();
        self.refused.set(None);
        self.outcome.set(None);
        self.attempted.set(false);
    }
}

fn refuse(refused: RwSignal<Option<Refused>>, recipe: Recipe, error: &ApiError) {
    let fields = verdict::refused(error);
    refused.set((!fields.is_empty()).then_some(Refused { recipe, fields }));
}

fn chosen_in(form: Form, templates: Query<Page<Template>>) -> Chosen {
    let id = form.template.get();
    if id.is_empty() {
        return Chosen::Unknown;
    }
    templates.remote().with(|remote| match &remote.data {
        None => Chosen::Unknown,
        Some(page) => page
            .items
            .iter()
            .find(|template| template.id.as_str() == id)
            .map_or(Chosen::Gone, |template| {
                Chosen::Template(Box::new(template.clone()))
            }),
    })
}
