//! Every address of the app, written and read in one place.

use wire::{
    Query,
    channel::Channel,
    content::ContentId,
    documents::DocumentId,
    jobs::{JobId, JobStatus},
    templates::{Template, TemplateId},
};

use crate::base::{base, below_base};

/// A page's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What there is to know at a glance.
    Overview,
    /// Logging in.
    Login,
    /// Creating an account.
    Register,
    /// Connecting with an API key.
    Connect,
    /// Making content.
    Generate,
    /// The jobs.
    Jobs,
    /// One job.
    Job(JobId),
    /// One piece of content.
    Content(ContentId),
    /// All content.
    Contents,
    /// Content for a whole period.
    Plan,
    /// Many documents at once.
    Batch,
    /// Tones and channels side by side.
    Compare,
    /// The templates.
    Templates,
    /// One template.
    Template(TemplateId),
    /// A template that does not exist yet.
    NewTemplate,
    /// Changing a template.
    EditTemplate(TemplateId),
    /// How the system is.
    Health,
    /// The caches.
    Cache,
    /// What the work brings.
    Analytics,
    /// What the machines do.
    Monitoring,
    /// The first page of the settings that there is something to set on.
    Settings,
    /// The backend, its keys, and what it offers.
    Connection,
    /// One's own account.
    Account,
    /// The keys that programs sign in with.
    ApiKeys,
}

impl Route {
    /// The path, with what the app is served below, and with ids percent-encoded.
    pub fn path(&self) -> String {
        format!("{}{}", base(), self.path_below_base())
    }

    fn path_below_base(&self) -> String {
        match self {
            Self::Overview => "/".to_owned(),
            Self::Login => "/login".to_owned(),
            Self::Register => "/register".to_owned(),
            Self::Connect => "/connect".to_owned(),
            Self::Generate => "/generate".to_owned(),
            Self::Jobs => "/jobs".to_owned(),
            Self::Job(id) => filled("/jobs/{id}", id.as_str()),
            Self::Content(id) => filled("/content/{id}", id.as_str()),
            Self::Contents => "/content".to_owned(),
            Self::Plan => "/generate/plan".to_owned(),
            Self::Batch => "/generate/batch".to_owned(),
            Self::Compare => "/generate/preflight".to_owned(),
            Self::Templates => "/templates".to_owned(),
            Self::Template(id) => filled("/templates/{id}", id.as_str()),
            Self::NewTemplate => "/templates/new".to_owned(),
            Self::EditTemplate(id) => filled("/templates/{id}/edit", id.as_str()),
            Self::Health => "/health".to_owned(),
            Self::Cache => "/cache".to_owned(),
            Self::Analytics => "/analytics".to_owned(),
            Self::Monitoring => "/monitoring".to_owned(),
            Self::Settings => "/settings".to_owned(),
            Self::Connection => "/settings/connection".to_owned(),
            Self::Account => "/settings/account".to_owned(),
            Self::ApiKeys => "/settings/api-keys".to_owned(),
        }
    }

    /// The path with a query.
    pub fn with(&self, query: &wire::Query) -> String {
        let query = query.encoded();
        if query.is_empty() {
            self.path()
        } else {
            format!("{}?{query}", self.path())
        }
    }
}

/// The page that makes content, with a template and its channel chosen.
pub fn generate_with(template: &Template) -> String {
    let family = template.channel.family();
    let channel = (!matches!(family, Channel::Other(_))).then_some(family);
    let query = Query::new()
        .maybe("channels", channel)
        .with("template", &template.id);
    Route::Generate.with(&query)
}

/// The page for a new template that begins as a copy of another.
pub fn duplicate_of(template: &TemplateId) -> String {
    Route::NewTemplate.with(&Query::new().with(FROM, template))
}

/// The page that makes content, with a document chosen.
pub fn generate_from(document: &DocumentId) -> String {
    Route::Generate.with(&Query::new().with("document", document))
}

/// The jobs that stand so.
pub fn jobs_in(status: &JobStatus) -> String {
    Route::Jobs.with(&Query::new().with("status", status))
}

/// A list with its search filled in.
pub fn found_in(list: &Route, text: &str) -> String {
    list.with(&Query::new().with("q", text))
}

/// The API keys, with the form for a new one open.
pub fn create_api_key() -> String {
    Route::ApiKeys.with(&Query::new().with(CREATE, 1))
}

/// The API keys, also those that ended.
pub fn all_api_keys() -> String {
    Route::ApiKeys.with(&Query::new().with("ended", "shown"))
}

/// The query parameter that opens the form for a new API key.
pub const CREATE: &str = "create";

/// The query parameter that names the template to begin from.
pub const FROM: &str = "from";

fn filled(template: &'static str, id: &str) -> String {
    wire::Path::filled(template, &[id]).as_str().to_owned()
}

/// The query parameter that holds where to go after signing in.
pub const NEXT: &str = "next";

/// Where to go after signing in: `next` if it is a page of this app, else the overview.
///
/// Every redirect to an address that somebody else may have written goes through here. The
/// browser's own parser decides: it drops tabs and newlines and resolves `.` and `\\`, so what
/// a text begins with says little about where it leads.
pub fn after_sign_in(next: Option<&str>) -> String {
    next.and_then(page_of_this_app)
        .unwrap_or_else(|| Route::Overview.path())
}

fn page_of_this_app(address: &str) -> Option<String> {
    let origin = leptos::prelude::location().origin().ok()?;
    let url = web_sys::Url::new_with_base(address, &origin).ok()?;
    let is_web = ["http:", "https:"].contains(&url.protocol().as_str());
    let path = url.pathname();
    // On its own a path of `//host` is another site's address; the history refuses it.
    if url.origin() != origin || !is_web || path.starts_with("//") {
        return None;
    }
    // A link may have been written by hand, without the path that this app is served below.
    let path = match below_base(&path) {
        Some(_) => path,
        None => format!("{}{path}", base()),
    };
    let sign_in_pages = [Route::Login, Route::Register, Route::Connect];
    if sign_in_pages.iter().any(|page| page.path() == path) {
        return None;
    }
    Some(format!("{path}{}{}", url.search(), url.hash()))
}

/// The page to sign in on, which leads back to `here` (path and query) afterwards.
///
/// Where there are no accounts to log in with, that is the page to connect on.
pub fn sign_in_to(here: &str, has_accounts: bool) -> String {
    let page = if has_accounts {
        Route::Login
    } else {
        Route::Connect
    };
    if ["", "/"].contains(&below_base(here).unwrap_or(here)) {
        return page.path();
    }
    page.with(&wire::Query::new().with(NEXT, here))
}

/// An address or an id without the punctuation and the spaces that are copied along with it from a
/// text; `None` where it ends in none, or is nothing else.
pub fn without_copied_end(text: &str) -> Option<&str> {
    const MARKS: &[char] = &[
        '.', ',', ';', ':', '!', '…', ')', ']', '}', '>', '"', '\'', '”', '’', '»', '。', '，',
        '、', '）', '\u{200b}', '\u{feff}',
    ];
    let rest = text.trim_end_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    (rest != text && !rest.is_empty()).then_some(rest)
}

/// Whether the page is the component kit's gallery, which only debug builds have.
#[cfg(debug_assertions)]
pub fn is_gallery() -> bool {
    let path = leptos::prelude::location().pathname();
    path.is_ok_and(|path| below_base(&path) == Some("/ui-gallery"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sign_in_addresses_hold_the_page_to_go_back_to() {
        assert_eq!(sign_in_to("/jobs?q=a", true), "/login?next=%2Fjobs%3Fq%3Da");
        assert_eq!(sign_in_to("/jobs", false), "/connect?next=%2Fjobs");
        assert_eq!(sign_in_to("/", true), "/login");
    }

    #[test]
    fn what_was_copied_along_with_an_address_is_known_by_its_end() {
        for copied in [
            "job_x.",
            "job_x),",
            "job_x>\n",
            "job_x.”",
            "job_x\u{a0}",
            "job_x’",
        ] {
            assert_eq!(without_copied_end(copied), Some("job_x"), "{copied:?}");
        }
        for whole in ["job_x", "mail.html", "(draft", "a.b-c_d", "", "..."] {
            assert_eq!(without_copied_end(whole), None, "{whole:?}");
        }
    }
}
