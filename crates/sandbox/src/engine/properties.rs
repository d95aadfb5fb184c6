//! What holds for any document and any variable.

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser};
use wire::{
    channel::{Channel, Platform},
    generate::{ContentType, GenerateRequest, Part, Severity, Tone},
};

use super::{Recipe, draft_text, preview, render, testing::document};
use crate::seed::templates;

/// Pieces that a document may be torn together from.
const PIECES: [&str; 30] = [
    "# Title\n",
    "\n\n## Section\n\n",
    "### Deep\n",
    "Some plain words. And a sentence! ",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<b onclick=\"x()\">",
    "<style>p{}</style>",
    "<!-- ",
    "[a](javascript:alert(1))",
    "[b](https://example.com/a?b=\"c\")",
    "![](https://images.example.com/a.jpg)",
    "![\" onload=\"x](data:text/html,x)",
    "\n- item\n  - deeper\n",
    "\n7. seven\n",
    "\n> quote\n",
    "\n| a | b |\n|---|--:|\n| 1 | <i>2 |\n",
    "\n```js\n</code><script>\n```\n",
    "    indented <script>\n",
    "`code <script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "**bold *both** odd*",
    "مرحبا بالعالم. ",
    "日本語のテキストです。",
    "👩‍👩‍👧👍🏽 ",
    "{{ document }}{% if %}",
    "\u{0}\u{1b}\u{202e}",
    "\n---\n",
    "\\<script\\>",
    "- [x] done\n",
];

fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[a-zA-Z <>\"'=/&;#*_`\\[\\]()!|\\n-]{0,40}",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn requests() -> impl Strategy<Value = GenerateRequest> {
    let templates: Vec<_> = templates::all().into_iter().map(|t| t.id).collect();
    let variable = prop_oneof![
        any::<String>(),
        Just("https://example.com/\"><script>".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("<script>alert(1)</script> onload=x".to_owned()),
        Just("Act now. ".repeat(80)),
    ];
    let names = proptest::sample::select(
        &[
            "call_to_action",
            "call_to_action_url",
            "subject",
            "question",
            "badge",
            "other",
        ][..],
    );
    (
        proptest::option::of(proptest::sample::select(templates)),
        proptest::option::of(proptest::sample::select(Tone::KNOWN)),
        proptest::sample::select(ContentType::KNOWN),
        proptest::collection::btree_map(names.prop_map(str::to_owned), variable, 0..4),
        any::<(bool, bool)>(),
    )
        .prop_map(
            |(template_id, tone, content_type, variables, (seo, hashtags))| {
                let mut request = GenerateRequest {
                    channels: Channel::KNOWN.to_vec(),
                    social_platforms: Platform::KNOWN.to_vec(),
                    template_id,
                    tone,
                    ..GenerateRequest::default()
                };
                request.options.content_type = content_type;
                request.options.variables = variables;
                request.options.seo = seo;
                request.options.hashtags = hashtags;
                request
            },
        )
}

/// The names of a document's tags with those of their attributes.
fn tags(html: &str) -> Vec<(String, Vec<String>)> {
    // Everything between quotes is a value; the writer quotes each one.
    html.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .map(|tag| {
            let bare: String = tag.split('"').step_by(2).collect();
            let mut words = bare.split_whitespace().map(str::to_lowercase);
            (words.next().unwrap_or_default(), words.collect())
        })
        .collect()
}

fn is_inert(html: &str) -> bool {
    tags(html).iter().all(|(name, attributes)| {
        !["script", "iframe", "object", "embed", "svg"].contains(&name.as_str())
            && attributes
                .iter()
                .all(|attribute| !attribute.starts_with("on"))
    }) && !html.contains("=\"javascript:")
        && !html.to_lowercase().contains("<script")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn anything_renders_and_nothing_runs(markdown in markdown(), request in requests()) {
        let document = document(&markdown);
        let templates = templates::all();
        let recipe = Recipe { document: &document, request: &request, templates: &templates };
        let (parts, findings) = preview(&recipe);
        for (channel, part) in &parts.0 {
            draft_text(part);
            match part {
                Part::Email(email) => prop_assert!(is_inert(&email.html), "{}", email.html),
                Part::Web(page) => {
                    let html = page.html.clone().unwrap_or_default();
                    prop_assert!(is_inert(&html), "{html}");
                    let raw = Parser::new(&page.markdown)
                        .any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
                    prop_assert!(!raw, "{}", page.markdown);
                }
                Part::Social(social) => for post in &social.posts {
                    let reported = findings.iter().any(|finding| {
                        finding.code == "over_limit"
                            && finding.severity == Severity::Error
                            && finding.platform.as_ref() == Some(&post.platform)
                    });
                    prop_assert!(!post.is_over_limit() || reported, "{}", post.content);
                },
                Part::Other(_) => {}
            }
            prop_assert_eq!(&render(&recipe, channel).unwrap().0, part);
        }
        let failed = Channel::KNOWN.len() - parts.0.len();
        prop_assert!(failed == 0 || document.word_count() == 0);
    }

    #[test]
    fn a_call_to_action_is_never_cut(call in "[a-z ]{1,400}[a-z]") {
        let mut request = super::testing::request(Channel::Social);
        request.social_platforms = vec![Platform::Twitter];
        request.options.variables.insert("call_to_action".to_owned(), call.trim().to_owned());
        let document = document("# A kettle\n\nIt boils. It whistles. It lasts.");
        let templates = templates::all();
        let recipe = Recipe { document: &document, request: &request, templates: &templates };
        let (part, findings) = render(&recipe, &Channel::Social).unwrap();
        let Part::Social(social) = part else { unreachable!() };
        prop_assert!(social.posts[0].content.contains(call.trim()));
        prop_assert_eq!(social.posts[0].is_over_limit(), !findings.is_empty());
    }
}

#[test]
fn depth_and_size_are_survived() {
    let templates = templates::all();
    let mut request = super::testing::request(Channel::Email);
    request.channels = Channel::KNOWN.to_vec();
    request.social_platforms = Platform::KNOWN.to_vec();
    for markdown in [
        "> ".repeat(5_000) + "deep",
        "- ".repeat(3_000) + "deep",
        "**a ".repeat(5_000),
        "[".repeat(5_000),
        "A sentence that goes on. ".repeat(20_000),
        "## Section\n\nText\n\n".repeat(2_000),
        "<div>".repeat(5_000),
    ] {
        let document = document(&markdown);
        let recipe = Recipe {
            document: &document,
            request: &request,
            templates: &templates,
        };
        let (parts, _) = preview(&recipe);
        assert!(parts.0.len() == 3 || markdown.starts_with('<'));
    }
}
