//! Model of two tabs, their shared storage and a server that rotates strictly, explored over all
//! interleavings of up to [`EVENTS`] events.

use std::collections::{BTreeMap, HashSet, VecDeque};

use super::*;

/// How many events each interleaving has.
const EVENTS: usize = 8;

/// How many steps it may take until nothing is under way any more.
const SETTLING: usize = 200;

const BASE: &str = "http://api.test";

/// What a tab waits for.
#[derive(Clone, Debug)]
enum Phase {
    Idle,
    /// For the lock, with these tokens to renew.
    Waiting(TokenId),
    /// For the server. The answer is there once the server has taken the request.
    Asked(StorageScope, Box<Stored>, Option<RenewalAnswer>),
    /// For other tabs, having been refused.
    Doubting(TokenId),
}

#[derive(Clone, Debug)]
struct Tab {
    machine: SessionMachine,
    /// The browser's storage as this tab sees it.
    view: Option<Stored>,
    /// Another tab has written since.
    is_behind: bool,
    phase: Phase,
    /// What other tabs told and this one has not heard yet.
    told: VecDeque<Stored>,
    /// A log-in that the server has answered, with who asked for it.
    signing_in: Option<(Asker, Stored)>,
}

/// One session on the server.
#[derive(Clone, Debug)]
struct Family {
    person: &'static str,
    /// The only refresh token that works.
    current: u32,
    is_alive: bool,
}

#[derive(Clone, Debug)]
struct World {
    scope: StorageScope,
    storage: Option<Stored>,
    tabs: Vec<Tab>,
    server: BTreeMap<String, Family>,
    lock: Option<usize>,
    /// Undelivered logouts: the session, and where it was kept.
    logouts: Vec<(String, StorageScope)>,
    /// Sessions that a person logged out of.
    logged_out: Vec<String>,
    /// Whether the network may lose answers: then a person may have to log in again.
    may_lose: bool,
    lost: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    /// A request needs newer tokens.
    Want(usize),
    Lock(usize),
    ServerRenews(usize),
    AnswerArrives(usize),
    AnswerIsLost(usize),
    NobodyTold(usize),
    LogOut(usize),
    LogIn(usize, &'static str),
    LogInArrives(usize),
    StorageIsSeen(usize),
    TokensAreHeard(usize),
    LogoutIsDelivered,
}

fn grant(session: &str, person: &str, number: u32) -> Grant {
    serde_json::from_value(serde_json::json!({
        "access_token": format!("access {session} {number}"), "token_type": "bearer",
        "expires_in": 900, "refresh_token": format!("{session} {number}"), "user": {
            "id": person, "email": format!("{person}@toombos.test"), "name": person,
            "role": "editor", "created_at": "2026-11-23T00:00:00Z",
        },
    }))
    .unwrap()
}

fn person_of(stored: &Stored) -> &str {
    stored.user.as_ref().unwrap().id.as_str()
}

impl World {
    /// Two tabs in which `a` is signed in: by one session of the browser, or because one tab is
    /// a duplicate of the other.
    fn new(scope: StorageScope, may_lose: bool) -> Self {
        let first = Stored::token("s0".into(), BASE.into(), grant("s0", "a", 0), 0.0);
        let storage = (scope == StorageScope::Local).then(|| first.clone());
        let tab = Tab {
            machine: SessionMachine::new(Some((scope, first))),
            view: storage.clone(),
            is_behind: false,
            phase: Phase::Idle,
            told: VecDeque::new(),
            signing_in: None,
        };
        let family = Family {
            person: "a",
            current: 0,
            is_alive: true,
        };
        Self {
            scope,
            storage,
            tabs: vec![tab.clone(), tab],
            server: BTreeMap::from([("s0".to_owned(), family)]),
            lock: None,
            logouts: Vec::new(),
            logged_out: Vec::new(),
            may_lose,
            lost: false,
        }
    }

    fn key(&self) -> String {
        format!("{self:?}")
    }

    fn enabled(&self) -> Vec<Event> {
        let mut events = Vec::new();
        for (i, tab) in self.tabs.iter().enumerate() {
            let is_in = matches!(tab.machine.auth_status(), AuthStatus::In(_));
            match &tab.phase {
                Phase::Idle if is_in => events.push(Event::Want(i)),
                Phase::Idle => {}
                Phase::Waiting(_) if self.lock.is_none() => events.push(Event::Lock(i)),
                Phase::Waiting(_) => {}
                Phase::Asked(_, _, answer) => {
                    events.push(match answer {
                        Some(_) => Event::AnswerArrives(i),
                        None => Event::ServerRenews(i),
                    });
                    if self.may_lose {
                        events.push(Event::AnswerIsLost(i));
                    }
                }
                // Messages between tabs take less time than this waits.
                Phase::Doubting(_) if !tab.is_behind && tab.told.is_empty() => {
                    events.push(Event::NobodyTold(i));
                }
                Phase::Doubting(_) => {}
            }
            if tab.machine.held().is_some() {
                events.push(Event::LogOut(i));
            }
            if tab.signing_in.is_some() {
                events.push(Event::LogInArrives(i));
            } else if !is_in && self.server.len() < 3 {
                events.push(Event::LogIn(i, "b"));
                events.push(Event::LogIn(i, "a"));
            }
            if tab.is_behind {
                events.push(Event::StorageIsSeen(i));
            }
            if !tab.told.is_empty() {
                events.push(Event::TokensAreHeard(i));
            }
        }
        if !self.logouts.is_empty() {
            events.push(Event::LogoutIsDelivered);
        }
        events
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Want(i) => {
                let tokens = self.tabs[i].machine.tokens().unwrap();
                self.tabs[i].phase = Phase::Waiting(tokens);
            }
            Event::Lock(i) => {
                let Phase::Waiting(of) = self.tabs[i].phase.clone() else {
                    unreachable!()
                };
                self.lock = Some(i);
                self.step(i, SessionInput::Renew(of.clone()));
                if let Phase::Asked(_, asked, _) = &self.tabs[i].phase {
                    assert_eq!(asked.token_id(), of, "tokens are renewed once");
                }
            }
            Event::ServerRenews(i) => {
                let Phase::Asked(_, asked, answer) = &mut self.tabs[i].phase else {
                    unreachable!()
                };
                let family = self.server.get_mut(&asked.id).unwrap();
                let token = asked.refresh_token().unwrap().expose();
                let is_current = token == format!("{} {}", asked.id, family.current);
                *answer = Some(if family.is_alive && is_current {
                    family.current += 1;
                    let next = grant(&asked.id, family.person, family.current);
                    RenewalAnswer::Granted(Box::new(next))
                } else {
                    RenewalAnswer::Refused
                });
            }
            Event::AnswerArrives(i) | Event::AnswerIsLost(i) => {
                let phase = std::mem::replace(&mut self.tabs[i].phase, Phase::Idle);
                let Phase::Asked(scope, asked, answer) = phase else {
                    unreachable!()
                };
                let answer = match answer {
                    Some(answer) if event == Event::AnswerArrives(i) => answer,
                    _ => {
                        self.lost = true;
                        RenewalAnswer::Unknown
                    }
                };
                self.step(i, SessionInput::Renewed(scope, *asked, answer, 0.0));
            }
            Event::NobodyTold(i) => {
                let phase = std::mem::replace(&mut self.tabs[i].phase, Phase::Idle);
                let Phase::Doubting(of) = phase else {
                    unreachable!()
                };
                self.step(i, SessionInput::NoNewerTokens(of));
            }
            Event::LogOut(i) => {
                let tokens = self.tabs[i].machine.tokens().unwrap();
                self.logged_out.push(tokens.session);
                self.step(i, SessionInput::LogOut);
                assert_eq!(self.tabs[i].machine.auth_status(), AuthStatus::Out);
            }
            Event::LogIn(i, person) => {
                let id = format!("s{}", self.server.len());
                let family = Family {
                    person,
                    current: 0,
                    is_alive: true,
                };
                self.server.insert(id.clone(), family);
                let granted = grant(&id, person, 0);
                let stored = Stored::token(id, BASE.into(), granted, 0.0);
                self.tabs[i].signing_in = Some((self.tabs[i].machine.asker(), stored));
            }
            Event::LogInArrives(i) => {
                let (asker, stored) = self.tabs[i].signing_in.take().unwrap();
                let before = self.tabs[i].machine.clone();
                let scope = self.scope;
                self.step(i, SessionInput::SignedIn(asker, scope, stored));
                if before.asker() != asker {
                    let now = self.tabs[i].machine.tokens();
                    assert_eq!(now, before.tokens(), "a log-in counts for whoever asked");
                }
            }
            Event::StorageIsSeen(i) => {
                self.tabs[i].view = self.storage.clone();
                self.tabs[i].is_behind = false;
                self.step(i, SessionInput::StorageChanged);
            }
            Event::TokensAreHeard(i) => {
                let told = self.tabs[i].told.pop_front().unwrap();
                self.step(i, SessionInput::TokensTold(told));
            }
            Event::LogoutIsDelivered => {
                let (session, scope) = self.logouts.remove(0);
                let is_claimed = scope == StorageScope::Session
                    && self.tabs.iter().any(|tab| {
                        let held = tab.machine.held();
                        held.is_some_and(|(scope, held)| {
                            *scope == StorageScope::Session && held.id == session
                        })
                    });
                if !is_claimed && let Some(family) = self.server.get_mut(&session) {
                    family.is_alive = false;
                }
            }
        }
        self.check();
    }

    fn step(&mut self, i: usize, input: SessionInput) {
        let was_in = matches!(self.tabs[i].machine.auth_status(), AuthStatus::In(_));
        let view = self.tabs[i].view.clone();
        let mut commands: VecDeque<_> = self.tabs[i].machine.step(input, view.as_ref()).into();
        while let Some(command) = commands.pop_front() {
            match command {
                SessionCommand::Save(StorageScope::Local, stored) => self.write(i, Some(stored)),
                SessionCommand::Forget(StorageScope::Local) => self.write(i, None),
                SessionCommand::Save(..) | SessionCommand::Forget(_) => {}
                SessionCommand::TellTabs(stored) => self.tabs[1 - i].told.push_back(stored),
                SessionCommand::EndOnServer(scope, stored) => {
                    self.logouts.push((stored.id, scope));
                }
                SessionCommand::AskRenewal(scope, stored) => {
                    self.tabs[i].phase = Phase::Asked(scope, Box::new(stored), None);
                }
                SessionCommand::AskTabs(than) => {
                    self.tabs[i].phase = Phase::Doubting(than.clone());
                    let wanted = SessionInput::TokensWanted(than);
                    let view = self.tabs[1 - i].view.clone();
                    for answer in self.tabs[1 - i].machine.step(wanted, view.as_ref()) {
                        let SessionCommand::TellTabs(stored) = answer else {
                            panic!("a question changes nothing: {answer:?}")
                        };
                        self.tabs[i].told.push_back(stored);
                    }
                }
            }
        }
        let tab = &mut self.tabs[i];
        if matches!(tab.phase, Phase::Waiting(_)) && self.lock == Some(i) {
            tab.phase = Phase::Idle;
        }
        if matches!(tab.phase, Phase::Idle) && self.lock == Some(i) {
            self.lock = None;
        }
        if was_in && matches!(self.tabs[i].machine.auth_status(), AuthStatus::Expired(_)) {
            self.check_expiry(i);
        }
    }

    fn write(&mut self, i: usize, stored: Option<Stored>) {
        self.storage = stored.clone();
        self.tabs[i].view = stored;
        self.tabs[i].is_behind = false;
        self.tabs[1 - i].is_behind = true;
    }

    /// The tokens of a tab that the server would still renew.
    fn has_good_tokens(&self, i: usize, session: &str) -> bool {
        self.tabs[i].machine.held().is_some_and(|(_, held)| {
            held.id == session
                && self
                    .server
                    .get(session)
                    .is_some_and(|family| family.is_alive && family.current == held.renewal)
        })
    }

    fn check_expiry(&self, i: usize) {
        let session = self.tabs[i].machine.tokens().unwrap().session;
        for other in 0..self.tabs.len() {
            assert!(
                !self.has_good_tokens(other, &session),
                "no tab is told that its session ended while another renews it"
            );
        }
    }

    /// What holds at every moment.
    fn check(&self) {
        for tab in &self.tabs {
            let Some((_, held)) = tab.machine.held() else {
                continue;
            };
            let family = &self.server[&held.id];
            let token = held.refresh_token().unwrap().expose();
            assert!(token.starts_with(&format!("{} ", held.id)));
            assert_eq!(family.person, person_of(held), "the name on the screen");
        }
        if let Some(stored) = &self.storage {
            assert_eq!(self.server[&stored.id].person, person_of(stored));
        }
    }

    /// Lets everything that is under way come to its end, in one order.
    fn settle(&mut self) {
        for _ in 0..SETTLING {
            let is_renewing = |event: &Event| {
                matches!(
                    event,
                    Event::Lock(_)
                        | Event::ServerRenews(_)
                        | Event::AnswerArrives(_)
                        | Event::NobodyTold(_)
                        | Event::LogInArrives(_)
                        | Event::StorageIsSeen(_)
                        | Event::TokensAreHeard(_)
                        | Event::LogoutIsDelivered
                )
            };
            match self.enabled().into_iter().find(is_renewing) {
                Some(event) => self.happen(event),
                None => return self.check_rest(),
            }
        }
        panic!("it never comes to rest");
    }

    /// What holds once nothing is under way.
    fn check_rest(&self) {
        assert!(self.logouts.is_empty() && self.lock.is_none());
        for (i, tab) in self.tabs.iter().enumerate() {
            let held = tab.machine.held();
            if self.scope == StorageScope::Local {
                let stored = self.storage.as_ref().map(Stored::token_id);
                assert_eq!(
                    tab.machine.tokens(),
                    stored,
                    "tab {i} and the storage agree"
                );
                if let Some((_, held)) = held {
                    assert!(
                        !self.logged_out.contains(&held.id),
                        "nothing restores a session after a log-out"
                    );
                }
            }
            // Whoever is said to be signed in is: unless an answer was lost, or it was displaced.
            if matches!(tab.machine.auth_status(), AuthStatus::In(_)) && !self.lost {
                let (_, held) = held.unwrap();
                assert!(
                    self.has_good_tokens(i, &held.id),
                    "tab {i} can go on: {self:#?}"
                );
            }
        }
        for session in &self.logged_out {
            let is_held = self.tabs.iter().any(|tab| {
                let held = tab.machine.held();
                held.is_some_and(|(_, held)| held.id == *session)
            });
            assert!(
                is_held || !self.server[session].is_alive,
                "a logout reaches the server, unless a duplicate goes on"
            );
            assert!(!is_held || self.scope == StorageScope::Session);
        }
    }
}

/// Goes through all interleavings; how many different states there were.
fn explore(first: World) -> usize {
    let mut seen = HashSet::from([first.key()]);
    let mut worlds = vec![first];
    for _ in 0..EVENTS {
        let mut next = Vec::new();
        for world in worlds {
            for event in world.enabled() {
                let mut after = world.clone();
                after.happen(event);
                if seen.insert(after.key()) {
                    let mut rest = after.clone();
                    rest.settle();
                    next.push(after);
                }
            }
        }
        worlds = next;
    }
    seen.len()
}

#[test]
fn two_tabs_with_one_session_of_the_browser_agree_in_all_interleavings() {
    let states = explore(World::new(StorageScope::Local, false));
    assert!(states > 10_000, "{states} states");
}

#[test]
fn lost_answers_break_no_rule_in_all_interleavings() {
    let states = explore(World::new(StorageScope::Local, true));
    assert!(states > 10_000, "{states} states");
}

#[test]
fn a_duplicated_tab_and_its_first_share_one_session_in_all_interleavings() {
    let states = explore(World::new(StorageScope::Session, false));
    assert!(states > 1_000, "{states} states");
}

#[test]
fn signing_in_again_in_an_expired_duplicate_leaves_the_first_tab_its_session() {
    let again = |scope: StorageScope, is_expired: bool| {
        let first = Stored::token("s0".into(), BASE.into(), grant("s0", "a", 0), 0.0);
        let there = (scope == StorageScope::Local).then(|| first.clone());
        let mut machine = SessionMachine::new(Some((scope, first)));
        if is_expired {
            let of = machine.tokens().unwrap();
            machine.step(SessionInput::NoNewerTokens(of), there.as_ref());
            assert!(matches!(machine.auth_status(), AuthStatus::Expired(_)));
        }
        let next = Stored::token("s1".into(), BASE.into(), grant("s1", "a", 0), 0.0);
        let input = SessionInput::SignedIn(machine.asker(), scope, next);
        let commands = machine.step(input, there.as_ref());
        assert_eq!(machine.tokens().unwrap().session, "s1");
        commands
            .iter()
            .any(|it| matches!(it, SessionCommand::EndOnServer(_, ended) if ended.id == "s0"))
    };
    assert!(
        !again(StorageScope::Session, true),
        "another tab may go on with it"
    );
    assert!(
        again(StorageScope::Session, false),
        "it is left here, and known to be good"
    );
    assert!(
        again(StorageScope::Local, true),
        "all tabs know that it is over"
    );
}
