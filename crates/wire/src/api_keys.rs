//! API keys: how programs sign in.

mod scope;
mod state;

use serde::{Deserialize, Serialize};

pub use scope::{SCOPES, Scope, scope};
pub use state::KeyState;

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
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// The first characters of the key, to tell it from others.
    #[serde(deserialize_with = "crate::one_line::read")]
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
    /// When it was revoked; `None` while it is not.
    pub revoked_at: Option<Stamp>,
    /// Since when it is disabled; `None` while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled_at: Option<Stamp>,
    /// The key that replaces it; it then works to the end of its grace, which is `expires_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<ApiKeyId>,
}

/// What it takes to create an API key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewApiKey {
    /// What people will call it.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// What it may do.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// When it stops to work; `None` for never.
    #[serde(default)]
    pub expires_at: Option<Stamp>,
}

/// What is to be different about an API key; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ApiKeyChange {
    /// What people will call it.
    #[serde(
        default,
        deserialize_with = "crate::one_line::read_some",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<String>,
    /// Whether it is refused until it is enabled again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disabled: Option<bool>,
}

/// How an API key is replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rotation {
    /// For how many seconds the old key goes on working; 0 ends it at once.
    pub grace_period_seconds: u64,
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

/// Renames, disables or enables an API key.
pub fn change(id: &ApiKeyId, change: &ApiKeyChange) -> Call<ApiKey> {
    let path = Path::filled(routes::CHANGE_API_KEY.template, &[id.as_str()]);
    Call::new(Method::Patch, path).json(change)
}

/// Replaces an API key by a new one of the same name and scopes.
pub fn rotate(id: &ApiKeyId, rotation: Rotation) -> Call<CreatedApiKey> {
    let path = Path::filled(routes::ROTATE_API_KEY.template, &[id.as_str()]);
    Call::new(Method::Post, path).json(&rotation)
}

/// Revokes an API key.
pub fn revoke(id: &ApiKeyId) -> Call<()> {
    Call::silent(
        Method::Delete,
        Path::filled(routes::REVOKE_API_KEY.template, &[id.as_str()]),
    )
}
