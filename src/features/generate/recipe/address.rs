//! The recipe in the page's address: a link to it reopens it.

use std::borrow::Cow;

use wire::{
    Query, Stamp,
    channel::{Channel, Platform},
    documents::DocumentId,
    generate::{ContentType, Tone},
    templates::TemplateId,
};

use super::Recipe;
use crate::ui::{FieldValue, Unreadable, UnreadableReason};

/// The parameter that names a job to run again with edits.
pub const JOB: &str = "job";

/// The parameter that names the channel whose preview is shown.
pub const TAB: &str = "tab";

const DOCUMENT: &str = "document";
const CHANNELS: &str = "channels";
const PLATFORMS: &str = "platforms";
const TEMPLATE: &str = "template";
const TONE: &str = "tone";
const TYPE: &str = "type";
const SEO: &str = "seo";
const HASHTAGS: &str = "hashtags";
const DRY_RUN: &str = "dry_run";
const AT: &str = "at";
/// Before the name of a variable.
const VARIABLE: &str = "v.";

/// The recipe as a query; what is as usual is left out.
pub fn write(recipe: &Recipe) -> Query {
    let usual = Recipe::default();
    let flag = |value: bool, usual: bool| (value != usual).then_some(u8::from(value));
    let mut query = Query::new()
        .maybe(DOCUMENT, recipe.document.as_ref())
        .list(CHANNELS, &words(&recipe.channels, Channel::as_str));
    if recipe.platforms != usual.platforms {
        // Written even when it is empty, which is not the usual choice.
        let platforms = words(&recipe.platforms, Platform::as_str).join(",");
        query = query.with(PLATFORMS, platforms);
    }
    query = query
        .maybe(TEMPLATE, recipe.template.as_ref())
        .maybe(TONE, (recipe.tone != usual.tone).then_some(&recipe.tone));
    if recipe.content_type != usual.content_type {
        query = query.with(TYPE, &recipe.content_type);
    }
    query = query
        .maybe(SEO, flag(recipe.seo, usual.seo))
        .maybe(HASHTAGS, flag(recipe.hashtags, usual.hashtags))
        .maybe(DRY_RUN, flag(recipe.dry_run, usual.dry_run))
        .maybe(AT, at(&recipe.schedule));
    for (name, value) in &recipe.variables {
        if !value.is_empty() {
            query = query.with(&format!("{VARIABLE}{name}"), value);
        }
    }
    query
}

/// The recipe that a query holds; `None` where it holds none.
pub fn read(search: &str) -> Option<Recipe> {
    let mut recipe = Recipe::default();
    let mut found = false;
    for (name, value) in pairs(search) {
        let value = value.as_ref();
        let mut known = true;
        match name.as_ref() {
            DOCUMENT => {
                recipe.document = Some(value)
                    .filter(|id| !id.is_empty())
                    .map(DocumentId::from);
            }
            CHANNELS => {
                recipe.channels = list(value, |word| {
                    Some(Channel::from(word).family()).filter(|it| !matches!(it, Channel::Other(_)))
                });
            }
            PLATFORMS => recipe.platforms = list(value, |word| Some(Platform::from(word))),
            TEMPLATE => {
                recipe.template = Some(value)
                    .filter(|id| !id.is_empty())
                    .map(TemplateId::from);
            }
            TONE => recipe.tone = Tone::from(value),
            TYPE => recipe.content_type = ContentType::from(value),
            SEO => recipe.seo = is_yes(value),
            HASHTAGS => recipe.hashtags = is_yes(value),
            DRY_RUN => recipe.dry_run = is_yes(value),
            AT => recipe.schedule = read_at(value),
            other => match other.strip_prefix(VARIABLE) {
                Some(name) if !name.is_empty() => {
                    recipe.variables.insert(name.to_owned(), value.to_owned());
                }
                _ => known = false,
            },
        }
        found |= known;
    }
    found.then(|| recipe.in_order())
}

/// What stands in the address for a time that is typed in part.
const INCOMPLETE: &str = "incomplete";

fn at(schedule: &FieldValue<Stamp>) -> Option<String> {
    match schedule {
        FieldValue::Empty => None,
        FieldValue::Value(stamp) => Some(stamp.to_string()),
        FieldValue::Unreadable(unreadable) if unreadable.is_incomplete() => {
            Some(INCOMPLETE.to_owned())
        }
        FieldValue::Unreadable(unreadable) => Some(unreadable.typed.clone()),
    }
}

/// A time that the address has; one without a zone is read by the form, by the reader's clock.
fn read_at(value: &str) -> FieldValue<Stamp> {
    match Stamp::parse(value) {
        Ok(stamp) if stamp.is_zoned() => FieldValue::Value(stamp),
        _ if value.is_empty() => FieldValue::Empty,
        _ if value == INCOMPLETE => {
            FieldValue::Unreadable(Unreadable::new("", UnreadableReason::Incomplete))
        }
        _ => FieldValue::Unreadable(Unreadable::new(value, UnreadableReason::NotATime)),
    }
}

/// The value of a parameter.
pub fn parameter(search: &str, wanted: &str) -> Option<String> {
    pairs(search)
        .find(|(name, value)| name == wanted && !value.is_empty())
        .map(|(_, value)| value.into_owned())
}

fn words<T>(items: &[T], word: fn(&T) -> &str) -> Vec<&str> {
    items.iter().map(word).collect()
}

fn list<T>(value: &str, read: impl Fn(&str) -> Option<T>) -> Vec<T> {
    value
        .split(',')
        .filter(|word| !word.is_empty())
        .filter_map(read)
        .collect()
}

fn is_yes(value: &str) -> bool {
    matches!(value, "1" | "true" | "yes")
}

/// The pairs of a query, decoded once.
///
/// The router's own map decodes values twice, which spoils a typed `%41`.
fn pairs(search: &str) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
    search
        .trim_start_matches('?')
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        })
}

fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains(['%', '+']) {
        return Cow::Borrowed(text);
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let digits = (ahead.next().and_then(digit), ahead.next().and_then(digit));
        match (byte, digits) {
            (b'%', (Some(high), Some(low))) => {
                bytes.push(high * 16 + low);
                rest = ahead;
            }
            (b'+', _) => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
    }
    Cow::Owned(String::from_utf8_lossy(&bytes).into_owned())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::recipe;
    use super::*;

    proptest! {
        #[test]
        fn a_link_reopens_the_recipe(recipe in recipe()) {
            let search = write(&recipe).encoded();
            prop_assert_eq!(read(&search).unwrap_or_default(), recipe);
        }

        #[test]
        fn no_address_breaks_the_page(search in ".{0,60}") {
            let _ = read(&search);
        }
    }

    #[test]
    fn an_empty_form_has_an_empty_address() {
        assert_eq!(write(&Recipe::default()).encoded(), "");
        assert_eq!(read(""), None);
        assert_eq!(read("job=j-1&tab=web"), None);
        assert_eq!(parameter("job=j%201&tab=web", JOB).as_deref(), Some("j 1"));
    }

    #[test]
    fn what_is_typed_is_decoded_once() {
        let recipe = read("v.a=%2541+b&channels=web,email,fax,web&at=2026-11-23T08:00").unwrap();
        assert_eq!(recipe.variables.get("a").map(String::as_str), Some("%41 b"));
        assert_eq!(recipe.channels, [Channel::Email, Channel::Web]);
        // Not nothing, which would mean "at once".
        assert_eq!(
            recipe.schedule.unreadable().unwrap().typed,
            "2026-11-23T08:00"
        );
        let incomplete = read("at=incomplete").unwrap();
        assert!(incomplete.schedule.unreadable().unwrap().is_incomplete());
        assert_eq!(write(&incomplete).encoded(), "at=incomplete");
        assert_eq!(recipe.platforms, Recipe::default().platforms);
    }
}
