//! What the page knows and does: what is chosen, the previews, and which two are compared.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::{
    Page, Query as Pairs,
    capabilities::Capability,
    channel::Channel,
    generate::{GenerateRequest, Tone},
    templates::{self, Template},
};

use super::{
    super::{
        address as recipe_address,
        facts::Facts,
        form::Form,
        previews::{Cell, Previews},
        recipe::{Recipe, in_order},
        sync::{Heard, follow},
    },
    address::{self, Place, PreflightParams, usual_tones},
};
use crate::{
    routes::Route,
    state::{
        drafts::DraftName,
        query::{Query, use_query},
        session::{Session, use_session},
    },
};

/// What the form of one document holds is where one begins here, too.
const GENERATE: DraftName = DraftName::new("toombos.draft.generate");

/// The page's state.
#[derive(Clone, Copy)]
pub struct Preflight {
    /// What to make; its tone counts for nothing.
    pub form: Form,
    /// The tones.
    pub tones: RwSignal<Vec<Tone>>,
    /// The previews.
    pub previews: Previews<Place>,
    /// The templates there are.
    pub templates: Query<Page<Template>>,
    /// The places whose difference is shown.
    pub compared: RwSignal<Vec<Place>>,
    /// The place that is looked at closely.
    pub opened: RwSignal<Option<Place>>,
    session: Session,
}

/// Whether the first answer has not come, and has not failed to.
fn is_awaited<T: Clone + Send + Sync + 'static>(query: Query<T>) -> bool {
    query
        .remote()
        .with(|remote| remote.data.is_none() && remote.error.is_none())
}

impl Preflight {
    /// Takes up what the address holds, else what the form of one document holds.
    pub fn new() -> Self {
        let session = use_session();
        let location = use_location();
        let start =
            address::read(&location.search.get_untracked()).unwrap_or_else(|| PreflightParams {
                recipe: GENERATE.own().load::<Recipe>().unwrap_or_default(),
                tones: usual_tones(),
                compared: Vec::new(),
            });
        let templates = use_query(move || {
            session
                .offers(Capability::TemplatesList)
                .then(templates::list)
        });
        let preflight = Self {
            form: Form::new(&start.recipe),
            tones: RwSignal::new(start.tones),
            previews: Previews::new(session, Facts::new(session)),
            templates,
            compared: RwSignal::new(start.compared),
            opened: RwSignal::new(None),
            session,
        };
        preflight.keep_in_address();
        preflight
    }

    /// Why nothing may be previewed here.
    pub fn forbidden(self) -> Option<String> {
        if self.session.may_write() {
            return None;
        }
        let role = self.session.role();
        let role = role.as_ref().map_or("Viewer", |role| role.label());
        Some(format!(
            "{role}s can't preview content. Ask an owner for editor access."
        ))
    }

    /// Why nothing can be previewed now.
    pub fn reason(self) -> Option<String> {
        self.forbidden().or_else(|| {
            let recipe = self.form.recipe.read();
            let reason = if recipe.document.is_none() {
                "Select a document"
            } else if recipe.channels.is_empty() {
                "Select at least one channel"
            } else if recipe.has(&Channel::Social) && recipe.platforms.is_empty() {
                "Select a platform or turn off Social"
            } else if self.tones.read().is_empty() {
                "Select at least one tone"
            } else if recipe.template.is_some() && is_awaited(self.templates) {
                // Until then nobody knows which channel the template is for.
                "Loading templates…"
            } else {
                return None;
            };
            Some(reason.to_owned())
        })
    }

    /// The templates, as far as they are known.
    pub fn listed(self) -> Vec<Template> {
        self.templates
            .data()
            .map(|page| page.items)
            .unwrap_or_default()
    }

    /// The recipe of a place.
    pub fn recipe_at(self, (channel, tone): &Place) -> Recipe {
        let recipe = self.form.recipe.get();
        let listed = self.listed();
        // A template is for one channel; the others take their standard one.
        let template = recipe.template.clone().filter(|id| {
            let known = listed.iter().find(|template| template.id == *id);
            known.is_none_or(|template| template.channel.family() == *channel)
        });
        let own = template == recipe.template;
        Recipe {
            channels: vec![channel.clone()],
            tone: tone.clone(),
            template,
            // Values are for the template that asks for them.
            variables: if own {
                recipe.variables.clone()
            } else {
                BTreeMap::new()
            },
            dry_run: false,
            ..recipe
        }
    }

    fn request_at(self, place: &Place) -> GenerateRequest {
        let recipe = self.recipe_at(place);
        let listed = self.listed();
        let template = recipe
            .template
            .as_ref()
            .and_then(|id| listed.iter().find(|template| template.id == *id));
        recipe.to_preview(template)
    }

    /// All places of the matrix, channel by channel.
    pub fn places(self) -> Vec<Place> {
        let channels = self.form.channels.read();
        let tones = self.tones.read();
        let of = |channel: &Channel| {
            let channel = channel.clone();
            tones
                .iter()
                .map(move |tone| (channel.clone(), tone.clone()))
        };
        channels.iter().flat_map(of).collect()
    }

    /// What is known of a place, and whether that is what the form says now.
    pub fn cell(self, place: &Place) -> Option<(Cell, bool)> {
        let cell = self
            .previews
            .cells
            .with(|cells| cells.get(place).cloned())?;
        let is_current = cell.asked == self.request_at(place);
        Some((cell, is_current))
    }

    /// Renders every place that does not show what the form says.
    pub fn preview_all(self) {
        if untrack(|| self.reason().is_some()) {
            return;
        }
        let requests = untrack(|| {
            let places = self.places().into_iter().filter(|place| {
                self.cell(place).is_none_or(|(cell, is_current)| {
                    !is_current || !(cell.is_pending() || cell.preview().is_some())
                })
            });
            places
                .map(|place| {
                    let request = self.request_at(&place);
                    (place, request)
                })
                .collect::<Vec<_>>()
        });
        self.previews.ask(requests);
    }

    /// Renders one place.
    pub fn preview(self, place: &Place) {
        if untrack(|| self.reason().is_none()) {
            let request = untrack(|| self.request_at(place));
            self.previews.ask([(place.clone(), request)]);
        }
    }

    /// Chooses a tone, or takes it back.
    pub fn switch_tone(self, tone: &Tone, on: bool) {
        self.tones.update(|tones| {
            tones.retain(|other| other != tone);
            if on {
                tones.push(tone.clone());
            }
            *tones = in_order(tones, Tone::KNOWN);
        });
    }

    /// Puts a place into the comparison, or takes it out; two of one channel are compared.
    pub fn compare(self, place: &Place) {
        self.compared.update(|compared| {
            if compared.contains(place) {
                compared.retain(|other| other != place);
                return;
            }
            compared.retain(|(channel, _)| *channel == place.0);
            if compared.len() > 1 {
                compared.remove(0);
            }
            compared.push(place.clone());
        });
    }

    /// The recipe as another way of generating takes it.
    pub fn carried(self) -> Pairs {
        recipe_address::write(&self.form.recipe.get())
    }

    fn params(self) -> PreflightParams {
        PreflightParams {
            recipe: self.form.recipe.get(),
            tones: self.tones.get(),
            compared: self.compared.get(),
        }
    }

    /// Keeps the address and what is chosen the same, whichever of them changes.
    fn keep_in_address(self) {
        let write = move || address::write(&self.params());
        let read = move |search: &str| {
            if let Some(params) = address::read(search)
                && self.params() != params
            {
                self.form.fill(&params.recipe);
                self.tones.set(params.tones);
                self.compared.set(params.compared);
            }
            Heard::Taken
        };
        follow(Route::Preflight, write, read, Signal::stored(false));
    }
}
