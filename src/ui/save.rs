//! Offers a text as a file.

use wasm_bindgen::{JsCast, JsValue};

/// Offers a text as a download; `false` where the browser has no way to.
///
/// `kind` is its media type, such as `application/json`.
pub fn save_file(name: &str, kind: &str, text: &str) -> bool {
    try_save(name, kind, text).is_ok()
}

fn try_save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let global = js_sys::global();
    let class = |name: &str| -> Result<js_sys::Function, JsValue> {
        js_sys::Reflect::get(&global, &name.into())?.dyn_into()
    };
    let options = js_sys::Object::new();
    let kind = format!("{kind};charset=utf-8");
    js_sys::Reflect::set(&options, &"type".into(), &kind.into())?;
    let parts = js_sys::Array::of1(&text.into());
    let blob = js_sys::Reflect::construct(&class("Blob")?, &js_sys::Array::of2(&parts, &options))?;
    let urls = class("URL")?;
    let method = |name: &str| -> Result<js_sys::Function, JsValue> {
        js_sys::Reflect::get(&urls, &name.into())?.dyn_into()
    };
    let url = method("createObjectURL")?.call1(&urls, &blob)?;
    let link = leptos::prelude::document().create_element("a")?;
    link.set_attribute("href", &url.as_string().unwrap_or_default())?;
    link.set_attribute("download", name)?;
    link.unchecked_ref::<web_sys::HtmlElement>().click();
    method("revokeObjectURL")?.call1(&urls, &url)?;
    Ok(())
}

/// Puts a text on the clipboard and says whether the browser let us.
pub fn copy_text(text: &str, done: impl FnOnce(bool) + 'static) {
    super::dom::copy(text, done);
}
