//! Starts the server, and stops it in good order.

use std::{net::SocketAddr, time::Duration};

use axum::{Router, extract::Request};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use wire::events::Feed;

use crate::{
    args::Args,
    assets,
    error::Error,
    router, runner,
    shipped::{self, SamplesError, Shipped},
    state::App,
    watcher,
};

/// Close code: the server goes away (RFC 6455).
const GOING_AWAY: u16 = 1001;
/// How long connections may take to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(3);

/// Why the server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// Faults could be reached from elsewhere.
    #[error("--faults is for loopback only, not for {0}: anybody who can reach it could break it")]
    FaultsInTheOpen(SocketAddr),
    /// The address cannot be listened on.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// The database cannot be opened or filled.
    #[error("cannot open the database: {0:?}")]
    Store(Error),
    /// The recorded answers cannot be read.
    #[error("cannot replay the recorded answers: {0}")]
    Samples(#[from] SamplesError),
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it shares with its handlers.
    pub app: App,
    serving: Serving,
}

/// The backend as shipped, running, and its app beside it.
pub struct ShippedServer {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its app is, if it has one.
    pub app_address: Option<SocketAddr>,
    servings: Vec<Serving>,
}

/// The server as a value, its workers running, without a socket.
pub fn build(args: Args) -> Result<(App, Router), StartError> {
    let app = App::new(args).map_err(StartError::Store)?;
    runner::start(&app).map_err(StartError::Store)?;
    watcher::start(&app).map_err(StartError::Store)?;
    Ok((app.clone(), router::router(app)))
}

impl Server {
    /// Starts a server.
    pub async fn start(args: Args) -> Result<Self, StartError> {
        let (listener, address) = bind(args.listen, args.faults).await?;
        let mut args = args;
        args.public_url
            .get_or_insert_with(|| format!("http://{address}"));
        let (app, router) = build(args)?;
        let stopping = app.clone();
        let serving = Serving::begin(listener, router, move || {
            stopping.runner.stop();
            for feed in [Feed::Jobs, Feed::Content] {
                stopping.live.hang_up(feed, GOING_AWAY);
            }
        });
        Ok(Self {
            address,
            app,
            serving,
        })
    }

    /// Stops the server: sockets are closed, requests answered, jobs kept for the next start.
    pub async fn stop(self) {
        self.serving.stop().await;
    }
}

impl ShippedServer {
    /// Starts the backend as shipped, and its app at another origin.
    pub async fn start(args: Args) -> Result<Self, StartError> {
        let (listener, address) = bind(args.listen, args.faults).await?;
        let mut servings = Vec::new();
        let mut app_address = None;
        let mut app_port = args.app_listen.port();
        if let Some(root) = args.app.clone() {
            let (listener, at) = bind(args.app_listen, args.faults).await?;
            let api_url = format!("http://{address}");
            let app = Router::new().fallback(move |request: Request| {
                assets::serve(root.clone(), None, api_url.clone(), request)
            });
            servings.push(Serving::begin(listener, app, || {}));
            app_address = Some(at);
            app_port = at.port();
        }
        let shipped = Shipped::new(&args, app_port)?;
        let router = shipped::router(shipped.clone());
        servings.push(Serving::begin(listener, router, move || shipped.restart()));
        Ok(Self {
            address,
            app_address,
            servings,
        })
    }

    /// Stops both; nothing of the backend is kept.
    pub async fn stop(self) {
        for serving in self.servings {
            serving.stop().await;
        }
    }
}

/// Takes an address, and says which it is.
async fn bind(listen: SocketAddr, faults: bool) -> Result<(TcpListener, SocketAddr), StartError> {
    if faults && !listen.ip().is_loopback() {
        return Err(StartError::FaultsInTheOpen(listen));
    }
    let failed = |error| StartError::Listen(listen, error);
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// A router that answers at an address.
struct Serving {
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Serving {
    fn begin(
        listener: TcpListener,
        router: Router,
        on_stop: impl FnOnce() + Send + 'static,
    ) -> Self {
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let service = router.into_make_service_with_connect_info::<SocketAddr>();
            let served = axum::serve(listener, service)
                .with_graceful_shutdown(async move {
                    // A dropped handle stops the server as well.
                    let _ = stopped.await;
                    on_stop();
                })
                .await;
            if let Err(error) = served {
                eprintln!("server: {error}");
            }
        });
        Self { stop, task }
    }

    async fn stop(self) {
        // It may have ended by itself.
        let _ = self.stop.send(());
        let _ = tokio::time::timeout(FAREWELL, self.task).await;
    }
}
