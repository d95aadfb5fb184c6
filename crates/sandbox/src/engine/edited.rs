//! What follows from a change that people make by hand: a page's HTML, an email's plain text.

use wire::{
    channel::Channel,
    generate::{Finding, GenerateRequest, WebPart},
};

use super::{EngineError, Recipe, outline::html_text, render_context::RenderContext, web};

/// The variables that are part of a page's Markdown, and would stand there twice.
const IN_MARKDOWN: [&str; 2] = ["call_to_action", "call_to_action_url"];

/// Renders a page from its own Markdown, with the template of its recipe.
///
/// The recipe's document has the page's text. Phrases of the tone are a part of that already.
pub fn page_html(recipe: &Recipe<'_>, page: &WebPart) -> Result<String, EngineError> {
    let mut options = recipe.request.options.clone();
    options
        .variables
        .retain(|name, _| !IN_MARKDOWN.contains(&name.as_str()));
    let request = GenerateRequest {
        tone: None,
        options,
        ..recipe.request.clone()
    };
    let recipe = Recipe {
        request: &request,
        ..*recipe
    };
    let mut findings: Vec<Finding> = Vec::new();
    let context = RenderContext::set(&recipe, &Channel::Web, &mut findings)?;
    web::rewrite(context, page)
}

/// What an email says, for mail programs that show no HTML.
pub fn email_text(html: &str) -> String {
    html_text(html)
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;
    use crate::{
        engine::testing::{document, request},
        seed,
    };

    #[test]
    fn a_page_is_rendered_from_its_own_words() {
        let markdown =
            "A lead.\n\n## Opening hours\n\nFrom *nine* <script>alert(1)</script>to five.";
        let page = WebPart {
            title: "Summer & hours".to_owned(),
            markdown: markdown.to_owned(),
            slug: "summer-hours".to_owned(),
            tags: vec!["hours".to_owned()],
            ..WebPart::default()
        };
        let mut request = request(Channel::Web);
        let action = ("call_to_action".to_owned(), "Read on".to_owned());
        request.options.variables.extend([action]);
        let html = page_html(
            &Recipe {
                document: &document(markdown),
                request: &request,
                templates: &seed::templates::all(),
            },
            &page,
        )
        .unwrap();
        for part in [
            "<h1>Summer &amp; hours</h1>",
            ">Opening hours</h2>",
            "<em>nine</em>",
            "hours</p>",
        ] {
            assert!(html.contains(part), "{part} in {html}");
        }
        assert!(!html.contains("alert(1)") && !html.contains("Read on"));
    }

    proptest! {
        #[test]
        fn whatever_is_sent_as_html_becomes_lines(
            html in vec(select(PIECES.to_vec()), 0..20),
        ) {
            let text = email_text(&html.concat());
            prop_assert_eq!(text.trim(), &text);
            prop_assert!(!text.contains("\n\n\n") && !text.contains("  "));
            prop_assert!(!text.contains("hidden"));
        }
    }

    const PIECES: [&str; 12] = [
        "<p>",
        "</p>",
        "<br>",
        "a",
        " ",
        "\n",
        "&amp;",
        "<",
        ">",
        "<!-- hidden -->",
        "<style>hidden</style>",
        "<b title='>'>",
    ];

    #[test]
    fn an_email_is_told_without_its_tags() {
        let html = "<html><head><title>No</title><style>p { color: red }</style></head><body>\
            <h1>Spring &amp; summer</h1>\n    <p>One<br>two</p><p>three</p>\
            <p>Vec<String></p></body></html>";
        assert_eq!(
            email_text(html),
            "Spring & summer\n\nOne\ntwo\n\nthree\n\nVec<String>"
        );
        assert_eq!(email_text("<style>a"), "");
    }
}
