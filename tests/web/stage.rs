//! A place on the page where something is mounted, and what a person finds there.

use gloo_timers::future::TimeoutFuture;
use leptos::{mount::mount_to, prelude::*};
use toombos_dashboard::app::App;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::scripted::{HOME, Scripted};

/// How long something may take to appear, in steps of [`STEP`].
const STEPS: u32 = 400;

/// Milliseconds between looks.
const STEP: u32 = 10;

/// A place on the page, cleared when dropped.
pub struct Stage {
    root: HtmlElement,
    unmount: Option<Box<dyn FnOnce()>>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
        self.root.remove();
    }
}

impl Stage {
    /// Mounts a view alone.
    pub fn with<V: IntoView + 'static>(view: impl FnOnce() -> V + 'static) -> Self
    where
        V::State: 'static,
    {
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        document().body().unwrap().append_child(&root).unwrap();
        let handle = mount_to(root.clone(), view);
        Self {
            root,
            unmount: Some(Box::new(move || drop(handle))),
        }
    }

    /// Mounts the whole app at an address, signed out.
    pub fn app(path: &str, server: &Scripted) -> Self {
        for storage in [window().local_storage(), window().session_storage()] {
            storage.unwrap().unwrap().clear().unwrap();
        }
        // Past the app's guard, which would write it later in its turn.
        let go = js_sys::Function::new_with_args(
            "path",
            "History.prototype.replaceState.call(history, null, '', path)",
        );
        go.call1(&JsValue::NULL, &path.into()).unwrap();
        let transport = std::sync::Arc::new(server.clone());
        Self::with(move || view! { <App home=HOME.to_owned() transport /> })
    }

    /// Goes to an address of the app, as the browser's history does.
    pub fn goes_to(&self, path: &str) {
        let go = js_sys::Function::new_with_args(
            "path",
            "History.prototype.pushState.call(history, null, '', path); \
             dispatchEvent(new PopStateEvent('popstate'))",
        );
        go.call1(&JsValue::NULL, &path.into()).unwrap();
    }

    /// Waits until `look` finds something.
    pub async fn until<T>(&self, what: &str, look: impl Fn(&Self) -> Option<T>) -> T {
        for _ in 0..STEPS {
            if let Some(found) = look(self) {
                return found;
            }
            TimeoutFuture::new(STEP).await;
        }
        panic!(
            "never saw {what}; the page says: {}",
            self.root.inner_text()
        );
    }

    /// Waits until a text is there.
    pub async fn sees(&self, text: &str) {
        self.until(text, |stage| {
            stage.root.inner_text().contains(text).then_some(())
        })
        .await;
    }

    /// Whether a text is there now.
    pub fn says(&self, text: &str) -> bool {
        self.root.inner_text().contains(text)
    }

    /// The elements that a selector finds.
    pub fn all(&self, selector: &str) -> Vec<Element> {
        let list = self.root.query_selector_all(selector).unwrap();
        (0..list.length())
            .filter_map(|at| list.item(at)?.dyn_into().ok())
            .collect()
    }

    /// The control of this label.
    pub fn field(&self, label: &str) -> Option<HtmlInputElement> {
        let label = self.all("label").into_iter().find(|one| {
            one.text_content()
                .is_some_and(|text| text.trim().starts_with(label))
        })?;
        let id = label.get_attribute("for")?;
        document().get_element_by_id(&id)?.dyn_into().ok()
    }

    /// The button of this name.
    pub fn button(&self, name: &str) -> Option<HtmlElement> {
        self.all("button").into_iter().find_map(|button| {
            let words = button
                .get_attribute("aria-label")
                .or_else(|| button.text_content());
            (words?.trim() == name).then(|| button.unchecked_into())
        })
    }

    /// Types into the field of this label.
    pub async fn types(&self, label: &str, text: &str) {
        let field = self.until(label, |stage| stage.field(label)).await;
        field.set_value(text);
        let tell = "field.dispatchEvent(new Event('input', { bubbles: true }))";
        js_sys::Function::new_with_args("field", tell)
            .call1(&JsValue::NULL, &field)
            .unwrap();
    }

    /// Presses the button of this name.
    pub async fn presses(&self, name: &str) {
        self.until(name, |stage| stage.button(name)).await.click();
    }
}

/// Presses a key while an element has the focus.
pub fn press(element: &Element, key: &str) {
    let press = "element.dispatchEvent(\
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))";
    js_sys::Function::new_with_args("element, key", press)
        .call2(&JsValue::NULL, element, &key.into())
        .unwrap();
}
