//! Whether all that the page at hand may run has been fetched.
//!
//! A first visit fetches what it runs until it is ready, and the rest right after that (see
//! `docs/performance.md`). What a page can do without for a moment begins then.

use leptos::prelude::*;

/// How much of the program is there.
#[derive(Clone, Copy)]
pub struct Program(RwSignal<bool>);

impl Program {
    /// Follows the files of the program, and makes their state known to everything below.
    pub fn provide() -> Self {
        let program = Self(RwSignal::new(!cfg!(feature = "split")));
        provide_context(program);
        #[cfg(feature = "split")]
        wasm_bindgen_futures::spawn_local(async move {
            completed().await;
            let _ = program.0.try_set(true);
        });
        program
    }

    /// Whether nothing more has to be fetched.
    pub fn is_complete(self) -> Signal<bool> {
        self.0.into()
    }
}

/// The program of this page; complete where it is not followed.
pub fn use_program() -> Program {
    use_context().unwrap_or_else(|| Program(RwSignal::new(true)))
}

/// Waits until all that has been loaded so far can run without another file.
pub async fn completed() {
    #[cfg(feature = "split")]
    {
        // Nothing rejects it.
        let _ = wasm_bindgen_futures::JsFuture::from(loader::when_complete()).await;
    }
}

/// Has what is missing fetched now, and waits for it a while: for what must not be held up by a file
/// between two steps.
pub async fn completed_now() {
    #[cfg(feature = "split")]
    {
        loader::hurry();
        let waiting = gloo_timers::future::sleep(LONGEST_WAIT);
        futures_util::future::select(Box::pin(completed()), Box::pin(waiting)).await;
    }
}

/// A file that has not come by then may never.
#[cfg(feature = "split")]
const LONGEST_WAIT: std::time::Duration = std::time::Duration::from_secs(5);

#[cfg(feature = "split")]
mod loader {
    use wasm_bindgen::prelude::wasm_bindgen;

    // The script that fetches the modules; `cargo xtask dist` writes it.
    #[wasm_bindgen(raw_module = "./modules.js")]
    extern "C" {
        #[wasm_bindgen(js_name = whenComplete)]
        pub fn when_complete() -> js_sys::Promise;

        pub fn hurry();
    }
}
