//! The live list against a server of its own, whatever happens between the two of them.
//!
//! Drives the very pieces of the app: the connection's state machine, the list, and the rule of
//! when a request is repeated. Every order of events up to [`LENGTH`] is tried from three
//! beginnings, and long random ones from a seed. At rest the rows are the server's, and the
//! connection's word is right.

use std::collections::VecDeque;

use wire::{
    ApiError, Method,
    events::{Event, Frame, JobEvent},
    jobs::{JobFilter, JobId, JobStatus},
};

use super::*;
use crate::state::{
    live::link::{ConnectionStatus, Input, Link, LinkCommand},
    query::pace::Again,
};

/// How many events each of the exhaustive runs has.
const LENGTH: usize = 5;

/// How many rows the server sends at once.
const PAGE: usize = 3;

/// How many past events it replays.
const KEPT: usize = 4;

/// What may happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Happening {
    /// The server takes a new job.
    JobCreated,
    /// Its oldest job that has not ended goes on.
    JobMoves,
    /// The next frame arrives.
    FrameArrives,
    /// The next frame is lost.
    FrameIsLost,
    /// The next frame cannot be read.
    FrameIsGarbled,
    /// The server reads the request under way.
    RequestIsRead,
    /// Its answer arrives.
    AnswerArrives,
    /// It is cut, which a browser may tell in one of these ways.
    RequestFails,
    /// The socket is cut.
    SocketIsCut,
    /// The server restarts, and counts its events from the beginning again.
    ServerRestarts,
    /// The browser loses its network, or gets it back.
    NetworkToggles,
    /// Somebody pauses the list, or goes on.
    PauseToggles,
    /// So much time passes that whatever waits is due.
    TimePasses,
}

use Happening::*;

const ALL: [Happening; 13] = [
    JobCreated,
    JobMoves,
    FrameArrives,
    FrameIsLost,
    FrameIsGarbled,
    RequestIsRead,
    AnswerArrives,
    RequestFails,
    SocketIsCut,
    ServerRestarts,
    NetworkToggles,
    PauseToggles,
    TimePasses,
];

/// The request under way, as the query that sends it sees it.
#[derive(Clone, Debug)]
enum Asked {
    Sent(HeadRequest),
    Read(Page<Job>),
}

/// The app, the server, and what is between them.
#[derive(Clone)]
struct World {
    now: f64,
    /// The server: its jobs, the newest last, and its events.
    jobs: Vec<Job>,
    created: u32,
    seq: u64,
    log: VecDeque<(u64, Event)>,
    /// The socket, and what is on its way over it.
    socket: Option<u64>,
    frames: VecDeque<Frame>,
    online: bool,
    /// The app.
    link: Link,
    sync: ListSync,
    asked: Option<Asked>,
    /// When the query asks again by itself.
    again: Option<f64>,
    failures: u32,
    /// An event was lost, and no frame has come since that would tell.
    is_loss_unknown: bool,
}

impl World {
    fn new(filter: JobFilter) -> Self {
        let mut world = Self {
            now: 0.0,
            jobs: Vec::new(),
            created: 0,
            seq: 0,
            log: VecDeque::new(),
            socket: None,
            frames: VecDeque::new(),
            online: true,
            link: Link::default(),
            sync: ListSync::new(filter),
            asked: None,
            again: None,
            failures: 0,
            is_loss_unknown: false,
        };
        for _ in 0..4 {
            world.create();
        }
        for _ in 0..4 {
            world.advance();
        }
        world.input(Input::Start);
        world.ask();
        world
    }

    /// A world in which all is well and known.
    fn at_rest(filter: JobFilter) -> Self {
        let mut world = Self::new(filter);
        world.settle();
        world
    }

    fn create(&mut self) {
        let number = self.created;
        self.created += 1;
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": format!("job_{number:04}"),
            "status": "pending",
            "created_at": format!("2026-11-23T{:02}:{:02}:00Z", number / 60 % 24, number % 60),
        }))
        .unwrap();
        self.jobs.push(job.clone());
        self.tell(JobEvent::Created, job);
    }

    fn advance(&mut self) {
        let number = self.jobs.len() as u64 + self.seq;
        let Some(job) = self.jobs.iter_mut().find(|job| job.status.is_active()) else {
            return;
        };
        job.status = match (&job.status, number % 2) {
            (JobStatus::Pending, _) => JobStatus::InProgress,
            (_, 0) => JobStatus::Failed,
            _ => JobStatus::Completed,
        };
        let job = job.clone();
        self.tell(JobEvent::Updated, job);
    }

    fn tell(&mut self, kind: JobEvent, job: Job) {
        self.seq += 1;
        let event = Event::Job(kind, Box::new(job));
        self.log.push_back((self.seq, event.clone()));
        if self.log.len() > KEPT {
            self.log.pop_front();
        }
        if self.socket.is_some() {
            self.frames.push_back(frame(self.seq, event));
        }
    }

    fn page(&self, request: &HeadRequest, cursor: Option<&str>) -> Page<Job> {
        let all = self.list(&request.filter);
        let start = cursor.map_or(0, |cursor| cursor.parse().unwrap());
        let limit = PAGE.min(request.limit as usize);
        let items: Vec<_> = all.iter().skip(start).take(limit).cloned().collect();
        let end = start + items.len();
        Page {
            total: Some(all.len() as u64),
            next_cursor: (end < all.len()).then(|| end.to_string()),
            items,
        }
    }

    fn list(&self, filter: &JobFilter) -> Vec<Job> {
        let mut found: Vec<_> = self
            .jobs
            .iter()
            .filter(|job| filter.matches(job))
            .cloned()
            .collect();
        found.sort_by(|a, b| filter.compare(a, b));
        found
    }

    /// Hands an input to the connection, and does what it orders.
    fn input(&mut self, input: Input) {
        for command in self.link.step(input, self.now, 0.5) {
            match command {
                LinkCommand::Dial { generation, since } => self.dial(generation, since),
                LinkCommand::Ping => {
                    if self.socket.is_some() {
                        let seq = Some(self.seq);
                        self.frames.push_back(Frame::Pong { seq });
                    }
                }
                LinkCommand::HangUp => self.drop_socket(),
                LinkCommand::Probe => self.input(Input::Contact(self.online)),
                LinkCommand::Deliver(Event::Job(kind, job)) => {
                    self.sync.event(*job, kind == JobEvent::Created);
                }
                LinkCommand::Deliver(_) => {}
                LinkCommand::Resync => {
                    if self.sync.mark_stale() {
                        self.ask();
                    }
                }
            }
        }
        if self.link.connection_status() == ConnectionStatus::Live
            && let Some(heard) = self.link.last_contact()
        {
            self.sync.vouch(heard);
        }
    }

    fn dial(&mut self, generation: u64, since: Option<u64>) {
        if !self.online {
            return self.input(Input::Refused(generation, false));
        }
        self.socket = Some(generation);
        self.frames = VecDeque::from([Frame::Hello { seq: self.seq }]);
        if let Some(since) = since.filter(|since| *since != self.seq) {
            let first = self.log.front().map(|(seq, _)| *seq);
            if since < self.seq && first.is_some_and(|first| since + 1 >= first) {
                let missed = self.log.iter().filter(|(seq, _)| *seq > since);
                let missed = missed.map(|(seq, event)| frame(*seq, event.clone()));
                self.frames.extend(missed);
            } else {
                self.frames.push_back(Frame::Resync);
            }
        }
    }

    fn drop_socket(&mut self) {
        self.socket = None;
        self.frames.clear();
    }

    /// Sends the request, as the query does: a newer one takes the place of an older one.
    fn ask(&mut self) {
        self.again = None;
        self.sync.begin(false);
        self.asked = Some(Asked::Sent(self.sync.request().clone()));
    }

    fn fail(&mut self, error: &ApiError) {
        self.asked = None;
        self.sync.fail();
        self.failures += 1;
        let poll = self.poll();
        if Again::after(Some(error), Method::Get, poll).is_some() {
            self.again = Some(self.now + 30_000.0);
        }
    }

    fn poll(&self) -> Option<std::time::Duration> {
        (self.link.polls() && !self.sync.board().is_paused())
            .then(|| std::time::Duration::from_secs(5))
    }

    fn take_answer(&mut self, page: Page<Job>) {
        self.failures = 0;
        let now = self.now;
        let asks = match self.sync.answer(page, now) {
            AnswerStep::Drop => false,
            AnswerStep::Ask => true,
            AnswerStep::Applied(asks) => asks,
            AnswerStep::LoadRest(mut page, rows) => {
                let request = self.sync.request().clone();
                while let Some(cursor) = page.next_cursor.clone()
                    && page.items.len() < rows
                {
                    let next = self.page(&request, Some(&cursor));
                    page.items.extend(next.items);
                    page.next_cursor = next.next_cursor;
                }
                self.sync.complete(page, now)
            }
        };
        if asks {
            self.ask();
        } else if self.poll().is_some() {
            self.again = Some(now + 5_000.0);
        }
    }

    /// Whether something can happen now.
    fn can(&self, happening: Happening) -> bool {
        match happening {
            FrameArrives | FrameIsLost | FrameIsGarbled => !self.frames.is_empty(),
            RequestIsRead => self.online && matches!(self.asked, Some(Asked::Sent(_))),
            AnswerArrives => self.online && matches!(self.asked, Some(Asked::Read(_))),
            RequestFails => self.asked.is_some(),
            SocketIsCut => self.socket.is_some(),
            _ => true,
        }
    }

    fn happen(&mut self, happening: Happening) {
        self.now += 10.0;
        match happening {
            JobCreated => self.create(),
            JobMoves => self.advance(),
            FrameArrives => self.deliver(),
            FrameIsLost => {
                let lost = self.frames.pop_front();
                self.is_loss_unknown |= matches!(lost, Some(Frame::Event { .. }));
            }
            FrameIsGarbled => {
                self.frames.pop_front();
                if let Some(generation) = self.socket {
                    self.input(Input::Garbled(generation));
                }
            }
            RequestIsRead => {
                if let Some(Asked::Sent(request)) = &self.asked {
                    self.asked = Some(Asked::Read(self.page(request, None)));
                }
            }
            AnswerArrives => {
                if let Some(Asked::Read(page)) = self.asked.take() {
                    self.take_answer(page);
                }
            }
            RequestFails => self.fail(&cut(self.failures)),
            SocketIsCut => self.cut_socket(),
            ServerRestarts => {
                self.seq = 0;
                self.log.clear();
                // What ran has ended with the server.
                for job in &mut self.jobs {
                    if job.status == JobStatus::InProgress {
                        job.status = JobStatus::Failed;
                    }
                }
                self.cut_socket();
                if self.asked.is_some() {
                    self.fail(&cut(self.failures));
                }
            }
            NetworkToggles => {
                self.online = !self.online;
                if self.online {
                    self.input(Input::Woke);
                    if self.again.is_some() {
                        self.ask();
                    }
                } else {
                    self.input(Input::Offline);
                    if self.asked.is_some() {
                        self.fail(&cut(0));
                    }
                }
            }
            PauseToggles => {
                if !self.sync.board().is_paused() {
                    self.sync.pause();
                } else if self.sync.resume() {
                    self.ask();
                }
            }
            TimePasses => self.pass(31_000.0),
        }
    }

    fn deliver(&mut self) {
        if let (Some(generation), Some(frame)) = (self.socket, self.frames.pop_front()) {
            self.is_loss_unknown = false;
            self.input(Input::Frame(generation, frame));
        }
    }

    fn cut_socket(&mut self) {
        let Some(generation) = self.socket else {
            return;
        };
        self.drop_socket();
        self.is_loss_unknown = false;
        self.input(Input::Closed(generation));
    }

    fn pass(&mut self, millis: f64) {
        self.now += millis;
        self.input(Input::Tick);
        if self.again.is_some_and(|again| again <= self.now) {
            self.ask();
            if !self.online {
                self.fail(&cut(0));
            }
        }
    }

    /// Nothing is broken any more, and everything that is due happens.
    fn settle(&mut self) {
        if !self.online {
            self.happen(NetworkToggles);
        }
        if self.sync.board().is_paused() {
            self.happen(PauseToggles);
        }
        for _ in 0..12 {
            while self.can(FrameArrives) {
                self.deliver();
            }
            while self.asked.is_some() {
                self.happen(RequestIsRead);
                self.happen(AnswerArrives);
            }
            self.pass(7_000.0);
        }
    }

    /// What somebody sees who shows all that is announced.
    fn rows(&mut self) -> Vec<(JobId, JobStatus)> {
        self.sync.board_mut().show_new();
        let board = self.sync.board();
        let jobs = board.rows().iter().filter_map(|row_id| board.job(*row_id));
        jobs.map(|job| (job.job_id.clone(), job.status.clone()))
            .collect()
    }

    /// The rows claim to be current, and nothing on its way would say otherwise.
    fn claims_to_be_current(&self) -> bool {
        self.sync.is_current()
            && self.link.connection_status() == ConnectionStatus::Live
            && self.frames.is_empty()
            && self.asked.is_none()
            && !self.is_loss_unknown
            && !self.sync.board().is_paused()
    }

    fn assert_true(&mut self, story: &[Happening]) {
        let truth = self.list(self.sync.board().filter());
        let truth: Vec<_> = truth
            .into_iter()
            .map(|job| (job.job_id, job.status))
            .collect();
        let rows = self.rows();
        let shown = truth.iter().take(rows.len()).cloned().collect::<Vec<_>>();
        assert_eq!(rows, shown, "after {story:?}");
        // What is not shown waits to be scrolled to.
        let more = self.sync.board().next_cursor().is_some();
        assert!(more || rows.len() == truth.len(), "after {story:?}");
    }

    fn assert_rest(&mut self, story: &[Happening]) {
        self.settle();
        assert_eq!(
            self.link.connection_status(),
            ConnectionStatus::Live,
            "after {story:?}"
        );
        assert!(self.sync.is_current(), "after {story:?}");
        assert!(!self.sync.is_asking(), "after {story:?}");
        assert!(
            self.sync.as_of() >= self.link.last_contact(),
            "after {story:?}"
        );
        self.assert_true(story);
    }
}

fn frame(seq: u64, event: Event) -> Frame {
    Frame::Event {
        seq,
        event,
        timestamp: None,
    }
}

/// A cut request, as it may look to the app: the server answers other requests, or it does not,
/// or half an answer has come.
fn cut(failures: u32) -> ApiError {
    let route = "GET /api/v2/jobs".to_owned();
    match failures % 3 {
        0 => ApiError::Hidden { route },
        1 => ApiError::Unreachable { route },
        _ => ApiError::Unreadable {
            route,
            problem: String::new(),
            request_id: None,
        },
    }
}

/// Plays every story of this length that goes on from here; how many there are.
fn play_all(world: &World, story: &mut Vec<Happening>, length: usize) -> usize {
    if length == 0 {
        world.clone().assert_rest(story);
        return 1;
    }
    let mut played = 0;
    for happening in ALL {
        if !world.can(happening) {
            continue;
        }
        story.push(happening);
        let mut next = world.clone();
        next.happen(happening);
        if next.claims_to_be_current() {
            next.clone().assert_true(story);
        }
        played += play_all(&next, story, length - 1);
        story.pop();
    }
    played
}

fn failed_only() -> JobFilter {
    JobFilter {
        status: vec![JobStatus::Failed],
        ..JobFilter::default()
    }
}

fn opening() -> World {
    World::new(JobFilter::default())
}

fn watched() -> World {
    World::at_rest(JobFilter::default())
}

fn filtered() -> World {
    World::at_rest(failed_only())
}

#[test]
fn a_list_that_is_opened_is_the_servers_after_all_that_can_happen_in_five_steps() {
    assert!(play_all(&opening(), &mut Vec::new(), LENGTH) > 30_000);
}

#[test]
fn a_watched_list_is_the_servers_after_all_that_can_happen_in_five_steps() {
    assert!(play_all(&watched(), &mut Vec::new(), LENGTH) > 20_000);
}

#[test]
fn a_filtered_list_is_the_servers_after_all_that_can_happen_in_five_steps() {
    assert!(play_all(&filtered(), &mut Vec::new(), LENGTH) > 20_000);
}

#[test]
fn a_list_is_the_servers_at_every_rest_of_long_random_stories() {
    for seed in 1..=400_u64 {
        // xorshift: the same stories on every machine.
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let mut random = move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state
        };
        let mut world = if seed % 2 == 0 { watched() } else { filtered() };
        let mut story = vec![];
        for _ in 0..12 {
            for _ in 0..random() % 30 {
                let at = usize::try_from(random() % ALL.len() as u64).unwrap();
                if world.can(ALL[at]) {
                    world.happen(ALL[at]);
                    story.push(ALL[at]);
                    if world.claims_to_be_current() {
                        world.assert_true(&story);
                    }
                }
            }
            world.assert_rest(&story);
        }
    }
}

#[test]
fn a_first_list_after_a_restart_that_is_cut_is_asked_for_until_it_comes() {
    let mut world = watched();
    world.happen(ServerRestarts);
    world.create();
    world.pass(2_000.0);
    // The greeting makes the list ask; its answer is cut, while everything else is answered.
    world.happen(FrameArrives);
    let before = world.sync.as_of();
    world.happen(RequestFails);
    assert_eq!(world.link.connection_status(), ConnectionStatus::Live);
    assert!(!world.sync.is_current());
    for _ in 0..5 {
        world.pass(16_000.0);
        while world.can(FrameArrives) {
            world.deliver();
        }
        if world.asked.is_some() {
            world.happen(RequestFails);
        }
    }
    assert_eq!(
        world.sync.as_of(),
        before,
        "its time is the time of its data"
    );
    world.assert_rest(&[]);
}
