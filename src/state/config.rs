//! Where the API is, as the deployment says in `config.json`.

use serde::Deserialize;

use crate::base;

/// What a deployment configures; see `docs/configuration.md`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Config {
    /// The API's address; `""` for the page's own origin.
    pub api_url: String,
}

impl Config {
    /// Fetches `config.json` from beside the app.
    ///
    /// A deployment without one has its API on the page's own origin.
    pub async fn fetch() -> Self {
        let Ok(response) = gloo_net::http::Request::get(&base::file("config.json"))
            .send()
            .await
        else {
            return Self::default();
        };
        let Ok(text) = response.text().await else {
            return Self::default();
        };
        if response.ok() {
            serde_json::from_str(&text).unwrap_or_default()
        } else {
            Self::default()
        }
    }
}
