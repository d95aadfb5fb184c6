//! What a field says itself of what is typed, said once the reader has left it.

use leptos::prelude::*;

use super::Unreadable;

/// Whether a field was left, and so whether what cannot be read in it is worth a word.
#[derive(Clone, Copy)]
pub(super) struct ErrorAfterLeaving {
    left: RwSignal<bool>,
    on_blur: Option<Callback<()>>,
}

impl ErrorAfterLeaving {
    /// A field that is filled when it appears counts as left.
    pub fn new(is_filled: bool, on_blur: Option<Callback<()>>) -> Self {
        Self {
            left: RwSignal::new(is_filled),
            on_blur,
        }
    }

    /// Called when the reader leaves the field.
    pub fn leave(self) {
        self.left.set(true);
        if let Some(on_blur) = self.on_blur {
            on_blur.run(());
        }
    }

    /// What `read` finds, in words. What `may_be_mended` by more typing is said once the field is left.
    pub fn error(
        self,
        read: impl Fn() -> Option<Unreadable> + Send + Sync + 'static,
        may_be_mended: fn(&Unreadable) -> bool,
    ) -> Memo<Option<String>> {
        Memo::new(move |_| {
            let unreadable = read()?;
            (self.left.get() || !may_be_mended(&unreadable)).then(|| unreadable.to_string())
        })
    }
}
