//! Effects, of which the machinery is compiled once.

use leptos::prelude::Effect;

/// Runs `run` soon, and again whenever what it has read changes; it gets what it returned before.
///
/// `Effect::new` compiles the task that runs it anew for each closure: a kilobyte or two, 130 times.
pub fn effect<T: 'static>(mut run: impl FnMut(Option<T>) -> T + 'static) {
    let mut before = None;
    run_boxed(Box::new(move || before = Some(run(before.take()))));
}

fn run_boxed(run: Box<dyn FnMut()>) {
    Effect::new(run);
}
