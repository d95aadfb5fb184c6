//! The fields of the form, as problems, findings and the server name them.

use super::Recipe;

/// A field of the form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The document.
    Document,
    /// The channels.
    Channels,
    /// The platforms of the social channel.
    Platforms,
    /// The template.
    Template,
    /// One of the template's variables.
    Variable(String),
    /// The tone.
    Tone,
    /// The kind of content and the options.
    Options,
    /// When it starts.
    Schedule,
}

impl Field {
    /// The field of a place in the request, such as `options.variables.author`.
    pub fn of_path(path: &str) -> Option<Self> {
        if let Some(name) = path.strip_prefix("options.variables.") {
            return Some(Self::Variable(name.to_owned()));
        }
        Some(match path.split('.').next()? {
            "document_id" => Self::Document,
            // The backend as shipped has a switch per channel.
            "channels" | "send_email" | "publish_web" | "generate_social" => Self::Channels,
            "social_platforms" => Self::Platforms,
            "template_id" | "template_style" => Self::Template,
            "tone" | "tone_combination" | "per_channel_tones" => Self::Tone,
            "options" | "seo_optimize" | "validate_content" => Self::Options,
            "schedule_time" => Self::Schedule,
            _ => return None,
        })
    }

    /// The id of the element around the field.
    pub fn anchor(&self) -> String {
        match self {
            Self::Document => "generate-document".to_owned(),
            Self::Channels => "generate-channels".to_owned(),
            Self::Platforms => "generate-platforms".to_owned(),
            Self::Template => "generate-template".to_owned(),
            Self::Variable(name) => format!("generate-variable-{name}"),
            Self::Tone => "generate-tone".to_owned(),
            Self::Options => "generate-options".to_owned(),
            Self::Schedule => "generate-schedule".to_owned(),
        }
    }

    /// Whether two recipes have the same in this field.
    pub fn is_same(&self, one: &Recipe, other: &Recipe) -> bool {
        match self {
            Self::Document => one.document == other.document,
            Self::Channels => one.channels == other.channels,
            Self::Platforms => one.platforms == other.platforms,
            Self::Template => one.template == other.template,
            Self::Variable(name) => {
                one.variables.get(name) == other.variables.get(name)
                    && one.template == other.template
            }
            Self::Tone => one.tone == other.tone,
            Self::Options => {
                (&one.content_type, one.seo, one.hashtags)
                    == (&other.content_type, other.seo, other.hashtags)
            }
            Self::Schedule => one.schedule == other.schedule,
        }
    }
}

/// A variable's name in words: `call_to_action_url` is "Call to action URL".
pub fn humanize(name: &str) -> String {
    let words: Vec<&str> = name
        .split(['_', '-'])
        .map(|word| match word {
            "url" => "URL",
            "id" => "ID",
            word => word,
        })
        .collect();
    let text = words.join(" ");
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_of_a_request_are_fields_of_the_form() {
        let variable = Field::of_path("options.variables.call.to");
        assert_eq!(variable, Some(Field::Variable("call.to".to_owned())));
        assert_eq!(
            Field::of_path("social_platforms.twitter"),
            Some(Field::Platforms)
        );
        assert_eq!(Field::of_path("idempotency_key"), None);
        assert_eq!(Field::of_path("send_email"), Some(Field::Channels));
        assert_eq!(Field::of_path("template_style"), Some(Field::Template));
        assert_eq!(humanize("call_to_action_url"), "Call to action URL");
    }
}
