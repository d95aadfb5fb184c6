//! What the plan's page knows and does: the plan, its checks, and sending it.

use leptos::prelude::*;
use wire::{
    ApiError, Page,
    batch::{self, BatchRequest},
    capabilities::Capability,
    templates::{self, Template},
};

use super::{
    super::{
        recipe::{
            Recipe,
            idempotency_key::{IdempotencyKey, KeyedRequest},
            problems::problems_of,
            server_rules::ServerRules,
        },
        shared::{previews::Previews, view_only::role_refusal},
        text,
    },
    item_status::ItemStatus,
    plan::{BatchItem, BatchPlan, refused, template_of},
    run::BatchRun,
};
use crate::effect::effect;
use crate::state::{
    drafts::{DraftName, ask_before_leaving},
    mutation::{Mutation, use_mutation},
    publish_hold::{BrowserHold, server_hold, use_browser_hold},
    query::{Query, use_query},
    session::{Session, use_session},
};

const DRAFT: DraftName = DraftName::new("toombos.draft.batch");
const KEY: DraftName = DraftName::new("toombos.draft.batch.key");

/// The plan that this browser keeps.
pub fn kept_plan() -> BatchPlan {
    DRAFT.own().load().unwrap_or_default()
}

/// Keeps a plan for the page that shows it next.
pub fn keep_plan(plan: &BatchPlan) {
    DRAFT.own().save(plan);
}

/// Keeps the plan with every change: each is a click, and none may be lost to a reload.
fn keep(plan: RwSignal<BatchPlan>) -> Signal<bool> {
    let kept = RwSignal::new(true);
    let own = DRAFT.own();
    effect(move |before: Option<()>| {
        let plan = plan.read();
        if before.is_some() {
            kept.set(own.save(&*plan));
        }
    });
    ask_before_leaving(move || !kept.get_untracked() && !plan.read_untracked().items.is_empty());
    kept.into()
}

/// What the server refused: an item as it was then, and why.
#[derive(Clone, Debug, PartialEq)]
struct Refused {
    key: u32,
    recipe: Recipe,
    words: String,
}

/// The page's state.
#[derive(Clone, Copy)]
pub struct BatchState {
    /// The plan.
    pub plan: RwSignal<BatchPlan>,
    /// Whether the browser keeps it.
    pub kept: Signal<bool>,
    /// The templates there are.
    pub templates: Query<Page<Template>>,
    /// The same; `None` until they are there.
    pub listed: Memo<Option<Vec<Template>>>,
    /// What the checks found, by the item's key.
    pub checks: Previews<u32>,
    /// Sending.
    pub sending: Mutation<KeyedRequest<BatchRequest>>,
    /// What was sent and whose end nobody knows.
    pub open: RwSignal<Option<KeyedRequest<BatchRequest>>>,
    /// Whether it is being asked whether to publish.
    pub confirming: RwSignal<bool>,
    /// The time in which publishing can be undone, where the server knows none.
    pub hold: BrowserHold,
    /// The item that is being edited.
    pub editing: RwSignal<Option<u32>>,
    refused: RwSignal<Vec<Refused>>,
    sent: StoredValue<Vec<(u32, Recipe)>>,
    key: IdempotencyKey<BatchRequest>,
    session: Session,
}

impl BatchState {
    /// Takes up the plan that this browser keeps; `on_sent` gets each batch that was started.
    pub fn new(on_sent: impl Fn(BatchRun) + Send + Sync + 'static) -> Self {
        let session = use_session();
        let plan = RwSignal::new(kept_plan());
        let kept = keep(plan);
        let templates = use_query(move || {
            session
                .offers(Capability::TemplatesList)
                .then(templates::list)
        });
        let key = IdempotencyKey::load_from(KEY);
        let open = RwSignal::new(key.kept());
        let sending = use_mutation(
            move |kept: &KeyedRequest<BatchRequest>| {
                batch::start(&BatchRequest {
                    idempotency_key: Some(kept.key.clone()),
                    hold_seconds: server_hold(session),
                    ..kept.request.clone()
                })
            },
            move |kept, batch| {
                key.spend();
                // What was sent is no plan any more; what was changed since is.
                let same = untrack(|| {
                    let templates = templates.data().map(|page: Page<Template>| page.items);
                    let known = templates.unwrap_or_default();
                    // It may have been sent while the templates could not be loaded.
                    plan.try_with(|plan| {
                        let sent = Some(kept.request.clone());
                        [plan.to_request(&known), plan.to_request(&[])].contains(&sent)
                    })
                });
                if same == Some(true) {
                    plan.update(|plan| plan.items.clear());
                }
                let _ = open.try_set(None);
                on_sent(BatchRun::of(&batch));
            },
        );
        let batch = Self {
            plan,
            kept,
            templates,
            listed: Memo::new(move |_| templates.data().map(|page| page.items)),
            checks: Previews::new(session, ServerRules::new(session)),
            sending,
            open,
            confirming: RwSignal::new(false),
            hold: use_browser_hold(),
            editing: RwSignal::new(None),
            refused: RwSignal::new(Vec::new()),
            sent: StoredValue::new(Vec::new()),
            key,
            session,
        };
        effect(move |before: Option<()>| {
            plan.track();
            // What was asked about or held is not this plan.
            if before.is_some() {
                batch.hold.undo();
                batch.confirming.set(false);
            }
        });
        let error = sending.error();
        effect(move |_| {
            if let Some(error) = error.get() {
                batch.failed(&error);
            }
        });
        batch
    }

    /// Why nothing may be sent here.
    pub fn forbidden(self) -> Option<String> {
        role_refusal(self.session, text::shared::cannot_generate)
    }

    /// How an item stands.
    pub fn item_status(self, item: &BatchItem) -> ItemStatus {
        let refused = self.refused.with(|refused| {
            let own = refused
                .iter()
                .filter(|it| it.key == item.key && it.recipe == item.recipe);
            own.map(|it| it.words.clone()).collect::<Vec<_>>()
        });
        self.listed.with(|listed| {
            let problems = problems_of(&item.recipe, listed.as_deref());
            let templates = listed.as_deref().unwrap_or_default();
            let asked = item.recipe.to_preview(template_of(&item.recipe, templates));
            self.checks.cells.with(|cells| {
                let cell = cells.get(&item.key).filter(|cell| cell.asked == asked);
                ItemStatus::of(&problems, refused, cell)
            })
        })
    }

    /// Why nothing can be checked now.
    pub fn check_reason(self) -> Option<String> {
        self.forbidden().or_else(|| {
            let plan = self.plan.read();
            // Until then nobody knows which values the templates ask for.
            let awaited = self
                .templates
                .remote()
                .with(|remote| remote.data.is_none() && remote.error.is_none());
            if plan.items.is_empty() {
                Some(text::batch::ADD_FIRST.to_owned())
            } else if awaited && plan.items.iter().any(|item| item.recipe.template.is_some()) {
                Some(text::shared::LOADING_TEMPLATES.to_owned())
            } else {
                None
            }
        })
    }

    /// Why the plan cannot be sent now.
    pub fn send_reason(self) -> Option<String> {
        self.check_reason()
            .or_else(|| {
                let open = self.open.read().is_some() && !self.sending.pending().get();
                open.then(|| text::shared::RESOLVE_FIRST.to_owned())
            })
            .or_else(|| {
                let blocked = self.plan.with(|plan| {
                    let items = plan.items.iter();
                    items.filter(|item| self.item_status(item).blocks()).count()
                });
                match blocked {
                    0 => None,
                    1 => Some(text::batch::FIX_ONE.to_owned()),
                    count => Some(text::batch::fix(count)),
                }
            })
    }

    /// Checks every item that can be, by a real dry run.
    pub fn check_all(self) {
        if untrack(|| self.check_reason().is_some()) {
            return;
        }
        let wanted = untrack(|| {
            let listed = self.listed.get();
            let plan = self.plan.read();
            let items = plan.items.iter().filter(|item| {
                let item_status = self.item_status(item);
                !item_status.lacks() && !item_status.is_checked()
            });
            let request = |item: &BatchItem| {
                let template = template_of(&item.recipe, listed.as_deref().unwrap_or_default());
                (item.key, item.recipe.to_preview(template))
            };
            items.map(request).collect::<Vec<_>>()
        });
        self.checks.ask(wanted);
    }

    /// Asks whether to publish the plan, and checks meanwhile what is not checked yet.
    pub fn ask(self) {
        if untrack(|| self.send_reason().is_some() || self.sending.pending().get()) {
            return;
        }
        self.confirming.set(true);
        self.check_all();
    }

    /// Publishes what was asked about, after the hold where the server knows none.
    pub fn confirm(self) {
        self.confirming.set(false);
        self.hold.begin(move || self.send());
    }

    /// Sends the plan.
    fn send(self) {
        if untrack(|| self.send_reason().is_some() || self.sending.pending().get()) {
            return;
        }
        let request = untrack(|| {
            let listed = self.listed.get().unwrap_or_default();
            self.plan.read().to_request(&listed)
        });
        // Each item's problems have said why, where there is none.
        let Some(request) = request else {
            return;
        };
        let sent = self.plan.with_untracked(|plan| {
            let items = plan.items.iter();
            items.map(|item| (item.key, item.recipe.clone())).collect()
        });
        self.sent.set_value(sent);
        let key = self.key.of(&request);
        self.start(KeyedRequest { request, key });
    }

    /// Sends once more what was sent before; its key keeps it from being started twice.
    pub fn send_again(self) {
        if let Some(kept) = self.open.get_untracked() {
            self.start(kept);
        }
    }

    /// Takes note that somebody has looked whether the last batch was started.
    pub fn settle(self) {
        self.key.spend();
        self.open.set(None);
        self.sending.forget();
    }

    fn start(self, kept: KeyedRequest<BatchRequest>) {
        self.refused.set(Vec::new());
        self.open.set(Some(kept.clone()));
        self.sending.run(kept);
    }

    fn failed(self, error: &ApiError) {
        if error.is_undecided() {
            return;
        }
        // Nothing was started, so there is nothing left to be known under this key.
        self.key.spend();
        self.open.set(None);
        let sent = self.sent.get_value();
        let refused = refused(error).into_iter().filter_map(|(place, words)| {
            let (key, recipe) = sent.get(place)?.clone();
            Some(Refused { key, recipe, words })
        });
        self.refused.set(refused.collect());
    }
}
