//! Where content goes: channels, and the platforms of the social one.

use crate::text::open_enum;

open_enum! {
    /// Where content goes.
    Channel {
        /// A newsletter.
        Email = "email",
        /// Posts on social platforms.
        Social = "social",
        /// A page or update on the website.
        Web = "web",
    }
}

impl Channel {
    /// The contract's channel that this one belongs to.
    ///
    /// The backend as shipped says `website` on some routes and names
    /// platforms as if they were channels.
    pub fn family(&self) -> Channel {
        match self {
            Self::Other(word) => {
                let word = word.strip_prefix("social_").unwrap_or(word);
                match word {
                    "website" => Self::Web,
                    "newsletter" => Self::Email,
                    _ if matches!(Platform::from(word), Platform::Other(_)) => self.clone(),
                    _ => Self::Social,
                }
            }
            known => known.clone(),
        }
    }

    /// The channel's name on a screen.
    pub fn label(&self) -> String {
        match self {
            Self::Email => "Email".to_owned(),
            Self::Social => "Social".to_owned(),
            Self::Web => "Web".to_owned(),
            Self::Other(word) => {
                let word = word.strip_prefix("social_").unwrap_or(word);
                match Platform::from(word) {
                    Platform::Other(word) => capitalised(&word),
                    platform => platform.label(),
                }
            }
        }
    }
}

open_enum! {
    /// A social platform.
    Platform {
        /// X, formerly Twitter.
        Twitter = "twitter",
        /// LinkedIn.
        LinkedIn = "linkedin",
        /// Facebook.
        Facebook = "facebook",
        /// Instagram.
        Instagram = "instagram",
    }
}

impl Platform {
    /// The platform's name on a screen.
    pub fn label(&self) -> String {
        match self {
            Self::Twitter => "X".to_owned(),
            Self::LinkedIn => "LinkedIn".to_owned(),
            Self::Facebook => "Facebook".to_owned(),
            Self::Instagram => "Instagram".to_owned(),
            Self::Other(word) => capitalised(word),
        }
    }

    /// How long a post may be, in the platform's own counting; `None` where it is not known.
    pub fn limit(&self) -> Option<u32> {
        match self {
            Self::Twitter => Some(280),
            Self::LinkedIn => Some(3_000),
            Self::Facebook => Some(63_206),
            Self::Instagram => Some(2_200),
            Self::Other(_) => None,
        }
    }

    /// How long the platform takes a text to be.
    ///
    /// X counts every link as 23 and every character outside of the Latin and
    /// punctuation blocks as two; the others count UTF-16 units.
    pub fn length(&self, text: &str) -> u32 {
        let length: usize = match self {
            Self::Twitter => weighted_length(text),
            _ => text.encode_utf16().count(),
        };
        u32::try_from(length).unwrap_or(u32::MAX)
    }

    /// The byte offset at which the platform would cut the text off; `None` where it fits.
    pub fn cut(&self, text: &str) -> Option<usize> {
        self.cut_at(text, self.limit()?)
    }

    /// The byte offset up to which a text keeps to a limit; `None` where all of it does.
    pub fn cut_at(&self, text: &str, limit: u32) -> Option<usize> {
        if self.length(text) <= limit {
            return None;
        }
        // The length of a beginning never shrinks as it grows, so it can be searched by halves:
        // counting anew at each character would take minutes for a text of a megabyte.
        let (mut fits, mut over) = (0_usize, text.len());
        loop {
            let middle = text.floor_char_boundary(fits.midpoint(over));
            let middle = if middle > fits {
                middle
            } else {
                text.ceil_char_boundary(fits.saturating_add(1))
            };
            if middle >= over {
                return Some(fits);
            }
            if self.length(text.get(..middle).unwrap_or(text)) > limit {
                over = middle;
            } else {
                fits = middle;
            }
        }
    }
}

/// What X counts a link as, however long it is (docs.x.com, "Counting characters").
const LINK_LENGTH: usize = 23;

fn weighted_length(text: &str) -> usize {
    let mut length = 0;
    for (position, word) in text.split(char::is_whitespace).enumerate() {
        if position > 0 {
            length += 1;
        }
        let linked = ["https://", "http://"]
            .iter()
            .find_map(|scheme| word.find(scheme));
        match linked {
            Some(start) => {
                length += weigh(word.get(..start).unwrap_or_default()) + LINK_LENGTH;
            }
            None => length += weigh(word),
        }
    }
    length
}

fn weigh(word: &str) -> usize {
    let mut length = 0;
    let mut joined = false;
    for character in word.chars() {
        match u32::from(character) {
            // A joiner makes one picture of two, a selector only picks its style.
            0x200D => joined = true,
            0xFE00..=0xFE0F | 0x1F3FB..=0x1F3FF => {}
            _ if joined => joined = false,
            0..=0x10FF | 0x2000..=0x200C | 0x2010..=0x201F | 0x2032..=0x2037 => length += 1,
            _ => length += 2,
        }
    }
    length
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_names_belong_to_a_family() {
        for (word, family) in [
            ("website", Channel::Web),
            ("social_twitter", Channel::Social),
            ("email", Channel::Email),
        ] {
            assert_eq!(Channel::from(word).family(), family);
        }
        assert_eq!(Channel::from("fax").family(), Channel::from("fax"));
        assert_eq!(Channel::from("fax").label(), "Fax");
        assert_eq!(Channel::from("social_twitter").label(), "X");
    }

    #[test]
    fn x_counts_links_and_wide_characters_its_own_way() {
        let x = Platform::Twitter;
        assert_eq!(x.length("hello"), 5);
        assert_eq!(
            x.length("see https://example.com/a/very/long/path?with=query now"),
            4 + 23 + 4
        );
        assert_eq!(x.length("日本"), 4);
        assert_eq!(x.length("👩‍👩‍👧"), 2);
        assert_eq!(x.length("👍🏽"), 2);
    }

    proptest::proptest! {
        /// The halving finds what counting anew at each character would.
        #[test]
        fn a_cut_is_the_longest_beginning_that_fits(
            text in "(https://|http:/|[ab é👩‍]{0,4}|x){0,30}",
            limit in 0..120_u32,
        ) {
            for platform in [Platform::Twitter, Platform::LinkedIn] {
                let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
                let longest = ends.filter(|end| platform.length(&text[..*end]) <= limit).max();
                let expected = longest.filter(|end| *end < text.len());
                proptest::prop_assert_eq!(platform.cut_at(&text, limit), expected);
            }
        }
    }

    #[test]
    fn a_text_of_a_megabyte_is_cut_without_being_counted_at_each_character() {
        let text = "https://a.test/".repeat(70_000);
        assert_eq!(Platform::Twitter.cut(&text), None);
        let text = "a".repeat(1_000_000);
        for platform in [Platform::Twitter, Platform::Facebook, Platform::LinkedIn] {
            assert_eq!(
                platform.cut(&text),
                platform.limit().map(|limit| limit as usize)
            );
        }
    }

    #[test]
    fn a_text_is_cut_where_it_no_longer_fits() {
        let text = "é".repeat(300);
        assert_eq!(Platform::Twitter.cut(&text), Some(280 * 2));
        assert_eq!(Platform::Twitter.cut("short"), None);
    }
}
