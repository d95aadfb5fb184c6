//! Why a channel could not be rendered.

use wire::{
    channel::Channel,
    generate::{Finding, Severity},
};

/// Why a channel could not be rendered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The document holds nothing to write about.
    #[error("The document has no text. Add at least one sentence and try again.")]
    NoText,
    /// Nothing can be made for such a channel.
    #[error("Unknown channel `{0}`.")]
    UnknownChannel(String),
    /// The social channel without a platform.
    #[error("Select at least one social platform.")]
    NoPlatform,
    /// The recipe names a template that is not there.
    #[error("Unknown template `{0}`.")]
    UnknownTemplate(String),
    /// No template is there for a channel.
    #[error("No template for {0}.")]
    NoTemplate(String),
    /// The template's source is wrong.
    #[error("Template `{template}`, line {line}: {message}")]
    Template {
        /// The template's id.
        template: String,
        /// Where in its source, from 1.
        line: usize,
        /// Where in the line, in characters from 1, if that is known.
        column: Option<usize>,
        /// What is wrong there.
        message: String,
    },
}

impl EngineError {
    /// The code of a finding about it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoText => "no_text",
            Self::UnknownChannel(_) => "unknown_channel",
            Self::NoPlatform => "no_platform",
            Self::UnknownTemplate(_) | Self::NoTemplate(_) => "unknown_template",
            Self::Template { .. } => "template_error",
        }
    }

    /// The field of the request it comes from.
    pub fn field(&self) -> &'static str {
        match self {
            Self::NoText => "document_id",
            Self::UnknownChannel(_) => "channels",
            Self::NoPlatform => "social_platforms",
            Self::UnknownTemplate(_) | Self::NoTemplate(_) | Self::Template { .. } => "template_id",
        }
    }

    /// The error as a finding that blocks a channel.
    pub fn to_finding(&self, channel: &Channel) -> Finding {
        Finding {
            severity: Severity::Error,
            channel: channel.clone(),
            platform: None,
            code: self.code().to_owned(),
            message: self.to_string(),
            field: Some(self.field().to_owned()),
        }
    }
}
