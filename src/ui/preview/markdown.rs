//! Markdown made into a page, by a script that is loaded only once a page needs it.
//!
//! The script (`public/markdown.js`) turns text into HTML and does nothing else. Of raw HTML in the
//! text, tags that only set text are kept and all others come out escaped; links lead to the web or
//! to mail only; what comes out is shown in the frame for foreign HTML.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use crate::base;

/// The script, beside the app's own; its name stays the same, so that a server may keep it.
const SCRIPT: &str = "markdown.js";

/// The function that the script leaves behind.
const FUNCTION: &str = "toombosMarkdown";

/// More text than this would hold up the tab for seconds.
const MOST_BYTES: usize = 30_000;

/// Plain looks: the website's own are not known here.
const STYLE: &str = "html{color-scheme:light}body{margin:0 auto;padding:24px;max-width:44rem;\
    font:16px/1.6 system-ui,sans-serif;color:#1d1f24;background:#fff;overflow-wrap:anywhere}\
    h1,h2,h3{line-height:1.25}img{max-width:100%;height:auto}pre{overflow-x:auto;padding:12px;\
    background:#f3f3f1}blockquote{margin:0;padding-left:16px;border-left:3px solid #c9c9c4;\
    color:#4a4d55}table{border-collapse:collapse}td,th{border:1px solid #c9c9c4;padding:4px 8px}";

/// Whether the reader of Markdown is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkdownReader {
    /// It is being loaded.
    Loading,
    /// It can be used.
    Ready,
    /// It could not be loaded.
    Missing,
}

/// Loads the reader of Markdown, unless it is there.
pub fn use_markdown_reader() -> Signal<MarkdownReader> {
    let state = RwSignal::new(MarkdownReader::Loading);
    if function().is_some() {
        state.set(MarkdownReader::Ready);
    } else if load(state).is_none() {
        state.set(MarkdownReader::Missing);
    }
    state.into()
}

fn load(state: RwSignal<MarkdownReader>) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let script = document.create_element("script").ok()?;
    script.set_attribute("src", &base::file(SCRIPT)).ok()?;
    let ended = move || {
        let found = if function().is_some() {
            MarkdownReader::Ready
        } else {
            MarkdownReader::Missing
        };
        // The page that asked for it may be gone.
        let _ = state.try_set(found);
    };
    for event in ["load", "error"] {
        let heard = Closure::once_into_js(ended);
        let heard = heard.unchecked_ref::<js_sys::Function>();
        script.add_event_listener_with_callback(event, heard).ok()?;
    }
    document.head()?.append_child(&script).ok()?;
    Some(())
}

fn function() -> Option<js_sys::Function> {
    let window = web_sys::window()?;
    let found = js_sys::Reflect::get(&window, &FUNCTION.into()).ok()?;
    found.dyn_into().ok()
}

/// Whether a text is too long to be rendered as a whole.
pub fn is_cut(markdown: &str) -> bool {
    markdown.len() > MOST_BYTES
}

/// The beginning of a text that is rendered.
fn beginning(markdown: &str) -> &str {
    let mut end = markdown.len().min(MOST_BYTES);
    while !markdown.is_char_boundary(end) {
        end = end.saturating_sub(1);
    }
    markdown.get(..end).unwrap_or_default()
}

/// The text as a complete HTML document; `None` where the reader is missing, or fails.
pub fn to_page(title: &str, markdown: &str) -> Option<String> {
    let text = JsValue::from_str(beginning(markdown));
    let html = function()?.call1(&JsValue::NULL, &text).ok()?.as_string()?;
    // A page that does not begin with a heading has its title over it.
    let heading = if html.trim_start().starts_with("<h1") {
        String::new()
    } else {
        format!("<h1>{}</h1>", escaped(title))
    };
    Some(format!(
        "<!DOCTYPE html><html><head><style>{STYLE}</style></head><body dir=\"auto\">{heading}{html}\
         </body></html>"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let long = "é".repeat(MOST_BYTES);
        assert!(is_cut(&long));
        assert!(beginning(&long).len() <= MOST_BYTES);
        assert_eq!(beginning("short é"), "short é");
        assert_eq!(escaped("<b> & c"), "&lt;b> &amp; c");
    }
}
