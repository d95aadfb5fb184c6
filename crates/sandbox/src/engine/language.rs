//! Which language a text is in, as far as its letters and small words show.
//!
//! `whatlang` goes by the script that most letters are of: with product names in Latin letters, it is
//! certain that a Japanese or Hebrew title is German.

/// A language that the engine has phrases for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, and whatever is not recognised.
    English,
    /// German.
    German,
    /// Japanese.
    Japanese,
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
}

/// How much of a text is looked at.
const SAMPLE: usize = 4_000;

impl Language {
    /// The language that most of a text seems to be in.
    pub fn of(text: &str) -> Self {
        let mut letters = 0_usize;
        let (mut arabic, mut hebrew, mut kana, mut han) = (0_usize, 0_usize, 0_usize, 0_usize);
        let sample: String = text.chars().take(SAMPLE).collect();
        for character in sample.chars().filter(|c| c.is_alphabetic()) {
            letters += 1;
            match u32::from(character) {
                0x0590..=0x05FF => hebrew += 1,
                0x0600..=0x06FF | 0x0750..=0x077F | 0xFB50..=0xFDFF | 0xFE70..=0xFEFF => {
                    arabic += 1
                }
                0x3040..=0x30FF => kana += 1,
                0x4E00..=0x9FFF => han += 1,
                _ => {}
            }
        }
        // Foreign names are part of any text, so a third is enough.
        let much = |count: usize| count * 3 > letters;
        if much(arabic) {
            Self::Arabic
        } else if much(hebrew) {
            Self::Hebrew
        } else if kana > 0 && much(kana + han) {
            Self::Japanese
        } else if is_german(&sample) {
            Self::German
        } else {
            Self::English
        }
    }

    /// Its tag, for an HTML `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Japanese => "ja",
            Self::Arabic => "ar",
            Self::Hebrew => "he",
        }
    }

    /// Its direction, for an HTML `dir`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic | Self::Hebrew => "rtl",
            _ => "ltr",
        }
    }

    /// How it writes a date, in chrono's format.
    pub fn date_format(self) -> &'static str {
        match self {
            Self::English => "%-d %B %Y",
            Self::German => "%-d.%-m.%Y",
            Self::Japanese => "%Y年%-m月%-d日",
            Self::Arabic => "%Y/%-m/%-d",
            Self::Hebrew => "%-d.%-m.%Y",
        }
    }
}

fn is_german(text: &str) -> bool {
    let (mut german, mut english) = (0_usize, 0_usize);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        match word.to_lowercase().as_str() {
            "der" | "und" | "nicht" | "mit" | "für" | "ist" | "wir" | "sie" | "ein" | "eine"
            | "auf" | "das" | "auch" | "bei" => german += 1,
            "the" | "and" | "of" | "to" | "with" | "for" | "is" | "we" | "you" | "a" => {
                english += 1
            }
            _ => {}
        }
    }
    german > english
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_shows_in_its_letters_and_small_words() {
        for (text, language) in [
            ("The kettle and the stove", Language::English),
            ("Der Kessel und die Kanne mit Griff", Language::German),
            ("新しいケトルができました", Language::Japanese),
            ("غلاية جديدة من Kettle & Crag", Language::Arabic),
            ("קומקום חדש", Language::Hebrew),
            ("Summit Kettle が新発売になりました", Language::Japanese),
            ("קומקום Summit חדש 1.2 Kettle", Language::Hebrew),
            ("", Language::English),
            ("123 🎉", Language::English),
        ] {
            assert_eq!(Language::of(text), language, "{text}");
        }
    }
}
