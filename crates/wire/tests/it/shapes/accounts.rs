//! Accounts, tokens, API keys.

use crate::shape::{
    Shape::{self, Bool, Count, Text, Time},
    default, list, may, need, object,
};

pub fn registration() -> Shape {
    login().with([need("name", Text)])
}

pub fn login() -> Shape {
    object([need("email", Text), need("password", Text)])
}

pub fn user() -> Shape {
    object([
        need("id", Text),
        need("email", Text),
        need("name", Text),
        need("role", Text),
        need("created_at", Time),
    ])
}

pub fn grant() -> Shape {
    object([
        need("access_token", Text),
        need("token_type", Text),
        need("expires_in", Count),
        need("refresh_token", Text),
        need("user", user()),
    ])
}

pub fn ticket() -> Shape {
    object([need("ticket", Text), need("expires_in", Count)])
}

pub fn api_key() -> Shape {
    object([
        need("id", Text),
        need("name", Text),
        need("prefix", Text),
        default("scopes", list(Text)),
        need("created_at", Time),
        may("expires_at", Time),
        may("last_used_at", Time),
        may("revoked_at", Time),
        may("disabled_at", Time),
        may("replaced_by", Text),
    ])
}

pub fn whoami() -> Shape {
    user().with([may("key", api_key())])
}

pub fn session() -> Shape {
    object([
        need("id", Text),
        default("current", Bool),
        may("user_agent", Text),
        need("created_at", Time),
        may("last_seen_at", Time),
    ])
}

pub fn rotation() -> Shape {
    object([need("grace_period_seconds", Count)])
}

pub fn ended_sessions() -> Shape {
    object([need("sessions_ended", Count)])
}

pub fn password_change() -> Shape {
    object([need("current_password", Text), need("new_password", Text)])
}

pub fn new_api_key() -> Shape {
    object([
        need("name", Text),
        default("scopes", list(Text)),
        may("expires_at", Time),
    ])
}
