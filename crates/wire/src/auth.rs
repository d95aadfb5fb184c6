//! Accounts, tokens, and the tickets that open a WebSocket.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Page, Path, Secret, Stamp,
    api_keys::ApiKey,
    call::{ReadError, json},
    routes,
    text::{open_enum, string_id},
};

string_id! {
    /// An account's id.
    UserId
}

string_id! {
    /// A session's id; not its token.
    SessionId
}

open_enum! {
    /// What an account may do.
    Role {
        /// Everything; the owner of the workspace.
        Admin = "admin",
        /// Generates, publishes, manages jobs and templates.
        Editor = "editor",
        /// Looks.
        Viewer = "viewer",
    }
}

impl Role {
    /// Whether the role may generate content and manage jobs.
    ///
    /// An unknown role is let try: the server decides.
    pub fn may_write(&self) -> bool {
        *self != Self::Viewer
    }

    /// The role's name on a screen.
    pub fn label(&self) -> &str {
        match self {
            Self::Admin => "Owner",
            Self::Editor => "Editor",
            Self::Viewer => "Viewer",
            Self::Other(word) => word,
        }
    }
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Its email address, by which one logs in.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub email: String,
    /// The person's name.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it was created.
    pub created_at: Stamp,
}

/// Who is asking, and with which key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Whoami {
    /// The account.
    #[serde(flatten)]
    pub user: User,
    /// The API key, where it was one that asked and the server says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<ApiKey>,
}

/// What is to be different about an account; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UserChange {
    /// The person's name.
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// An email address that no other account has.
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub email: Option<String>,
}

/// What it takes to change a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PasswordChange {
    /// The one that holds until then.
    pub current_password: Secret,
    /// The one that holds from then on.
    pub new_password: Secret,
}

/// How many sessions were ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EndedSessions {
    /// How many.
    pub sessions_ended: u64,
}

/// A place where an account is logged in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DeviceSession {
    /// Its id.
    pub id: SessionId,
    /// Whether it is the one that asks.
    #[serde(default)]
    pub current: bool,
    /// How the browser or program named itself (`User-Agent`); `None` where it did not.
    #[serde(default, deserialize_with = "crate::one_line::read_some")]
    pub user_agent: Option<String>,
    /// When it was begun.
    pub created_at: Stamp,
    /// When it was last seen; `None` where the server does not say.
    pub last_seen_at: Option<Stamp>,
}

/// What it takes to create an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Registration {
    /// The person's name.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// An email address that no account has.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub email: String,
    /// At least ten characters.
    pub password: Secret,
}

/// What it takes to log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Login {
    /// The account's email address.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub email: String,
    /// Its password.
    pub password: Secret,
}

/// A refresh token on its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refresh {
    /// The token.
    pub refresh_token: Secret,
}

/// What logging in gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Grant {
    /// The JWT that opens the session's routes.
    pub access_token: Secret,
    /// `bearer`.
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: u64,
    /// The token that gets the next access token.
    pub refresh_token: Secret,
    /// Who logged in.
    pub user: User,
}

/// A single-use ticket that opens one WebSocket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ticket {
    /// Goes into the socket's query, as `ticket`.
    pub ticket: Secret,
    /// Seconds until it expires.
    pub expires_in: u64,
}

/// Creates an account and logs it in.
pub fn register(registration: &Registration) -> Call<Grant> {
    post(routes::REGISTER.template).public().json(registration)
}

/// Logs in.
pub fn login(login: &Login) -> Call<Grant> {
    post(routes::LOGIN.template).public().json(login)
}

/// Gets the next access token.
pub fn refresh(refresh_token: &Secret) -> Call<Grant> {
    post(routes::REFRESH.template).public().json(&Refresh {
        refresh_token: refresh_token.clone(),
    })
}

/// Ends the session on the server. The refresh token is proof enough: whoever repeats this later
/// has no access token that still works.
pub fn logout(refresh_token: &Secret) -> Call<()> {
    Call::silent(Method::Post, Path::fixed(routes::LOGOUT.template))
        .public()
        .json(&Refresh {
            refresh_token: refresh_token.clone(),
        })
}

/// Asks who is asking; works with a token and with an API key.
pub fn me() -> Call<User> {
    Call::new(Method::Get, Path::fixed(routes::ME.template))
}

/// Asks who is asking, and with which key.
pub fn whoami() -> Call<Whoami> {
    Call::new(Method::Get, Path::fixed(routes::ME.template))
}

/// Changes the name or the email address; answers what the account is then.
pub fn change_me(change: &UserChange) -> Call<User> {
    Call::new(Method::Patch, Path::fixed(routes::CHANGE_ME.template)).json(change)
}

/// Changes the password, which ends every other session.
pub fn change_password(change: &PasswordChange) -> Call<Option<EndedSessions>> {
    let path = Path::fixed(routes::CHANGE_PASSWORD.template);
    Call::read_by(Method::Post, path, ended).json(change)
}

/// Where the account is logged in, the newest first.
pub fn sessions() -> Call<Page<DeviceSession>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::SESSIONS.template),
        |body| Page::read("sessions", body),
    )
}

/// Ends one session.
pub fn end_session(id: &SessionId) -> Call<()> {
    Call::silent(
        Method::Delete,
        Path::filled(routes::END_SESSION.template, &[id.as_str()]),
    )
}

/// Ends every session but the one that asks.
pub fn end_other_sessions() -> Call<Option<EndedSessions>> {
    let path = Path::fixed(routes::END_SESSIONS.template);
    Call::read_by(Method::Delete, path, ended)
}

/// Reads how many sessions were ended; an empty body says that it was done, and no more.
fn ended(body: &str) -> Result<Option<EndedSessions>, ReadError> {
    if body.trim().is_empty() {
        return Ok(None);
    }
    json(body).map(Some)
}

/// Gets a ticket for one WebSocket.
pub fn ws_ticket() -> Call<Ticket> {
    post(routes::WS_TICKET.template)
}

fn post<T: serde::de::DeserializeOwned + Send + 'static>(template: &'static str) -> Call<T> {
    Call::new(Method::Post, Path::fixed(template))
}
