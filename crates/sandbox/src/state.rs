//! What every handler shares.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
    time::Instant,
};

use wire::templates::Template;

use crate::{
    args::Args,
    auth::{self, limits::Limit, tickets::Tickets, tokens::Tokens},
    caches::Caches,
    clock::Clock,
    engine::SourceDocument,
    error::{Error, Result},
    faults::Faults,
    live::Live,
    metrics::Metrics,
    outbox::Outbox,
    routes::media,
    runner::Runner,
    seed,
    store::{self, Store},
};

/// How often one may fail to log in within a minute, by account and address.
const FAILED_LOGINS: u32 = 5;
/// The database's file within the data folder.
const FILE: &str = "sandbox.sqlite3";

/// The server's state. Copies share it.
#[derive(Clone)]
pub struct App(Arc<State>);

impl Deref for App {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// The parts of the state.
pub struct State {
    /// What the server was told when it started.
    pub args: Args,
    /// The clock.
    pub clock: Clock,
    /// What is broken on purpose.
    pub faults: Faults,
    /// The live feeds.
    pub live: Live,
    /// The database.
    pub store: Store,
    /// Access tokens.
    pub tokens: Tokens,
    /// Tickets for WebSockets.
    pub tickets: Tickets,
    /// What was made before and may be asked for again.
    pub caches: Caches,
    /// Requests per caller.
    pub requests: Limit,
    /// Failed log-ins per account and address.
    pub failed_logins: Limit,
    /// Wrong guesses at an account's own password, by account.
    pub password_guesses: Limit,
    /// The documents, newest first.
    pub documents: Vec<SourceDocument>,
    /// The templates that came with the server; people's own are in the database.
    pub templates: Vec<Template>,
    /// What runs the jobs.
    pub runner: Runner,
    /// What is counted for `/metrics`.
    pub metrics: Metrics,
    /// The mails that were delivered to single people.
    pub outbox: Outbox,
    /// When the server started.
    pub started: Instant,
    /// Where the server is seen from outside.
    base_url: OnceLock<String>,
}

impl App {
    /// Opens the database, and fills it where it is new.
    pub fn new(args: Args) -> Result<Self> {
        Self::with_documents(args, seed::documents::all())
    }

    /// The same, with these documents.
    pub fn with_documents(args: Args, documents: Vec<SourceDocument>) -> Result<Self> {
        let faults = Faults::new(args.faults);
        let clock = Clock::default();
        let live = Live::new(clock.clone(), faults.clone());
        let file = if args.memory {
            None
        } else {
            std::fs::create_dir_all(&args.data).map_err(Error::internal)?;
            Some(args.data.join(FILE))
        };
        let store = Store::open(file.as_deref(), live.clone())?;
        let documents = with_pictures(documents, args.public_url.as_deref());
        let templates = seed::templates::all();
        let secret = secret(&store)?;
        let base_url = OnceLock::new();
        if let Some(url) = &args.public_url {
            // Set once, right here.
            let _ = base_url.set(url.trim_end_matches('/').to_owned());
        }
        let app = Self(Arc::new(State {
            tokens: Tokens::new(&secret),
            tickets: Tickets::default(),
            caches: Caches::default(),
            requests: Limit::new(args.rate_limit),
            failed_logins: Limit::new(FAILED_LOGINS),
            password_guesses: Limit::new(FAILED_LOGINS),
            runner: Runner::default(),
            metrics: Metrics::default(),
            outbox: Outbox::default(),
            started: Instant::now(),
            args,
            clock,
            faults,
            live,
            store,
            documents,
            templates,
            base_url,
        }));
        seed::accounts::fill(&app)?;
        seed::jobs::fill(&app)?;
        seed::health::fill(&app)?;
        Ok(app)
    }

    /// Tells where the server is seen from outside, unless it was told when it started.
    pub fn set_base_url(&self, url: String) {
        // The first to say so is right.
        let _ = self.base_url.set(url);
    }

    /// Where the server is seen from outside, without a slash at the end.
    pub fn base_url(&self) -> &str {
        self.base_url
            .get()
            .map_or("http://127.0.0.1:8000", String::as_str)
    }

    /// Every template: the built-in ones first, then people's own. Reads the database.
    pub fn all_templates(&self) -> Result<Vec<Template>> {
        let own = self
            .store
            .read_now(|view| store::templates::all(view.connection))?;
        Ok(self.templates.iter().cloned().chain(own).collect())
    }

    /// A built-in template by its id.
    pub fn built_in(&self, id: &str) -> Option<&Template> {
        self.templates
            .iter()
            .find(|template| template.id.as_str() == id)
    }

    /// A document by its id.
    pub fn document(&self, id: &str) -> Option<&SourceDocument> {
        self.documents
            .iter()
            .find(|document| document.id.as_str() == id)
    }
}

/// The documents with their pictures where this server has them, if it is known where that is.
fn with_pictures(documents: Vec<SourceDocument>, base: Option<&str>) -> Vec<SourceDocument> {
    let Some(base) = base else { return documents };
    let documents = documents.into_iter();
    documents
        .map(|document| with_pictures_at(document, base))
        .collect()
}

/// A document whose example pictures lie on the server at `base`.
pub fn with_pictures_at(document: SourceDocument, base: &str) -> SourceDocument {
    let here = format!("{}{}", base.trim_end_matches('/'), media::PREFIX);
    SourceDocument {
        markdown: document.markdown.replace(media::EXAMPLE_HOST, &here),
        ..document
    }
}

/// The secret that signs tokens; kept, so that sessions survive a restart.
fn secret(store: &Store) -> Result<Vec<u8>> {
    const KEY: &str = "jwt_secret";
    store.write_now(|change| match store::meta(&change.connection, KEY)? {
        Some(secret) => Ok(secret),
        None => {
            let secret = auth::random_text::<48>()?.into_bytes();
            store::set_meta(&change.connection, KEY, &secret)?;
            Ok(secret)
        }
    })
}
