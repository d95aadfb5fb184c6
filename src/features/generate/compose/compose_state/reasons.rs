//! Why something cannot be done now, and what is to be said at which field.

use leptos::prelude::*;
use wire::{
    capabilities::Capability,
    generate::{Finding, Severity},
};

use super::{
    super::super::{
        recipe::{
            field::Field, findings, generation_mode::GenerationMode, problems::RecipeProblem,
        },
        shared::view_only::role_refusal,
        text,
    },
    ComposeState,
};
use crate::state::publishing::PublishStatus;

impl ComposeState {
    /// Why nothing at all may be made here.
    pub fn forbidden(self) -> Option<String> {
        role_refusal(self.session, text::shared::cannot_generate).or_else(|| {
            (!self.session.offers(Capability::ContentGenerate))
                .then(|| Capability::ContentGenerate.missing().to_owned())
        })
    }

    /// Why no preview can be made now.
    pub fn preview_reason(self) -> Option<String> {
        self.forbidden()
            .or_else(|| self.mode.get().no_preview().map(str::to_owned))
            .or_else(|| {
                self.problems
                    .with(|found| reason(found.iter().filter(|problem| problem.blocks_preview)))
            })
    }

    /// Why no job can be started by a document's id, whatever the form says.
    pub fn no_job(self) -> Option<&'static str> {
        if self.mode.get() != GenerationMode::ById {
            return None;
        }
        if !self.session.offers(Capability::JobsCreate) {
            return Some(Capability::JobsCreate.missing());
        }
        (!self.session.has_key_for(Capability::JobsCreate)).then_some(text::compose::NEEDS_KEY)
    }

    /// Why nothing can be published now, whatever the form says: the last attempt is not over.
    fn unsettled(self) -> Option<&'static str> {
        if self.mode.get() != GenerationMode::Living {
            return None;
        }
        self.publishing.status().with(|status| match status {
            PublishStatus::Idle => None,
            PublishStatus::Running(_) => Some(text::compose::UNDER_WAY),
            PublishStatus::Elsewhere(_) => Some(text::compose::OTHER_TAB),
            PublishStatus::Unknown(_) => Some(text::shared::RESOLVE_FIRST),
        })
    }

    /// Why nothing can be generated now.
    pub fn generate_reason(self) -> Option<String> {
        let mode = self.mode.get();
        if self.form.dry_run.get() {
            let no_dry_run = mode.no_dry_run().map(str::to_owned);
            return no_dry_run.or_else(|| self.preview_reason());
        }
        self.forbidden()
            .or_else(|| self.no_job().map(str::to_owned))
            .or_else(|| self.unsettled().map(str::to_owned))
            .or_else(|| self.problems.with(|found| reason(found.iter())))
            .or_else(|| {
                if self.is_current() != Some(true) {
                    return None;
                }
                self.rendering.rendered.with(|rendered| {
                    rendered
                        .as_ref()
                        .and_then(|rendered| findings::blocking_reason(&rendered.preview))
                })
            })
    }

    /// What is to be said at a field: what it needs, what the server refused, what was found.
    pub fn error(self, field: Field) -> Signal<Option<String>> {
        Signal::derive(move || {
            let own = self.problems.with(|found| {
                found
                    .iter()
                    .find(|problem| problem.field == field)
                    .filter(|problem| !problem.is_missing || self.attempted.get())
                    .map(|problem| problem.message.clone())
            });
            own.or_else(|| self.refused_at(&field))
                .or_else(|| self.found_at(&field))
        })
    }

    fn refused_at(self, field: &Field) -> Option<String> {
        self.refused.with(|refused| {
            let refused = refused.as_ref()?;
            let same = self
                .form
                .recipe
                .with(|now| field.is_same(now, &refused.recipe));
            let (_, message) = refused.fields.iter().find(|(of, _)| same && of == field)?;
            Some(message.clone())
        })
    }

    fn found_at(self, field: &Field) -> Option<String> {
        self.rendering.rendered.with(|rendered| {
            let rendered = rendered.as_ref()?;
            let same = self
                .form
                .recipe
                .with(|now| field.is_same(now, &rendered.asked.recipe));
            let finding = rendered.preview.findings.iter().find(|finding| {
                same && finding.severity == Severity::Error
                    && self.field_of(finding).as_ref() == Some(field)
            })?;
            Some(finding.message.clone())
        })
    }

    /// The form's field that a finding is about; a variable without a field is the template's.
    pub fn field_of(self, finding: &Finding) -> Option<Field> {
        let field = Field::of_path(finding.field.as_deref()?)?;
        if let Field::Variable(name) = &field {
            let known = self
                .template()
                .is_some_and(|template| template.variables.iter().any(|v| v.name == *name));
            if !known {
                return Some(Field::Template);
            }
        }
        Some(field)
    }
}

/// The first reason, and how many there are besides.
fn reason<'a>(mut found: impl Iterator<Item = &'a RecipeProblem>) -> Option<String> {
    let first = found.next()?.message.clone();
    Some(match found.count() {
        0 => first,
        more => text::compose::and_more(&first, more),
    })
}
