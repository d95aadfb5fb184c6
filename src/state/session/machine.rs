//! Session state machine (sans-I/O): inputs in, commands out.
//!
//! One per tab. A session kept in the browser lives in storage that all tabs share, and that is
//! the truth about it; one kept in a tab is that tab's own, and a duplicated tab begins with a
//! copy of it. Whatever takes time (renewing, logging in) names the session that asked, and its
//! answer counts only while that very session goes on.

use serde::{Deserialize, Serialize};
use wire::auth::{Grant, User};

use super::{AuthStatus, stored::Stored};
use crate::state::storage::StorageScope;

/// How many sessions that were ended here are remembered, so that a late write restores none.
const ENDED_SESSIONS: usize = 32;

/// A session's tokens: which session, and how often they have been renewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenId {
    /// The session.
    pub session: String,
    /// How many renewals its tokens have behind them.
    pub renewal: u32,
}

/// Who asked for something: grows when somebody else signs in, or nobody is signed in any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker(u64);

impl Asker {
    /// Whoever asked is gone, with the app.
    pub const GONE: Self = Self(u64::MAX);
}

/// How a renewal ended.
#[derive(Clone, Debug)]
pub enum RenewalAnswer {
    /// With new tokens.
    Granted(Box<Grant>),
    /// The server does not take the refresh token.
    Refused,
    /// No answer, or a failure of the server: the tokens stay as they are.
    Unknown,
}

/// What happens to the session of a tab.
#[derive(Clone, Debug)]
pub enum SessionInput {
    /// This tab may renew these tokens now, and no other tab does.
    Renew(TokenId),
    /// A renewal of this session's tokens ended at that time (milliseconds since 1970).
    Renewed(StorageScope, Stored, RenewalAnswer, f64),
    /// Other tabs had time to tell of newer tokens than these, which were refused.
    NoNewerTokens(TokenId),
    /// The server refused a call with these tokens, though they seemed good.
    CallRefused(TokenId),
    /// Somebody proved who they are; the session that was there then is named.
    SignedIn(Asker, StorageScope, Stored),
    /// The account changed, e.g. its name.
    UserChanged(User),
    /// The person logs out.
    LogOut,
    /// Another tab may have changed the session in the browser's storage.
    StorageChanged,
    /// The browser did not store what [`SessionCommand::Save`] asked for.
    NotStored,
    /// Another tab told its tokens.
    TokensTold(Stored),
    /// Another tab asks for newer tokens than these.
    TokensWanted(TokenId),
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub enum SessionCommand {
    /// Ask the session's server for its next tokens.
    AskRenewal(StorageScope, Stored),
    /// Ask other tabs for newer tokens, wait a little, then say [`SessionInput::NoNewerTokens`].
    AskTabs(TokenId),
    /// Tell other tabs the tokens.
    TellTabs(Stored),
    /// Store the session.
    Save(StorageScope, Stored),
    /// Remove the session from storage.
    Forget(StorageScope),
    /// End a session on its server, for as long as it takes.
    EndOnServer(StorageScope, Stored),
}

/// What a tab knows of its session.
#[derive(Clone, Debug)]
pub struct SessionMachine {
    held: Option<(StorageScope, Stored)>,
    /// The server has said that the session is over.
    expired: bool,
    asker: u64,
    /// Sessions that were ended here or elsewhere.
    ended: Vec<String>,
    /// A session of the browser that this tab, having logged out of its own, does not join.
    declined: Option<String>,
}

impl SessionMachine {
    /// A tab that begins with the session that was stored.
    pub fn new(held: Option<(StorageScope, Stored)>) -> Self {
        Self {
            held,
            expired: false,
            asker: 0,
            ended: Vec::new(),
            declined: None,
        }
    }

    /// The session, and where it is kept.
    pub fn held(&self) -> Option<&(StorageScope, Stored)> {
        self.held.as_ref()
    }

    /// Whoever asks for something now.
    pub fn asker(&self) -> Asker {
        Asker(self.asker)
    }

    /// Which tokens requests go out with now.
    pub fn tokens(&self) -> Option<TokenId> {
        self.held.as_ref().map(|(_, held)| held.token_id())
    }

    /// Who is signed in, as the screen says it.
    pub fn auth_status(&self) -> AuthStatus {
        match &self.held {
            None => AuthStatus::Out,
            Some((_, held)) if self.expired => AuthStatus::Expired(held.user.clone()),
            Some((_, held)) => AuthStatus::In(held.user.clone()),
        }
    }

    /// Remembers that a session is over, e.g. from before a reload.
    pub fn remember_ended(&mut self, id: &str) {
        if !self.ended.iter().any(|ended| ended == id) {
            self.end(id);
        }
    }

    /// Takes in what happened. `there` is the session in the browser's storage, as this tab sees
    /// it now; it may lag behind what another tab has just written.
    pub fn step(&mut self, input: SessionInput, there: Option<&Stored>) -> Vec<SessionCommand> {
        let mut commands = Vec::new();
        match input {
            SessionInput::Renew(of) => {
                self.follow(there, &mut commands);
                // While this tab waited, another one may have renewed them, or ended the session.
                if self.tokens() == Some(of) && !self.expired {
                    self.renew(&mut commands);
                }
            }
            SessionInput::Renewed(scope, asked, answer, now) => {
                self.follow(there, &mut commands);
                self.renewed(scope, &asked, answer, now, &mut commands);
            }
            SessionInput::NoNewerTokens(of) | SessionInput::CallRefused(of) => {
                self.follow(there, &mut commands);
                if self.tokens() == Some(of) {
                    self.expired = true;
                }
            }
            SessionInput::SignedIn(asker, scope, stored) => {
                self.signed_in(asker, scope, stored, &mut commands);
            }
            SessionInput::UserChanged(user) => {
                self.follow(there, &mut commands);
                if let Some((scope, held)) = &mut self.held
                    && held.user.as_ref().is_some_and(|held| held.id == user.id)
                {
                    held.user = Some(user);
                    commands.push(SessionCommand::Save(*scope, held.clone()));
                }
            }
            SessionInput::LogOut => self.log_out(there, &mut commands),
            SessionInput::StorageChanged => self.follow(there, &mut commands),
            SessionInput::NotStored => {
                // The browser's storage says nothing of it, so this tab has it to itself.
                if let Some((scope, _)) = &mut self.held {
                    *scope = StorageScope::Session;
                }
            }
            SessionInput::TokensTold(stored) => {
                if let Some((scope, held)) = &self.held
                    && held.is_renewed_by(&stored)
                {
                    let scope = *scope;
                    commands.push(SessionCommand::Save(scope, stored.clone()));
                    self.adopt(scope, stored);
                }
            }
            SessionInput::TokensWanted(than) => {
                if let Some((_, held)) = &self.held
                    && held.id == than.session
                    && held.renewal > than.renewal
                {
                    commands.push(SessionCommand::TellTabs(held.clone()));
                }
            }
        }
        commands
    }

    fn renew(&mut self, commands: &mut Vec<SessionCommand>) {
        let Some((scope, held)) = &self.held else {
            return;
        };
        if held.refresh_token().is_some() {
            commands.push(SessionCommand::AskRenewal(*scope, held.clone()));
        } else {
            // A key that is refused cannot be renewed.
            self.expired = true;
        }
    }

    fn renewed(
        &mut self,
        scope: StorageScope,
        asked: &Stored,
        answer: RenewalAnswer,
        now: f64,
        commands: &mut Vec<SessionCommand>,
    ) {
        let of = asked.token_id();
        let tokens = self.tokens();
        match answer {
            RenewalAnswer::Granted(grant) if tokens.as_ref() == Some(&of) => {
                let is_same_person = asked
                    .user
                    .as_ref()
                    .is_none_or(|user| user.id == grant.user.id);
                if !is_same_person {
                    // Nothing goes out with the tokens of somebody else.
                    self.expired = true;
                    return;
                }
                let renewed = asked.renewed(*grant, now);
                // Where the session was kept may have changed meanwhile.
                let scope = self.held.as_ref().map_or(scope, |(scope, _)| *scope);
                commands.push(SessionCommand::Save(scope, renewed.clone()));
                commands.push(SessionCommand::TellTabs(renewed.clone()));
                self.adopt(scope, renewed);
            }
            // The session went on with other tokens.
            RenewalAnswer::Granted(_)
                if tokens.as_ref().is_some_and(|it| it.session == of.session) => {}
            // It is over here, and with these tokens it would go on at the server.
            RenewalAnswer::Granted(grant) => {
                let renewed = asked.renewed(*grant, now);
                if scope == StorageScope::Session {
                    // A duplicate of this tab may go on, and its own tokens are used up.
                    commands.push(SessionCommand::TellTabs(renewed.clone()));
                }
                commands.push(SessionCommand::EndOnServer(scope, renewed));
            }
            RenewalAnswer::Refused if tokens.as_ref() == Some(&of) => {
                commands.push(SessionCommand::AskTabs(of));
            }
            RenewalAnswer::Refused | RenewalAnswer::Unknown => {}
        }
    }

    fn signed_in(
        &mut self,
        asker: Asker,
        scope: StorageScope,
        stored: Stored,
        commands: &mut Vec<SessionCommand>,
    ) {
        if asker != self.asker() {
            commands.push(SessionCommand::EndOnServer(scope, stored));
            return;
        }
        if let Some((old_keep, old)) = self.held.clone() {
            if old_keep == StorageScope::Session && scope == StorageScope::Local {
                commands.push(SessionCommand::Forget(old_keep));
            }
            // What the browser keeps goes on in the other tabs.
            if old_keep == StorageScope::Session || scope == StorageScope::Local {
                self.end(&old.id);
                // A tab's session that has expired here may go on in the tab that this one is a
                // duplicate of, with tokens that this one has not.
                if !(self.expired && old_keep == StorageScope::Session) {
                    commands.push(SessionCommand::EndOnServer(old_keep, old));
                }
            }
        }
        commands.push(SessionCommand::Save(scope, stored.clone()));
        self.enter(scope, stored);
    }

    fn log_out(&mut self, there: Option<&Stored>, commands: &mut Vec<SessionCommand>) {
        let Some((scope, held)) = self.held.take() else {
            return;
        };
        self.leave();
        self.end(&held.id);
        let here = there.filter(|there| scope == StorageScope::Local && there.id == held.id);
        // Nothing of somebody else's is removed.
        if scope == StorageScope::Session || here.is_some() {
            commands.push(SessionCommand::Forget(scope));
        }
        self.declined = there
            .filter(|there| there.id != held.id)
            .map(|there| there.id.clone());
        let newest = here.filter(|here| held.is_renewed_by(here));
        commands.push(SessionCommand::EndOnServer(
            scope,
            newest.cloned().unwrap_or(held),
        ));
    }

    /// Takes over what another tab did to the browser's session.
    fn follow(&mut self, there: Option<&Stored>, commands: &mut Vec<SessionCommand>) {
        let held = self.held.clone();
        if matches!(held, Some((StorageScope::Session, _))) {
            return;
        }
        let there = match there {
            // Another tab stored it after it had been ended.
            Some(there) if self.ended.contains(&there.id) => {
                commands.push(SessionCommand::EndOnServer(
                    StorageScope::Local,
                    there.clone(),
                ));
                match held {
                    Some((scope, held)) => {
                        commands.push(SessionCommand::Save(scope, held));
                        return;
                    }
                    None => {
                        commands.push(SessionCommand::Forget(StorageScope::Local));
                        None
                    }
                }
            }
            there => there,
        };
        match (held, there) {
            (None, None) => {}
            (Some((_, held)), None) => {
                self.end(&held.id);
                self.held = None;
                self.leave();
            }
            (None, Some(there)) => {
                if self.declined.as_ref() != Some(&there.id) {
                    self.enter(StorageScope::Local, there.clone());
                }
            }
            (Some((_, held)), Some(there)) if held.id != there.id => {
                self.end(&held.id);
                self.enter(StorageScope::Local, there.clone());
            }
            (Some((_, held)), Some(there)) => {
                if held.renewal < there.renewal {
                    self.adopt(StorageScope::Local, there.clone());
                } else if held.renewal > there.renewal {
                    // Another tab stored what it knew before it heard of the renewal.
                    commands.push(SessionCommand::Save(StorageScope::Local, held));
                } else {
                    self.held = Some((StorageScope::Local, there.clone()));
                }
            }
        }
    }

    /// Goes on with newer tokens of the session.
    fn adopt(&mut self, scope: StorageScope, stored: Stored) {
        self.held = Some((scope, stored));
        self.expired = false;
    }

    /// Goes on with another session.
    fn enter(&mut self, scope: StorageScope, stored: Stored) {
        let is_same_person = self
            .held
            .as_ref()
            .is_some_and(|(_, held)| held.is_same_person(&stored));
        if !is_same_person {
            self.asker = self.asker.wrapping_add(1);
        }
        self.adopt(scope, stored);
        self.declined = None;
    }

    fn leave(&mut self) {
        self.asker = self.asker.wrapping_add(1);
        self.expired = false;
    }

    fn end(&mut self, id: &str) {
        if self.ended.len() >= ENDED_SESSIONS {
            self.ended.remove(0);
        }
        self.ended.push(id.to_owned());
    }
}

#[cfg(test)]
mod tests;
