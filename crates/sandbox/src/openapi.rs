//! The server's description of itself, made from its handlers and the contract's types.

use std::borrow::Cow;

use utoipa::{
    Modify, OpenApi, PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, Ref, RefOr,
        schema::{ArrayBuilder, Schema, Type},
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{routes as handlers, state::App};

/// What is the same for all routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Toombos API (sandbox)",
        description = "Demo accounts: `owner@toombos.test`, `editor@toombos.test`, \
            `viewer@toombos.test`, password `toombos-demo-1`. Demo API key of the editor: \
            `toombos_demo_editor_key_1`. Live feeds: `/ws/jobs/{session_id}` and \
            `/ws/content/{client_id}`, with `?ticket=` from `/api/v1/auth/ws-ticket` and \
            `&since=` the last number known."
    ),
    modifiers(&Keys)
)]
struct Description;

struct Keys;

impl Modify for Keys {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let components = api.components.get_or_insert_default();
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .build();
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        let key = ApiKey::Header(ApiKeyValue::new("X-API-Key"));
        components.add_security_scheme("api_key", SecurityScheme::ApiKey(key));
    }
}

/// Every route that is described: the same list makes the router and the description.
pub fn router() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(handlers::auth::register))
        .routes(routes!(handlers::auth::login))
        .routes(routes!(handlers::auth::refresh))
        .routes(routes!(handlers::auth::logout))
        .routes(routes!(handlers::account::me, handlers::account::change))
        .routes(routes!(handlers::account::change_password))
        .routes(routes!(
            handlers::account::sessions,
            handlers::account::end_sessions
        ))
        .routes(routes!(handlers::account::end_session))
        .routes(routes!(handlers::auth::ws_ticket))
        .routes(routes!(
            handlers::api_keys::list,
            handlers::api_keys::create
        ))
        .routes(routes!(
            handlers::api_keys::change,
            handlers::api_keys::revoke
        ))
        .routes(routes!(handlers::api_keys::rotate))
        .routes(routes!(handlers::documents::list))
        .routes(routes!(handlers::documents::get))
        .routes(routes!(
            handlers::templates::list,
            handlers::templates::create
        ))
        .routes(routes!(
            handlers::templates::get,
            handlers::templates::update,
            handlers::templates::delete
        ))
        .routes(routes!(handlers::template_preview::preview))
        .routes(routes!(handlers::generate::generate))
        .routes(routes!(handlers::test_email::send))
        .routes(routes!(handlers::batch::start))
        .routes(routes!(handlers::content::list))
        .routes(routes!(handlers::content::bulk::run))
        .routes(routes!(
            handlers::content::get,
            handlers::content::update,
            handlers::content::delete
        ))
        .routes(routes!(handlers::content::restore))
        .routes(routes!(handlers::content::versions::list))
        .routes(routes!(handlers::content::versions::get))
        .routes(routes!(handlers::content::versions::restore))
        .routes(routes!(handlers::jobs::list))
        .routes(routes!(handlers::jobs::get, handlers::jobs::cancel))
        .routes(routes!(handlers::jobs::release))
        .routes(routes!(handlers::jobs::retry))
        .routes(routes!(handlers::cache::stats))
        .routes(routes!(handlers::cache::invalidate))
        .routes(routes!(handlers::cache::clear))
        .routes(routes!(handlers::cache::history))
        .routes(routes!(handlers::health::overall))
        .routes(routes!(handlers::health::detailed))
        .routes(routes!(handlers::health::ready))
        .routes(routes!(handlers::health::live))
        .routes(routes!(handlers::health::history))
        .routes(routes!(handlers::health::check))
        .routes(routes!(handlers::alerts::list))
        .routes(routes!(handlers::alerts::acknowledge))
        .routes(routes!(handlers::metrics::show))
}

/// Describes a page of a list, whose entries stand under the list's own noun.
macro_rules! page {
    ($(#[$doc:meta])* $name:ident, $noun:literal, $entry:ty) => {
        $(#[$doc])*
        pub struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                page_schema($noun, &<$entry>::name())
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                schemas.push((<$entry>::name().into_owned(), <$entry>::schema()));
                <$entry>::schemas(schemas);
            }
        }
    };
}

fn page_schema(noun: &str, entry: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .property(
            noun,
            ArrayBuilder::new().items(Ref::from_schema_name(entry)),
        )
        .required(noun)
        .property("total", ObjectBuilder::new().schema_type(Type::Integer))
        .property(
            "next_cursor",
            ObjectBuilder::new().schema_type(Type::String),
        )
        .into()
}

page! {
    /// A page of jobs.
    JobPage, "jobs", wire::jobs::Job
}
page! {
    /// A page of what was done to caches.
    InvalidationPage, "history", wire::cache::Invalidation
}
page! {
    /// A page of content.
    ContentPage, "content", wire::content::Content
}
page! {
    /// A page of the versions of content.
    ContentVersionPage, "versions", wire::content::ContentVersion
}
page! {
    /// A page of documents.
    DocumentPage, "documents", wire::documents::Document
}
page! {
    /// A page of templates.
    TemplatePage, "templates", wire::templates::Template
}
page! {
    /// A page of API keys.
    ApiKeyPage, "api_keys", wire::api_keys::ApiKey
}
page! {
    /// A page of sessions.
    SessionPage, "sessions", wire::auth::DeviceSession
}
page! {
    /// The alerts.
    AlertPage, "alerts", wire::alerts::Alert
}
