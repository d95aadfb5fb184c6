//! What holds for any document and any variable.

use comrak::{Arena, Options, nodes::NodeValue};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;
use wire::{
    channel::{Channel, Platform},
    generate::{ContentType, GenerateRequest, Part, Severity, Tone},
};

use super::{
    Recipe, draft_text,
    outline::{Outline, TAGS, is_unseen},
    preview, render,
    testing::document,
};
use crate::seed::templates;

/// Pieces that a document may be torn together from.
const PIECES: [&str; 61] = [
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
    "a<br>b<br/>c",
    "\n\n<p align=\"center\">Middle <strong>bold</strong></p>\n\n",
    "\n\n<details><summary>More</summary>\n\n",
    "\n\n</details>\n\n",
    "H<sub>2</sub>O <kbd>Ctrl</kbd> <mark>",
    "Vec<String> and <b and c> d",
    "</b></i></table></td>",
    "\n\n<table><tr><td>cell\n\n",
    "<ul><li>item <ol><li>inner",
    "[^1] ",
    "\n\n[^1]: A note\n\n",
    "\nTerm\n\n: Meaning\n\n",
    "https://example.com/bare, www.example.com. ",
    "$x < y$ and $$z$$ ",
    "[[Wiki|page]] ",
    ":tada: ",
    "\n* other\n",
    "\n1) other\n",
    "\n> [!NOTE]\n> told\n",
    "<dl><dt>a<dd>b",
    "<pre>\n  kept <b>\n",
    "\n| x<br>y | `a\\|b` |\n|:-:|---|\n| <ul><li>z | **w** |\n",
    "![pic](https://example.com/p.png \"Title\")",
    "line  \nbreak\\\nagain",
    "\n---\ntitle: x\n---\n",
    "~~gone~~ ==marked== ",
    "\n\tcode by tab\n",
    "<a href='https://example.com'>link",
    "<table><tr><th colspan=3>wide<td rowspan=2 align=right>tall<tr><td colspan=40 rowspan=40>all<tr><td>",
    "<p style='color:red;text-align:right' class=x>",
    "<pre><code class=language-js>run <b>",
];

/// Elements that an author may write an attribute on.
const ELEMENTS: [&str; 34] = [
    "a",
    "abbr",
    "article",
    "b",
    "bdo",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "em",
    "figure",
    "font",
    "h2",
    "hr",
    "img",
    "input",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "script",
    "small",
    "span",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "video",
];

/// Attributes of HTML, old and new.
const ATTRIBUTES: [&str; 40] = [
    "align",
    "alt",
    "aria-label",
    "bgcolor",
    "border",
    "cellpadding",
    "cite",
    "class",
    "clear",
    "color",
    "colspan",
    "controls",
    "datetime",
    "dir",
    "face",
    "height",
    "hidden",
    "href",
    "id",
    "lang",
    "loading",
    "name",
    "nowrap",
    "onclick",
    "poster",
    "rel",
    "rowspan",
    "sizes",
    "span",
    "src",
    "srcset",
    "start",
    "target",
    "title",
    "type",
    "usemap",
    "valign",
    "value",
    "width",
    "role",
];

/// Ways to write a word.
const KINDS: [&str; 33] = [
    "Plain {} word.",
    "**{}**, *it*",
    "~~{}~~",
    "## {}",
    "### A [{}](https://example.com)",
    "- {}\n  - deeper",
    "- deep\n\n      code {}",
    "1. one\n2. {}",
    "- [ ] {}",
    "> > {}",
    "> [!WARNING]\n> {}",
    "| a | b |\n|:-:|--:|\n| x \\| y | {} |",
    "| {} | b |\n|---|---|\n| x | y |",
    "| a |\n|---|\n| x<br>{} |",
    "```rust\n{}\n```",
    "    {}",
    "one<br/>{}",
    "one  \n{}",
    "![{}](https://example.com/a.png)",
    "Text[^a{}b]\n\n[^a{}b]: It is {}.",
    "Text.\n\n[^{}]: Lost.",
    "Term {}\n\n: Meaning",
    "Term\n\n: {}",
    "$a + {}$",
    "[[{}]]",
    "<p align=\"center\">{}</p>",
    "<details><summary>{}</summary>\n\ntext\n\n</details>",
    "<table><tr><th>a</th><td>{}</td></tr></table>",
    "<table><tr><td>\n\n- {}\n\n</td></tr></table>",
    "Vec<{}> and x<sub>2</sub>",
    "<dl><dt>a</dt><dd>{}</dd></dl>",
    "<section><h3>{}</h3></section>",
    "<ul><li>a<li>{}</ul>",
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

/// The raw HTML in Markdown.
fn raw_html(markdown: &str) -> Vec<String> {
    let arena = Arena::new();
    let root = comrak::parse_document(&arena, markdown, &Options::default());
    root.descendants()
        .filter_map(|node| match &node.data().value {
            NodeValue::HtmlInline(html) => Some(html.clone()),
            NodeValue::HtmlBlock(block) => Some(block.literal.clone()),
            _ => None,
        })
        .collect()
}

/// What a browser makes of HTML that holds nothing but what is allowed.
fn sanitised(html: &str) -> String {
    ammonia::Builder::default()
        .add_tags([
            "input", "mark", "u", "small", "s", "dl", "dt", "dd", "details", "summary",
        ])
        .add_generic_attributes(["class", "id", "align", "dir", "title", "style"])
        .add_tag_attributes("img", ["width"])
        .add_tag_attributes("ol", ["start"])
        .add_tag_attributes("th", ["scope", "colspan"])
        .add_tag_attributes("td", ["colspan", "rowspan"])
        .add_tag_attributes("details", ["open"])
        .add_tag_attributes("table", ["width", "cellspacing"])
        .add_url_schemes(["tel"])
        .link_rel(None)
        .clean(html)
        .to_string()
}

/// A text's words, as a reader hears them.
fn spoken(text: &str) -> Vec<String> {
    text.unicode_words().map(str::to_lowercase).collect()
}

/// The text that a browser shows of HTML.
fn shown(html: &str) -> String {
    let bare = ammonia::Builder::empty()
        .clean_content_tags(std::collections::HashSet::from([
            "style", "script", "title",
        ]))
        .clean(&html.replace('<', " <"))
        .to_string();
    let described = html
        .split("alt=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next());
    let bare = format!("{bare} {}", described.collect::<Vec<_>>().join(" "));
    html_escape::decode_html_entities(&bare).into_owned()
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

/// Where an attribute of raw HTML is neither shown nor named; nothing if it is nowhere lost.
fn find_lost_attribute(element: &str, name: &str, value: &str, before: &str) -> Option<String> {
    let attribute = match name.strip_prefix("style: ") {
        Some(property) => format!("style=\"{property}: {value}\""),
        None => format!("{name}=\"{value}\""),
    };
    let source = format!("# Title\n\nWords.\n\n{before}<{element} {attribute}>word</{element}>");
    let (document, templates) = (document(&source), templates::all());
    let mut request = super::testing::request(Channel::Email);
    request.social_platforms = Platform::KNOWN.to_vec();
    let recipe = Recipe {
        document: &document,
        request: &request,
        templates: &templates,
    };
    let mut is_shown_in_page = false;
    [Channel::Web, Channel::Email, Channel::Social]
        .into_iter()
        .find_map(|channel| {
            let (part, findings) = render(&recipe, &channel).unwrap();
            let is_shown = match part {
                Part::Email(email) => email.html.contains(value),
                Part::Web(page) => {
                    is_shown_in_page = page.html.unwrap_or_default().contains(value);
                    is_shown_in_page
                }
                // Posts show text alone: what a page shows of an element, and where a link leads,
                // is no matter of theirs.
                _ => is_shown_in_page || (element, name) == ("a", "href"),
            };
            let is_named = findings.iter().any(|finding| {
                let says = |words: &str| finding.message.contains(words);
                says(&format!("\"{name}\" of <{element}>"))
                    || says(&format!("\"{value}\""))
                    || finding.code == "html_removed" && says(&format!("<{element}>"))
                    || finding.code == "broken_image" && element == "img"
            });
            let is_lost = !is_shown && !is_named && !is_unseen(element, name);
            is_lost.then(|| format!("{source}\nin {channel}: {findings:?}"))
        })
}

#[test]
fn every_known_attribute_is_shown_or_named() {
    for element in ELEMENTS {
        for name in ATTRIBUTES {
            let lost = find_lost_attribute(element, name, "zq0a7", "");
            assert_eq!(lost, None, "{name} of {element}");
        }
    }
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
                    for raw in raw_html(&page.markdown) {
                        let name = raw.trim_matches(['<', '>', '/']);
                        prop_assert!(TAGS.contains(&name), "{raw} in {}", page.markdown);
                    }
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
    fn what_is_written_is_whole_and_clean(markdown in markdown()) {
        let outline = Outline::read(&document(&markdown));
        let sections = outline.sections.iter().map(|section| section.html());
        for html in std::iter::once(outline.lead_html()).chain(sections) {
            let clean = sanitised(&html);
            // The same tags in the same order: nothing was taken away, closed or moved.
            let names = |html: &str| tags(html).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
            prop_assert_eq!(names(&clean), names(&html), "{}\n{}", html, clean);
        }
    }

    #[test]
    fn every_word_comes_out(words in proptest::collection::vec("[a-z]{4,9}", 1..12), kinds in proptest::collection::vec(0..KINDS.len(), 12)) {
        let mut source = String::from("# Title\n\n");
        for (word, kind) in words.iter().zip(kinds) {
            source.push_str(&KINDS[kind].replace("{}", word));
            source.push_str("\n\n");
        }
        let templates = templates::all();
        let request = super::testing::request(Channel::Email);
        let document = document(&source);
        for channel in [Channel::Email, Channel::Web] {
            let recipe = Recipe { document: &document, request: &request, templates: &templates };
            let (part, findings) = render(&recipe, &channel).unwrap();
            let texts = match part {
                Part::Email(email) => vec![shown(&email.html), email.text.unwrap_or_default()],
                Part::Web(page) => vec![shown(&page.html.unwrap_or_default()), page.markdown],
                _ => Vec::new(),
            };
            let named: String = findings.into_iter().map(|finding| finding.message + " ").collect();
            for text in texts {
                let said = spoken(&format!("{text} {named}"));
                for word in &words {
                    prop_assert!(said.contains(word), "{word} of\n{source}\nin {channel}:\n{text}");
                }
            }
        }
    }

    #[test]
    fn every_attribute_is_shown_or_named(
        element in proptest::sample::select(&ELEMENTS[..]),
        name in prop_oneof![
            3 => proptest::sample::select(&ATTRIBUTES[..]).prop_map(str::to_owned),
            1 => "[a-z]{2,9}(-[a-z]{2,5})?",
            1 => "[a-z]{2,9}(-[a-z]{2,5})?".prop_map(|name| format!("style: {name}")),
        ],
        value in "zq[0-9a-z]{3}",
        before in proptest::sample::select(&["", "Text ", "- ", "> ", "<table><tr>", "<div>\n"][..]),
    ) {
        prop_assert_eq!(find_lost_attribute(element, &name, &value, before), None);
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

/// A section's own name is where links into a newsletter lead, as on a page.
#[test]
fn a_section_keeps_its_name_in_pages_and_in_email() {
    let document = document("# Title\n\nWords.\n\n<h2 id=\"zq0aa\">word</h2>");
    let templates = templates::all();
    for channel in [Channel::Web, Channel::Email] {
        let of_channel = templates.iter().filter(|it| it.channel == channel);
        for template in of_channel {
            let mut request = super::testing::request(channel.clone());
            request.template_id = Some(template.id.clone());
            let recipe = Recipe {
                document: &document,
                request: &request,
                templates: &templates,
            };
            let html = match render(&recipe, &channel).unwrap().0 {
                Part::Email(email) => email.html,
                Part::Web(page) => page.html.unwrap_or_default(),
                _ => String::new(),
            };
            assert!(
                html.contains("<h2 id=\"zq0aa\">word"),
                "{}: {html}",
                template.name
            );
        }
    }
}

/// Texts that X counts in its own way: CJK beside a link, flags and keycaps, letters of two characters.
#[test]
fn posts_and_threads_keep_to_the_limit_of_x() {
    let flags =
        "🇩🇪🇫🇷🇮🇹🇪🇸🇵🇹🇳🇱🇧🇪🇱🇺🇦🇹🇨🇭 1️⃣2️⃣3️⃣ 🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
    let japanese =
        "からくわしくご覧いただけます。山の水で淹れるコーヒーの話、道具の貸し出し。".repeat(9);
    let documents = [
        format!("# A kettle\n\n{japanese}\n\n## More\n\n{flags} {japanese}"),
        format!(
            "# Flags {flags}\n\n{}\n\n## More\n\n{}",
            flags.repeat(12),
            "cafe\u{301} ".repeat(90)
        ),
        format!(
            "# Links\n\n{}\n\n## More\n\nexample.comから{japanese}",
            "https://example.com/a-long/path?and=query ".repeat(12)
        ),
        format!(
            "# Pasted\n\n\u{feff}One\u{feff} line.\n\n## More\n\n{}",
            "https://x.example/".to_owned() + &"a".repeat(400)
        ),
    ];
    let mut templates = templates::all();
    let mut own = templates
        .iter()
        .find(|it| it.channel == Channel::Social)
        .unwrap()
        .clone();
    for source in [
        "{{ hook }}\n{{ link }}から{{ text }}\n{{ text }}",
        "{{ text }}{{ link }}",
        "🇩🇪1️⃣{{ hook }} {{ link }}\n{{ text }}",
    ] {
        own.id = format!("own-{}", templates.len()).as_str().into();
        own.source = Some(source.to_owned());
        templates.push(own.clone());
    }
    for markdown in &documents {
        let document = document(markdown);
        for template in templates.iter().filter(|it| it.channel == Channel::Social) {
            for content_type in ContentType::KNOWN {
                let mut request = super::testing::request(Channel::Social);
                request.social_platforms = vec![Platform::Twitter];
                request.template_id = Some(template.id.clone());
                request.options.content_type = content_type.clone();
                let recipe = Recipe {
                    document: &document,
                    request: &request,
                    templates: &templates,
                };
                let (part, findings) = render(&recipe, &Channel::Social).unwrap();
                let Part::Social(social) = part else {
                    unreachable!()
                };
                assert!(
                    findings.iter().all(|it| it.code != "over_limit"),
                    "{findings:?}"
                );
                for post in social.posts {
                    assert!(post.length() <= 280, "{} {}", post.length(), post.content);
                    assert!(!post.content.contains('\u{feff}'), "{}", post.content);
                    // No piece of the long address is left, and no half of a flag or a letter.
                    assert!(
                        !post.content.contains("https://x.example/a…"),
                        "{}",
                        post.content
                    );
                    for half in ["\u{1f1e9}…", "e…\u{301}", "1…"] {
                        assert!(!post.content.contains(half), "{}", post.content);
                    }
                }
            }
        }
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
