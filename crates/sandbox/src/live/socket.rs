//! One socket of a live feed.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use wire::events::{Feed, Frame};

use super::{After, Line, Live};
use crate::faults::{Changes, Faults};

/// How long a reader may take to accept a frame.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);
/// Close code: the server goes away (RFC 6455).
const GOING_AWAY: u16 = 1001;
/// Close code: try again later (the reader was too slow).
const TRY_AGAIN: u16 = 1013;

/// Why a socket ends.
enum End {
    /// The other side is gone.
    Gone,
    /// Close it with this code.
    Close(u16, &'static str),
}

/// Serves a socket until one side ends it.
///
/// `since` is the number of the last frame that the reader knows; `None`
/// starts with what happens from now on.
pub async fn serve(
    mut socket: WebSocket,
    live: Live,
    faults: Faults,
    feed: Feed,
    since: Option<u64>,
) {
    let reader = Reader {
        live,
        faults,
        feed,
        at: 0,
    };
    if let End::Close(code, reason) = reader.run(&mut socket, since).await {
        let close = Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        }));
        // The other side may be gone already.
        let _ = tokio::time::timeout(SEND_TIMEOUT, socket.send(close)).await;
    }
}

struct Reader {
    live: Live,
    faults: Faults,
    feed: Feed,
    /// The number of the last frame that was sent.
    at: u64,
}

impl Reader {
    async fn run(mut self, socket: &mut WebSocket, since: Option<u64>) -> End {
        match self.talk(socket, since).await {
            Ok(never) => match never {},
            Err(end) => end,
        }
    }

    async fn talk(
        &mut self,
        socket: &mut WebSocket,
        since: Option<u64>,
    ) -> Result<std::convert::Infallible, End> {
        let log = self.live.log(self.feed).clone();
        let mut newest = log.subscribe();
        let mut hang_ups = log.hang_ups();
        let mut stop = self.faults.changes();
        let hello = log.newest();
        self.at = hello;
        while self.is_silent() {
            self.wait_out_silence(socket, &mut hang_ups, &mut stop)
                .await?;
        }
        send(socket, Frame::Hello { seq: hello }).await?;
        if let Some(since) = since {
            match log.after(since) {
                After::Lines(_) => self.at = since,
                After::Gone => send(socket, Frame::Resync).await?,
            }
        }
        // Replayed frames are whole, so that a reader can heal what a fault broke.
        self.drain(socket, hello).await?;
        loop {
            newest.borrow_and_update();
            if !self.is_silent() {
                self.drain(socket, hello).await?;
            }
            tokio::select! {
                changed = newest.changed() => changed.map_err(|_| End::Gone)?,
                code = hang_ups.recv() => return Err(close(code)),
                message = socket.recv() => self.on_message(socket, message).await?,
                _ = stop.changed() => {}
            }
        }
    }

    fn is_silent(&self) -> bool {
        self.faults.is_silent(self.feed)
    }

    async fn wait_out_silence(
        &self,
        socket: &mut WebSocket,
        hang_ups: &mut tokio::sync::broadcast::Receiver<u16>,
        stop: &mut Changes,
    ) -> Result<(), End> {
        tokio::select! {
            _ = stop.changed() => Ok(()),
            code = hang_ups.recv() => Err(close(code)),
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => Err(End::Gone),
                Some(Ok(_)) => Ok(()),
            },
        }
    }

    /// Sends what there is; frames up to `whole` without the faults of single frames.
    async fn drain(&mut self, socket: &mut WebSocket, whole: u64) -> Result<(), End> {
        loop {
            let lines = match self.live.log(self.feed).after(self.at) {
                After::Lines(lines) => lines,
                After::Gone => return Err(End::Close(TRY_AGAIN, "too slow")),
            };
            if lines.is_empty() {
                return Ok(());
            }
            for Line { seq, text, copies } in lines {
                let copies = if seq <= whole { 1 } else { copies };
                for _ in 0..copies {
                    send_text(socket, &text).await?;
                }
                self.at = seq;
            }
        }
    }

    async fn on_message(
        &self,
        socket: &mut WebSocket,
        message: Option<Result<Message, axum::Error>>,
    ) -> Result<(), End> {
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
            Some(Ok(_)) => return Ok(()),
        };
        if self.is_silent() {
            return Ok(());
        }
        let said = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
        match said.get("type").and_then(|kind| kind.as_str()) {
            Some("ping") => send(socket, Frame::Pong { seq: Some(self.at) }).await,
            _ => {
                let complaint = "This feed understands {\"type\":\"ping\"} only".to_owned();
                send(socket, Frame::Complaint(complaint)).await
            }
        }
    }
}

fn close(code: Result<u16, tokio::sync::broadcast::error::RecvError>) -> End {
    End::Close(code.unwrap_or(GOING_AWAY), "closed by the server")
}

async fn send(socket: &mut WebSocket, frame: Frame) -> Result<(), End> {
    send_text(socket, &frame.to_json().to_string()).await
}

async fn send_text(socket: &mut WebSocket, text: &str) -> Result<(), End> {
    match tokio::time::timeout(SEND_TIMEOUT, socket.send(Message::text(text))).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err(End::Gone),
        Err(_) => Err(End::Close(TRY_AGAIN, "too slow")),
    }
}
