//! Where content goes: channels, and the platforms of the social one.

use crate::{counting::Counting, text::open_enum};

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

    /// What the platform counts.
    pub fn counting(&self) -> Counting {
        match self {
            Self::Twitter => Counting::Weighted,
            Self::Other(word) => match word.to_ascii_lowercase().as_str() {
                "x" => Counting::Weighted,
                "mastodon" => Counting::LinksShortened,
                "bluesky" => Counting::Graphemes,
                _ => Counting::Utf16,
            },
            Self::LinkedIn | Self::Facebook | Self::Instagram => Counting::Utf16,
        }
    }

    /// How long the platform takes a text to be.
    pub fn length(&self, text: &str) -> u32 {
        self.counting().length(text)
    }

    /// Whether the platform takes a text, in its own counting and in bytes.
    pub fn fits(&self, text: &str, limit: u32) -> bool {
        self.counting().fits(text, limit)
    }

    /// The byte offset at which the platform would cut the text off; `None` where it fits.
    pub fn cut(&self, text: &str) -> Option<usize> {
        self.cut_at(text, self.limit()?)
    }

    /// The byte offset up to which a text keeps to a limit; `None` where all of it does.
    pub fn cut_at(&self, text: &str, limit: u32) -> Option<usize> {
        self.counting().cut_at(text, limit)
    }
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
    fn a_text_is_cut_where_it_no_longer_fits() {
        let text = "é".repeat(300);
        assert_eq!(Platform::Twitter.cut(&text), Some(280 * 2));
        assert_eq!(Platform::Twitter.cut("short"), None);
    }
}
