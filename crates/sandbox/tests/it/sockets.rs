//! A server on a real socket, and a listener of its live feeds.

use std::time::Duration;

use futures_util::StreamExt;
use sandbox::{args::Args, server::Server};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message},
};
use wire::{
    auth,
    events::{Event, Feed, Frame, JobEvent},
    jobs::JobId,
};

use crate::harness::{Client, EDITOR, Sandbox};

/// A server on a real socket, and the same one in memory.
pub struct Wired {
    pub server: Server,
    pub sandbox: Sandbox,
    pub client: Client,
}

/// Starts a server on a free port.
pub async fn wired(args: Args) -> Wired {
    let server = Server::start(args).await.unwrap();
    let sandbox = Sandbox {
        router: sandbox::router::router(server.app.clone()),
        app: server.app.clone(),
    };
    let client = sandbox.client(EDITOR).await;
    Wired {
        server,
        sandbox,
        client,
    }
}

/// One end of a live feed.
pub struct Socket(pub WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Wired {
    pub async fn dial(&self, feed: Feed, query: &str) -> Result<Socket, tungstenite::Error> {
        let ticket = self.client.send(auth::ws_ticket()).await.unwrap();
        let path = feed.path("tab-1");
        let address = format!(
            "ws://{}{}?ticket={}{query}",
            self.server.address,
            path.as_str(),
            ticket.ticket.expose()
        );
        connect_async(address)
            .await
            .map(|(socket, _)| Socket(socket))
    }

    /// Listens, and gives the number of the newest frame.
    pub async fn listen(&self, feed: Feed, since: Option<u64>) -> (Socket, u64) {
        let query = since.map_or_else(String::new, |since| format!("&since={since}"));
        let mut socket = self.dial(feed, &query).await.unwrap();
        match socket.next().await {
            Frame::Hello { seq } => (socket, seq),
            other => panic!("{other:?}"),
        }
    }

    pub async fn run(&self, request: &wire::generate::GenerateRequest) -> JobId {
        let job = self.client.start(request).await.unwrap();
        self.client.job_ended(&job.job_id).await.job_id
    }
}

impl Socket {
    async fn message(&mut self) -> Option<Message> {
        let patience = Duration::from_secs(10);
        let message = tokio::time::timeout(patience, self.0.next())
            .await
            .expect("a message");
        message.and_then(Result::ok)
    }

    pub async fn next(&mut self) -> Frame {
        match self.message().await {
            Some(Message::Text(text)) => Frame::read(&text).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// The frames up to the end of a job.
    pub async fn until_end(&mut self, id: &JobId) -> Vec<(u64, Event)> {
        let mut all = Vec::new();
        loop {
            let Frame::Event {
                seq,
                event,
                timestamp,
            } = self.next().await
            else {
                panic!("no event");
            };
            assert!(timestamp.is_some());
            let ended = matches!(&event, Event::Job(kind, job)
                if job.job_id == *id && *kind != JobEvent::Created && !job.status.is_active());
            all.push((seq, event));
            if ended {
                return all;
            }
        }
    }

    pub async fn quiet(&mut self, time: Duration) -> bool {
        tokio::time::timeout(time, self.0.next()).await.is_err()
    }

    pub async fn close_code(&mut self) -> u16 {
        loop {
            match self.message().await {
                Some(Message::Close(Some(frame))) => return frame.code.into(),
                Some(_) => {}
                None => panic!("closed without a code"),
            }
        }
    }
}
