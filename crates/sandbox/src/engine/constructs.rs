//! Every construct of a document, in every channel: it is shown, or a finding names it.

use wire::{
    channel::{Channel, Platform},
    generate::{Finding, Part},
};

use super::{
    Recipe, render,
    testing::{document, request},
};
use crate::seed::templates;

/// What the channels make of a document.
struct Made {
    email: String,
    text: String,
    page: String,
    markdown: String,
    findings: Vec<Finding>,
}

fn make(markdown: &str) -> Made {
    let document = document(markdown);
    let mut request = request(Channel::Email);
    request.social_platforms = Platform::KNOWN.to_vec();
    let templates = templates::all();
    let recipe = Recipe {
        document: &document,
        request: &request,
        templates: &templates,
    };
    let mut made = Made {
        email: String::new(),
        text: String::new(),
        page: String::new(),
        markdown: String::new(),
        findings: Vec::new(),
    };
    for channel in Channel::KNOWN {
        let (part, findings) = render(&recipe, channel).unwrap();
        match part {
            Part::Email(email) => {
                made.email = email.html;
                made.text = email.text.unwrap_or_default();
            }
            Part::Web(page) => {
                made.page = page.html.unwrap_or_default();
                made.markdown = page.markdown;
            }
            _ => {}
        }
        made.findings.extend(findings);
    }
    made
}

/// What a construct comes out as: in mail and page, in plain text, in Markdown.
type Case = (&'static str, &'static str, &'static str, &'static str);

const SHOWN: [Case; 50] = [
    (
        "A<br>b<br/>c<br />d",
        "A<br>\nb<br>\nc<br>\nd",
        "A\nb\nc\nd",
        "A\\\nb\\\nc\\\nd",
    ),
    (
        "two  \nspaces",
        "two<br>\nspaces",
        "two\nspaces",
        "two\\\nspaces",
    ),
    (
        "back\\\nslash",
        "back<br>\nslash",
        "back\nslash",
        "back\\\nslash",
    ),
    (
        "| Shop | Hours |\n|:-----|:-----:|\n| Leeds | 9–12<br>13–17 |",
        "<td align=\"center\">9–12<br>\n13–17</td>",
        "- Leeds | Hours: 9–12 / 13–17",
        "| Leeds | 9–12<br>13–17 |",
    ),
    (
        "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |",
        "<td align=\"left\">1</td><td align=\"center\">2</td><td align=\"right\">3</td><td>4</td>",
        "- 1 | b: 2 | c: 3 | d: 4",
        "| :--- | :---: | ---: | --- |",
    ),
    (
        "| a |\n|---|\n| x \\| y `p\\|q` |",
        "<td>x | y <code>p|q</code></td>",
        "- x | y p|q",
        "| x \\| y `p\\|q` |",
    ),
    (
        "Read https://example.com/guide.",
        "Read <a href=\"https://example.com/guide\">https://example.com/guide</a>.",
        "Read https://example.com/guide.",
        "Read <https://example.com/guide>.",
    ),
    (
        "At www.example.com, or hello@example.com",
        "<a href=\"http://www.example.com\">www.example.com</a>, or <a href=\"mailto:hello@example.com\">hello@example.com</a>",
        "At www.example.com, or hello@example.com",
        "[www.example.com](http://www.example.com), or [hello@example.com](mailto:hello@example.com)",
    ),
    (
        "(see https://example.com/a_(b))",
        "href=\"https://example.com/a_(b)\"",
        "(see https://example.com/a_(b))",
        "(see <https://example.com/a_(b)>)",
    ),
    (
        "Text[^n].\n\n[^n]: A *note*.",
        "Text<sup class=\"footnote\"><a href=\"#note-1\">1</a></sup>.",
        "[1] A note.",
        "[^1]: A *note*.",
    ),
    (
        "Text[^n].\n\n[^n]: A *note*.",
        "<li id=\"note-1\">A <em>note</em>.</li>",
        "Text[1].",
        "Text[^1].",
    ),
    (
        "- [x] done\n- [ ] open",
        "<li>&#9745; done</li>\n<li>&#9744; open</li>",
        "- [x] done\n- [ ] open",
        "- [x] done\n- [ ] open",
    ),
    (
        "- a\n- b\n\n<!-- -->\n\n- c",
        "<li>b</li>\n</ul>\n<ul>\n<li>c</li>",
        "- a\n- b\n\n- c",
        "- a\n- b\n\n* c",
    ),
    (
        "1. a\n\n1) b",
        "<li>a</li>\n</ol>\n<ol>\n<li>b</li>",
        "1. a\n\n1. b",
        "1. a\n\n1) b",
    ),
    (
        "- a\n\n- b",
        "<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>",
        "- a\n\n- b",
        "- a\n\n- b",
    ),
    (
        "- a\n  - b\n    - c",
        "<li>a\n<ul>\n<li>b\n<ul>\n<li>c</li>",
        "- a\n  - b\n    - c",
        "- a\n  - b\n    - c",
    ),
    (
        "- a\n\n  ```sh\n  run\n  ```",
        "<pre dir=\"ltr\"><code class=\"language-sh\">run</code></pre>",
        "- a\n      run",
        "  ```sh\n  run\n  ```",
    ),
    ("4. four", "<ol start=\"4\">", "4. four", "4. four"),
    (
        "<p align=\"center\">Hi <strong>bold</strong> <a href=\"https://example.com/x\">a link</a></p>",
        "<div align=\"center\">\n<p>Hi <strong>bold</strong> <a href=\"https://example.com/x\">a link</a></p>\n</div>",
        "Hi bold a link (https://example.com/x)",
        "Hi **bold** [a link](https://example.com/x)",
    ),
    (
        "<details><summary>More</summary>\n\nHidden *text* here.\n\n</details>\n\nAfter",
        "<details open><summary>More</summary>\n<p>Hidden <em>text</em> here.</p>\n</details>\n<p>After</p>",
        "More\n\nHidden text here.\n\nAfter",
        "**More**\n\nHidden *text* here.\n\nAfter",
    ),
    (
        "H<sub>2</sub>O, E=mc<sup>2</sup>, x<sup>ab</sup>",
        "H<sub>2</sub>O, E=mc<sup>2</sup>, x<sup>ab</sup>",
        "H₂O, E=mc², x^(ab)",
        "H<sub>2</sub>O, E=mc<sup>2</sup>, x<sup>ab</sup>",
    ),
    (
        "<kbd>Ctrl</kbd>+<kbd>K</kbd> <mark>m</mark> <u>u</u> <b>b</b> <i>i</i> <del>d</del> <code>c</code>",
        "<kbd>Ctrl</kbd>+<kbd>K</kbd> <mark>m</mark> <u>u</u> <strong>b</strong> <em>i</em> <s>d</s> <code>c</code>",
        "Ctrl+K m u b i d c",
        "<kbd>Ctrl</kbd>+<kbd>K</kbd> <mark>m</mark> <u>u</u> **b** *i* ~~d~~ `c`",
    ),
    (
        "See <img src=\"https://example.com/p.png\" alt=\"A picture\"> <!-- c --> end",
        "<img src=\"https://example.com/p.png\" alt=\"A picture\">",
        "[A picture] https://example.com/p.png",
        "![A picture](https://example.com/p.png)",
    ),
    (
        "Generic Vec<String> and a <b and c> d.",
        "Generic Vec&lt;String&gt; and a &lt;b and c&gt; d.",
        "Generic Vec<String> and a <b and c> d.",
        "Generic Vec\\<String> and a \\<b and c> d.",
    ),
    (
        "Tea\n\n: Hot *leaves*",
        "<dt>Tea</dt>\n<dd>Hot <em>leaves</em></dd>",
        "Tea\n    Hot leaves",
        "**Tea**:",
    ),
    (
        "> a\n> > b",
        "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>",
        "> a\n>\n> > b",
        "> a\n>\n> > b",
    ),
    (
        "> [!TIP]\n> Do it",
        "<p><strong>Tip</strong></p>\n<p>Do it</p>",
        "> Tip\n>\n> Do it",
        "> **Tip**\n>\n> Do it",
    ),
    ("~~old~~", "<s>old</s>", "old", "~~old~~"),
    (
        "![A](https://example.com/a.png \"The title\")",
        "alt=\"A\" title=\"The title\"",
        "[A: The title] https://example.com/a.png",
        "![A](https://example.com/a.png \"The title\")",
    ),
    (
        "[a][r] [b]\n\n[r]: https://example.com/r \"T\"\n[b]: https://example.com/b",
        "<a href=\"https://example.com/r\" title=\"T\">a</a> <a href=\"https://example.com/b\">b</a>",
        "a (https://example.com/r) b (https://example.com/b)",
        "[a](https://example.com/r \"T\") [b](https://example.com/b)",
    ),
    (
        "## S\n\n### T\n\n#### U\n\n##### V\n\n###### W",
        "<h3 id=\"t\">T</h3>\n<h4 id=\"u\">U</h4>\n<h5 id=\"v\">V</h5>\n<h6 id=\"w\">W</h6>",
        "T\n\nU\n\nV\n\nW",
        "### T\n\n#### U\n\n##### V\n\n###### W",
    ),
    (
        "## S\n\n### Own {#mine}",
        "<h3 id=\"mine\">Own</h3>",
        "Own",
        "### Own",
    ),
    (
        "## A [link](https://example.com) and `code`\n\nx",
        "A <a href=\"https://example.com\">link</a> and <code>code</code></h2>",
        "A link and code\n---------------",
        "## A [link](https://example.com) and `code`",
    ),
    (
        "&copy; &amp;lt; &#8364;",
        "© &amp;lt; €",
        "© &lt; €",
        "© \\&lt; €",
    ),
    (
        ":tada: and :nothing_such:",
        "🎉 and :nothing_such:",
        "🎉 and",
        "🎉 and",
    ),
    (
        "$a < b$",
        "<code class=\"math\">a &lt; b</code>",
        "a < b",
        "`a < b`",
    ),
    (
        "costs $5 and $6",
        "costs $5 and $6",
        "costs $5 and $6",
        "costs \\$5 and \\$6",
    ),
    ("[[Other page|Shown]]", "<p>Shown</p>", "Shown", "Shown"),
    (
        "<table><tr><th>N</th><th align=\"right\">P</th></tr><tr><td>a<br>b</td><td>1</td></tr></table>",
        "<td>a<br>\nb</td><td align=\"right\">1</td>",
        "- a / b | P: 1",
        "| a<br>b | 1 |",
    ),
    (
        "<table><tr><th>Day</th><th colspan=\"2\">Hours</th></tr><tr><td>Mon</td><td>9</td><td>5</td></tr></table>",
        "<th scope=\"col\" colspan=\"2\">Hours</th>",
        "- Mon | Hours: 9 | Hours: 5",
        "| Day | Hours |  |\n| --- | --- | --- |\n| Mon | 9 | 5 |",
    ),
    (
        "<table><tr><td rowspan=\"2\">Leeds</td><td align=\"right\">9</td></tr><tr><td>5</td></tr></table>",
        "<tr><td rowspan=\"2\">Leeds</td><td align=\"right\">9</td></tr>\n<tr><td align=\"right\">5</td></tr>",
        "- Leeds | 9\n- Leeds | 5",
        "| Leeds | 9 |\n| Leeds | 5 |",
    ),
    (
        "<ol start=\"4\"><li>four</ol>",
        "<ol start=\"4\">",
        "4. four",
        "4. four",
    ),
    (
        "<pre><code class=\"language-sh\">run</code></pre>",
        "<pre dir=\"ltr\"><code class=\"language-sh\">run</code></pre>",
        "    run",
        "```sh\nrun\n```",
    ),
    (
        "## S\n\n<h3 id=\"prices\">What it costs</h3>",
        "<h3 id=\"prices\">What it costs</h3>",
        "What it costs",
        "### What it costs",
    ),
    (
        "<img src=\"https://example.com/p.png\" aria-label=\"A pot\">",
        "alt=\"A pot\"",
        "[A pot] https://example.com/p.png",
        "![A pot](https://example.com/p.png)",
    ),
    (
        "<ul><li>one<li>two <b>x</b></ul>",
        "<li>one</li>\n<li>two <strong>x</strong></li>",
        "- one\n- two x",
        "- one\n- two **x**",
    ),
    (
        "<div><p>Head</p><blockquote>Said</blockquote><hr></div>",
        "<p>Head</p>\n<blockquote>\n<p>Said</p>\n</blockquote>\n<hr>",
        "> Said\n\n* * *",
        "> Said\n\n---",
    ),
    (
        "<pre>\n  a &lt; b\n</pre>",
        "<pre dir=\"ltr\"><code>  a &lt; b</code></pre>",
        "      a < b",
        "```\n  a < b\n```",
    ),
    (
        "مرحبا **بالعالم** 👩‍👩‍👧",
        "مرحبا <strong>بالعالم</strong> 👩‍👩‍👧",
        "مرحبا بالعالم 👩‍👩‍👧",
        "مرحبا **بالعالم** 👩‍👩‍👧",
    ),
    (
        "\\*not\\* &lt;b&gt; 1\\. x",
        "*not* &lt;b&gt; 1. x",
        "*not* <b> 1. x",
        "\\*not\\* \\<b> 1. x",
    ),
];

#[test]
fn constructs_are_shown_in_mail_and_page() {
    for (source, html, text, markdown) in SHOWN {
        // A heading of its own is the title, so there is one already.
        let made = make(&format!("# A title\n\n{source}"));
        assert!(
            made.email.contains(html),
            "{source}\n{html}\n{}",
            made.email
        );
        assert!(made.page.contains(html), "{source}\n{html}\n{}", made.page);
        assert!(made.text.contains(text), "{source}\n{text}\n{}", made.text);
        assert!(
            made.markdown.contains(markdown),
            "{source}\n{markdown}\n{}",
            made.markdown
        );
    }
}

#[test]
fn what_cannot_be_shown_is_named_with_its_line() {
    let everywhere = ["email", "social", "web"];
    let pages = ["email", "web"];
    for (source, code, words, channels) in [
        (
            "Text\n\n<iframe src=\"x\">in</iframe>",
            "html_removed",
            "Line 5: the HTML element <iframe>",
            &everywhere[..],
        ),
        (
            "Text\n\n<script>\nx\n</script>",
            "html_removed",
            "Line 5: the HTML element <script>",
            &everywhere,
        ),
        (
            "Text <button>go</button>",
            "html_removed",
            "Line 3: the HTML tag <button>",
            &everywhere,
        ),
        (
            "Text\n\n[^lost]: Note",
            "unused_footnote",
            "Line 5: nothing refers to the footnote \"lost\"",
            &everywhere,
        ),
        (
            "![a](b.png)\n\n![c](b.png)",
            "broken_image",
            "Lines 3 and 5: the image \"b.png\"",
            &pages,
        ),
        (
            "![](https://example.com/b.png)",
            "no_alt_text",
            "Line 3: the image https://example.com/b.png",
            &pages,
        ),
        (
            "[a](#b) and [[c]]",
            "broken_link",
            "Line 3: the link \"a\" leads to \"#b\"",
            &pages,
        ),
        (
            "<a href=\"javascript:x\">a</a>",
            "broken_link",
            "Line 3: the link \"a\"",
            &pages,
        ),
        ("$x$", "math_as_text", "Line 3: the formula", &pages),
        (
            "Text\n\n| a |\n|---|\n| b |",
            "not_in_posts",
            "Line 5: tables are not shown",
            &["social"],
        ),
        (
            "Text\n\n    code",
            "not_in_posts",
            "Line 5: code blocks",
            &["social"],
        ),
        (
            "Text[^1]\n\n[^1]: Note",
            "not_in_posts",
            "Line 3: footnotes",
            &["social"],
        ),
        (
            "Text\n\n<p align=\"center\">x</p>",
            "alignment_lost",
            "Line 5: the alignment of text is left out of the ",
            &pages,
        ),
        (
            "<center>x</center>",
            "not_in_posts",
            "Line 3: text is not set to a side in posts.",
            &["social"],
        ),
        (
            "<table><tr><td colspan=2>1</td></tr></table>",
            "cells_split",
            "Line 3: cells across several columns or rows are split in the ",
            &pages,
        ),
        (
            "<pre>a <sup>2</sup></pre>",
            "html_removed",
            "Line 3: the HTML tag <sup> is left out; its text is kept.",
            &everywhere,
        ),
    ] {
        let made = make(&format!("# A title\n\n{source}"));
        for channel in channels {
            let named = made.findings.iter().any(|finding| {
                finding.channel.as_str() == *channel
                    && finding.code == code
                    && finding.message.starts_with(words)
            });
            assert!(named, "{source} in {channel}: {:?}", made.findings);
        }
    }
    let front = make("---\nkey: value\n---\n\nText");
    assert!(
        front
            .findings
            .iter()
            .any(|finding| finding.code == "front_matter")
    );
    assert!(!front.page.contains("key: value"));
}

#[test]
fn attributes_that_are_left_out_are_named_once_by_element() {
    for (source, expected) in [
        (
            "<p style=\"color: red; MARGIN: 0\" dir=\"rtl\">x</p>",
            "Line 3: the attributes \"style: color\", \"style: margin\" and \"dir\" of <p> are left out.",
        ),
        (
            "a <font color=red>b</font>\n\n<font color=\"blue\">c</font>",
            "Lines 3 and 5: the attribute \"color\" of <font> is left out.",
        ),
        (
            "<img src=\"https://example.com/p.png\" alt=\"A\" width=\"200\" srcset=\"p 2x\" loading=\"lazy\">",
            "Line 3: the attributes \"width\" and \"srcset\" of <img> are left out.",
        ),
        (
            "Text <b onclick=\"x()\">b</b>",
            "Line 3: the attribute \"onclick\" of <b> is left out.",
        ),
        (
            "Text <a href=\"https://example.com\" target=\"_blank\" rel=\"noopener\">b</a>",
            "Line 3: the attribute \"target\" of <a> is left out.",
        ),
        (
            "<p align=\"justify\">x</p>",
            "Line 3: the attribute \"align\" of <p> is left out.",
        ),
        (
            "## S\n\n<h2 align=\"center\" id=\"Two words\">x</h2>",
            "Line 5: the attributes \"align\" and \"id\" of <h2> are left out.",
        ),
        (
            "<ol reversed type=\"a\" start=\"x\"><li>x</ol>",
            "Line 3: the attributes \"reversed\", \"type\" and \"start\" of <ol> are left out.",
        ),
        (
            "<ul>\n<li value=\"3\">x</ul>",
            "Line 4: the attribute \"value\" of <li> is left out.",
        ),
        (
            "<table><tr><td align=\"right\">1</td></tr>\n<tr><td align=\"left\" colspan=\"900\">1</td></tr></table>",
            "Line 4: the attributes \"align\" and \"colspan\" of <td> are left out.",
        ),
        (
            "<pre><a href=\"https://example.com\">x</a></pre>",
            "Line 3: the attribute \"href\" of <a> is left out.",
        ),
        (
            "<p made-up=\"1\">x</p>",
            "Line 3: the attribute \"made-up\" of <p> is left out.",
        ),
    ] {
        let made = make(&format!("# A title\n\n{source}"));
        for channel in ["email", "social", "web"] {
            let named: Vec<_> = made
                .findings
                .iter()
                .filter(|it| it.channel.as_str() == channel && it.code == "attribute_removed")
                .map(|it| it.message.as_str())
                .collect();
            assert_eq!(named, [expected], "{source} in {channel}");
        }
    }
}

#[test]
fn comments_and_what_is_shown_need_no_finding() {
    let made = make(
        "# A title\n\nText <!-- c --> <b>b</b><br>x\n\n<!-- block -->\n\n- a\n- b\n\n<p data-x=\"1\" aria-hidden=\"true\" style=\"\">c <time datetime=\"2026-11-23\">d</time></p>",
    );
    assert_eq!(
        made.findings
            .iter()
            .filter(|it| it.code != "no_image")
            .count(),
        0,
        "{:?}",
        made.findings
    );
}

#[test]
fn a_newsletter_that_is_shorter_than_its_document_says_so() {
    let mut markdown = String::from("# A title\n\nLead.\n\n");
    for name in ["One", "Two", "Three"] {
        markdown.push_str(&format!(
            "## {name}\n\n{}\n\n",
            "Some words stand here. ".repeat(20)
        ));
    }
    let document = document(&markdown);
    let templates = templates::all();
    let mut request = request(Channel::Email);
    request.options.content_type = wire::generate::ContentType::Announcement;
    let recipe = Recipe {
        document: &document,
        request: &request,
        templates: &templates,
    };
    let (_, findings) = render(&recipe, &Channel::Email).unwrap();
    let said = findings
        .iter()
        .find(|finding| finding.code == "sections_shortened")
        .unwrap();
    assert!(
        said.message
            .contains("shortens \"One\", \"Two\" and leaves out \"Three\""),
        "{said:?}"
    );
    request.options.content_type = wire::generate::ContentType::Update;
    request.tone = Some(wire::generate::Tone::Urgent);
    let recipe = Recipe {
        document: &document,
        request: &request,
        templates: &templates,
    };
    let (_, findings) = render(&recipe, &Channel::Email).unwrap();
    assert!(
        findings
            .iter()
            .any(|finding| finding.code == "text_shortened")
    );
}

#[test]
fn what_stands_in_a_line_stays_one_line() {
    let mut document =
        document("# A\u{202e} title&#10;with&#13;&#9;marks\u{0}\u{2028}here\n\n```\na\nb\n```");
    document.title = "x\r\nBcc: a@example.com".to_owned();
    let templates = templates::all();
    let mut request = request(Channel::Email);
    request.options.seo = true;
    request.options.variables.insert(
        "subject".to_owned(),
        "Hi\r\nBcc: a@example.com\u{202e}".to_owned(),
    );
    let recipe = Recipe {
        document: &document,
        request: &request,
        templates: &templates,
    };
    let is_line = |text: &str| text == wire::one_line(text);
    let (Part::Email(email), _) = render(&recipe, &Channel::Email).unwrap() else {
        unreachable!()
    };
    assert_eq!(email.subject, "Hi Bcc: a@example.com");
    assert!(is_line(email.preheader.as_deref().unwrap_or_default()));
    let (Part::Web(page), _) = render(&recipe, &Channel::Web).unwrap() else {
        unreachable!()
    };
    assert_eq!(page.title, "A title with marks here");
    assert!(
        page.slug.starts_with("a-title-with-marks-here-"),
        "{}",
        page.slug
    );
    let seo = page.seo.unwrap();
    assert!(
        is_line(&seo.title) && is_line(&seo.description) && is_line(&page.excerpt),
        "{seo:?}"
    );
}
