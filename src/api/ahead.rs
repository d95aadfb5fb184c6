//! The request that the page begins before the program is here; see `preload.js` of the build.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Where the page leaves it: its address, when it was sent, and its answer to come.
const NAME: &str = "toombosAhead";

/// An answer that is on its way already.
pub struct Ahead {
    /// When it was asked for, in milliseconds since the page was opened.
    pub sent: f64,
    answer: Promise,
}

impl Ahead {
    /// Takes the request of this address, which is there once.
    pub fn take(url: &str) -> Option<Self> {
        let global = js_sys::global();
        let ahead = Reflect::get(&global, &NAME.into()).ok()?;
        let field = |name: &str| Reflect::get(&ahead, &name.into()).ok();
        if field("url")?.as_string()? != url {
            return None;
        }
        let _ = Reflect::set(&global, &NAME.into(), &JsValue::NULL);
        Some(Self {
            sent: field("sent")?.as_f64()?,
            answer: field("answer")?.dyn_into().ok()?,
        })
    }

    /// The answer; nothing if there is none, and then it is to be asked for anew.
    pub async fn answer(self) -> Option<Response> {
        JsFuture::from(self.answer).await.ok()?.dyn_into().ok()
    }
}
