//! A remote value in each of its states.

use leptos::prelude::*;
use toombos_dashboard::{
    state::remote::Remote,
    ui::{RemoteView, Skeleton},
};
use wasm_bindgen_test::wasm_bindgen_test;
use wire::{Answer, ApiError, Refusal};

use crate::stage::Stage;

fn stage(remote: RwSignal<Remote<Vec<u8>>>, retried: RwSignal<u32>) -> Stage {
    Stage::with(move || {
        let nothing = |value: Vec<u8>| value.is_empty();
        view! {
            <RemoteView
                remote
                failed="The numbers could not be loaded"
                skeleton=|| view! { <Skeleton /> }
                is_empty=nothing
                empty=|| "There are no numbers."
                on_retry=move |()| retried.update(|count| *count += 1)
                let:value
            >
                <p>{move || format!("numbers: {:?}", value.get())}</p>
            </RemoteView>
        }
    })
}

fn refused() -> ApiError {
    ApiError::Refused(Refusal::read(&Answer {
        request_id: Some("req-77".into()),
        ..Answer::new(500, r#"{"detail":"The disk is full"}"#)
    }))
}

#[wasm_bindgen_test]
async fn each_state_shows_itself() {
    let remote = RwSignal::new(Remote::default());
    let retried = RwSignal::new(0);
    let stage = stage(remote, retried);
    stage.sees("Loading").await;

    remote.update(|remote| remote.settle(Err(refused()), 1.0));
    stage.sees("The numbers could not be loaded").await;
    stage.sees("The disk is full").await;
    stage.presses("Try again").await;
    assert_eq!(retried.get_untracked(), 1);

    remote.update(|remote| remote.settle(Ok(vec![]), 2.0));
    stage.sees("There are no numbers.").await;
    assert!(!stage.says("could not be loaded"));

    remote.update(|remote| remote.settle(Ok(vec![7]), 3.0));
    stage.sees("numbers: [7]").await;

    remote.update(|remote| remote.settle(Err(refused()), 4.0));
    stage.sees("The numbers could not be loaded").await;
    assert!(stage.says("numbers: [7]"), "the last good answer stays");

    remote.update(|remote| remote.settle(Ok(vec![8]), 5.0));
    stage.sees("numbers: [8]").await;
    assert!(!stage.says("could not be loaded"));
}
