//! Text as Unicode means it: normal forms, user-perceived characters, and what a search ignores.
//!
//! The tables for normal forms and graphemes are large. A browser has them already, so the app asks
//! it; the server brings its own.

use std::borrow::Cow;

use crate::typed;

/// The composed form (NFC), in which é is one character however it was typed.
pub fn nfc(text: &str) -> Cow<'_, str> {
    // Nothing below the first combining mark is changed by composing.
    if text.chars().all(|character| character < '\u{300}') {
        return Cow::Borrowed(text);
    }
    let composed = composed(text);
    if composed == text {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(composed)
    }
}

/// What a search compares: composed, and without differences of case.
///
/// Case is folded as Unicode's full folding does (ß is ss, ς is σ). The Turkish İ and ı are both i,
/// so that a search finds them from any keyboard. What nobody sees, such as soft hyphens, counts for
/// nothing.
pub fn search_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for character in nfc(text).chars() {
        if character.is_ascii() {
            key.push(character.to_ascii_lowercase());
        } else if character == 'İ' {
            key.push('i');
        } else if !typed::is_stray(character) {
            let folded = character
                .to_lowercase()
                .flat_map(char::to_uppercase)
                .flat_map(char::to_lowercase);
            key.extend(folded);
        }
    }
    key
}

/// What is compared where texts are sorted, or where a name, an email address or the like may be
/// there only once: composed, in lower case, without what nobody sees.
///
/// Unlike [`search_key`] it keeps letters apart that merely look for each other in a search, such as
/// ß and ss, or the Turkish ı and i: they are two names.
pub fn sort_key(text: &str) -> String {
    let text = text.trim();
    if text.is_ascii() && !text.contains(typed::is_stray) {
        return text.to_ascii_lowercase();
    }
    let seen: String = text.chars().filter(|it| !typed::is_stray(*it)).collect();
    nfc(seen.trim()).to_lowercase()
}

/// Where each user-perceived character (extended grapheme cluster) ends, in bytes.
pub fn grapheme_ends(text: &str) -> Vec<usize> {
    if text.is_ascii() && !text.contains('\r') {
        return (1..=text.len()).collect();
    }
    graphemes(text)
}

#[cfg(not(target_arch = "wasm32"))]
fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    text.nfc().collect()
}

#[cfg(not(target_arch = "wasm32"))]
fn graphemes(text: &str) -> Vec<usize> {
    use unicode_segmentation::UnicodeSegmentation as _;
    text.grapheme_indices(true)
        .map(|(start, grapheme)| start + grapheme.len())
        .collect()
}

#[cfg(target_arch = "wasm32")]
fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(target_arch = "wasm32")]
fn graphemes(text: &str) -> Vec<usize> {
    segmented(text).unwrap_or_else(|| {
        // A browser without a segmenter: combining marks at least stay with their letter.
        let starts = text
            .char_indices()
            .filter(
                |(_, c)| !matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}'),
            )
            .map(|(start, _)| start);
        starts.skip(1).chain([text.len()]).collect()
    })
}

#[cfg(target_arch = "wasm32")]
fn segmented(text: &str) -> Option<Vec<usize>> {
    use js_sys::{Array, Function, Reflect};
    use wasm_bindgen::{JsCast as _, JsValue};

    let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok();
    let intl = get(&js_sys::global(), "Intl")?;
    let constructor = get(&intl, "Segmenter")?.dyn_into::<Function>().ok()?;
    let segmenter = Reflect::construct(&constructor, &Array::new()).ok()?;
    let segment = get(&segmenter, "segment")?.dyn_into::<Function>().ok()?;
    let segments = segment.call1(&segmenter, &JsValue::from_str(text)).ok()?;
    let mut starts = Vec::new();
    for found in js_sys::try_iter(&segments).ok()?? {
        starts.push(get(&found.ok()?, "index")?.as_f64()? as usize);
    }
    // The browser counts in UTF-16 units.
    let (mut ends, mut units) = (Vec::with_capacity(starts.len()), 0_usize);
    let mut wanted = starts.into_iter().skip(1).peekable();
    for (at, character) in text.char_indices() {
        if wanted.next_if(|start| *start <= units).is_some() {
            ends.push(at);
        }
        units += character.len_utf16();
    }
    ends.push(text.len());
    Some(ends)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_spellings_have_one_search_key() {
        for (a, b) in [
            ("Café", "cafe\u{301}"),
            ("Straße", "STRASSE"),
            ("STRAẞE", "strasse"),
            ("ΟΔΥΣΣΕΥΣ", "οδυσσευς"),
            ("İstanbul", "istanbul"),
            ("I\u{307}stanbul", "istanbul"),
            ("ISI", "ısı"),
            ("가", "\u{1100}\u{1161}"),
            ("ﬁn", "FIN"),
            ("ΐ", "ι\u{308}\u{301}"),
        ] {
            assert_eq!(search_key(a), search_key(b), "{a} {b}");
        }
        assert_ne!(search_key("cafe"), search_key("café"));
        assert_eq!(
            search_key("Donau\u{ad}dampf\u{200b}schiff"),
            "donaudampfschiff"
        );
    }

    #[test]
    fn graphemes_stay_whole() {
        assert_eq!(grapheme_ends("ab"), [1, 2]);
        assert_eq!(grapheme_ends("a\r\nb"), [1, 3, 4]);
        assert_eq!(grapheme_ends("e\u{301}🇩🇪👩‍🎤"), [3, 11, 22]);
        assert!(grapheme_ends("").is_empty());
    }

    #[test]
    fn both_spellings_sort_alike_and_other_names_stay_apart() {
        for (one, other) in [
            ("Café", "cafe\u{301}"),
            ("ÅNGSTRÖM", "a\u{30a}ngstro\u{308}m"),
            ("\u{212b}", "å"),
            (" Spring\u{ad}time\u{200b} ", "springtime"),
            ("\u{feff}a", "A"),
            ("ΣΊΣΥΦΟΣ", "Σι\u{301}συφος"),
            ("I\u{307}stanbul", "İstanbul"),
        ] {
            assert_eq!(sort_key(one), sort_key(other), "{one:?}");
        }
        for (one, other) in [("Maße", "Masse"), ("sık", "sik"), ("Cafe", "Café")] {
            assert_ne!(sort_key(one), sort_key(other), "{one:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_sort_key_is_that_of_its_own_composed_form(text in "\\PC{0,20}") {
            use unicode_normalization::UnicodeNormalization as _;
            let decomposed: String = text.nfd().collect();
            proptest::prop_assert_eq!(sort_key(&text), sort_key(&decomposed));
            // The database brings the keys of older versions up to date by this.
            proptest::prop_assert_eq!(sort_key(&text), sort_key(&text.to_lowercase()));
        }

        #[test]
        fn a_search_key_is_that_of_its_own_composed_form(text in "\\PC{0,20}") {
            use unicode_normalization::UnicodeNormalization as _;
            let decomposed: String = text.nfd().collect();
            proptest::prop_assert_eq!(search_key(&text), search_key(&decomposed));
        }
    }
}
