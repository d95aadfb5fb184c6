//! What past jobs were asked for.

use wire::{
    channel::{Channel, Platform},
    generate::{GenerateRequest, Tone},
};

use super::JobHistory;
use crate::engine::SourceDocument;

impl JobHistory<'_> {
    pub(super) fn request(&mut self, document: Option<&SourceDocument>) -> GenerateRequest {
        let channels = self.some(&[Channel::Email, Channel::Social, Channel::Web]);
        let social_platforms = if channels.contains(&Channel::Social) {
            self.some(Platform::KNOWN)
        } else {
            Vec::new()
        };
        let app = self.app;
        let fitting: Vec<_> = app
            .templates
            .iter()
            .filter(|template| channels.contains(&template.channel))
            .filter(|template| template.unfilled(|_| None).next().is_none())
            .map(|template| &template.id)
            .collect();
        GenerateRequest {
            document_id: document.map(|it| it.id.clone()).unwrap_or_default(),
            channels,
            social_platforms,
            template_id: if self.chance(60) {
                self.pick(&fitting).cloned()
            } else {
                None
            },
            tone: if self.chance(60) {
                self.pick(Tone::KNOWN)
            } else {
                None
            },
            ..GenerateRequest::default()
        }
    }

    /// Some of these, at least one, in their order.
    fn some<T: Clone>(&mut self, of: &[T]) -> Vec<T> {
        let some: Vec<_> = of.iter().filter(|_| self.chance(62)).cloned().collect();
        if some.is_empty() {
            self.pick(of).into_iter().collect()
        } else {
            some
        }
    }
}
