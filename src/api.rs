//! The client: sends calls to one API and reads what comes back.
//!
//! No policy: no retries, no notices, no redirects. That belongs to `state`.

mod ahead;
pub mod server_time;
pub mod sharing;
pub mod socket;
pub mod transport;

use std::sync::Arc;

use futures_util::future::LocalBoxFuture;
use web_sys::AbortSignal;
use wire::{
    Access, Answer, ApiError, Call, Method, Reading, Receipt, Request, Secret, Untyped,
    capabilities::{Capabilities, Capability, KeyPlacement},
};

use transport::{Outgoing, Transport, TransportError};

/// What came of a request: what was read, and what is known of the answer beside it.
pub type Exchanged = Result<(Untyped, Receipt), ApiError>;

/// What the session proves itself with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A JWT.
    Token(Secret),
    /// An API key.
    ApiKey(Secret),
}

/// The keys there are for an API.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// For everything but what has a key of its own.
    pub main: Option<Credential>,
    /// For the caches of a backend that keeps a key apart for them.
    pub cache: Option<Secret>,
}

impl From<Credential> for Keys {
    fn from(main: Credential) -> Self {
        Self {
            main: Some(main),
            cache: None,
        }
    }
}

/// One API, with what is needed to speak to it. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    base: String,
    keys: Keys,
    capabilities: Arc<Capabilities>,
    transport: Arc<dyn Transport>,
}

impl Client {
    /// A client for the API at `base` (`""` for the page's own origin), without a key.
    pub fn new(base: impl Into<String>, transport: Arc<dyn Transport>) -> Self {
        Self {
            base: base.into().trim_end_matches('/').to_owned(),
            keys: Keys::default(),
            capabilities: Arc::new(Capabilities::contract()),
            transport,
        }
    }

    /// The same API with these keys.
    #[must_use]
    pub fn with_keys(mut self, keys: impl Into<Keys>) -> Self {
        self.keys = keys.into();
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

    /// Sends a call, in the words of this API, and reads its answer.
    ///
    /// What the API does not offer, or wants a key for that there is not, is not asked.
    /// Aborting `signal` ends it with [`ApiError::Aborted`].
    pub async fn send<T: Send + 'static>(
        &self,
        call: &Call<T>,
        signal: &AbortSignal,
    ) -> Result<T, ApiError> {
        let (read, _) = self.exchange(call.request(), signal).await?;
        call.take(read)
    }

    /// [`Client::send`] without the type of the answer, so that it is compiled once.
    pub fn exchange<'a>(
        &'a self,
        request: &'a Request,
        signal: &'a AbortSignal,
    ) -> LocalBoxFuture<'a, Exchanged> {
        Box::pin(async move {
            let request = request.spoken(&self.capabilities)?;
            match self.transport.send(self.outgoing(request)?, signal).await {
                Ok(answer) => read_in_turns(request, &answer, signal).await,
                Err(TransportError::Unreachable) => Err(ApiError::Unreachable {
                    route: request.route(),
                }),
                Err(TransportError::TimedOut) => Err(ApiError::TimedOut {
                    route: request.route(),
                }),
                Err(TransportError::Aborted) => Err(ApiError::Aborted),
            }
        })
    }

    fn outgoing(&self, call: &Request) -> Result<Outgoing, ApiError> {
        let mut outgoing = Outgoing {
            method: call.method,
            url: format!("{}{}", self.base, call.target()),
            headers: vec![("Accept", "application/json".to_owned())],
            body: call.body.clone(),
            max_age: call.max_age,
            // It is shipped with a proxy that answers from its cache for minutes, whatever a
            // request says of that, and hides from other origins that it does.
            passes_caches: call.method == Method::Get
                && self.capabilities.is_shipped(Capability::JobsList),
        };
        if call.body.is_some() {
            outgoing
                .headers
                .push(("Content-Type", "application/json".to_owned()));
        }
        outgoing.headers.extend(call.condition.clone());
        let placement = self.placement(call.method, call.path.template());
        if call.access == Access::Public || !placement.is_any() {
            return Ok(outgoing);
        }
        let missing = || ApiError::NoKey(call.access);
        if call.access == Access::CacheKey {
            let key = self.keys.cache.as_ref().ok_or_else(missing)?;
            outgoing.add_key(key, placement);
            return Ok(outgoing);
        }
        match self.keys.main.as_ref().ok_or_else(missing)? {
            Credential::ApiKey(key) => outgoing.add_key(key, placement),
            Credential::Token(token) if placement.bearer => {
                let bearer = format!("Bearer {}", token.expose());
                outgoing.headers.push(("Authorization", bearer));
            }
            Credential::Token(_) => {}
        }
        Ok(outgoing)
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

/// Reading goes on for so long before others have their turn, in milliseconds.
const TURN: f64 = 25.0;

/// Reads an answer; a large one in several tasks, so that the page does not stand still.
async fn read_in_turns(request: &Request, answer: &Answer, signal: &AbortSignal) -> Exchanged {
    let receipt = Receipt {
        bytes: answer.body.len(),
        age: answer.age,
    };
    let mut reading = request.begin(answer)?;
    let mut began = None;
    loop {
        reading = match reading {
            Reading::Done(read) => return Ok((request.end(read, answer)?, receipt)),
            steps => steps.step(),
        };
        let began_at = *began.get_or_insert_with(js_sys::Date::now);
        // The clock may be set back meanwhile.
        if !(0.0..TURN).contains(&(js_sys::Date::now() - began_at)) {
            gloo_timers::future::TimeoutFuture::new(0).await;
            if signal.aborted() {
                return Err(ApiError::Aborted);
            }
            began = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
            .with_keys(credential)
            .outgoing(&jobs::get(&"a/b".into()))
            .unwrap()
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

    #[test]
    fn each_key_goes_to_its_own_routes_and_none_is_sent_for_another() {
        let openapi = r#"{"paths":{
            "/api/v2/generate-content":{"post":{}},
            "/api/v2/jobs/{job_id}":{"get":{}},
            "/api/v1/cache/stats":{"get":{}}}}"#;
        let client = |keys: Keys| {
            Client::new("http://api.test", Arc::new(Nobody))
                .with_capabilities(Arc::new(Capabilities::read(openapi).unwrap()))
                .with_keys(keys)
        };
        let stats = wire::Call::<()>::silent(Method::Get, wire::Path::fixed("/api/v1/cache/stats"))
            .with_cache_key();
        let job = jobs::get(&"j".into());
        let both = client(Keys {
            main: Some(Credential::ApiKey(Secret::new("job&key"))),
            cache: Some(Secret::new("cache-key")),
        });
        let asked = both.outgoing(&job).unwrap();
        assert_eq!(asked.url, "http://api.test/api/v2/jobs/j?api_key=job%26key");
        let asked = both.outgoing(&stats).unwrap();
        assert!(
            asked
                .headers
                .contains(&("X-API-Key", "cache-key".to_owned()))
        );
        assert!(!asked.url.contains("key"));

        let one = client(Credential::ApiKey(Secret::new("job-key")).into());
        assert_eq!(
            one.outgoing(&stats).unwrap_err(),
            ApiError::NoKey(Access::CacheKey)
        );
        let none = client(Keys::default());
        assert_eq!(
            none.outgoing(&job).unwrap_err(),
            ApiError::NoKey(Access::Session)
        );
    }
}
