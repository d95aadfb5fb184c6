//! One socket of a live feed.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use wire::events::{ClientFrame, Feed, Frame, Viewer};

use super::{After, Line, Live, presence::SocketPresence};
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
    viewer: Viewer,
    since: Option<u64>,
) {
    let reader = Reader {
        presence: live.presence().enter(viewer),
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
    presence: SocketPresence,
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
        let mut openings = self.presence.changes();
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
            openings.borrow_and_update();
            if !self.is_silent() {
                self.drain(socket, hello).await?;
                self.tell_viewers(socket).await?;
            }
            tokio::select! {
                changed = newest.changed() => changed.map_err(|_| End::Gone)?,
                changed = openings.changed() => changed.map_err(|_| End::Gone)?,
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

    /// Sends who else has open what this socket has, where that has changed.
    async fn tell_viewers(&mut self, socket: &mut WebSocket) -> Result<(), End> {
        for (content_id, viewers) in self.presence.unseen() {
            let frame = Frame::Viewers {
                content_id,
                viewers,
            };
            send(socket, frame).await?;
        }
        Ok(())
    }

    async fn on_message(
        &mut self,
        socket: &mut WebSocket,
        message: Option<Result<Message, axum::Error>>,
    ) -> Result<(), End> {
        let text = match message {
            Some(Ok(Message::Text(text))) => text,
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(End::Gone),
            Some(Ok(_)) => return Ok(()),
        };
        let frame = ClientFrame::read(&text);
        let is_silent = self.is_silent();
        match (frame, self.feed) {
            // A client that is not answered has it open all the same.
            (Some(ClientFrame::Open(id)), Feed::Content) => self.presence.open(id),
            (Some(ClientFrame::Close(id)), Feed::Content) => self.presence.close(&id),
            _ if is_silent => {}
            (Some(ClientFrame::Ping), _) => {
                send(socket, Frame::Pong { seq: Some(self.at) }).await?;
            }
            (_, feed) => {
                let complaint = complaint(feed).to_owned();
                send(socket, Frame::Complaint(complaint)).await?;
            }
        }
        Ok(())
    }
}

fn complaint(feed: Feed) -> &'static str {
    match feed {
        Feed::Jobs => "This feed understands {\"type\":\"ping\"} only",
        Feed::Content => {
            "This feed understands {\"type\":\"ping\"}, and {\"type\":\"open\"} and \
             {\"type\":\"close\"} with a \"content_id\""
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
