//! What the page does to start the program, and to have the files of the page at hand early.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde_json::json;

use super::names::Placed;

/// Fetches what a signed-in person's page needs beside the program, which asks for it last.
const PRELOAD: &str = include_str!("preload.js");

/// Puts the program into the page.
///
/// `addresses` is each module with the addresses of its page.
pub fn insert(
    page: &str,
    base: &str,
    placed: &Placed,
    addresses: &BTreeMap<String, Vec<String>>,
) -> Result<String> {
    let mut table = Vec::new();
    for (module, paths) in addresses {
        let files = placed
            .files_of_page(module)
            .with_context(|| format!("the module `{module}` of src/modules.json was not built"))?;
        table.extend(paths.iter().map(|path| json!([path, files])));
    }
    let preload = PRELOAD
        .replace("BASE", &json!(base).to_string())
        .replace("PAGES", &json!(table).to_string());
    let Placed {
        script,
        loader,
        main,
        ..
    } = placed;
    let head = format!(
        "<link rel=\"modulepreload\" href=\"{base}{script}\">\
         <link rel=\"modulepreload\" href=\"{base}{loader}\">\
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
    use super::*;

    #[test]
    fn a_page_is_preloaded_with_its_frame() {
        let files = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let placed = Placed {
            script: "app-1.js".to_owned(),
            loader: "modules-1.js".to_owned(),
            main: "app-1.wasm".to_owned(),
            modules: BTreeMap::from([
                ("shell".to_owned(), files(&["both.wasm", "shell.wasm"])),
                ("jobs".to_owned(), files(&["both.wasm", "jobs.wasm"])),
            ]),
        };
        let addresses = BTreeMap::from([
            ("shell".to_owned(), Vec::new()),
            ("jobs".to_owned(), vec!["/jobs".to_owned()]),
        ]);
        let page = "<head></head><body></body>";
        let page = insert(page, "/t/", &placed, &addresses).expect("a page");
        assert!(
            page.contains(r#"[["/jobs",["both.wasm","shell.wasm","jobs.wasm"]]]"#),
            "{page}"
        );
        assert!(page.contains("import init from \"/t/app-1.js\""), "{page}");
        assert!(insert("<p>", "/", &placed, &addresses).is_err());
        let gone = BTreeMap::from([("gone".to_owned(), Vec::new())]);
        assert!(insert(&page, "/", &placed, &gone).is_err());
    }
}
