//! API keys: how programs sign in.

use serde::{Deserialize, Serialize};

use crate::{Call, Method, Page, Path, Secret, Stamp, routes, text::string_id};

string_id! {
    /// An API key's id; not the key itself.
    ApiKeyId
}

/// What is known of an API key after it was shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// What people call it.
    pub name: String,
    /// The first characters of the key, to tell it from others.
    pub prefix: String,
    /// What it may do, e.g. `jobs:read`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// When it was created.
    pub created_at: Stamp,
    /// When it stops to work; `None` for never.
    pub expires_at: Option<Stamp>,
    /// When it was last used; `None` for never.
    pub last_used_at: Option<Stamp>,
    /// When it was revoked; `None` while it works.
    pub revoked_at: Option<Stamp>,
}

/// What it takes to create an API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What people will call it.
    pub name: String,
    /// What it may do.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// When it stops to work; `None` for never.
    #[serde(default)]
    pub expires_at: Option<Stamp>,
}

/// A new API key; the only answer that holds its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CreatedApiKey {
    /// What stays known of it.
    #[serde(flatten)]
    pub key: ApiKey,
    /// The key itself, shown once.
    pub secret: Secret,
}

/// The account's API keys.
pub fn list() -> Call<Page<ApiKey>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::API_KEYS.template),
        |body| Page::read("api_keys", body),
    )
}

/// Creates an API key.
pub fn create(key: &NewApiKey) -> Call<CreatedApiKey> {
    Call::new(Method::Post, Path::fixed(routes::CREATE_API_KEY.template)).json(key)
}

/// Revokes an API key.
pub fn revoke(id: &ApiKeyId) -> Call<()> {
    Call::silent(
        Method::Delete,
        Path::filled(routes::REVOKE_API_KEY.template, &[id.as_str()]),
    )
}
