//! The client: sends calls to one API and reads what comes back.
//!
//! No policy: no retries, no notices, no redirects. That belongs to `state`.

pub mod socket;
pub mod transport;

use std::sync::Arc;

use web_sys::AbortSignal;
use wire::{
    Access, ApiError, Call, Method, Secret,
    capabilities::{Capabilities, KeyPlacement},
};

use transport::{Outgoing, Transport, TransportError};

/// What the session proves itself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A JWT.
    Token(Secret),
    /// An API key.
    ApiKey(Secret),
}

/// One API, with what is needed to speak to it. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    base: String,
    credential: Option<Credential>,
    capabilities: Arc<Capabilities>,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A client for the API at `base` (`""` for the page's own origin), without a key.
    pub fn new(base: impl Into<String>, transport: Arc<dyn Transport>) -> Self {
        Self {
            base: base.into().trim_end_matches('/').to_owned(),
            credential: None,
            capabilities: Arc::new(Capabilities::contract()),
            transport,
        }
    }

    /// The same API with this key, or with none.
    #[must_use]
    pub fn with_credential(mut self, credential: Option<Credential>) -> Self {
        self.credential = credential;
        self
    }

    /// The same API, which takes its keys where these capabilities say.
    #[must_use]
    pub fn with_capabilities(mut self, capabilities: Arc<Capabilities>) -> Self {
        self.capabilities = capabilities;
        self
    }

    /// The API's address; `""` for the page's own origin.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Sends a call and reads its answer. Aborting `signal` ends it with [`ApiError::Aborted`].
    pub async fn send<T>(&self, call: &Call<T>, signal: &AbortSignal) -> Result<T, ApiError> {
        let answer = self.transport.send(self.outgoing(call), signal).await;
        match answer {
            Ok(answer) => call.read(&answer),
            Err(TransportError::Unreachable) => Err(ApiError::Unreachable {
                route: call.route(),
            }),
            Err(TransportError::TimedOut) => Err(ApiError::TimedOut {
                route: call.route(),
            }),
            Err(TransportError::Aborted) => Err(ApiError::Aborted),
        }
    }

    fn outgoing<T>(&self, call: &Call<T>) -> Outgoing {
        let mut url = format!("{}{}", self.base, call.target());
        let mut headers = vec![("Accept", "application/json".to_owned())];
        if call.body.is_some() {
            headers.push(("Content-Type", "application/json".to_owned()));
        }
        if call.access == Access::Session {
            let placement = self.placement(call.method, call.path.template());
            match &self.credential {
                Some(Credential::Token(token)) if placement.bearer => {
                    headers.push(("Authorization", format!("Bearer {}", token.expose())));
                }
                Some(Credential::ApiKey(key)) if placement.header => {
                    headers.push(("X-API-Key", key.expose().to_owned()));
                }
                Some(Credential::ApiKey(key)) if placement.query => {
                    let pair = wire::Query::new().with("api_key", key.expose()).encoded();
                    url.push(if url.contains('?') { '&' } else { '?' });
                    url.push_str(&pair);
                }
                _ => {}
            }
        }
        Outgoing {
            method: call.method,
            url,
            headers,
            body: call.body.clone(),
        }
    }

    fn placement(&self, method: Method, template: &str) -> KeyPlacement {
        self.capabilities
            .keys_for(method, template)
            .unwrap_or(KeyPlacement {
                bearer: true,
                header: true,
                query: false,
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::future::LocalBoxFuture;
    use wire::{Answer, jobs};

    struct Nobody;

    impl Transport for Nobody {
        fn send<'a>(
            &'a self,
            _: Outgoing,
            _: &'a AbortSignal,
        ) -> LocalBoxFuture<'a, Result<Answer, TransportError>> {
            Box::pin(async { Err(TransportError::Unreachable) })
        }
    }

    fn outgoing(credential: Credential) -> Outgoing {
        Client::new("http://api.test/", Arc::new(Nobody))
            .with_credential(Some(credential))
            .outgoing(&jobs::get(&"a/b".into()))
    }

    #[test]
    fn a_token_travels_as_bearer_and_a_key_in_its_header() {
        let token = outgoing(Credential::Token(Secret::new("t")));
        assert_eq!(token.url, "http://api.test/api/v2/jobs/a%2Fb");
        assert!(
            token
                .headers
                .contains(&("Authorization", "Bearer t".to_owned()))
        );
        let key = outgoing(Credential::ApiKey(Secret::new("k")));
        assert!(key.headers.contains(&("X-API-Key", "k".to_owned())));
        assert!(!key.url.contains("api_key"));
    }
}
