//! Tone of the content: phrases around the text, and changes to the text itself.

mod phrases;
mod wording;

use wire::generate::{ContentType, Tone};

use super::{language::Language, outline::Outline, shorten};
use phrases::Phrases;

/// A tone in a language, for a kind of content.
#[derive(Clone, Debug)]
pub struct ToneWriter {
    tone: Tone,
    kind: ContentType,
    language: Language,
    phrases: &'static Phrases,
}

impl ToneWriter {
    /// The tone that a request asks for.
    pub fn new(tone: Option<&Tone>, kind: &ContentType, language: Language) -> Self {
        let tone = tone.cloned().unwrap_or(Tone::Neutral);
        Self {
            phrases: phrases::of(language, &tone),
            kind: kind.clone(),
            language,
            tone,
        }
    }

    /// The tone that was asked for.
    pub fn requested(&self) -> &Tone {
        &self.tone
    }

    /// The first line of a letter; empty where the tone says none.
    pub fn greeting(&self) -> &'static str {
        self.phrases.greeting
    }

    /// The sentence that leads into the text; empty where the tone says none.
    pub fn opening(&self) -> &'static str {
        self.phrases.opening
    }

    /// The last line; empty where the tone says none.
    pub fn closing(&self) -> &'static str {
        self.phrases.closing
    }

    /// What the reader is asked to do.
    pub fn call_to_action(&self) -> &'static str {
        self.phrases.call_to_action
    }

    /// What a post asks its readers.
    pub fn question(&self) -> &'static str {
        self.phrases.question
    }

    /// Where the link is, on a platform that shows none in a text.
    pub fn link_in_bio(&self) -> &'static str {
        phrases::link_in_bio(self.language)
    }

    /// A title with what the kind of content puts before it, within `most` characters if that can be.
    pub fn headline(&self, title: &str, most: usize) -> String {
        let prefix = phrases::prefix(self.language, &self.tone, &self.kind);
        let punctuated = match self.tone {
            Tone::Professional => title.trim_end_matches('!').to_owned(),
            Tone::Encouraging if title.ends_with(char::is_alphanumeric) => format!("{title}!"),
            _ => title.to_owned(),
        };
        let whole = format!("{prefix}{punctuated}");
        if shorten::graphemes(&whole, most) == whole {
            return whole;
        }
        shorten::graphemes(title, most)
    }

    /// Applies the tone to the text of a document; neutral leaves it as it is.
    ///
    /// What comes back is the first paragraph of which something is left out.
    pub fn apply_to(&self, outline: &mut Outline) -> Option<String> {
        wording::apply_tone(outline, &self.tone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::document;

    fn toned(tone: Tone, markdown: &str) -> String {
        let mut outline = Outline::read(&document(markdown));
        ToneWriter::new(Some(&tone), &ContentType::Update, outline.language).apply_to(&mut outline);
        outline.text()
    }

    #[test]
    fn each_tone_changes_the_text() {
        let text = "We're **glad** it's here! Look at it. It does not leak. We are sure.";
        for (tone, expected) in [
            (Tone::Neutral, text.replace("**", "")),
            (
                Tone::Professional,
                "We are glad it is here. Look at it. It does not leak. We are sure.".to_owned(),
            ),
            (
                Tone::Friendly,
                "We're glad it's here! Look at it. It doesn't leak. We're sure.".to_owned(),
            ),
            (
                Tone::Encouraging,
                "We're glad it's here! Look at it. It does not leak. We are sure!".to_owned(),
            ),
            (Tone::Urgent, "We're glad it's here! Look at it.".to_owned()),
        ] {
            assert_eq!(toned(tone.clone(), text), expected, "{tone}");
        }
    }

    #[test]
    fn quotes_and_code_are_somebody_elses_words() {
        let text = "> It's great! We're happy!\n\n`it's` here";
        assert_eq!(
            toned(Tone::Professional, text),
            "> It's great! We're happy!\n\nit's here"
        );
    }

    #[test]
    fn a_headline_keeps_its_title_before_its_prefix() {
        let tone = ToneWriter::new(
            Some(&Tone::Urgent),
            &ContentType::Announcement,
            Language::English,
        );
        assert_eq!(tone.headline("A kettle", 60), "Don’t miss it: A kettle");
        assert_eq!(tone.headline("A kettle", 12), "A kettle");
        assert_eq!(tone.headline("A kettle that whistles", 12), "A kettle…");
    }
}
