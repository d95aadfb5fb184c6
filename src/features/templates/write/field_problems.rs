//! What is wrong with a template, at the field that it is about.

use leptos::prelude::*;

use super::check::TemplateProblem;

/// What is wrong with the template, by the paths of its fields.
#[derive(Clone, Copy)]
pub struct FieldProblems {
    found: Memo<Vec<TemplateProblem>>,
    /// Whether saving was tried: from then on it is also said what is missing.
    pub attempted: RwSignal<bool>,
}

impl FieldProblems {
    /// These, before anybody has tried to save.
    pub fn new(found: Memo<Vec<TemplateProblem>>) -> Self {
        Self {
            found,
            attempted: RwSignal::new(false),
        }
    }

    /// What is wrong at a path, if it is time to say so.
    pub fn of(self, path: &str) -> Option<String> {
        let attempted = self.attempted.get();
        self.found.with(|found| {
            let problem = found.iter().find(|it| it.path == path)?;
            (attempted || !problem.is_missing).then(|| problem.message.clone())
        })
    }
}
