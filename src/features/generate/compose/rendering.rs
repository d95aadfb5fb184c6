//! The preview: asked for by a click, and known to belong to one recipe.

use leptos::prelude::*;
use wire::{
    ApiError,
    generate::{GenerateRequest, Preview},
};

use super::super::recipe::{Recipe, generation_mode::GenerationMode};
use crate::effect::effect;
use crate::state::{
    onboarding,
    query::{Query, use_query},
    session::use_session,
};

/// What was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewRequest {
    /// In which way.
    pub mode: GenerationMode,
    /// The request that was sent.
    pub request: GenerateRequest,
    /// The recipe that it was made of.
    pub recipe: Recipe,
}

/// A preview, and what it is a preview of.
#[derive(Clone, Debug, PartialEq)]
pub struct RenderedPreview {
    /// What was asked for.
    pub asked: PreviewRequest,
    /// What came.
    pub preview: Preview,
    /// When, in epoch milliseconds.
    pub at: f64,
}

/// The newest preview, and the one on its way.
#[derive(Clone, Copy)]
pub struct Rendering {
    asked: RwSignal<Option<PreviewRequest>>,
    query: Query<Preview>,
    /// The newest preview that came; it stays while another is on its way.
    pub rendered: RwSignal<Option<RenderedPreview>>,
}

impl Rendering {
    /// Nothing is asked for yet. `hold` adds what else is known of a preview, and `on_end` hears
    /// of each attempt that ended, with its failure.
    pub fn new(
        hold: impl Fn(Preview) -> Preview + 'static,
        on_end: impl Fn(Option<ApiError>) + 'static,
    ) -> Self {
        let asked = RwSignal::new(None::<PreviewRequest>);
        // A request is told from others by its body, so the same one is not sent again by itself.
        let query = use_query(move || {
            asked.with(|asked| {
                let asked = asked.as_ref()?;
                asked.mode.preview(&asked.request)
            })
        });
        let rendered = RwSignal::new(None::<RenderedPreview>);
        let session = use_session();
        effect(move |before: Option<bool>| {
            let remote = query.remote().get();
            let ended = before == Some(true) && !remote.fetching;
            let Some(asked) = asked.get_untracked().filter(|_| ended) else {
                return remote.fetching;
            };
            if remote.error.is_none()
                && let (Some(preview), Some(at)) = (remote.data, remote.at)
            {
                onboarding::previewed(session);
                let preview = hold(preview);
                rendered.set(Some(RenderedPreview { asked, preview, at }));
            }
            on_end(remote.error);
            false
        });
        Self {
            asked,
            query,
            rendered,
        }
    }

    /// Asks for a preview; an older one that is still on its way is given up.
    pub fn ask(self, asked: PreviewRequest) {
        let same = self.asked.with_untracked(|before| {
            let before = before.as_ref().map(|it| (it.mode, &it.request));
            before == Some((asked.mode, &asked.request))
        });
        self.asked.set(Some(asked));
        if same {
            self.query.refetch();
        }
    }

    /// What the last attempt asked for.
    pub fn asked(self) -> Signal<Option<PreviewRequest>> {
        self.asked.into()
    }

    /// Whether a preview is on its way.
    pub fn is_pending(self) -> bool {
        self.asked.with(Option::is_some) && self.query.is_fetching()
    }

    /// Why the last attempt failed.
    pub fn error(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.query.remote().with(|remote| remote.error.clone()))
    }

    /// Forgets the preview.
    pub fn clear(self) {
        self.asked.set(None);
        self.rendered.set(None);
    }
}
