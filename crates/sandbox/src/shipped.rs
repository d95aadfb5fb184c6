//! The backend as shipped, replayed: answers as its recorded answers say, with state of its own.
//!
//! Nothing here is made of the contract's types, so that its quirks stay what they are.

mod answer;
mod batch;
mod caches;
mod clock;
mod control;
mod cors;
mod generate;
mod health;
mod jobs;
mod keys;
mod log;
mod parsed_request;
mod rooms;
mod router;
mod samples;
mod world;

use std::{
    fmt::Write,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use axum::{
    Router,
    body::Bytes,
    extract::{State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Response},
};

pub use samples::SamplesError;
pub use world::Environment;

use crate::{
    args::Args,
    clock::Clock,
    faults::{Faults, layer as fault_layer},
};
use answer::Answer;
use log::RequestLog;
use parsed_request::ParsedRequest;
use rooms::Guest;
use samples::Samples;
use world::World;

/// The backend. Copies share everything.
#[derive(Clone)]
pub struct Shipped {
    samples: Arc<Samples>,
    environment: Environment,
    pace: f64,
    /// Whom an explicit `CORS_ORIGINS` names.
    origins: Arc<[String]>,
    world: Arc<Mutex<World>>,
    faults: Faults,
    log: RequestLog,
}

impl Shipped {
    /// A backend that has just begun, whose app is at this port.
    pub fn new(args: &Args, app_port: u16) -> Result<Self, SamplesError> {
        let samples = Arc::new(Samples::read(&args.shipped)?);
        let mut world = World::new(samples.clone(), args.environment, args.pace);
        for name in &args.recorded_jobs {
            if !samples.has(name) {
                return Err(SamplesError::Unknown(name.clone()));
            }
            world.recall(samples.body(name));
        }
        Ok(Self {
            samples,
            environment: args.environment,
            pace: args.pace,
            origins: ["localhost", "127.0.0.1"]
                .map(|host| format!("http://{host}:{app_port}"))
                .into(),
            world: Arc::new(Mutex::new(world)),
            faults: Faults::new(args.faults),
            log: RequestLog::default(),
        })
    }

    /// Forgets everything that is in memory only, as a restart does, and ends its sockets.
    pub fn restart(&self) {
        let world = World::new(self.samples.clone(), self.environment, self.pace);
        *self.world() = world;
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The origins that may ask; `None` for all of them.
    fn origins(&self) -> Option<&[String]> {
        (self.environment == Environment::Dryrun).then_some(&self.origins)
    }
}

/// The whole backend, as a value.
pub fn router(shipped: Shipped) -> Router {
    let replayed = Router::new()
        .fallback(answer)
        .layer(middleware::from_fn(fault_layer::inner))
        .layer(middleware::from_fn_with_state(shipped.clone(), cors::layer))
        .layer(middleware::map_response(sign))
        .layer(middleware::from_fn_with_state(
            (shipped.faults.clone(), Clock::default()),
            fault_layer::outer,
        ))
        .layer(middleware::from_fn_with_state(
            shipped.log.clone(),
            log::layer,
        ))
        .with_state(shipped.clone());
    match shipped.faults.is_enabled() {
        true => control::router(shipped).fallback_service(replayed),
        false => replayed,
    }
}

async fn answer(
    State(shipped): State<Shipped>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    body: Bytes,
) -> Response {
    let mut parsed = ParsedRequest::new(method, &uri, headers, &body);
    if log::is_handshake(&parsed.headers) {
        return join(&shipped, &parsed, upgrade);
    }
    let (answer, busy_until) = {
        let mut world = shipped.world();
        (router::answer(&mut world, &mut parsed), world.busy_until)
    };
    // One slow check holds up everybody, whoever began it too.
    if busy_until > Instant::now() {
        tokio::time::sleep_until(busy_until.into()).await;
    }
    answer.into_response()
}

async fn sign(mut response: Response) -> Response {
    let server = HeaderValue::from_static("uvicorn");
    response.headers_mut().insert(header::SERVER, server);
    response
}

/// Lets a socket into a room; all others are refused in the handshake.
fn join(
    shipped: &Shipped,
    parsed: &ParsedRequest,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let guest = Guest::new(parsed).filter(|_| parsed.path == "/ws/live-updates");
    let (Some(guest), Ok(upgrade)) = (guest, upgrade) else {
        return Answer::text(StatusCode::FORBIDDEN, "text/plain", "").into_response();
    };
    let world = shipped.world();
    let (rooms, alive) = (world.rooms.clone(), world.alive.subscribe());
    drop(world);
    upgrade.on_upgrade(|socket| guest.attend(socket, rooms, alive))
}

/// So many random bytes, in hexadecimal digits.
fn hex<const BYTES: usize>() -> String {
    let mut text = String::new();
    for byte in std::array::from_fn::<u8, BYTES, _>(|_| fastrand::u8(..)) {
        // Writing into a text cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A random id, as Python's `uuid4` makes them.
fn uuid() -> String {
    let last = fastrand::u16(0x8000..0xc000);
    let [first, second] = [hex::<4>(), hex::<2>()];
    let third = fastrand::u16(0x4000..0x5000);
    format!("{first}-{second}-{third:04x}-{last:04x}-{}", hex::<6>())
}
