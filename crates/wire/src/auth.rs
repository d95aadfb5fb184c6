//! Accounts, tokens, and the tickets that open a WebSocket.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Path, Secret, Stamp, routes,
    text::{open_enum, string_id},
};

string_id! {
    /// An account's id.
    UserId
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
    pub email: String,
    /// The person's name.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// When it was created.
    pub created_at: Stamp,
}

/// What it takes to create an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Registration {
    /// The person's name.
    pub name: String,
    /// An email address that no account has.
    pub email: String,
    /// At least ten characters.
    pub password: Secret,
}

/// What it takes to log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Login {
    /// The account's email address.
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

/// Ends the session on the server.
pub fn logout(refresh_token: &Secret) -> Call<()> {
    Call::silent(Method::Post, Path::fixed(routes::LOGOUT.template)).json(&Refresh {
        refresh_token: refresh_token.clone(),
    })
}

/// Asks who is asking; works with a token and with an API key.
pub fn me() -> Call<User> {
    Call::new(Method::Get, Path::fixed(routes::ME.template))
}

/// Gets a ticket for one WebSocket.
pub fn ws_ticket() -> Call<Ticket> {
    post(routes::WS_TICKET.template)
}

fn post<T: serde::de::DeserializeOwned + 'static>(template: &'static str) -> Call<T> {
    Call::new(Method::Post, Path::fixed(template))
}
