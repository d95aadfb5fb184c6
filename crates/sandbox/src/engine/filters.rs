//! The filters of the template language, and the check that a source uses them rightly.

use minijinja::{
    Environment, Error, ErrorKind, Value,
    machinery::{Span, Token, tokenize},
    syntax::SyntaxConfig,
};
use wire::templates::FILTERS;

use super::{escaping::unmarked, render::Form};

/// Adds what the language has beyond minijinja's own.
pub fn add(environment: &mut Environment<'_>, form: Form) {
    environment.add_filter("urlencode", urlencode);
    if form == Form::Html {
        // Every value is escaped once, where it is put.
        environment.add_filter("escape", |value: Value| value);
        environment.add_filter("e", |value: Value| value);
    }
}

/// Percent-encodes all but what RFC 3986 leaves unreserved.
fn urlencode(value: &Value) -> Result<String, Error> {
    if value.is_undefined() || value.is_none() {
        return Ok(String::new());
    }
    if value.as_str().is_none() && value.as_object().is_some() {
        let message = "urlencode takes a text or a number";
        return Err(Error::new(ErrorKind::InvalidOperation, message));
    }
    let text = value.to_string();
    let mut encoded = String::with_capacity(text.len());
    for byte in unmarked(&text).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    Ok(encoded)
}

/// Something wrong with a filter.
#[derive(Debug, PartialEq, Eq)]
pub struct Misuse {
    /// Where its name begins, in bytes.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// The first filter of a source that there is not, or that takes other arguments.
///
/// minijinja finds out only where a source is run through, and a branch may not be.
pub fn misuse(source: &str, environment: &Environment<'_>, syntax: SyntaxConfig) -> Option<Misuse> {
    let tokens: Vec<(Token<'_>, Span)> = tokenize(source, false, syntax)
        .map_while(Result::ok)
        .collect();
    for (position, (token, span)) in tokens.iter().enumerate() {
        let before = |count: usize| {
            let at = position.checked_sub(count)?;
            tokens.get(at).map(|(token, _)| token)
        };
        let is_name = matches!(before(1), Some(Token::Pipe))
            || matches!(before(1), Some(Token::Ident("filter")))
                && matches!(before(2), Some(Token::BlockStart));
        let Token::Ident(name) = token else { continue };
        if !is_name {
            continue;
        }
        let after = tokens.get(position.saturating_add(1)..).unwrap_or_default();
        if let Some(message) = wrong_use(name, after, environment) {
            return Some(Misuse {
                at: span.start_offset as usize,
                message,
            });
        }
    }
    None
}

fn wrong_use(
    name: &str,
    after: &[(Token<'_>, Span)],
    environment: &Environment<'_>,
) -> Option<String> {
    let known = FILTERS.iter().find(|filter| filter.name() == name);
    if known.is_none() && !is_known(name, environment) {
        let like = FILTERS.iter().map(wire::templates::TemplateFilter::name);
        let like = like.min_by_key(|known| distance(known, name));
        let like = like.filter(|known| distance(known, name).saturating_mul(3) <= name.len());
        return Some(match like {
            Some(like) => format!("unknown filter: {name} (did you mean {like}?)"),
            None => format!("unknown filter: {name}"),
        });
    }
    let known = known?;
    let given = arguments(after)?;
    let (least, most) = known.arguments;
    let takes = match (least, most) {
        (0, 0) => "no arguments".to_owned(),
        (least, most) if least == most => format!("{least} arguments"),
        (0, most) => format!(
            "at most {most} argument{}",
            if most == 1 { "" } else { "s" }
        ),
        (least, most) => format!("{least} to {most} arguments"),
    };
    (given < least || given > most).then(|| format!("the filter {name} takes {takes}, not {given}"))
}

/// Whether the language has a filter of this name.
pub fn is_known(name: &str, environment: &Environment<'_>) -> bool {
    environment
        .compile_expression("name is filter")
        .and_then(|asked| asked.eval(minijinja::context! { name }))
        .is_ok_and(|known| known.is_true())
}

/// How many arguments follow a filter's name; `None` where their end is missing.
fn arguments(after: &[(Token<'_>, Span)]) -> Option<usize> {
    if !matches!(after.first(), Some((Token::ParenOpen, _))) {
        return Some(0);
    }
    let mut depth: usize = 0;
    let mut count: usize = 0;
    let mut is_open = false;
    for (token, _) in after {
        match token {
            Token::ParenOpen | Token::BracketOpen | Token::BraceOpen => {
                is_open |= depth > 0;
                depth = depth.saturating_add(1);
            }
            Token::ParenClose | Token::BracketClose | Token::BraceClose => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(count.saturating_add(usize::from(is_open)));
                }
            }
            Token::Comma if depth == 1 => {
                count = count.saturating_add(1);
                is_open = false;
            }
            _ => is_open = true,
        }
    }
    None
}

/// How many letters have to change to make one word of another, up to a length no name has.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, a) in one.chars().enumerate() {
        let mut left = at.saturating_add(1);
        let mut corner = at;
        let mut next = vec![left];
        for (b, above) in other.iter().zip(row.iter().skip(1)) {
            let same = corner.saturating_add(usize::from(a != *b));
            left = same
                .min(left.saturating_add(1))
                .min(above.saturating_add(1));
            corner = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}
