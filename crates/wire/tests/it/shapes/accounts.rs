//! Accounts, tokens, API keys.

use crate::shape::{
    Shape::{self, Count, Text, Time},
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
    ])
}

pub fn new_api_key() -> Shape {
    object([
        need("name", Text),
        default("scopes", list(Text)),
        may("expires_at", Time),
    ])
}
