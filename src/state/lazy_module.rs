//! Parts of the program that are fetched when they are first needed.

use std::{future::Future, pin::Pin, sync::OnceLock};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::module_styles::{StylesError, load_styles};
use crate::base;

/// Draws what a module holds.
pub type ModuleView = fn() -> AnyView;

/// The outcome of fetching a module.
pub type ModuleFuture = Pin<Box<dyn Future<Output = Result<ModuleView, ModuleError>>>>;

/// A module could not be fetched, or does not belong to the program that runs.
#[derive(Clone, Copy, Debug)]
pub struct ModuleError;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for ModuleError {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

impl From<StylesError> for ModuleError {
    fn from(_: StylesError) -> Self {
        Self
    }
}

/// A part of the program: linked into it, or fetched once.
pub struct LazyModule {
    title: &'static str,
    source: ModuleSource,
    loaded: OnceLock<ModuleView>,
}

enum ModuleSource {
    Linked(ModuleView),
    Fetched {
        /// By which the page names its stylesheet.
        name: &'static str,
        fetch: fn() -> ModuleFuture,
    },
}

impl LazyModule {
    /// A module that is part of the program.
    pub const fn linked(title: &'static str, view: ModuleView) -> Self {
        Self {
            title,
            source: ModuleSource::Linked(view),
            loaded: OnceLock::new(),
        }
    }

    /// A module that this function fetches.
    pub const fn fetched(
        name: &'static str,
        title: &'static str,
        fetch: fn() -> ModuleFuture,
    ) -> Self {
        Self {
            title,
            source: ModuleSource::Fetched { name, fetch },
            loaded: OnceLock::new(),
        }
    }

    /// What the page is called while it is on its way.
    pub fn title(&self) -> &'static str {
        self.title
    }

    /// What draws it, once it is here.
    fn view(&self) -> Option<ModuleView> {
        match self.source {
            ModuleSource::Linked(view) => Some(view),
            ModuleSource::Fetched { .. } => self.loaded.get().copied(),
        }
    }

    /// Fetches it and its stylesheet if they are not here yet; a failure is not remembered.
    pub async fn load(&self) -> Result<ModuleView, ModuleError> {
        let view = match self.source {
            ModuleSource::Linked(view) => view,
            // The browser may hand out a preload that failed, once.
            ModuleSource::Fetched { name, fetch } => {
                let styles = load_styles(name);
                let view = match fetch().await {
                    Ok(view) => view,
                    Err(ModuleError) => fetch().await?,
                };
                if let Err(StylesError) = styles.await {
                    load_styles(name).await?;
                }
                view
            }
        };
        Ok(*self.loaded.get_or_init(|| view))
    }
}

/// How far a module is.
#[derive(Clone, Copy)]
pub enum ModuleStatus {
    /// On its way.
    Loading,
    /// Here.
    Ready(ModuleView),
    /// It could not be had.
    Failed {
        /// The server has another build by now, so asking again would be in vain.
        outdated: bool,
    },
}

/// A module as a view sees it.
#[derive(Clone, Copy)]
pub struct ModuleHandle {
    module: &'static LazyModule,
    status: RwSignal<ModuleStatus>,
}

impl ModuleHandle {
    /// Asks for the module, at once if it is here already.
    pub fn new(module: &'static LazyModule) -> Self {
        let status = match module.view() {
            Some(view) => ModuleStatus::Ready(view),
            None => ModuleStatus::Loading,
        };
        let handle = Self {
            module,
            status: RwSignal::new(status),
        };
        if matches!(status, ModuleStatus::Loading) {
            handle.fetch();
        }
        handle
    }

    /// Whether it still has to come.
    pub fn is_ready(self) -> bool {
        matches!(self.status.get_untracked(), ModuleStatus::Ready(_))
    }

    /// Whether it could not be had.
    pub fn has_failed(self) -> bool {
        matches!(self.status.get_untracked(), ModuleStatus::Failed { .. })
    }

    /// How far it is.
    pub fn status(self) -> Signal<ModuleStatus> {
        self.status.into()
    }

    /// Asks again after a failure.
    pub fn retry(self) {
        self.status.set(ModuleStatus::Loading);
        self.fetch();
    }

    fn fetch(self) {
        let Self { module, status } = self;
        spawn_local(async move {
            let found = match module.load().await {
                Ok(view) => ModuleStatus::Ready(view),
                Err(ModuleError) => ModuleStatus::Failed {
                    outdated: is_outdated().await,
                },
            };
            // The page may have been left meanwhile.
            let _ = status.try_set(found);
        });
    }
}

/// Whether the server has another build than the one that runs here.
async fn is_outdated() -> bool {
    let Some(program) = program_address() else {
        return false;
    };
    let request =
        gloo_net::http::Request::get(&base::file("")).cache(web_sys::RequestCache::NoStore);
    let Ok(response) = request.send().await else {
        return false;
    };
    match response.text().await {
        Ok(page) => response.ok() && !page.contains(&program),
        Err(_) => false,
    }
}

/// The address of the running program, which names its build.
fn program_address() -> Option<String> {
    let link = document()
        .query_selector("link[rel=modulepreload]")
        .ok()??;
    link.get_attribute("href")
}
