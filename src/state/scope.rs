//! What outlives the page that asks for it, though a module that is fetched later brings it.

use leptos::prelude::*;

/// The owner of the whole app.
#[derive(Clone)]
struct AppScope(Owner);

/// The owner of the frame around the signed-in pages.
#[derive(Clone)]
struct FrameScope(Owner);

/// Makes the owner at hand the app's.
pub fn provide_app_scope() {
    if let Some(owner) = Owner::current() {
        provide_context(AppScope(owner));
    }
}

/// Makes the owner at hand the frame's.
pub fn provide_frame_scope() {
    if let Some(owner) = Owner::current() {
        provide_context(FrameScope(owner));
    }
}

/// Runs this so that what it provides lives as long as the app; as the page, where there is no app.
pub fn in_app_scope<T>(provide: impl FnOnce() -> T) -> T {
    match use_context::<AppScope>() {
        Some(AppScope(owner)) => owner.with(provide),
        None => provide(),
    }
}

/// Runs this so that what it provides lives until the person signs out.
pub fn in_frame_scope<T>(provide: impl FnOnce() -> T) -> T {
    match use_context::<FrameScope>() {
        Some(FrameScope(owner)) => owner.with(provide),
        None => provide(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, PartialEq, Debug)]
    struct Provided(RwSignal<u8>);

    #[test]
    fn what_a_page_brings_outlives_the_page() {
        let app = Owner::new();
        app.with(provide_app_scope);
        let page = app.with(Owner::new);
        let provided = page.with(|| {
            in_app_scope(|| {
                let provided = Provided(RwSignal::new(7));
                provide_context(provided);
                provided
            })
        });
        assert_eq!(page.with(use_context::<Provided>), Some(provided));
        page.cleanup();
        drop(page);
        let other = app.with(Owner::new);
        assert_eq!(other.with(use_context::<Provided>), Some(provided));
        assert_eq!(provided.0.try_get_untracked(), Some(7));
    }
}
