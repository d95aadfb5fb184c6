//! Recorded sockets read as frames.

use wire::shipped::live::{HEARTBEAT, LiveFrame};

use crate::sample::Socket;

/// Each recorded socket, and what it tells.
pub const SOCKETS: &[(&str, &str)] = &[
    ("ws-content-x-absent", "403 1006"),
    ("ws-idle-30s", "101 welcome 1000"),
    (
        "ws-live-updates-no-client-id",
        "101 welcome heartbeat_ack 1000",
    ),
    ("ws-session-events", "101 ack error error ack 1000"),
    (
        "ws-two-clients-and-http",
        "101 welcome participant_joined chat_message job_update live_announcement \
         participant_left session_ending heartbeat_ack 1000",
    ),
];

#[test]
fn every_recorded_socket_is_read() {
    for (name, expected) in SOCKETS {
        assert_eq!(tell(&Socket::named(name)), *expected, "{name}");
    }
}

fn tell(socket: &Socket) -> String {
    let mut words = format!("{}", socket.handshake.status);
    for frame in socket.frames.iter().filter(|frame| frame.dir == "received") {
        let frame = LiveFrame::read(&frame.data).unwrap();
        words += &format!(" {}", frame.kind.as_ref().map_or("-", |kind| kind.as_str()));
        if let Some(time) = frame.timestamp() {
            // Unlike the times over HTTP, these have a zone.
            assert!(time.is_zoned());
        }
        let again = LiveFrame::read(&frame.to_json().to_string()).unwrap();
        assert_eq!(again, frame);
    }
    format!("{words} {}", socket.close.code)
}

#[test]
fn the_heartbeat_is_the_one_that_was_answered() {
    let socket = Socket::named("ws-live-updates-no-client-id");
    let at = socket.frames.iter().position(|frame| frame.dir == "sent");
    let (sent, answer) = (&socket.frames[at.unwrap()], &socket.frames[at.unwrap() + 1]);
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!(json(&sent.data), json(HEARTBEAT));
    let answer = LiveFrame::read(&answer.data).unwrap();
    assert_eq!(answer.kind.unwrap().as_str(), "heartbeat_ack");
    assert!(socket.url.contains("/ws/live-updates?session_id="));
}
