//! Pours a document into a template, with minijinja.

use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value,
    syntax::SyntaxConfig,
};
use wire::templates::Template;

use super::{EngineError, outline::escape};

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

/// Renders a template's source.
pub fn pour(template: &Template, form: Form, values: Value) -> Result<String, EngineError> {
    let source = template.source.as_deref().unwrap_or_default();
    let environment = environment(form);
    environment
        .template_from_str(source)
        .and_then(|parsed| parsed.render(values))
        .map_err(|error| explain(template, &error))
}

/// Whether a template's source can be read at all; what it says shows only when it is rendered.
pub fn check_source(template: &Template) -> Result<(), EngineError> {
    let source = template.source.as_deref().unwrap_or_default();
    environment(Form::Html)
        .template_from_str(source)
        .map(|_| ())
        .map_err(|error| explain(template, &error))
}

fn environment(form: Form) -> Environment<'static> {
    let mut environment = Environment::new();
    // Says where in the line an error is.
    environment.set_debug(true);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(50);
    // Tags leave no empty lines behind.
    if let Ok(syntax) = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()
    {
        environment.set_syntax(syntax);
    }
    // A misspelled name is an error when it is shown, and false when it is asked for.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_auto_escape_callback(move |_| match form {
        Form::Html => AutoEscape::Html,
        Form::Text => AutoEscape::None,
    });
    environment.set_formatter(format);
    environment
}

/// As minijinja does, but without `&#x2f;` in every address.
fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    if *state.auto_escape() == AutoEscape::Html
        && !value.is_safe()
        && let Some(text) = value.as_str()
    {
        return out.write_str(&escape(text)).map_err(Error::from);
    }
    minijinja::escape_formatter(out, state, value)
}

fn explain(template: &Template, error: &Error) -> EngineError {
    let message = match (error.kind(), error.detail()) {
        (ErrorKind::OutOfFuel, _) => "the template does not come to an end".to_owned(),
        (ErrorKind::UndefinedError, _) => "a name is used that does not exist".to_owned(),
        (kind, Some(detail)) => format!("{kind}: {detail}"),
        (kind, None) => kind.to_string(),
    };
    let source = template.source.as_deref().unwrap_or_default();
    let line = error.line().unwrap_or(1);
    let before = error.range().and_then(|range| source.get(..range.start));
    // The place belongs to the line only if both are said of the same spot.
    let column = before
        .filter(|before| before.matches('\n').count().saturating_add(1) == line)
        .map(|before| {
            let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
            let columns = before.get(start..).unwrap_or_default().chars().count();
            columns.saturating_add(1)
        });
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
        let outcome = match pour(&template(source), Form::Html, values) {
            Ok(text) => text,
            Err(error) => error.to_string(),
        };
        assert_eq!(outcome, expected);
    }

    #[test]
    fn values_are_escaped_and_errors_name_their_line() {
        check("{{ text }}", "&lt;b&gt; &amp; https://example.com/");
        check("{{ html }}", "<b>");
        check("{% if nothing %}x{% endif %}y", "y");
        check(
            "a\nb\n{{ txet }}",
            "Template `mine`, line 3: a name is used that does not exist",
        );
        check(
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "Template `mine`, line 1: the template does not come to an end",
        );
        let error = pour(&template("a\né {{ txet }}"), Form::Html, context! {}).unwrap_err();
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
}
