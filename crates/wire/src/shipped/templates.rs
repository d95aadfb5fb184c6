//! Templates of the backend as shipped: an object of two lists, and no single ones.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    Call, Method, Page, Path,
    call::{ReadError, json},
    channel::Platform,
    routes,
    templates::Template,
};

/// What the server knows of a social platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlatformFacts {
    /// The platform.
    pub id: Platform,
    /// Its name.
    #[serde(deserialize_with = "crate::one_line::read")]
    pub name: String,
    /// How long a post may be.
    #[serde(default)]
    pub character_limit: Option<u32>,
    /// What posts can have there.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub features: Vec<String>,
    /// What kinds of post are made for it.
    #[serde(default, deserialize_with = "crate::one_line::read_list")]
    pub content_types: Vec<String>,
}

/// The server's templates and platforms.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalogue {
    /// Newsletter templates, all built in.
    pub templates: Vec<Template>,
    /// Social platforms.
    pub platforms: Vec<PlatformFacts>,
}

#[derive(Deserialize)]
struct Travelling {
    email_templates: Vec<Map<String, Value>>,
    #[serde(default)]
    social_platforms: Vec<PlatformFacts>,
}

/// All templates and platforms. Needs no key.
pub fn list() -> Call<Catalogue> {
    Call::read_by(Method::Get, Path::fixed(routes::TEMPLATES.template), read).public()
}

/// The templates alone, as a page. Needs no key.
pub fn page() -> Call<Page<Template>> {
    Call::read_by(
        Method::Get,
        Path::fixed(routes::TEMPLATES.template),
        |body| {
            let templates = read(body)?.templates;
            Ok(Page {
                total: u64::try_from(templates.len()).ok(),
                items: templates,
                next_cursor: None,
            })
        },
    )
    .public()
}

fn read(body: &str) -> Result<Catalogue, ReadError> {
    let body: Travelling = json(body)?;
    let templates = body
        .email_templates
        .into_iter()
        .map(template)
        .collect::<Result<_, _>>()?;
    Ok(Catalogue {
        templates,
        platforms: body.social_platforms,
    })
}

/// Adds what the list of newsletter templates takes for granted.
fn template(mut map: Map<String, Value>) -> Result<Template, ReadError> {
    let style = map.get("id").cloned().unwrap_or_default();
    map.entry("style").or_insert(style);
    map.entry("channel").or_insert("email".into());
    map.entry("builtin").or_insert(true.into());
    Ok(serde_json::from_value(Value::Object(map))?)
}
