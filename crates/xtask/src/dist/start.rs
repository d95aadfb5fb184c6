//! What the page does to start the program, and to have the files of the page at hand early.

use anyhow::{Context, Result};
use serde_json::json;

use super::modules::Page;
use super::names::Placed;

/// Fetches what the page at hand needs beside the program, which asks for it last.
const PRELOAD: &str = include_str!("preload.js");

/// Puts the program into the page.
pub fn insert(page: &str, base: &str, placed: &Placed, pages: &[Page]) -> Result<String> {
    let table = |is_signed_in| {
        let pages = pages.iter();
        let pages = pages.filter(|page| page.is_signed_in == is_signed_in);
        let pages: Vec<_> = pages
            .map(|page| json!([page.address, page.files]))
            .collect();
        json!(pages).to_string()
    };
    let preload = PRELOAD
        .replace("SIGNED_IN_PAGES", &table(true))
        .replace("SIGNED_OUT_PAGES", &table(false));
    let Placed { script, main, .. } = placed;
    let head = format!(
        "<link rel=\"modulepreload\" href=\"{base}{script}\">\
         <link rel=\"preload\" href=\"{base}{main}\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
         <script>{preload}</script>"
    );
    let start =
        format!("<script type=\"module\">import init from \"{base}{script}\";init();</script>");
    // Not in the body: what is added there tells the splash that the app is drawn.
    before(page, "</head>", &format!("{head}{start}"))
}

fn before(page: &str, mark: &str, text: &str) -> Result<String> {
    let at = page
        .rfind(mark)
        .with_context(|| format!("index.html has no {mark}"))?;
    let (head, tail) = page.split_at(at);
    Ok(format!("{head}{text}{tail}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn each_page_is_in_the_table_of_who_gets_to_see_it() {
        let placed = Placed {
            script: "app-1.js".to_owned(),
            main: "app-1.wasm".to_owned(),
            modules: BTreeMap::new(),
        };
        let pages = [("/jobs", true), ("/connect", false)].map(|(address, is_signed_in)| Page {
            address: address.to_owned(),
            files: vec!["a.wasm".to_owned()],
            is_signed_in,
        });
        let page = "<head></head><body></body>";
        let page = insert(page, "/t/", &placed, &pages).expect("a page");
        assert!(
            page.contains(r#"([["/jobs",["a.wasm"]]], [["/connect",["a.wasm"]]])"#),
            "{page}"
        );
        assert!(page.contains("import init from \"/t/app-1.js\""), "{page}");
        assert!(insert("<p>", "/", &placed, &pages).is_err());
    }
}
