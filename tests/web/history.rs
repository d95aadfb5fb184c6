//! The browser's history, which may refuse what it is asked for.

use js_sys::Function;
use toombos_dashboard::state::history::guard_history;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::stage::Stage;

fn run(code: &str) -> JsValue {
    Function::new_no_args(code).call0(&JsValue::NULL).unwrap()
}

#[wasm_bindgen_test]
async fn a_history_that_throws_is_asked_again_and_never_throws_to_its_caller() {
    guard_history();
    let before = run("return location.pathname");
    run("window.refusals = 0; \
         history.pushState = () => { window.refusals += 1; throw new DOMException('', 'SecurityError') }");
    run(
        "history.pushState(null, '', '/first'); history.replaceState(null, '', '/first?q=1'); \
         history.replaceState(null, '', '/first?q=2')",
    );
    assert_eq!(run("return location.pathname"), before);
    assert_eq!(run("return window.refusals"), JsValue::from(1));
    run("history.pushState = History.prototype.pushState");
    let stage = Stage::with(|| ());
    stage
        .until("the address", |_| {
            let there = run("return location.pathname + location.search").as_string();
            (there.as_deref() == Some("/first?q=2")).then_some(())
        })
        .await;
}
