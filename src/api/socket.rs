//! Opens one WebSocket. No policy: no reconnecting, no meaning of frames.

use futures_util::{SinkExt, StreamExt};
use gloo_net::websocket::{Message, WebSocketError, futures::WebSocket};
use wasm_bindgen_futures::spawn_local;
use wire::{Path, Query, Secret, events::Feed};

use super::Client;

/// What a socket reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// A text frame came.
    Text(String),
    /// It is closed; the code is 1006 where the browser hides the reason.
    Closed(u16),
}

/// An open socket. Dropping it closes it.
pub struct Socket {
    outbox: futures_channel::mpsc::UnboundedSender<Message>,
}

impl Socket {
    /// Opens a feed, with a ticket that lets this tab in.
    ///
    /// `None` where the browser refuses the address.
    pub fn feed(
        client: &Client,
        feed: Feed,
        tab: &str,
        ticket: &Secret,
        since: Option<u64>,
        report: impl Fn(Report) + 'static,
    ) -> Option<Self> {
        let query = Query::new()
            .with("ticket", ticket.expose())
            .maybe("since", since);
        Self::open(client, &feed.path(tab), &query, report)
    }

    /// Opens the socket at a path of the API, and reports all that happens to it, never from
    /// within this call.
    ///
    /// `None` where the browser refuses the address.
    pub fn open(
        client: &Client,
        path: &Path,
        query: &Query,
        report: impl Fn(Report) + 'static,
    ) -> Option<Self> {
        let socket = WebSocket::open(&url(client.base(), path, query)?).ok()?;
        let (outbox, mut inbox) = futures_channel::mpsc::unbounded::<Message>();
        let (mut sink, mut stream) = socket.split();
        spawn_local(async move {
            while let Some(message) = inbox.next().await {
                if sink.send(message).await.is_err() {
                    break;
                }
            }
            let _ = sink.close().await;
        });
        spawn_local(async move {
            let mut code = 1006;
            while let Some(message) = stream.next().await {
                match message {
                    Ok(Message::Text(text)) => report(Report::Text(text)),
                    Ok(Message::Bytes(_)) | Err(WebSocketError::MessageSendError(_)) => {}
                    Err(WebSocketError::ConnectionClose(close)) => code = close.code,
                    Err(_) => {}
                }
            }
            report(Report::Closed(code));
        });
        Some(Self { outbox })
    }

    /// Sends a text frame; does nothing on a closed socket.
    pub fn send(&self, text: &str) {
        let _ = self.outbox.unbounded_send(Message::Text(text.to_owned()));
    }
}

/// The socket's address: the API's, with the WebSocket scheme.
fn url(base: &str, path: &Path, query: &Query) -> Option<String> {
    let base = if base.is_empty() {
        web_sys::window()?.location().origin().ok()?
    } else {
        base.to_owned()
    };
    let base = match base.split_once("://") {
        Some(("https", rest)) => format!("wss://{rest}"),
        Some((_, rest)) => format!("ws://{rest}"),
        None => return None,
    };
    Some(format!("{base}{}?{}", path.as_str(), query.encoded()))
}
