//! Every route of the contract that this crate has a call for.

use crate::call::Method;

/// A route: what a server lists in its OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub template: &'static str,
}

impl Route {
    /// A route.
    pub const fn new(method: Method, template: &'static str) -> Self {
        Self { method, template }
    }
}

impl std::fmt::Display for Route {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method.as_str(), self.template)
    }
}

macro_rules! routes {
    ($( $(#[$doc:meta])* $name:ident = $method:ident $template:literal; )+) => {
        $( $(#[$doc])* pub const $name: Route = Route::new(Method::$method, $template); )+

        /// All of them; the sandbox's tests ask for each.
        pub const ALL: &[Route] = &[ $( $name ),+ ];
    };
}

routes! {
    /// Creates an account.
    REGISTER = Post "/api/v1/auth/register";
    /// Exchanges email and password for tokens.
    LOGIN = Post "/api/v1/auth/login";
    /// Exchanges a refresh token for new tokens.
    REFRESH = Post "/api/v1/auth/refresh";
    /// Ends the session.
    LOGOUT = Post "/api/v1/auth/logout";
    /// Who is asking.
    ME = Get "/api/v1/auth/me";
    /// A single-use ticket for a WebSocket.
    WS_TICKET = Post "/api/v1/auth/ws-ticket";
    /// The account's API keys.
    API_KEYS = Get "/api/v1/api-keys";
    /// Creates an API key.
    CREATE_API_KEY = Post "/api/v1/api-keys";
    /// Revokes an API key.
    REVOKE_API_KEY = Delete "/api/v1/api-keys/{id}";
    /// The documents to generate from.
    DOCUMENTS = Get "/api/v2/documents";
    /// One document with its text.
    DOCUMENT = Get "/api/v2/documents/{id}";
    /// The templates.
    TEMPLATES = Get "/api/v2/templates";
    /// One template.
    TEMPLATE = Get "/api/v2/templates/{id}";
    /// Previews (dry run) or starts a job.
    GENERATE = Post "/api/v2/content/generate";
    /// Starts many jobs at once.
    BATCH = Post "/api/v2/content/batch";
    /// The stored content.
    CONTENTS = Get "/api/v2/content";
    /// One piece of stored content.
    CONTENT = Get "/api/v2/content/{content_id}";
    /// The jobs.
    JOBS = Get "/api/v2/jobs";
    /// One job.
    JOB = Get "/api/v2/jobs/{id}";
    /// Cancels a job.
    CANCEL_JOB = Delete "/api/v2/jobs/{id}";
    /// Runs a failed job again, as a new one.
    RETRY_JOB = Post "/api/v2/jobs/{id}/retry";
    /// Overall health.
    HEALTH = Get "/health";
    /// Health by component.
    HEALTH_DETAILED = Get "/health/detailed";
    /// Readiness checks.
    READY = Get "/ready";
    /// Whether the process answers at all.
    LIVE = Get "/live";
}
