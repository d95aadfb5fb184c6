//! The component kit, used as a person uses it.

use leptos::prelude::*;
use toombos_dashboard::ui::{Button, ComboOption, Combobox, Select, SelectOption, TabItem, Tabs};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::stage::{Stage, press};

#[wasm_bindgen_test]
async fn a_button_does_nothing_while_it_is_pending_or_has_a_reason_not_to() {
    let pending = RwSignal::new(false);
    let reason = RwSignal::new(None::<String>);
    let clicks = RwSignal::new(0);
    let stage = Stage::with(move || {
        view! {
            <Button pending reason on_click=move |()| clicks.update(|count| *count += 1)>
                "Send"
            </Button>
        }
    });
    stage.presses("Send").await;
    assert_eq!(clicks.get_untracked(), 1);
    pending.set(true);
    stage
        .until("busy", |stage| stage.all("[aria-busy=true]").pop())
        .await;
    stage.presses("Send").await;
    pending.set(false);
    reason.set(Some("Choose a channel first.".into()));
    let id = stage
        .until("a reason", |stage| {
            stage.all("button").pop()?.get_attribute("aria-describedby")
        })
        .await;
    stage.presses("Send").await;
    assert_eq!(clicks.get_untracked(), 1);
    let described = document().get_element_by_id(&id).unwrap();
    assert_eq!(
        described.text_content().unwrap().trim(),
        "Choose a channel first."
    );
}

#[wasm_bindgen_test]
async fn a_select_that_is_off_says_why_instead_of_what_its_choice_means() {
    let (value, off) = (RwSignal::new("warm".to_owned()), RwSignal::new(false));
    let options = vec![SelectOption::new("warm", "Warm").detail("Close and personal.")];
    let stage = Stage::with(move || {
        view! {
            <Select
                label="Tone"
                value
                options
                disabled=off
                hint=Some("This server takes no tone.".to_owned())
            />
        }
    });
    stage.sees("Close and personal.").await;
    off.set(true);
    stage.sees("This server takes no tone.").await;
    assert!(!stage.says("Close and personal."));
}

#[wasm_bindgen_test]
async fn a_combobox_opens_on_click_and_arrows_and_enter_choose() {
    let value = RwSignal::new(None::<String>);
    let options = ["Alpha", "Beta", "Gamma"].map(|label| ComboOption {
        value: label.to_lowercase(),
        label: label.into(),
        ..Default::default()
    });
    let stage = Stage::with(move || {
        view! { <Combobox label="Document" options=options.to_vec() value /> }
    });
    let input = stage
        .until("the field", |stage| stage.all("[role=combobox]").pop())
        .await;
    let input: HtmlElement = wasm_bindgen::JsCast::unchecked_into(input);
    input.focus().unwrap();
    input.click();
    stage
        .until("three options", |stage| {
            (stage.all("[role=option]").len() == 3).then_some(())
        })
        .await;
    press(&input, "ArrowDown");
    stage
        .until("an active option", |_| {
            input
                .get_attribute("aria-activedescendant")
                .filter(|id| !id.is_empty())
        })
        .await;
    press(&input, "ArrowDown");
    press(&input, "Enter");
    stage.until("a choice", |_| value.get_untracked()).await;
    stage
        .until("a closed list", |_| {
            (input.get_attribute("aria-expanded").as_deref() == Some("false")).then_some(())
        })
        .await;
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_tabs() {
    let selected = RwSignal::new("email".to_owned());
    let items = vec![TabItem::new("email", "Email"), TabItem::new("web", "Web")];
    let stage = Stage::with(move || {
        view! {
            <Tabs
                label="Channels"
                items
                selected
                on_select=move |id| selected.set(id)
                panel=move |id: String| view! { <p>{format!("panel of {id}")}</p> }.into_any()
            />
        }
    });
    stage.sees("panel of email").await;
    let tab = stage.all("[role=tab][aria-selected=true]").pop().unwrap();
    press(&tab, "ArrowRight");
    stage.sees("panel of web").await;
    assert_eq!(selected.get_untracked(), "web");
}
