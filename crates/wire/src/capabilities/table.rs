//! Every capability, its words, and the routes that can serve it.

use crate::{
    Method::{Delete, Get, Post},
    routes::{self, Route},
};

use super::{Dialect, KeyPlacement};

/// A route that can serve a capability.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    /// The route.
    pub route: Route,
    /// Where the contract has its key; an OpenAPI knows better.
    pub keys: KeyPlacement,
    /// Which call speaks to it.
    pub dialect: Dialect,
    /// Whether the shipped backend answers in its own way on this very route.
    pub is_shared: bool,
}

/// The shipped backend's generation. Its OpenAPI describes the request and
/// answer of another function that never gets to serve: the route is registered
/// twice, and the documented body is refused. Only the route and its dialect
/// are taken from there; the body is that of [`crate::shipped::generate`].
pub(super) const SHIPPED_GENERATE: Route = Route::new(Post, "/api/v2/generate-content");

const fn keyed(route: Route) -> Candidate {
    Candidate {
        route,
        keys: KeyPlacement::CONTRACT,
        dialect: Dialect::Contract,
        is_shared: false,
    }
}

const fn public(route: Route) -> Candidate {
    Candidate {
        keys: KeyPlacement::NONE,
        ..keyed(route)
    }
}

const fn shared(route: Route) -> Candidate {
    Candidate {
        is_shared: true,
        ..keyed(route)
    }
}

const fn shipped(method: crate::Method, template: &'static str) -> Candidate {
    Candidate {
        dialect: Dialect::Shipped,
        keys: KeyPlacement::NONE,
        ..keyed(Route::new(method, template))
    }
}

macro_rules! capabilities {
    ($(
        $variant:ident $word:literal $label:literal $missing:literal
        [ $( $candidate:expr ),+ $(,)? ];
    )+) => {
        /// Something that a server may be able to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Capability {
            $( #[doc = $label] $variant, )+
        }

        impl Capability {
            /// All of them, by subject.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),+ ];

            /// The capability's name in code and reports, e.g. `jobs.cancel`.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $word, )+ }
            }

            /// The capability's name on a screen.
            pub fn label(self) -> &'static str {
                match self { $( Self::$variant => $label, )+ }
            }

            /// What to say where a server doesn't offer it.
            pub fn missing(self) -> &'static str {
                match self {
                    $( Self::$variant => concat!("This server ", $missing, "."), )+
                }
            }

            /// Whether it is about caches, for which the shipped backend has a key of its own.
            pub fn is_of_cache(self) -> bool {
                matches!(
                    self,
                    Self::CacheStats
                        | Self::CacheHealth
                        | Self::CacheInvalidate
                        | Self::CacheClear
                        | Self::CacheHistory
                )
            }

            /// Whether it is a feed over a WebSocket, which no OpenAPI lists.
            pub fn is_feed(self) -> bool {
                matches!(self, Self::JobsLive | Self::ContentLive)
            }

            /// Whether it is what people come for, and not accounts, settings or supervision.
            pub fn is_work(self) -> bool {
                let subject = self.as_str().split('.').next().unwrap_or_default();
                !self.is_feed()
                    && ["documents", "content", "templates", "jobs", "cache"].contains(&subject)
            }

            /// The first capability that a route can serve.
            pub fn served_by(route: Route) -> Option<Self> {
                Self::ALL
                    .iter()
                    .copied()
                    .find(|capability| capability.candidates().iter().any(|it| it.route == route))
            }

            /// The routes that can serve it, best first.
            pub(super) fn candidates(self) -> &'static [Candidate] {
                match self {
                    $( Self::$variant => const { &[ $( $candidate ),+ ] }, )+
                }
            }
        }
    };
}

capabilities! {
    Health "health" "Health" "doesn't report its health"
        [public(routes::HEALTH)];
    HealthDetailed "health.detailed" "Health by component"
        "doesn't report the health of its components"
        [public(routes::HEALTH_DETAILED)];
    HealthHistory "health.history" "Uptime history" "has no uptime history"
        [public(routes::HEALTH_HISTORY)];
    HealthCheck "health.check" "Check one component" "can't check single components"
        [keyed(routes::CHECK_COMPONENT)];
    Ready "health.ready" "Readiness" "doesn't report whether it is ready"
        [public(routes::READY)];
    Live "health.live" "Liveness" "has no liveness check"
        [public(routes::LIVE), shipped(Get, "/liveness")];
    Services "health.services" "Connected services" "doesn't report its connected services"
        [shipped(Get, "/api/v1/services/status")];
    Database "health.database" "Database status" "doesn't report its database status"
        [shipped(Get, "/api/v1/database/status")];
    Startup "health.startup" "Startup" "doesn't report whether it has started"
        [shipped(Get, "/startup")];
    AuthRegister "auth.register" "Registration" "has no registration"
        [public(routes::REGISTER)];
    AuthLogin "auth.login" "Log in" "has no password login"
        [public(routes::LOGIN)];
    AuthRefresh "auth.refresh" "Session renewal" "can't extend a session"
        [public(routes::REFRESH)];
    AuthLogout "auth.logout" "Log out" "can't end sessions"
        [keyed(routes::LOGOUT)];
    AuthMe "auth.me" "Own account" "doesn't report who is signed in"
        [keyed(routes::ME)];
    AuthProfile "auth.profile" "Account settings" "can't change account settings"
        [keyed(routes::CHANGE_ME)];
    AuthPassword "auth.password" "Change password" "can't change passwords"
        [keyed(routes::CHANGE_PASSWORD)];
    AuthSessions "auth.sessions" "Signed-in devices" "doesn't list signed-in devices"
        [keyed(routes::SESSIONS)];
    AuthEndSessions "auth.sessions.end" "Log out other devices" "can't log out other devices"
        [keyed(routes::END_SESSION), keyed(routes::END_SESSIONS)];
    WsTicket "auth.ws_ticket" "Live connection" "has no live connection"
        [keyed(routes::WS_TICKET)];
    ApiKeysRead "api_keys.read" "API keys" "doesn't list API keys"
        [keyed(routes::API_KEYS)];
    ApiKeysWrite "api_keys.write" "Create API keys" "can't create API keys"
        [keyed(routes::CREATE_API_KEY)];
    ApiKeysRevoke "api_keys.revoke" "Revoke API keys" "can't revoke API keys"
        [keyed(routes::REVOKE_API_KEY)];
    ApiKeysRotate "api_keys.rotate" "Rotate API keys" "can't rotate API keys"
        [keyed(routes::ROTATE_API_KEY)];
    ApiKeysChange "api_keys.change" "Rename and disable API keys"
        "can't rename or disable API keys"
        [keyed(routes::CHANGE_API_KEY)];
    DocumentsList "documents.list" "Documents" "doesn't list documents"
        [keyed(routes::DOCUMENTS)];
    DocumentsGet "documents.get" "Document text" "doesn't show document text"
        [keyed(routes::DOCUMENT)];
    ContentPreview "content.preview" "Preview" "can't preview content"
        [keyed(routes::GENERATE), shipped(Post, SHIPPED_GENERATE.template)];
    ContentGenerate "content.generate" "Generate" "can't generate content"
        [keyed(routes::GENERATE), shipped(Post, SHIPPED_GENERATE.template)];
    TestEmail "content.test_email" "Send a test email" "can't send test emails"
        [keyed(routes::TEST_EMAIL)];
    ContentList "content.list" "Stored content" "doesn't store generated content"
        [keyed(routes::CONTENTS)];
    ContentGet "content.get" "Open content" "doesn't store generated content"
        [keyed(routes::CONTENT)];
    ContentWrite "content.write" "Edit content" "can't change content"
        [keyed(routes::UPDATE_CONTENT)];
    ContentDelete "content.delete" "Delete content" "can't delete content"
        [keyed(routes::DELETE_CONTENT)];
    ContentRestore "content.restore" "Restore deleted content" "can't restore deleted content"
        [keyed(routes::RESTORE_CONTENT)];
    ContentBulk "content.bulk" "Change many at once" "can't change many items at once"
        [keyed(routes::BULK_CONTENT)];
    ContentVersions "content.versions" "Version history" "has no version history"
        [keyed(routes::CONTENT_VERSIONS), keyed(routes::CONTENT_VERSION)];
    ContentVersionRestore "content.versions.restore" "Restore versions" "can't restore versions"
        [keyed(routes::RESTORE_CONTENT_VERSION)];
    ContentValidate "content.validate" "Check the document" "can't validate documents"
        [shipped(Post, "/api/v2/validate-content")];
    ContentTypes "content.types" "Content types" "doesn't list its content types"
        [shipped(Get, "/api/v2/content-types")];
    ContentRules "content.rules" "Validation rules" "doesn't list its validation rules"
        [shipped(Get, "/api/v2/validation-rules")];
    TemplatesList "templates.list" "Templates" "doesn't list templates"
        [shared(routes::TEMPLATES)];
    TemplatesGet "templates.get" "Template source" "doesn't show template source"
        [keyed(routes::TEMPLATE)];
    TemplatesCreate "templates.create" "Create templates" "can't create templates"
        [keyed(routes::CREATE_TEMPLATE)];
    TemplatesWrite "templates.write" "Edit templates" "can't change templates"
        [keyed(routes::UPDATE_TEMPLATE)];
    TemplatesDelete "templates.delete" "Delete templates" "can't delete templates"
        [keyed(routes::DELETE_TEMPLATE)];
    TemplatesPreview "templates.preview" "Preview templates" "can't preview templates"
        [keyed(routes::PREVIEW_TEMPLATE)];
    JobsList "jobs.list" "Jobs" "doesn't list jobs"
        [shared(routes::JOBS)];
    JobsGet "jobs.get" "Job details" "doesn't show job details"
        [shared(routes::JOB)];
    JobsCreate "jobs.create" "Job from a document ID" "can't start a job from a document ID"
        [shipped(Post, "/api/v2/content/sync")];
    JobsCancel "jobs.cancel" "Cancel jobs" "can't cancel jobs"
        [keyed(routes::CANCEL_JOB)];
    JobsHold "jobs.hold" "Undo publishing" "can't hold jobs before they start"
        [keyed(routes::RELEASE_JOB)];
    JobsRetry "jobs.retry" "Retry jobs" "can't retry jobs"
        [shared(routes::RETRY_JOB)];
    JobsMetrics "jobs.metrics" "Job totals" "has no job totals"
        [shared(Route::new(Get, "/api/v2/metrics"))];
    JobsLive "jobs.live" "Live jobs" "has no live job updates, so the dashboard polls"
        [keyed(Route::new(Get, "/ws/jobs/{session_id}"))];
    ContentLive "content.live" "Live content"
        "has no live content updates, so the dashboard polls"
        [keyed(Route::new(Get, "/ws/content/{client_id}"))];
    LiveSessions "sessions.live" "Live sessions" "has no live sessions"
        [
            shipped(Get, "/api/v2/sessions/live"),
            shipped(Get, "/api/v2/session/{session_id}/content"),
        ];
    Metrics "metrics" "Process metrics" "has no process metrics"
        [public(Route::new(Get, "/metrics")), shipped(Get, "/api/metrics/prometheus")];
    CacheStats "cache.stats" "Cache statistics" "doesn't report cache statistics"
        [shared(routes::CACHE_STATS)];
    CacheHealth "cache.health" "Cache health" "doesn't report the health of its caches"
        [shipped(Get, "/api/v1/cache/health")];
    CacheInvalidate "cache.invalidate" "Invalidate caches" "can't invalidate cache entries"
        [shared(routes::INVALIDATE_CACHE)];
    CacheClear "cache.clear" "Clear caches" "can't clear its caches"
        [
            keyed(routes::CLEAR_CACHES),
            shipped(Delete, "/api/v1/cache/clear-all"),
        ];
    CacheHistory "cache.history" "Cache history" "has no cache history"
        [shared(routes::CACHE_HISTORY)];
    Batch "content.batch" "Batches" "can't generate batches"
        [
            keyed(routes::BATCH),
            shipped(Post, "/api/v1/batch/generateBatch"),
        ];
    Analytics "analytics" "Analytics" "has no analytics"
        [keyed(Route::new(Get, "/api/v2/analytics"))];
    Alerts "alerts" "Alerts" "has no alerts"
        [keyed(routes::ALERTS)];
    AlertsAcknowledge "alerts.acknowledge" "Acknowledge alerts" "can't acknowledge alerts"
        [keyed(routes::ACKNOWLEDGE_ALERT)];
    Logs "logs" "Logs" "doesn't show its logs"
        [keyed(Route::new(Get, "/api/v1/logs"))];
    Webhooks "webhooks" "Webhooks" "has no webhooks"
        [keyed(Route::new(Get, "/api/v1/webhooks"))];
    Plugins "plugins" "Plugins" "has no plugins"
        [keyed(Route::new(Get, "/api/v1/plugins"))];
    Notifications "notifications" "Notification settings" "has no notification settings"
        [keyed(Route::new(Get, "/api/v1/settings/notifications"))];
}
