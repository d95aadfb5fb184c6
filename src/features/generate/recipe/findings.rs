//! What the server says of a recipe: what it refused, and what its checks found.

use wire::{
    ApiError,
    channel::Channel,
    generate::{Finding, Preview, Severity},
};

use super::{super::text, field::Field};

/// What the server refused, by field.
pub fn refused_fields(error: &ApiError) -> Vec<(Field, String)> {
    error
        .fields()
        .iter()
        .filter_map(|problem| {
            let field = Field::of_path(&problem.path.join("."))?;
            Some((field, problem.message.clone()))
        })
        .collect()
}

/// One thing that the checks found, wherever it is found again.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupedFinding {
    /// What was found first.
    pub finding: Finding,
    /// Every channel it is found in.
    pub channels: Vec<Channel>,
}

/// What was found in a preview: what blocks first, each thing once.
pub fn grouped(preview: &Preview) -> Vec<GroupedFinding> {
    let mut found: Vec<GroupedFinding> = Vec::new();
    for finding in &preview.findings {
        let told = |finding: &Finding| {
            (
                finding.severity.clone(),
                finding.platform.clone(),
                finding.field.clone(),
                finding.message.clone(),
            )
        };
        let known = found
            .iter_mut()
            .find(|it| told(&it.finding) == told(finding));
        match known {
            Some(known) if known.channels.contains(&finding.channel) => {}
            Some(known) => known.channels.push(finding.channel.clone()),
            None => found.push(GroupedFinding {
                finding: finding.clone(),
                channels: vec![finding.channel.clone()],
            }),
        }
    }
    found.sort_by_key(|it| it.finding.severity != Severity::Error);
    found
}

/// What to say of a preview that may not be sent.
pub fn blocking_reason(preview: &Preview) -> Option<String> {
    let errors = grouped(preview)
        .iter()
        .filter(|it| it.finding.severity == Severity::Error)
        .count();
    match errors {
        0 if preview.is_blocked() => Some(text::recipe::OVER_LIMIT.to_owned()),
        0 => None,
        1 => Some(text::recipe::FIX_ONE.to_owned()),
        count => Some(text::recipe::fix(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_422_of_either_form_leads_to_its_field() {
        let body = r#"{"detail":[
            {"type":"bool_parsing","loc":["send_email"],"msg":"a","input":1},
            {"type":"missing","loc":["body","document_id"],"msg":"b"},
            {"type":"list_type","loc":["body","channels",0],"msg":"c"},
            {"type":"x","loc":["query","template_style"],"msg":"d"},
            {"type":"x","loc":["body"],"msg":"e"}]}"#;
        let refusal = wire::Refusal::read(&wire::Answer::new(422, body));
        let fields: Vec<_> = refused_fields(&ApiError::Refused(refusal))
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(
            fields,
            [
                Field::Channels,
                Field::Document,
                Field::Channels,
                Field::Template
            ]
        );
    }

    #[test]
    fn the_same_thing_in_several_channels_is_said_once() {
        let finding = |channel: &str, severity: &str| {
            format!(
                r#"{{"severity":"{severity}","channel":"{channel}","code":"c","message":"{severity}"}}"#
            )
        };
        let all = [
            finding("web", "warning"),
            finding("email", "error"),
            finding("web", "error"),
            finding("web", "error"),
        ]
        .join(",");
        let preview: Preview = serde_json::from_str(&format!(
            r#"{{"parts":{{}},"findings":[{all}],"generated_at":"2026-11-23T00:00:00Z"}}"#
        ))
        .unwrap();
        let found = grouped(&preview);
        let channels: Vec<_> = found.iter().map(|it| it.channels.as_slice()).collect();
        assert_eq!(
            channels,
            [&[Channel::Email, Channel::Web][..], &[Channel::Web][..]]
        );
        let reason = "Fix 1 problem in the preview first";
        assert_eq!(blocking_reason(&preview).as_deref(), Some(reason));
    }
}
