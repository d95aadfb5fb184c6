//! Says what a check found.

use wire::{
    channel::{Channel, Platform},
    generate::{Finding, Severity},
};

/// Something that forbids to send.
pub fn error(channel: &Channel, code: &str, message: impl Into<String>) -> Finding {
    finding(Severity::Error, channel, code, message.into())
}

/// Something worth a look.
pub fn warning(channel: &Channel, code: &str, message: impl Into<String>) -> Finding {
    finding(Severity::Warning, channel, code, message.into())
}

fn finding(severity: Severity, channel: &Channel, code: &str, message: String) -> Finding {
    Finding {
        severity,
        channel: channel.clone(),
        platform: None,
        code: code.to_owned(),
        message,
        field: None,
    }
}

/// Adds to a finding where it is.
pub trait FindingExt {
    /// At a field of the request.
    fn at(self, field: impl Into<String>) -> Self;
    /// On a platform.
    fn on(self, platform: &Platform) -> Self;
}

impl FindingExt for Finding {
    fn at(self, field: impl Into<String>) -> Self {
        Self {
            field: Some(field.into()),
            ..self
        }
    }

    fn on(self, platform: &Platform) -> Self {
        Self {
            platform: Some(platform.clone()),
            ..self
        }
    }
}
