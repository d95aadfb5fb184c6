//! Counting is held against twitter-text's own conformance tests.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Counted {
    description: String,
    text: String,
    weighted: u32,
    valid: bool,
}

#[derive(Deserialize)]
struct Linked {
    description: String,
    text: String,
    links: Vec<String>,
}

#[derive(Deserialize)]
struct Conformance {
    #[serde(rename = "WeightedTweetsCounterTest")]
    plain: Vec<Counted>,
    #[serde(rename = "WeightedTweetsWithDiscountedEmojiCounterTest")]
    with_emoji: Vec<Counted>,
    #[serde(rename = "UnicodeDirectionalMarkerCounterTest")]
    directional: Vec<Counted>,
    urls: Vec<Linked>,
    urls_with_indices: Vec<Linked>,
    urls_with_directional_markers: Vec<Linked>,
    tco_urls_with_params: Vec<Linked>,
}

fn conformance() -> Conformance {
    let data = include_str!("../../tests/data/twitter-text/conformance.json");
    serde_json::from_str(data).unwrap()
}

const LIMIT: u32 = 280;

#[test]
fn weights_conform_to_twitter_text() {
    let Conformance {
        plain,
        with_emoji,
        directional,
        ..
    } = conformance();
    for (cases, emoji_as_one) in [(plain, false), (with_emoji, true), (directional, false)] {
        assert!(!cases.is_empty());
        for case in cases {
            let units = Counting::Weighted.units_with(&nfc(&case.text), emoji_as_one);
            let length: usize = units.iter().map(|unit| unit.weight).sum();
            assert_eq!(length, case.weighted as usize, "{}", case.description);
            let is_valid =
                (1..=LIMIT as usize).contains(&length) && !case.text.contains(is_refused);
            assert_eq!(is_valid, case.valid, "{}", case.description);
        }
    }
}

#[test]
fn links_conform_to_twitter_text() {
    let it = conformance();
    let groups = [
        it.urls,
        it.urls_with_indices,
        it.urls_with_directional_markers,
        it.tco_urls_with_params,
    ];
    for case in groups.into_iter().flatten() {
        let found: Vec<_> = links(&case.text)
            .into_iter()
            .map(|link| &case.text[link])
            .collect();
        assert_eq!(found, case.links, "{}", case.description);
    }
}

#[test]
fn counts_are_those_of_the_package() {
    #[derive(Deserialize)]
    struct Case {
        text: String,
        x: u32,
    }
    let data = include_str!("../../tests/data/twitter-text/counts.json");
    let cases: Vec<Case> = serde_json::from_str(data).unwrap();
    assert!(cases.len() > 50);
    for case in cases {
        assert_eq!(
            Counting::Weighted.length(&case.text),
            case.x,
            "{}",
            case.text
        );
    }
}

#[test]
fn each_platform_counts_its_own_way() {
    let text = "cafe\u{301} 👩‍🎤 https://example.com/a/long/path example.com";
    for (counting, length) in [
        (Counting::Weighted, 4 + 1 + 2 + 1 + 23 + 1 + 23),
        (Counting::LinksShortened, 4 + 1 + 1 + 1 + 23 + 1 + 11),
        (Counting::Graphemes, 4 + 1 + 1 + 1 + 31 + 1 + 11),
        (Counting::Utf16, 5 + 1 + 5 + 1 + 31 + 1 + 11),
    ] {
        assert_eq!(counting.length(text), length, "{counting:?}");
    }
}

#[test]
fn mastodon_counts_of_a_mention_only_the_name() {
    // As its own tests have it: 500 characters with a server's name of 34 beside.
    let server = format!("{}.com", "b".repeat(30));
    let text = format!("{} @alice@{server}", "a".repeat(475));
    assert_eq!(Counting::LinksShortened.length(&text), 475 + 1 + 6);
    for (text, length) in [
        ("@alice", 6),
        ("@alice@example.com", 6),
        ("(@al.ice_b@sub.example-a.com).", 1 + 9 + 2),
        ("@alice@bücher.example, @bob@b.test", 6 + 2 + 4),
        ("@alice@", 7),
        ("@alice.@example.com", 19),
        ("@alice@-example.com", 19),
        // An email address, and part of a link.
        ("alice@example.com", 17),
        ("x@alice@example.com", 19),
        ("/@alice@example.com", 19),
        ("https://a.com/@alice@example.com", 23),
        // No server's name ends here.
        ("@alice@example@b", 16),
        ("@alice@example://b", 18),
        // Names that are not written in ASCII are no names.
        ("@älice@example.com", 18),
        // What Mastodon takes for no link gives way.
        ("b.co?x,@alice@example.org", 7 + 6),
    ] {
        assert_eq!(Counting::LinksShortened.length(text), length, "{text}");
    }
    let far = format!("@alice@{}", "b".repeat(254));
    assert_eq!(Counting::LinksShortened.length(&far), 261);
    assert_eq!(Counting::LinksShortened.length(&far[..260]), 6);
    for other in [Counting::Weighted, Counting::Graphemes, Counting::Utf16] {
        assert_eq!(other.length("@alice@example.com"), 18, "{other:?}");
    }
}

#[test]
fn a_cut_keeps_mentions_whole() {
    let cut = |limit| Counting::LinksShortened.cut_at("hi @alice@example.com!", limit);
    assert_eq!(cut(10), None);
    assert_eq!(cut(9), Some("hi @alice@example.com".len()));
    assert_eq!(cut(8), Some("hi ".len()));
}

#[test]
fn bluesky_has_a_limit_of_bytes_too() {
    let dancer = "👩‍🎤";
    assert_eq!(dancer.len(), 11);
    let (most, more) = (dancer.repeat(272), dancer.repeat(273));
    assert_eq!(Counting::Graphemes.length(&more), 273);
    assert!(Counting::Graphemes.fits(&most, 300));
    assert_eq!(Counting::Graphemes.cut_at(&most, 300), None);
    assert!(!Counting::Graphemes.fits(&more, 300));
    assert_eq!(Counting::Graphemes.cut_at(&more, 300), Some(most.len()));
    // To the byte, and no other platform minds.
    let bytes = "a".repeat(3000);
    assert!(Counting::Graphemes.fits(&bytes, 5000));
    assert!(!Counting::Graphemes.fits(&format!("{bytes}a"), 5000));
    assert!(Counting::Utf16.fits(&format!("{bytes}a"), 5000));
    assert!(Counting::LinksShortened.fits(&more, 300));
}

#[test]
fn a_cut_keeps_links_emoji_and_letters_whole() {
    let cut = |text: &str, limit| {
        let at = Counting::Weighted.cut_at(text, limit)?;
        Some(text[..at].to_owned())
    };
    assert_eq!(
        cut("see https://example.com/a-b", 26).as_deref(),
        Some("see ")
    );
    assert_eq!(cut("see https://example.com/a-b", 27), None);
    assert_eq!(cut("a🇩🇪🇫🇷", 4).as_deref(), Some("a🇩🇪"));
    assert_eq!(cut("a🇩🇪🇫🇷", 2).as_deref(), Some("a"));
    assert_eq!(cut("1️⃣2️⃣", 3).as_deref(), Some("1️⃣"));
    // Two letters that are typed as four characters.
    assert_eq!(
        cut("e\u{301}e\u{301}x", 2).as_deref(),
        Some("e\u{301}e\u{301}")
    );
    assert_eq!(cut("🧑‍🤝‍🧑🧑‍🤝‍🧑", 10).as_deref(), Some("🧑‍🤝‍🧑"));
    // Alone, the domain would be a link, and longer than what is left.
    assert_eq!(cut("a.com-and-so-on-and-so-on", 5).as_deref(), Some("a.c"));
}

#[test]
fn a_long_text_is_counted_at_once() {
    for text in [
        "https://a.test/".repeat(7_000),
        "a".repeat(100_000),
        "漢".repeat(35_000),
        "a.".repeat(50_000),
        "a_b.com.".repeat(12_500),
        "👩‍🎤".repeat(9_000),
        "e\u{301}".repeat(30_000),
        "@a@b.co ".repeat(12_500),
        "@a".repeat(50_000),
    ] {
        for counting in [
            Counting::Weighted,
            Counting::LinksShortened,
            Counting::Utf16,
        ] {
            let cut = counting.cut_at(&text, LIMIT).unwrap();
            assert!(counting.length(&text[..cut]) <= LIMIT);
        }
    }
}

proptest! {
    /// Whatever a text is made of, what is kept of it fits, and ends between two characters.
    #[test]
    fn what_is_kept_of_a_text_fits(
        text in "(https://|example\\.com|a\\.co|[a-z .:/?-]{0,4}|[漢é👩‍🎤🇩🇪\u{301}\u{fe0f}]{0,4}){0,20}",
        limit in 0..120_u32,
    ) {
        for counting in [Counting::Weighted, Counting::LinksShortened, Counting::Graphemes, Counting::Utf16] {
            let Some(cut) = counting.cut_at(&text, limit) else {
                prop_assert!(counting.length(&text) <= limit);
                continue;
            };
            prop_assert!(counting.length(&text[..cut]) <= limit);
            prop_assert!(cut == 0 || grapheme_ends(&text).contains(&cut));
            if nfc(&text) == text {
                prop_assert!(links(&text).iter().all(|link| cut <= link.start || link.end <= cut));
            }
        }
    }

    #[test]
    fn no_text_breaks_the_counting(text in "\\PC{0,40}") {
        for counting in [Counting::Weighted, Counting::LinksShortened, Counting::Graphemes] {
            let _ = counting.length(&text);
        }
        prop_assert!(links(&text).iter().all(|link| text.get(link.clone()).is_some()));
    }
}
