//! Renders a document with a template, with minijinja.

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
};
use wire::templates::Template;

use super::{
    EngineError, escaping,
    filters::{self, Misuse},
};

/// How many steps a template may take; a long document takes a few thousand.
const FUEL: u64 = 500_000;

/// What kind of text comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// HTML: values are escaped.
    Html,
    /// Plain text.
    Text,
}

/// What a template made.
#[derive(Debug)]
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Values that were to be the address of a link and lead nowhere that is let through.
    pub refused_links: Vec<String>,
}

/// Renders a template's source.
pub fn render(template: &Template, form: Form, values: Value) -> Result<Rendered, EngineError> {
    check_in(template, form)?;
    let text = environment(form)
        .template_from_str(&source(template))
        .and_then(|parsed| parsed.render(values))
        .map_err(|error| explain(template, &error))?;
    Ok(match form {
        Form::Html => {
            let resolved = escaping::resolve(&text);
            Rendered {
                text: resolved.html,
                refused_links: resolved.refused_links,
            }
        }
        Form::Text => Rendered {
            text,
            refused_links: Vec::new(),
        },
    })
}

/// Whether a template's source can be read, and knows its filters.
pub fn check_source(template: &Template) -> Result<(), EngineError> {
    check_in(template, Form::Html)
}

fn check_in(template: &Template, form: Form) -> Result<(), EngineError> {
    let source = source(template);
    let environment = environment(form);
    environment
        .template_from_str(&source)
        .map_err(|error| explain(template, &error))?;
    match filters::misuse(&source, &environment, syntax()) {
        None => Ok(()),
        Some(Misuse { at, message }) => {
            let (line, column) = place(&source, at);
            Err(EngineError::Template {
                template: template.id.to_string(),
                line,
                column: Some(column),
                message,
            })
        }
    }
}

/// The source; the marks of values are not its own.
fn source(template: &Template) -> String {
    escaping::unmarked(template.source.as_deref().unwrap_or_default())
}

/// Line and column of a byte, from 1.
fn place(source: &str, at: usize) -> (usize, usize) {
    let before = source.get(..at).unwrap_or(source);
    let line = before.matches('\n').count().saturating_add(1);
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let column = before.get(start..).unwrap_or_default().chars().count();
    (line, column.saturating_add(1))
}

fn syntax() -> SyntaxConfig {
    // Tags leave no empty lines behind.
    SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
        .unwrap_or_default()
}

fn environment(form: Form) -> Environment<'static> {
    let mut environment = Environment::new();
    // Says where in the line an error is.
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(50);
    environment.set_syntax(syntax());
    filters::add(&mut environment, form);
    // A misspelled name is an error when it is shown, and false when it is asked for.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(move |_| match form {
        Form::Html => AutoEscape::Html,
        Form::Text => AutoEscape::None,
    });
    environment.set_formatter(format);
    environment
}

/// Leaves values to be escaped by where they stand.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() == AutoEscape::Html && !value.is_safe() && !value.is_undefined() {
        return out
            .write_str(&escaping::mark(&value.to_string()))
            .map_err(Error::from);
    }
    minijinja::escape_formatter(out, state, value)
}

fn explain(template: &Template, error: &Error) -> EngineError {
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => "the template never ends".to_owned(),
        (ErrorKind::UndefinedError, _) => "unknown name".to_owned(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let source = source(template);
    let line = error.line().unwrap_or(1);
    // The place belongs to the line only if both are said of the same spot.
    let column = error
        .range()
        .map(|range| place(&source, range.start))
        .filter(|(of, _)| *of == line)
        .map(|(_, column)| column);
    EngineError::Template {
        template: template.id.to_string(),
        line,
        column,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;
    use wire::channel::Channel;

    fn template(source: &str) -> Template {
        Template {
            id: "mine".into(),
            name: "Mine".to_owned(),
            description: String::new(),
            channel: Channel::Email,
            style: String::new(),
            features: Vec::new(),
            best_for: String::new(),
            source: Some(source.to_owned()),
            variables: Vec::new(),
            builtin: false,
            updated_at: None,
            updated_by: None,
        }
    }

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let values = context! {
            text => "<b> & https://example.com/",
            html => Value::from_safe_string("<b>".to_owned()),
        };
        let outcome = match render(&template(source), Form::Html, values) {
            Ok(rendered) => rendered.text,
            Err(error) => error.to_string(),
        };
        assert_eq!(outcome, expected);
    }

    #[test]
    fn values_are_escaped_and_errors_name_their_line() {
        check("{{ text }}", "&lt;b&gt; &amp; https://example.com/");
        check("{{ html }}", "<b>");
        check("{{ text|e }}", "&lt;b&gt; &amp; https://example.com/");
        check(
            "<a href=\"https://example.com/s?q={{ text|urlencode }}\">",
            "<a href=\"https://example.com/s?q=%3Cb%3E%20%26%20https%3A%2F%2Fexample.com%2F\">",
        );
        check("{{ 'é ~'|urlencode }}", "%C3%A9%20~");
        check("{% if nothing %}x{% endif %}y", "y");
        check("a\nb\n{{ txet }}", "Template `mine`, line 3: unknown name");
        check(
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "Template `mine`, line 1: the template never ends",
        );
        let error = render(&template("a\né {{ txet }}"), Form::Html, context! {}).unwrap_err();
        assert!(matches!(
            error,
            EngineError::Template {
                line: 2,
                column: Some(6),
                ..
            }
        ));
        assert!(matches!(
            check_source(&template("\n{% if %}")),
            Err(EngineError::Template { line: 2, .. })
        ));
    }

    #[test]
    fn filters_are_checked_where_the_source_does_not_run() {
        for (source, line, column, message) in [
            (
                "{% if nothing %}\n{{ text|shout }}{% endif %}",
                2,
                9,
                "unknown filter: shout",
            ),
            (
                "{{ text|uper }}",
                1,
                9,
                "unknown filter: uper (did you mean upper?)",
            ),
            (
                "{% filter shout %}x{% endfilter %}",
                1,
                11,
                "unknown filter: shout",
            ),
            (
                "{{ text|replace('a') }}",
                1,
                9,
                "the filter replace takes 2 arguments, not 1",
            ),
            (
                "{{ text | upper(1, [2, 3]) }}",
                1,
                11,
                "the filter upper takes no arguments, not 2",
            ),
        ] {
            assert_eq!(
                check_source(&template(source)),
                Err(EngineError::Template {
                    template: "mine".to_owned(),
                    line,
                    column: Some(column),
                    message: message.to_owned(),
                }),
                "{source}"
            );
        }
        for source in [
            "{{ text|default('a', true)|trim|indent(2) }} a|b {# x|y #}",
            "{{ 'a|shout' }}{% raw %}{{ a|b }}{% endraw %}",
        ] {
            assert_eq!(check_source(&template(source)), Ok(()), "{source}");
        }
    }

    #[test]
    fn every_filter_of_the_help_is_there() {
        let environment = environment(Form::Html);
        for filter in wire::templates::FILTERS {
            assert!(
                filters::is_known(filter.name(), &environment),
                "{}",
                filter.name()
            );
        }
    }
}
