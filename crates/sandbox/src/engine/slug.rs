//! The last part of a page's address.
//!
//! By `deunicode` itself and not by `slug`, which is made of it: that splits words at apostrophes, also
//! at those that stand for a soft sign (`mal-chik`), and cuts nowhere.

use std::collections::HashMap;

use deunicode::deunicode;

use crate::auth::fingerprint;

const LONGEST: usize = 60;
/// How many characters tell the pages of one title apart.
const TAIL: usize = 8;

/// A slug of ASCII letters, digits and hyphens; other scripts are transliterated.
///
/// `fallback` is used where nothing of the title can be written so.
pub fn of(title: &str, fallback: &str) -> String {
    match hyphenated(title) {
        slug if slug.is_empty() => {
            let tail = hyphenated(fallback);
            if tail.is_empty() {
                "update".to_owned()
            } else {
                format!("update-{tail}")
            }
        }
        slug => slug,
    }
}

/// The slug of the page that a document makes: its title, and a tail that is the same for a document
/// each time and another one for every other, so that two documents of one title are two pages.
pub fn of_page(title: &str, id: &str) -> String {
    let slug = of(title, "");
    format!("{slug}-{}", fingerprint(id, TAIL / 2))
}

/// The slug, or the slug with the first number that makes it one of a kind.
///
/// `taken` holds the slugs that are there, each with the number to go on with.
pub fn free(slug: &str, taken: &mut HashMap<String, usize>) -> String {
    let mut found = slug.to_owned();
    let mut number = taken.get(slug).copied().unwrap_or(1);
    while taken.contains_key(&found) {
        number = number.saturating_add(1);
        found = format!("{slug}-{number}");
    }
    taken.insert(slug.to_owned(), number);
    taken.entry(found.clone()).or_insert(1);
    found
}

fn hyphenated(text: &str) -> String {
    // Cut early: a title is one line, but nothing says how long.
    let start: String = text.chars().take(400).collect();
    let mut slug = String::new();
    let ascii = deunicode(&start)
        .to_ascii_lowercase()
        .replace(['\'', '’'], "");
    for word in ascii.split(|c: char| !c.is_ascii_alphanumeric()) {
        let room = LONGEST.saturating_sub(slug.len() + 1);
        if word.is_empty() {
            continue;
        }
        if slug.is_empty() {
            slug.extend(word.chars().take(LONGEST));
        } else if word.len() <= room {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_title_becomes_a_slug() {
        assert_eq!(of("What's new in Spring?", "x"), "whats-new-in-spring");
        assert_eq!(of("Über den Gipfeln", "x"), "uber-den-gipfeln");
        assert_eq!(of("キャンプ", "x"), "kiyanpu");
        assert_eq!(of("Новый мальчик", "x"), "novyi-malchik");
        assert_eq!(of("—", "md:Draft 7"), "update-md-draft-7");
        assert_eq!(of("", ""), "update");
        assert!(of(&"long ".repeat(99), "x").len() <= 60);
    }

    #[test]
    fn documents_of_one_title_are_two_pages() {
        let page = of_page("What's new?", "md:one.md");
        assert_eq!(page, of_page("What's new?", "md:one.md"));
        assert_ne!(page, of_page("What's new?", "md:two.md"));
        // Ids may differ by case alone.
        assert_ne!(page, of_page("What's new?", "md:One.md"));
        assert!(page.starts_with("whats-new-"), "{page}");
        assert!(of_page("—", "x").starts_with("update-"));
        assert!(of_page(&"long ".repeat(99), "x").len() <= LONGEST + 1 + TAIL);
    }

    #[test]
    fn no_slug_is_given_twice() {
        let mut taken = HashMap::new();
        let given: Vec<_> = ["a", "a", "a-2", "b", "a"]
            .map(|slug| free(slug, &mut taken))
            .to_vec();
        assert_eq!(given, ["a", "a-2", "a-2-2", "b", "a-3"]);
    }
}
