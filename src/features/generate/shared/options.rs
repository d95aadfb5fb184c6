//! What can be chosen in a form: templates, tones and kinds of content.

use wire::{
    channel::Channel,
    generate::{ContentType, Tone},
    templates::Template,
};

use super::super::{recipe::field::humanize, text};
use crate::ui::{ChoiceOption, SelectOption};

/// The templates for the chosen channels, or all where none is chosen yet.
///
/// The chosen one stays, so that what is wrong with it can be seen.
pub fn template_options(
    templates: &[Template],
    channels: &[Channel],
    chosen: &str,
) -> Vec<SelectOption> {
    let mut options = vec![SelectOption::new("", text::shared::CHANNEL_DEFAULTS)];
    let mut known = chosen.is_empty();
    for channel in Channel::KNOWN {
        let wanted = channels.is_empty() || channels.contains(channel);
        for template in templates
            .iter()
            .filter(|it| it.channel.family() == *channel)
        {
            let is_chosen = template.id.as_str() == chosen;
            known |= is_chosen;
            if wanted || is_chosen {
                let label = text::shared::template_of(&channel.label(), &template.name);
                options.push(SelectOption::new(template.id.as_str(), label));
            }
        }
    }
    if !known {
        options.push(SelectOption::new(chosen, chosen));
    }
    options
}

/// The tones to choose from; one that is chosen and not known is there too.
pub fn tone_options(chosen: &str) -> Vec<SelectOption> {
    let mut tones = Tone::KNOWN.to_vec();
    let chosen = Tone::from(chosen);
    if !tones.contains(&chosen) {
        tones.push(chosen);
    }
    tones
        .iter()
        .map(|tone| {
            let option = SelectOption::new(tone.as_str(), tone.label());
            match about_tone(tone) {
                Some(detail) => option.detail(detail),
                None => option,
            }
        })
        .collect()
}

fn about_tone(tone: &Tone) -> Option<&'static str> {
    Some(match tone {
        Tone::Neutral => text::shared::NEUTRAL,
        Tone::Professional => text::shared::PROFESSIONAL,
        Tone::Friendly => text::shared::FRIENDLY,
        Tone::Encouraging => text::shared::ENCOURAGING,
        Tone::Urgent => text::shared::URGENT,
        Tone::Other(_) => return None,
    })
}

/// The kinds of content, with what is said of each.
pub fn content_type_options(about: impl Fn(&str) -> Option<String>) -> Vec<ChoiceOption> {
    ContentType::KNOWN
        .iter()
        .map(|kind| {
            let option = ChoiceOption::new(kind.as_str(), humanize(kind.as_str()));
            match about(kind.as_str()) {
                Some(detail) => option.detail(detail),
                None => option,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn template(id: &str, channel: &str) -> Template {
        serde_json::from_str(&format!(
            r#"{{"id":"{id}","name":"{id}","channel":"{channel}"}}"#
        ))
        .unwrap()
    }

    #[track_caller]
    fn check(channels: &[Channel], chosen: &str, expected: &[&str]) {
        let templates = [template("w", "website"), template("e", "email")];
        let options = template_options(&templates, channels, chosen);
        let labels: Vec<_> = options.iter().map(|option| option.label.as_str()).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn templates_follow_the_chosen_channels() {
        let standard = "Channel defaults";
        check(&[], "", &[standard, "Email: e", "Web: w"]);
        check(&[Channel::Email], "", &[standard, "Email: e"]);
        check(&[Channel::Email], "w", &[standard, "Email: e", "Web: w"]);
        check(&[Channel::Email], "gone", &[standard, "Email: e", "gone"]);
    }
}
