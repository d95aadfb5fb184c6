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
        recipe::{
            DRAFT, Recipe, address as recipe_address, form::RecipeForm, in_order,
            server_rules::ServerRules,
        },
        shared::{
            address_sync::{AddressRead, sync_address},
            previews::{PreviewCell, Previews},
            view_only::role_refusal,
        },
        text,
    },
    address::{self, CompareParams, MatrixPosition, usual_tones},
};
use crate::{
    routes::Route,
    state::{
        query::{Query, use_query},
        session::{Session, use_session},
    },
};

/// The page's state.
#[derive(Clone, Copy)]
pub struct CompareState {
    /// What to make; its tone counts for nothing.
    pub form: RecipeForm,
    /// The tones.
    pub tones: RwSignal<Vec<Tone>>,
    /// The previews.
    pub previews: Previews<MatrixPosition>,
    /// The templates there are.
    pub templates: Query<Page<Template>>,
    /// The positions whose difference is shown.
    pub compared: RwSignal<Vec<MatrixPosition>>,
    /// The position that is looked at closely.
    pub opened: RwSignal<Option<MatrixPosition>>,
    session: Session,
}

/// Whether the first answer has not come, and has not failed to.
fn is_awaited<T: Clone + Send + Sync + 'static>(query: Query<T>) -> bool {
    query
        .remote()
        .with(|remote| remote.data.is_none() && remote.error.is_none())
}

impl CompareState {
    /// Takes up what the address holds, else what the form of one document holds.
    pub fn new() -> Self {
        let session = use_session();
        let location = use_location();
        let start =
            address::read(&location.search.get_untracked()).unwrap_or_else(|| CompareParams {
                recipe: DRAFT.own().load::<Recipe>().unwrap_or_default(),
                tones: usual_tones(),
                compared: Vec::new(),
            });
        let templates = use_query(move || {
            session
                .offers(Capability::TemplatesList)
                .then(templates::list)
        });
        let compare = Self {
            form: RecipeForm::new(&start.recipe),
            tones: RwSignal::new(start.tones),
            previews: Previews::new(session, ServerRules::new(session)),
            templates,
            compared: RwSignal::new(start.compared),
            opened: RwSignal::new(None),
            session,
        };
        compare.keep_in_address();
        compare
    }

    /// Why nothing may be previewed here.
    pub fn forbidden(self) -> Option<String> {
        role_refusal(self.session, text::compare::cannot_preview)
    }

    /// Why nothing can be previewed now.
    pub fn reason(self) -> Option<String> {
        self.forbidden().or_else(|| {
            let recipe = self.form.recipe.read();
            let reason = if recipe.document.is_none() {
                text::shared::SELECT_DOCUMENT
            } else if recipe.channels.is_empty() {
                text::shared::SELECT_CHANNEL
            } else if recipe.has(&Channel::Social) && recipe.platforms.is_empty() {
                text::shared::SELECT_PLATFORM
            } else if self.tones.read().is_empty() {
                text::compare::SELECT_TONE
            } else if recipe.template.is_some() && is_awaited(self.templates) {
                // Until then nobody knows which channel the template is for.
                text::shared::LOADING_TEMPLATES
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

    /// The recipe of a position.
    pub fn recipe_at(self, (channel, tone): &MatrixPosition) -> Recipe {
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

    fn request_at(self, position: &MatrixPosition) -> GenerateRequest {
        let recipe = self.recipe_at(position);
        let listed = self.listed();
        let template = recipe
            .template
            .as_ref()
            .and_then(|id| listed.iter().find(|template| template.id == *id));
        recipe.to_preview(template)
    }

    /// All positions of the matrix, channel by channel.
    pub fn positions(self) -> Vec<MatrixPosition> {
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

    /// What is known of a position, and whether that is what the form says now.
    pub fn cell(self, position: &MatrixPosition) -> Option<(PreviewCell, bool)> {
        let cell = self
            .previews
            .cells
            .with(|cells| cells.get(position).cloned())?;
        let is_current = cell.asked == self.request_at(position);
        Some((cell, is_current))
    }

    /// Renders every position that does not show what the form says.
    pub fn preview_all(self) {
        if untrack(|| self.reason().is_some()) {
            return;
        }
        let requests = untrack(|| {
            let positions = self.positions().into_iter().filter(|position| {
                self.cell(position).is_none_or(|(cell, is_current)| {
                    !is_current || !(cell.is_pending() || cell.preview().is_some())
                })
            });
            positions
                .map(|position| {
                    let request = self.request_at(&position);
                    (position, request)
                })
                .collect::<Vec<_>>()
        });
        self.previews.ask(requests);
    }

    /// Renders one position.
    pub fn preview(self, position: &MatrixPosition) {
        if untrack(|| self.reason().is_none()) {
            let request = untrack(|| self.request_at(position));
            self.previews.ask([(position.clone(), request)]);
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

    /// Puts a position into the comparison, or takes it out; two of one channel are compared.
    pub fn toggle_compared(self, position: &MatrixPosition) {
        self.compared.update(|compared| {
            if compared.contains(position) {
                compared.retain(|other| other != position);
                return;
            }
            compared.retain(|(channel, _)| *channel == position.0);
            if compared.len() > 1 {
                compared.remove(0);
            }
            compared.push(position.clone());
        });
    }

    /// The recipe as another way of generating takes it.
    pub fn carried(self) -> Pairs {
        recipe_address::write(&self.form.recipe.get())
    }

    fn params(self) -> CompareParams {
        CompareParams {
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
            AddressRead::Applied
        };
        sync_address(Route::Compare, write, read, Signal::stored(false));
    }
}
