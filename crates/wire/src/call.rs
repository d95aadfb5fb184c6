//! One request as a value.

use std::{any::Any, marker::PhantomData, ops::Deref, sync::Arc, time::Duration};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    capabilities::{Capabilities, Capability},
    error::{ApiError, Refusal},
    routes::Route,
};

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, or makes something happen.
    Post,
    /// Replaces.
    Put,
    /// Changes a part.
    Patch,
    /// Removes.
    Delete,
}

impl Method {
    /// The method as HTTP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// Whether repeating the request changes nothing more.
    pub fn is_safe(self) -> bool {
        self == Self::Get
    }
}

/// Which key a request needs. The transport adds it, where the server wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// None.
    Public,
    /// The session's: a token, or the API key that one connected with.
    Session,
    /// The cache key, which the backend as shipped keeps apart.
    CacheKey,
}

/// A route's template and the path made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    template: &'static str,
    text: String,
}

impl Path {
    /// A path without parameters.
    pub fn fixed(template: &'static str) -> Self {
        Self {
            template,
            text: template.to_owned(),
        }
    }

    /// Fills the template's `{parameters}` in order, each percent-encoded as one segment.
    pub fn filled(template: &'static str, values: &[&str]) -> Self {
        let mut text = String::with_capacity(template.len() + 32);
        let mut values = values.iter();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let Some((_, after)) = after.split_once('}') else {
                break;
            };
            if let Some(value) = values.next() {
                encode(value, &mut text);
            }
            rest = after;
        }
        text.push_str(rest);
        Self { template, text }
    }

    /// The route's template, safe to show: it holds no id and no key.
    pub fn template(&self) -> &'static str {
        self.template
    }

    /// The path as it is sent.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// A query string in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// An empty query.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a pair.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.0.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds a pair where there is a value.
    #[must_use]
    pub fn maybe(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Adds comma-joined words where there are any.
    #[must_use]
    pub fn list<T: AsRef<str>>(self, name: &str, words: &[T]) -> Self {
        if words.is_empty() {
            return self;
        }
        self.with(
            name,
            words
                .iter()
                .map(AsRef::as_ref)
                .collect::<Vec<_>>()
                .join(","),
        )
    }

    /// The pairs, in order.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// `a=1&b=2`, percent-encoded, without the question mark.
    pub fn encoded(&self) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            if !text.is_empty() {
                text.push('&');
            }
            encode(name, &mut text);
            text.push('=');
            encode(value, &mut text);
        }
        text
    }
}

/// Percent-encodes all but RFC 3986's unreserved characters.
fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(
                    char::from_digit(digit.into(), 16)
                        .unwrap_or('0')
                        .to_ascii_uppercase(),
                );
            }
        }
    }
}

/// What came back: the status, the headers that matter, and the body as text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body as text; empty where there is none.
    pub body: String,
    /// `X-Request-ID`, where it may be read.
    pub request_id: Option<String>,
    /// `Retry-After` in seconds; a date is turned into them.
    pub retry_after: Option<u64>,
    /// `ETag`: which version this is, where it may be read.
    pub etag: Option<String>,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// How long a cache on the way has kept it, where that can be told.
    pub age: Duration,
}

/// What is known of an answer beside what it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// How large its body is.
    pub bytes: usize,
    /// How long a cache on the way has kept it, where that can be told.
    pub age: Duration,
}

impl Answer {
    /// An answer with no headers that matter.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self {
            status,
            body: body.into(),
            ..Self::default()
        }
    }
}

/// Why a body is not what the contract says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ReadError(pub String);

impl From<serde_json::Error> for ReadError {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// What is read of an answer; the [`Call`] knows its type.
///
/// All that a request goes through is compiled once and not for each type of answer.
pub type Untyped = Box<dyn Any + Send>;

/// Reads a good answer.
type Reader = Arc<dyn Fn(&Answer) -> Reading<Untyped> + Send + Sync>;

/// Does a part of reading; `Some` once all is read.
pub type ReadingStep<T> = Box<dyn FnMut() -> Option<Result<T, ReadError>> + Send>;

/// An answer that has been read, or is read in steps, so that a page does not stand still meanwhile.
pub enum Reading<T> {
    /// It has been read.
    Done(Result<T, ReadError>),
    /// It is read by calling this until it gives something.
    Steps(ReadingStep<T>),
}

impl<T> Reading<T> {
    /// An answer that is read by calling `step` until it gives something.
    pub fn in_steps(step: impl FnMut() -> Option<Result<T, ReadError>> + Send + 'static) -> Self {
        Self::Steps(Box::new(step))
    }

    /// Reads on; what is read, or the rest of the work.
    pub fn step(self) -> Self {
        match self {
            Self::Steps(mut step) => match step() {
                Some(done) => Self::Done(done),
                None => Self::Steps(step),
            },
            done => done,
        }
    }

    /// Reads all of it.
    pub fn finish(self) -> Result<T, ReadError> {
        match self {
            Self::Done(done) => done,
            Self::Steps(mut step) => loop {
                if let Some(done) = step() {
                    return done;
                }
            },
        }
    }

    /// The same, with something made of what is read.
    fn and_then<U>(self, make: impl Fn(T) -> Result<U, ReadError> + Send + 'static) -> Reading<U>
    where
        T: 'static,
    {
        match self {
            Self::Done(done) => Reading::Done(done.and_then(make)),
            Self::Steps(mut step) => Reading::in_steps(move || Some(step()?.and_then(&make))),
        }
    }
}

/// One request as a value, without the type of its answer.
#[derive(Clone)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// The path below the API's address.
    pub path: Path,
    /// The query, without any key.
    pub query: Query,
    /// The JSON body.
    pub body: Option<String>,
    /// On which condition it is to be done, as a header's name and value.
    pub condition: Option<(&'static str, String)>,
    /// The key it needs.
    pub access: Access,
    /// How old an answer may be that was given to somebody else; `None` wants one of its own.
    pub max_age: Option<Duration>,
    /// Statuses beside 2xx whose body is a good answer all the same.
    also_good: &'static [u16],
    reader: Reader,
    /// The same request to a server that answers it in the shipped backend's way.
    shipped: Option<Box<Request>>,
    /// A server of the shipped kind would take it for something else.
    is_contract_only: bool,
}

impl Request {
    /// Takes an answer that somebody else got for the same question, if it is no older than this.
    #[must_use]
    pub fn max_age(mut self, max_age: Option<Duration>) -> Self {
        self.max_age = max_age;
        self.shipped = self.shipped.map(|call| Box::new(call.max_age(max_age)));
        self
    }

    /// The same request, with something made of its good answer.
    fn map(
        mut self,
        make: &Arc<dyn Fn(Untyped) -> Result<Untyped, ReadError> + Send + Sync>,
    ) -> Self {
        let (reader, made) = (self.reader, make.clone());
        self.reader = Arc::new(move |answer| {
            let made = made.clone();
            reader(answer).and_then(move |good| made(good))
        });
        self.shipped = self.shipped.map(|call| Box::new(call.map(make)));
        self
    }

    /// Whether servers differ in how they are asked for this.
    pub fn has_dialects(&self) -> bool {
        self.shipped.is_some() || self.is_contract_only
    }

    /// The request in the words of a server that offers this.
    ///
    /// A server that does not offer it is not asked: [`ApiError::NotOffered`].
    pub fn spoken(&self, capabilities: &Capabilities) -> Result<&Self, ApiError> {
        let Some(capability) = self.capability() else {
            return Ok(self);
        };
        match &self.shipped {
            Some(shipped) if capabilities.is_shipped(capability) => Ok(shipped),
            None if self.is_contract_only && capabilities.is_shipped(capability) => {
                Err(ApiError::NotOffered(capability))
            }
            _ if capabilities.lists(self.route_of()) => Ok(self),
            // Not offered, or in a way that this call has no words for.
            _ => Err(ApiError::NotOffered(capability)),
        }
    }

    fn route_of(&self) -> Route {
        Route::new(self.method, self.path.template())
    }

    /// What a server must offer to be asked this; `None` for what every server is asked.
    pub fn capability(&self) -> Option<Capability> {
        Capability::served_by(self.route_of())
    }

    /// `GET /api/v2/jobs/{job_id}`: names the route, holds no id and no key.
    pub fn route(&self) -> String {
        format!("{} {}", self.method.as_str(), self.path.template())
    }

    /// The path and query as sent, without any key.
    pub fn target(&self) -> String {
        let query = self.query.encoded();
        if query.is_empty() {
            self.path.as_str().to_owned()
        } else {
            format!("{}?{query}", self.path.as_str())
        }
    }

    /// Begins to read an answer; what comes of it goes to [`Request::end`].
    pub fn begin(&self, answer: &Answer) -> Result<Reading<Untyped>, ApiError> {
        let good = (200..300).contains(&answer.status) || self.also_good.contains(&answer.status);
        if !good {
            return Err(ApiError::Refused(Refusal::read(answer)));
        }
        Ok((self.reader)(answer))
    }

    /// What a reading of an answer has come to.
    pub fn end(
        &self,
        read: Result<Untyped, ReadError>,
        answer: &Answer,
    ) -> Result<Untyped, ApiError> {
        read.map_err(|error| ApiError::Unreadable {
            route: self.route(),
            problem: error.0,
            request_id: answer.request_id.clone(),
        })
    }
}

/// Whether two requests ask for the same.
impl PartialEq for Request {
    fn eq(&self, other: &Self) -> bool {
        self.method == other.method && self.target() == other.target() && self.body == other.body
    }
}

/// One request as a value; `T` is what a good answer reads as.
pub struct Call<T> {
    request: Request,
    answer: PhantomData<fn() -> T>,
}

impl<T> Deref for Call<T> {
    type Target = Request;

    fn deref(&self) -> &Request {
        &self.request
    }
}

impl<T> std::fmt::Debug for Call<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({} {})", self.method.as_str(), self.target())
    }
}

impl<T> Clone for Call<T> {
    fn clone(&self) -> Self {
        self.request.clone().into()
    }
}

impl<T> From<Request> for Call<T> {
    fn from(request: Request) -> Self {
        Self {
            request,
            answer: PhantomData,
        }
    }
}

impl<T: DeserializeOwned + Send + 'static> Call<T> {
    /// A request with the session's key, whose good answer is JSON.
    pub fn new(method: Method, path: Path) -> Self {
        Self::read_by(method, path, json)
    }
}

impl Call<()> {
    /// A request whose good answer has nothing to say.
    pub fn silent(method: Method, path: Path) -> Self {
        Self::read_by(method, path, |_| Ok(()))
    }
}

impl<T: Send + 'static> Call<T> {
    /// A request with the session's key, whose good answer's body is read by `reader`.
    pub fn read_by(
        method: Method,
        path: Path,
        reader: impl Fn(&str) -> Result<T, ReadError> + Send + Sync + 'static,
    ) -> Self {
        Self::read_whole(method, path, move |answer| reader(&answer.body))
    }

    /// [`Call::read_by`] for an answer whose headers belong to what it says.
    pub fn read_whole(
        method: Method,
        path: Path,
        reader: impl Fn(&Answer) -> Result<T, ReadError> + Send + Sync + 'static,
    ) -> Self {
        let reader: Reader = Arc::new(move |answer| Reading::Done(reader(answer).map(untyped)));
        Self::with_reader(method, path, reader)
    }

    /// [`Call::read_whole`] for an answer that may be large: `reader` begins to read it.
    pub fn read_in_steps(
        method: Method,
        path: Path,
        reader: impl Fn(&Answer) -> Reading<T> + Send + Sync + 'static,
    ) -> Self {
        let reader: Reader =
            Arc::new(move |answer| reader(answer).and_then(|good| Ok(untyped(good))));
        Self::with_reader(method, path, reader)
    }

    fn with_reader(method: Method, path: Path, reader: Reader) -> Self {
        let request = Request {
            method,
            path,
            query: Query::new(),
            body: None,
            condition: None,
            access: Access::Session,
            max_age: None,
            also_good: &[],
            reader,
            shipped: None,
            is_contract_only: false,
        };
        request.into()
    }

    /// The same request, with something made of its good answer.
    pub fn map<U: Send + 'static>(self, make: impl Fn(T) -> U + Send + Sync + 'static) -> Call<U> {
        let make: Arc<dyn Fn(Untyped) -> Result<Untyped, ReadError> + Send + Sync> =
            Arc::new(move |good| {
                let good = typed(good).ok_or_else(of_another_type)?;
                Ok(untyped(make(good)))
            });
        self.request.map(&make).into()
    }

    /// Reads an answer. Pure: the browser, the sandbox's tests and the recorded samples share it.
    pub fn read(&self, answer: &Answer) -> Result<T, ApiError> {
        let read = self.end(self.begin(answer)?.finish(), answer)?;
        self.take(read)
    }

    /// What a reading of this call's answer has come to, with its type.
    pub fn take(&self, read: Untyped) -> Result<T, ApiError> {
        typed(read).ok_or_else(|| ApiError::Unreadable {
            route: self.route(),
            problem: of_another_type().0,
            request_id: None,
        })
    }
}

impl<T> Call<T> {
    /// Sends `call` instead to a server that serves this in the shipped backend's way.
    #[must_use]
    pub fn or_shipped(mut self, call: Self) -> Self {
        self.request.shipped = Some(Box::new(call.request));
        self
    }

    /// [`Request::max_age`].
    #[must_use]
    pub fn max_age(self, max_age: Option<Duration>) -> Self {
        self.request.max_age(max_age).into()
    }

    /// Never sends this to a server that serves it in the shipped backend's way, for that one
    /// would take it for something else.
    #[must_use]
    pub fn contract_only(mut self) -> Self {
        self.request.is_contract_only = true;
        self
    }

    /// [`Request::spoken`].
    pub fn spoken(&self, capabilities: &Capabilities) -> Result<Self, ApiError> {
        Ok(self.request.spoken(capabilities)?.clone().into())
    }

    /// The call without the type of its answer.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Needs this key.
    pub fn set_access(&mut self, access: Access) {
        self.request.access = access;
    }

    /// Needs the cache key, which the backend as shipped keeps apart.
    #[must_use]
    pub fn with_cache_key(mut self) -> Self {
        self.request.access = Access::CacheKey;
        self
    }

    /// Needs no key.
    #[must_use]
    pub fn public(mut self) -> Self {
        self.request.access = Access::Public;
        self
    }

    /// Takes the query.
    #[must_use]
    pub fn query(mut self, query: Query) -> Self {
        self.request.query = query;
        self
    }

    /// Takes a JSON body.
    #[must_use]
    pub fn json(mut self, body: &impl Serialize) -> Self {
        // The contract's types have string keys only, so they always serialise.
        let text = serde_json::to_string(body).unwrap_or_else(|_| "null".to_owned());
        self.request.body = Some(text);
        self
    }

    /// To be done only if the server still holds this version; else it answers 412.
    #[must_use]
    pub fn if_match(mut self, etag: Option<&str>) -> Self {
        self.request.condition = etag.map(|etag| ("If-Match", etag.to_owned()));
        self
    }

    /// To be done only if the server holds nothing there; else it answers 412.
    #[must_use]
    pub fn if_absent(mut self) -> Self {
        self.request.condition = Some(("If-None-Match", "*".to_owned()));
        self
    }

    /// Counts these statuses as good answers too.
    #[must_use]
    pub fn also_good(mut self, statuses: &'static [u16]) -> Self {
        self.request.also_good = statuses;
        self
    }
}

fn untyped<T: Send + 'static>(good: T) -> Untyped {
    Box::new(good)
}

/// What was read, with its type; `None` if it is of another one.
pub fn typed<T: 'static>(good: Untyped) -> Option<T> {
    good.downcast::<T>().ok().map(|good| *good)
}

fn of_another_type() -> ReadError {
    ReadError("an answer of another type".to_owned())
}

/// Reads a body as JSON.
pub fn json<T: DeserializeOwned>(body: &str) -> Result<T, ReadError> {
    Ok(serde_json::from_str(body)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_parameter_is_one_segment() {
        let path = Path::filled("/jobs/{id}/parts/{part}", &["a/b c:ü", "x?"]);
        assert_eq!(path.as_str(), "/jobs/a%2Fb%20c%3A%C3%BC/parts/x%3F");
        assert_eq!(path.template(), "/jobs/{id}/parts/{part}");
    }

    #[test]
    fn a_missing_parameter_leaves_the_segment_empty() {
        assert_eq!(Path::filled("/jobs/{id}/x", &[]).as_str(), "/jobs//x");
    }

    #[test]
    fn a_call_is_spoken_in_the_words_of_the_server() {
        let read = |paths: &str| Capabilities::read(&format!(r#"{{"paths":{paths}}}"#)).unwrap();
        let id = "j".into();
        let list = || crate::jobs::list(&crate::jobs::JobFilter::default());
        let contract = Capabilities::contract();
        assert!(list().spoken(&contract).unwrap().target().contains("sort="));

        let shipped = read(
            r#"{"/api/v2/generate-content":{"post":{}},"/api/v2/jobs":{"get":{}},
                "/api/v2/jobs/{job_id}":{"get":{}}}"#,
        );
        assert_eq!(
            list().spoken(&shipped).unwrap().target(),
            "/api/v2/jobs?limit=1000"
        );
        assert!(crate::jobs::get(&id).spoken(&shipped).is_ok());
        assert_eq!(
            crate::jobs::cancel(&id).spoken(&shipped).unwrap_err(),
            ApiError::NotOffered(Capability::JobsCancel)
        );
        // Offered, but not in the contract's words.
        let generate = crate::generate::start(&crate::generate::GenerateRequest::default());
        assert!(matches!(
            generate.spoken(&shipped),
            Err(ApiError::NotOffered(_))
        ));
        // What every server is asked needs no offer.
        assert!(Capabilities::call().spoken(&shipped).is_ok());
    }

    #[test]
    fn an_age_is_asked_for_and_an_answer_read_in_every_dialect() {
        let call = crate::jobs::list(&crate::jobs::JobFilter::default())
            .map(|page| page.items.len())
            .max_age(Some(Duration::from_secs(2)));
        let shipped = Capabilities::read(
            r#"{"paths":{"/api/v2/generate-content":{"post":{}},"/api/v2/jobs":{"get":{}}}}"#,
        )
        .unwrap();
        let spoken = call.spoken(&shipped).unwrap();
        assert_ne!(spoken.target(), call.target());
        for call in [call, spoken] {
            assert_eq!(call.request().max_age, Some(Duration::from_secs(2)));
            assert_eq!(call.read(&Answer::new(200, "[]")), Ok(0));
        }
    }

    #[test]
    fn an_answer_of_another_type_is_an_error() {
        let call: Call<u8> = Call::<String>::new(Method::Get, Path::fixed("/x"))
            .request
            .into();
        let outcome = call.read(&Answer::new(200, "\"text\""));
        assert!(
            matches!(outcome, Err(ApiError::Unreadable { .. })),
            "{outcome:?}"
        );
    }

    #[test]
    fn a_query_encodes_names_and_values() {
        let query = Query::new()
            .with("q", "a&b=c")
            .maybe("no", None::<String>)
            .list("s", &["x", "y"]);
        assert_eq!(query.encoded(), "q=a%26b%3Dc&s=x%2Cy");
    }
}
