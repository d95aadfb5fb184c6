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
    /// Changes the name and the email address.
    CHANGE_ME = Patch "/api/v1/auth/me";
    /// Changes the password.
    CHANGE_PASSWORD = Post "/api/v1/auth/password";
    /// Where the account is logged in.
    SESSIONS = Get "/api/v1/auth/sessions";
    /// Ends every session but the one that asks.
    END_SESSIONS = Delete "/api/v1/auth/sessions";
    /// Ends one session.
    END_SESSION = Delete "/api/v1/auth/sessions/{id}";
    /// A single-use ticket for a WebSocket.
    WS_TICKET = Post "/api/v1/auth/ws-ticket";
    /// The account's API keys.
    API_KEYS = Get "/api/v1/api-keys";
    /// Creates an API key.
    CREATE_API_KEY = Post "/api/v1/api-keys";
    /// Renames, disables or enables an API key.
    CHANGE_API_KEY = Patch "/api/v1/api-keys/{id}";
    /// Replaces an API key by a new one.
    ROTATE_API_KEY = Post "/api/v1/api-keys/{id}/rotate";
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
    /// Creates a template.
    CREATE_TEMPLATE = Post "/api/v2/templates";
    /// Changes a template, or brings back one that was deleted.
    UPDATE_TEMPLATE = Put "/api/v2/templates/{id}";
    /// Deletes a template.
    DELETE_TEMPLATE = Delete "/api/v2/templates/{id}";
    /// Renders a template that need not be stored.
    PREVIEW_TEMPLATE = Post "/api/v2/templates/preview";
    /// Previews (dry run) or starts a job.
    GENERATE = Post "/api/v2/content/generate";
    /// Sends a newsletter to whoever asks, to look at it.
    TEST_EMAIL = Post "/api/v2/content/test-email";
    /// Starts many jobs at once.
    BATCH = Post "/api/v2/content/batch";
    /// The stored content.
    CONTENTS = Get "/api/v2/content";
    /// One piece of stored content.
    CONTENT = Get "/api/v2/content/{content_id}";
    /// Changes a piece of stored content.
    UPDATE_CONTENT = Put "/api/v2/content/{content_id}";
    /// Moves a piece of stored content to the trash.
    DELETE_CONTENT = Delete "/api/v2/content/{content_id}";
    /// Takes a piece of stored content out of the trash.
    RESTORE_CONTENT = Post "/api/v2/content/{content_id}/restore";
    /// The versions of a piece of stored content.
    CONTENT_VERSIONS = Get "/api/v2/content/{content_id}/versions";
    /// One version of a piece of stored content.
    CONTENT_VERSION = Get "/api/v2/content/{content_id}/versions/{version}";
    /// Makes a new version of an older one.
    RESTORE_CONTENT_VERSION = Post "/api/v2/content/{content_id}/versions/{version}/restore";
    /// Does the same to many pieces of stored content.
    BULK_CONTENT = Post "/api/v2/content/bulk";
    /// The jobs.
    JOBS = Get "/api/v2/jobs";
    /// One job.
    JOB = Get "/api/v2/jobs/{id}";
    /// Cancels a job.
    CANCEL_JOB = Delete "/api/v2/jobs/{id}";
    /// Ends the time in which a waiting job can still be undone.
    RELEASE_JOB = Post "/api/v2/jobs/{id}/release";
    /// Runs a failed job again, as a new one.
    RETRY_JOB = Post "/api/v2/jobs/{id}/retry";
    /// What the caches hold.
    CACHE_STATS = Get "/api/v1/cache/stats";
    /// What was emptied.
    CACHE_HISTORY = Get "/api/v1/cache/history";
    /// Drops entries of caches, or says which it would drop.
    INVALIDATE_CACHE = Post "/api/v1/cache/invalidate";
    /// Empties all caches.
    CLEAR_CACHES = Post "/api/v1/cache/clear";
    /// Overall health.
    HEALTH = Get "/health";
    /// Health by component.
    HEALTH_DETAILED = Get "/health/detailed";
    /// Readiness checks.
    READY = Get "/ready";
    /// Whether the process answers at all.
    LIVE = Get "/live";
    /// How the components were over time.
    HEALTH_HISTORY = Get "/health/history";
    /// Checks one component now.
    CHECK_COMPONENT = Post "/health/check/{component}";
    /// The alerts.
    ALERTS = Get "/api/v1/alerts";
    /// Says that one knows of an alert.
    ACKNOWLEDGE_ALERT = Post "/api/v1/alerts/{id}/acknowledge";
}
