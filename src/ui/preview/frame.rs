//! Foreign HTML, shown in a frame that can run nothing and reach nothing.

use leptos::{ev, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::base;
use crate::effect::effect;

/// The page that shows what it is sent; it has an origin of its own.
const PAGE: &str = "preview-frame.html";

/// What its messages are called; see `public/preview-frame.html`.
const MESSAGE: &str = "toombos-preview";

/// Taller content scrolls inside the frame.
const TALLEST: f64 = 8_000.0;

/// The least width of a desktop's window, in which newsletters have all of their width.
const DESKTOP: f64 = 680.0;

/// How wide the reader's screen is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameWidth {
    /// As wide as there is room.
    #[default]
    Desktop,
    /// A phone's 375 pixels.
    Phone,
}

impl FrameWidth {
    /// The value of `data-width`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Desktop => "desktop",
            Self::Phone => "phone",
        }
    }
}

/// A complete foreign HTML document, as tall as it is, without its scripts.
#[component]
pub fn ForeignPage(
    /// The document.
    #[prop(into)]
    html: Signal<String>,
    /// What it is; the accessible name of the frame.
    #[prop(into)]
    title: Signal<String>,
    /// How wide its reader's screen is.
    #[prop(optional, into)]
    width: Signal<FrameWidth>,
) -> impl IntoView {
    let frame = NodeRef::<leptos::html::Iframe>::new();
    let around = NodeRef::<leptos::html::Div>::new();
    let room = RwSignal::new(None::<f64>);
    watch_width(around, room);
    // A desktop's page keeps its width and is drawn smaller; a phone's fits as it is.
    let scale = Memo::new(move |_| match width.get() {
        FrameWidth::Desktop => (room.get().unwrap_or(DESKTOP) / DESKTOP).clamp(0.2, 1.0),
        FrameWidth::Phone => 1.0,
    });
    let scaled = move || scale.get() < 1.0;
    let ready = RwSignal::new(false);
    let height = RwSignal::new(None::<f64>);
    let heard = window_event_listener(ev::message, move |event| {
        let own = frame
            .get_untracked()
            .and_then(|frame| frame.content_window());
        let from_frame = own.is_some_and(|own| {
            let source: Option<JsValue> = event.source().map(Into::into);
            source.as_ref() == Some(own.as_ref())
        });
        if !from_frame {
            return;
        }
        let data = event.data();
        let kind = js_sys::Reflect::get(&data, &"type".into())
            .ok()
            .and_then(|kind| kind.as_string());
        match kind.as_deref().and_then(|kind| kind.strip_prefix(MESSAGE)) {
            Some("-ready") => ready.set(true),
            Some("-height") => {
                let told = js_sys::Reflect::get(&data, &"height".into());
                let told = told.ok().and_then(|told| told.as_f64());
                height.set(told.map(|told| told.clamp(40.0, TALLEST)));
            }
            _ => {}
        }
    });
    on_cleanup(move || heard.remove());
    let measured = Memo::new(move |_| room.read().is_some());
    effect(move |before: Option<FrameWidth>| {
        let width = width.get();
        if before.is_some_and(|before| before != width) {
            height.set(None);
        }
        width
    });
    effect(move |_| {
        let html = html.get();
        // Laid out at another width first, some pages would keep that height.
        if !ready.get() || !measured.get() {
            return;
        }
        let target = frame
            .get_untracked()
            .and_then(|frame| frame.content_window());
        let message = js_sys::Object::new();
        let filled = [("type", MESSAGE), ("html", html.as_str())]
            .into_iter()
            .all(|(name, value)| {
                js_sys::Reflect::set(&message, &name.into(), &value.into()).is_ok()
            });
        if let Some(target) = target
            && filled
        {
            // The frame's origin is opaque, so it cannot be named.
            let _ = target.post_message(&message, "*");
        }
    });
    view! {
        <div
            class="foreign-page"
            node_ref=around
            data-width=move || width.get().as_str()
            style:height=move || {
                let height = height.get().filter(|_| scaled())?;
                Some(format!("{}px", (height * scale.get()).ceil() + 2.0))
            }
        >
            <iframe
                node_ref=frame
                src=base::file(PAGE)
                sandbox="allow-scripts"
                title=move || title.get()
                style:height=move || height.get().map(|height| format!("{height}px"))
                style:width=move || scaled().then(|| format!("{DESKTOP}px"))
                style:transform=move || scaled().then(|| format!("scale({})", scale.get()))
            ></iframe>
        </div>
    }
}

/// Follows the width that is there for the frame.
fn watch_width(around: NodeRef<leptos::html::Div>, room: RwSignal<Option<f64>>) {
    let measure = move || {
        let width = around
            .get_untracked()
            .map(|around| f64::from(around.client_width()));
        if let Some(width) = width.filter(|width| *width > 0.0) {
            let _ = room.try_set(Some(width));
        }
    };
    let closure = Closure::<dyn Fn()>::new(measure);
    let Ok(observer) = web_sys::ResizeObserver::new(closure.as_ref().unchecked_ref()) else {
        return;
    };
    let kept = SendWrapper::new((observer.clone(), closure));
    around.on_load(move |around| observer.observe(&around));
    on_cleanup(move || kept.0.disconnect());
}
