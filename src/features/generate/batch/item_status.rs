//! How an item of the plan stands before it is sent.

use wire::{ApiError, generate::Severity};

use super::super::{
    recipe::{findings, problems::RecipeProblem},
    shared::previews::{PreviewCell, PreviewStep},
    text,
};

/// How an item stands.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemStatus {
    /// It lacks something, or something in it is wrong.
    Lacks(Vec<String>),
    /// The server refused it as it is.
    Refused(Vec<String>),
    /// Nothing speaks against it, as far as can be seen from here.
    Ready,
    /// The server is asked.
    Checking,
    /// The server could not be asked.
    Unchecked(ApiError),
    /// The server was asked, and this was found.
    Checked {
        /// What keeps it from being sent.
        errors: Vec<String>,
        /// What is worth a look.
        warnings: Vec<String>,
    },
}

impl ItemStatus {
    /// How an item stands, by what is wrong with it and what a check of it came to.
    pub fn of(
        problems: &[RecipeProblem],
        refused: Vec<String>,
        cell: Option<&PreviewCell>,
    ) -> Self {
        if !problems.is_empty() {
            return Self::Lacks(problems.iter().map(|it| it.message.clone()).collect());
        }
        if !refused.is_empty() {
            return Self::Refused(refused);
        }
        match cell.map(|cell| &cell.step) {
            None => Self::Ready,
            Some(PreviewStep::Waiting | PreviewStep::Running) => Self::Checking,
            Some(PreviewStep::Failed(error)) => Self::Unchecked(error.clone()),
            Some(PreviewStep::Shown(preview)) => {
                let (mut errors, mut warnings) = (Vec::new(), Vec::new());
                for found in findings::grouped(preview) {
                    let place = match &found.finding.platform {
                        Some(platform) => platform.label(),
                        None => found.finding.channel.label(),
                    };
                    // Some servers begin with the place, and some do not.
                    let message = found.finding.message;
                    let words = if message.starts_with(&place) {
                        message
                    } else {
                        text::batch::found_at(&place, &message)
                    };
                    if found.finding.severity == Severity::Error {
                        errors.push(words);
                    } else {
                        warnings.push(words);
                    }
                }
                Self::Checked { errors, warnings }
            }
        }
    }

    /// Whether it cannot even be checked.
    pub fn lacks(&self) -> bool {
        matches!(self, Self::Lacks(_))
    }

    /// Whether a check has an answer, or is on its way to one.
    pub fn is_checked(&self) -> bool {
        matches!(self, Self::Checking | Self::Checked { .. })
    }

    /// Whether it keeps the plan from being sent.
    pub fn blocks(&self) -> bool {
        match self {
            Self::Lacks(_) | Self::Refused(_) => true,
            Self::Checked { errors, .. } => !errors.is_empty(),
            Self::Ready | Self::Checking | Self::Unchecked(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use wire::generate::GenerateRequest;

    use super::super::super::recipe::field::Field;
    use super::*;

    fn cell(step: PreviewStep) -> PreviewCell {
        let asked = GenerateRequest::default();
        PreviewCell { asked, step }
    }

    #[test]
    fn what_is_missing_comes_before_what_was_found() {
        let preview = serde_json::json!({
            "parts": {}, "generated_at": "2026-11-23T00:00:00Z",
            "findings": [
                {"severity": "warning", "channel": "web", "code": "a", "message": "no picture"},
                {"severity": "error", "channel": "social", "platform": "linkedin", "code": "b",
                 "message": "LinkedIn takes less"},
            ],
        });
        let shown = cell(PreviewStep::Shown(Box::new(
            serde_json::from_value(preview).unwrap(),
        )));
        let missing = [RecipeProblem::new(Field::Channels, "Choose")];
        let item_status = ItemStatus::of(&missing, vec!["no".into()], Some(&shown));
        assert_eq!(item_status, ItemStatus::Lacks(vec!["Choose".into()]));
        assert!(item_status.blocks());
        let item_status = ItemStatus::of(&[], vec!["no".into()], Some(&shown));
        assert_eq!(item_status, ItemStatus::Refused(vec!["no".into()]));
        let item_status = ItemStatus::of(&[], Vec::new(), Some(&shown));
        let errors = vec!["LinkedIn takes less".to_owned()];
        let warnings = vec!["Web: no picture".to_owned()];
        assert!(item_status.blocks());
        assert_eq!(item_status, ItemStatus::Checked { errors, warnings });
        assert!(!ItemStatus::of(&[], Vec::new(), None).blocks());
        let waiting = cell(PreviewStep::Waiting);
        assert!(ItemStatus::of(&[], Vec::new(), Some(&waiting)).is_checked());
    }
}
