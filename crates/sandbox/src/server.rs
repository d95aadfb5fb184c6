//! Starts the server, and stops it in good order.

use std::{net::SocketAddr, time::Duration};

use axum::Router;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};
use wire::events::Feed;

use crate::{args::Args, error::Error, router, runner, state::App, watcher};

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
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it shares with its handlers.
    pub app: App,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
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
        let listen = args.listen;
        if args.faults && !listen.ip().is_loopback() {
            return Err(StartError::FaultsInTheOpen(listen));
        }
        let failed = |error| StartError::Listen(listen, error);
        let listener = TcpListener::bind(listen).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let mut args = args;
        args.public_url
            .get_or_insert_with(|| format!("http://{address}"));
        let (app, router) = build(args)?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(serve(listener, router, app.clone(), stopped));
        Ok(Self {
            address,
            app,
            stop,
            serving,
        })
    }

    /// Stops the server: sockets are closed, requests answered, jobs kept for the next start.
    pub async fn stop(self) {
        // It may have ended by itself.
        let _ = self.stop.send(());
        let _ = tokio::time::timeout(FAREWELL, self.serving).await;
    }
}

async fn serve(listener: TcpListener, router: Router, app: App, stop: oneshot::Receiver<()>) {
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(async move {
            // A dropped handle stops the server as well.
            let _ = stop.await;
            app.runner.stop();
            for feed in [Feed::Jobs, Feed::Content] {
                app.live.hang_up(feed, GOING_AWAY);
            }
        })
        .await;
    if let Err(error) = served {
        eprintln!("server: {error}");
    }
}
