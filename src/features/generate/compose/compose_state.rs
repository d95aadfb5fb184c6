//! What the page knows and does: the form, its preview, and sending it.

mod reasons;

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    capabilities::Capability,
    content::ContentId,
    generate::{self, GenerateRequest},
    jobs::Job,
    shipped,
    templates::{self, Template},
};

use super::{
    super::recipe::{
        Recipe, address,
        field::Field,
        findings,
        form::RecipeForm,
        generation_mode::{self, GenerationMode},
        idempotency_key::IdempotencyKey,
        problems::{ChosenTemplate, RecipeProblem},
        server_rules::ServerRules,
    },
    rendering::{PreviewRequest, Rendering},
};
use crate::{
    effect::effect,
    routes::{self, Route},
    state::{
        clock::{self, use_clock},
        job_start_spacing,
        mutation::{Mutation, use_mutation},
        publish_hold::{BrowserHold, server_hold, use_browser_hold},
        publishing::{self, Publishing, use_publishing},
        query::{Query, use_query},
        session::{Session, use_session},
    },
};

/// What follows once the preview that is on its way has come.
#[derive(Clone, Debug, PartialEq)]
enum Next {
    /// It is looked at.
    Look,
    /// It is looked at, and that was all of a dry run.
    EndDryRun,
    /// If nothing speaks against it, it is asked whether to publish this.
    Confirm(Box<GenerateRequest>),
}

/// What came of the last click, in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenerateOutcome {
    /// A dry run is over.
    DryRun,
    /// The check found something; nothing was sent.
    Stopped,
    /// The form changed during the check; nothing was sent.
    FormChanged,
}

/// What the server refused, and of which recipe.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    recipe: Recipe,
    fields: Vec<(Field, String)>,
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct ComposeState {
    /// The form.
    pub form: RecipeForm,
    /// How this backend makes what the form says.
    pub mode: Memo<GenerationMode>,
    /// What the backend tells of its own rules.
    pub server_rules: ServerRules,
    /// The templates there are.
    pub templates: Query<Page<Template>>,
    /// The same with those that are listed elsewhere; `None` until they are there.
    pub listed: Memo<Option<Vec<Template>>>,
    /// The preview.
    pub rendering: Rendering,
    /// What is asked about before it is published; `None` while nothing is.
    pub confirming: RwSignal<Option<GenerateRequest>>,
    /// The time in which publishing can be undone, where the server knows none.
    pub hold: BrowserHold,
    /// Starting a job, the contract's way.
    pub start: Mutation<GenerateRequest>,
    /// Starting a job by a document's id.
    pub by_id: Mutation<job_start_spacing::JobStart>,
    /// Publishing at once.
    pub publishing: Publishing,
    /// Whether somebody has tried to go on, so that what is missing may be pointed at.
    pub attempted: RwSignal<bool>,
    /// What came of the last click.
    pub outcome: RwSignal<Option<GenerateOutcome>>,
    /// The channel whose preview is shown, as its word.
    pub tab: RwSignal<String>,
    /// Grows with each click whose preview has come, or has failed to.
    pub answered: RwSignal<u32>,
    /// What is not right with the form.
    pub problems: Memo<Vec<RecipeProblem>>,
    /// The chosen template, as far as it is known.
    pub chosen: Memo<ChosenTemplate>,
    /// When a job was asked for, by [`clock::since_opened`].
    asked_at: StoredValue<f64>,
    refused: RwSignal<Option<Refused>>,
    next: RwSignal<Next>,
    /// Whether the preview on its way was asked for by a click, not by the query itself.
    awaited: StoredValue<bool>,
    key: IdempotencyKey,
    session: Session,
    on_published: StoredValue<Callback<ContentId>>,
}

impl ComposeState {
    /// The state of a page with this recipe in its form; `on_started` gets each job that was started, `on_published`
    /// the id of what was published at once.
    pub fn new(
        start: &Recipe,
        tab: String,
        on_started: impl Fn(Job) + Clone + Send + Sync + 'static,
        on_published: impl Fn(ContentId) + Send + Sync + 'static,
    ) -> Self {
        let session = use_session();
        let form = RecipeForm::new(start);
        let key = IdempotencyKey::load();
        let templates = use_query(move || {
            session
                .offers(Capability::TemplatesList)
                .then(templates::list)
        });
        let server_rules = ServerRules::new(session);
        let listed = Memo::new(move |_| {
            let mut items = templates.data()?.items;
            items.extend(server_rules.more_templates(&items));
            Some(items)
        });
        let mode = Memo::new(move |_| {
            let is_shipped = session.is_shipped(Capability::ContentGenerate);
            form.recipe
                .with(|recipe| GenerationMode::of(is_shipped, recipe.document.as_ref()))
        });
        let chosen = Memo::new(move |_| chosen_in(form, listed));
        let clock = use_clock().now();
        let late = Memo::new(move |_| {
            let at = form
                .recipe
                .with(|recipe| recipe.schedule.shown().and_then(wire::Stamp::epoch_millis));
            // Only a time's passing matters, not every tick of the clock.
            at.is_some_and(|at| at <= clock.get())
        });
        let problems = Memo::new(move |_| {
            late.track();
            let now = clock.get_untracked();
            let mode = mode.get();
            let found = |recipe: &Recipe| chosen.with(|chosen| mode.problems(recipe, chosen, now));
            form.recipe.with(found)
        });
        let next = RwSignal::new(Next::Look);
        let refused = RwSignal::new(None::<Refused>);
        let on_job = on_started.clone();
        let asked_at = StoredValue::new(0.0);
        let start_job = use_mutation(generate::start, move |_, job: Job| {
            // A job that was made just now tells the server's time, where no answer does.
            if let Some(made) = job.created_at.epoch_millis() {
                clock::observe_made(made, asked_at.get_value(), clock::since_opened());
            }
            key.spend();
            on_job(job);
        });
        let by_id = job_start_spacing::use_start(on_started);
        let publishing = use_publishing();
        for error in [start_job.error(), by_id.error(), publishing.error()] {
            effect(move |_| {
                if let Some(error) = error.get() {
                    refuse(refused, form.recipe.get_untracked(), &error);
                }
            });
        }
        let ended = StoredValue::new_local(None::<Box<dyn Fn(Option<ApiError>)>>);
        let rendering = Rendering::new(
            move |preview| server_rules.apply(preview),
            move |error| {
                ended.with_value(|ended| {
                    if let Some(ended) = ended {
                        ended(error);
                    }
                });
            },
        );
        let compose = Self {
            form,
            mode,
            server_rules,
            templates,
            listed,
            rendering,
            confirming: RwSignal::new(None),
            hold: use_browser_hold(),
            start: start_job,
            by_id,
            publishing,
            attempted: RwSignal::new(false),
            outcome: RwSignal::new(None),
            tab: RwSignal::new(tab),
            answered: RwSignal::new(0),
            problems,
            chosen,
            awaited: StoredValue::new(false),
            asked_at,
            refused,
            next,
            key,
            session,
            on_published: StoredValue::new(Callback::new(on_published)),
        };
        effect(move |_| {
            // Of an id in a link, what was copied along with it is no part.
            let id = form.template.get();
            if let Some(whole) = routes::without_copied_end(&id)
                && compose.chosen.read() == ChosenTemplate::Gone
                && listed.with(|listed| {
                    let mut listed = listed.iter().flatten();
                    listed.any(|template| template.id.as_str() == whole)
                })
            {
                form.template.set(whole.to_owned());
            }
        });
        effect(move |before: Option<()>| {
            form.recipe.track();
            // What was said of the last attempt is not true of another recipe.
            if before.is_some() {
                compose.forget();
                compose.outcome.set(None);
                compose.confirming.set(None);
                compose.hold.undo();
            }
        });
        ended.set_value(Some(Box::new(move |error| compose.preview_ended(error))));
        compose
    }

    /// The chosen template, where it is known.
    pub fn template(self) -> Option<Template> {
        match self.chosen.get() {
            ChosenTemplate::Template(template) => Some(*template),
            ChosenTemplate::Unknown | ChosenTemplate::Gone => None,
        }
    }

    /// What a preview of the form would ask for.
    fn wanted(self) -> GenerateRequest {
        let template = self.template();
        let mode = self.mode.get();
        self.form
            .recipe
            .with(|recipe| mode.wanted(recipe, template.as_ref()))
    }

    /// Whether the preview shows what the form says now; `None` where there is no preview.
    pub fn is_current(self) -> Option<bool> {
        let wanted = self.wanted();
        let mode = self.mode.get();
        self.rendering.rendered.with(|rendered| {
            let asked = &rendered.as_ref()?.asked;
            Some(asked.mode == mode && asked.request == wanted)
        })
    }

    /// Renders the form as it is.
    pub fn preview(self) {
        self.attempted.set(true);
        if self.preview_reason().is_none() {
            self.render(Next::Look);
        }
    }

    /// Asks whether to publish the form, once its preview is there; in a dry run it only renders.
    pub fn generate(self) {
        self.attempted.set(true);
        if untrack(|| self.generate_reason().is_some() || self.is_busy()) {
            return;
        }
        if self.form.dry_run.get_untracked() {
            self.render(Next::EndDryRun);
            return;
        }
        // The form's problems have said why, where there is none.
        let Some(request) = untrack(|| self.request()) else {
            return;
        };
        let no_preview = self.mode.get_untracked().no_preview().is_some();
        if no_preview || untrack(|| self.is_current()) == Some(true) {
            self.outcome.set(None);
            self.confirming.set(Some(request));
        } else {
            self.render(Next::Confirm(Box::new(request)));
        }
    }

    /// Publishes what was asked about.
    pub fn confirm(self) {
        let Some(request) = self.confirming.get_untracked() else {
            return;
        };
        self.confirming.set(None);
        let overtaken = untrack(|| self.request().as_ref() != Some(&request));
        if overtaken {
            self.outcome.set(Some(GenerateOutcome::FormChanged));
        } else if untrack(|| self.generate_reason().is_none() && !self.is_busy()) {
            self.hold.begin(move || self.send());
        }
    }

    /// Publishes once more what may be out already; whoever asks for it was told so.
    pub fn publish_again(self) {
        self.hold.begin(move || self.publish());
    }

    /// Sends once more what was sent and not answered; its key keeps it from starting twice.
    pub fn start_again(self) {
        if untrack(|| self.generate_reason().is_none() && !self.is_busy()) {
            self.send();
        }
    }

    /// The form as a request; `None` while something in it cannot be read.
    fn request(self) -> Option<GenerateRequest> {
        let template = self.template();
        self.form
            .recipe
            .with(|recipe| recipe.to_request(template.as_ref()).ok())
    }

    fn send(self) {
        self.outcome.set(None);
        match self.mode.get_untracked() {
            GenerationMode::Contract => self.start(),
            GenerationMode::Living => self.publish(),
            GenerationMode::ById => self.start_by_id(),
        }
    }

    fn publish(self) {
        let (recipe, request) = untrack(|| (self.form.recipe.get(), self.wanted()));
        // The form's problems have said why, where it cannot be.
        let Ok(wanted) = generation_mode::living(&request) else {
            return;
        };
        self.refused.set(None);
        let wanted = publishing::PublicationRequest {
            call: shipped::generate::publish(&wanted),
            recipe: address::write(&recipe).pairs().to_vec(),
            channels: recipe.channels,
            result_path: |id| Route::Content(id).path(),
            form_path: Route::Generate.path(),
        };
        self.publishing.start(wanted, self.on_published);
    }

    fn start_by_id(self) {
        let recipe = self.form.recipe.get_untracked();
        let (Ok(request), Some(document)) = (generation_mode::by_id(&recipe), recipe.document)
        else {
            return;
        };
        self.refused.set(None);
        self.by_id
            .run(job_start_spacing::JobStart { request, document });
    }

    /// Forgets how the last attempts failed.
    fn forget(self) {
        self.start.forget();
        self.by_id.forget();
        self.publishing.forget();
    }

    /// Whether it is being sent, or previewed in order to be sent.
    pub fn is_busy(self) -> bool {
        let checking = self.rendering.is_pending() && self.next.with(|next| *next != Next::Look);
        checking || self.is_sending()
    }

    /// Whether the server is being asked to make it, so that nothing may change any more.
    pub fn is_sending(self) -> bool {
        self.hold.until().read().is_some()
            || self.start.pending().get()
            || self.by_id.pending().get()
            || self.publishing.pending().get()
    }

    /// Whether the server is publishing the living document, asked by this tab or another.
    pub fn is_publishing(self) -> bool {
        let status = self.publishing.status();
        self.mode.get() == GenerationMode::Living
            && status.with(|status| status.under_way().is_some())
    }

    fn render(self, next: Next) {
        self.outcome.set(None);
        self.forget();
        self.refused.set(None);
        self.next.set(next);
        self.awaited.set_value(true);
        let asked = untrack(|| PreviewRequest {
            mode: self.mode.get(),
            request: self.wanted(),
            recipe: self.form.recipe.get(),
        });
        self.rendering.ask(asked);
    }

    fn start(self) {
        self.refused.set(None);
        let Some(mut request) = untrack(|| self.request()) else {
            return;
        };
        request.idempotency_key = Some(self.key.of(&request));
        request.hold_seconds = server_hold(self.session);
        // A request that is repeated gets the job that the first one made.
        let is_first = self.start.error().get_untracked().is_none();
        self.asked_at.set_value(if is_first {
            clock::since_opened()
        } else {
            f64::NAN
        });
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
        match next {
            Next::Look => {}
            Next::EndDryRun => self.outcome.set(Some(GenerateOutcome::DryRun)),
            Next::Confirm(request) => {
                let outcome = if untrack(|| self.request()).as_ref() != Some(&*request) {
                    Some(GenerateOutcome::FormChanged)
                } else if untrack(|| self.generate_reason()).is_some() {
                    Some(GenerateOutcome::Stopped)
                } else {
                    None
                };
                self.outcome.set(outcome);
                if outcome.is_none() {
                    self.confirming.set(Some(*request));
                }
            }
        }
    }

    /// Empties the form and forgets its preview.
    pub fn clear(self) {
        self.form.fill(&Recipe::default());
        self.rendering.clear();
        self.forget();
        self.refused.set(None);
        self.outcome.set(None);
        self.attempted.set(false);
    }
}

fn refuse(refused: RwSignal<Option<Refused>>, recipe: Recipe, error: &ApiError) {
    let fields = findings::refused_fields(error);
    refused.set((!fields.is_empty()).then_some(Refused { recipe, fields }));
}

fn chosen_in(form: RecipeForm, listed: Memo<Option<Vec<Template>>>) -> ChosenTemplate {
    let id = form.template.get();
    if id.is_empty() {
        return ChosenTemplate::Unknown;
    }
    listed.with(|listed| match listed {
        None => ChosenTemplate::Unknown,
        Some(listed) => listed
            .iter()
            .find(|template| template.id.as_str() == id)
            .map_or(ChosenTemplate::Gone, |template| {
                ChosenTemplate::Template(Box::new(template.clone()))
            }),
    })
}
