//! Which modules the page at an address needs, as `src/modules.json` lists them.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};
use serde::Deserialize;

use super::names::Placed;
use crate::workspace::Workspace;

/// The module of the frame around every page of a signed-in person.
const FRAME: &str = "shell";

/// The modules of pages, each with its addresses.
#[derive(Default, Deserialize)]
pub struct Modules {
    /// Pages within the frame.
    signed_in: BTreeMap<String, Vec<String>>,
    /// Pages on their own.
    signed_out: BTreeMap<String, Vec<String>>,
}

/// A page, and what it fetches beside what every page does.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// Its address, in which `:id` stands for any one part.
    pub address: String,
    /// The files, in the order in which they are needed.
    pub files: Vec<String>,
    /// Whether only a signed-in person gets to see it.
    pub is_signed_in: bool,
}

impl Modules {
    /// Reads the list.
    pub fn read(workspace: &Workspace) -> Result<Self> {
        let text = fs::read_to_string(workspace.path("src/modules.json"))
            .context("cannot read src/modules.json")?;
        serde_json::from_str(&text).context("src/modules.json is not what it should be")
    }

    /// The pages; a module that was not built is an error.
    pub fn pages(&self, placed: &Placed) -> Result<Vec<Page>> {
        let mut pages = Vec::new();
        for (modules, is_signed_in) in [(&self.signed_in, true), (&self.signed_out, false)] {
            for (module, addresses) in modules {
                let frame = is_signed_in.then_some(FRAME);
                let mut files = Vec::new();
                for module in frame.into_iter().chain([module.as_str()]) {
                    let of_module = placed.modules.get(module).with_context(|| {
                        format!("the module `{module}` of src/modules.json was not built")
                    })?;
                    for file in of_module {
                        if !files.contains(file) {
                            files.push(file.clone());
                        }
                    }
                }
                pages.extend(addresses.iter().map(|address| Page {
                    address: address.clone(),
                    files: files.clone(),
                    is_signed_in,
                }));
            }
        }
        Ok(pages)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_the_files_of_its_frame_once() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let placed = Placed {
            script: String::new(),
            main: String::new(),
            modules: BTreeMap::from([
                ("shell".to_owned(), names(&["both.wasm", "shell.wasm"])),
                ("jobs".to_owned(), names(&["both.wasm", "jobs.wasm"])),
                ("connect".to_owned(), names(&["connect.wasm"])),
            ]),
        };
        let list = r#"{"signed_in": {"jobs": ["/jobs"]}, "signed_out": {"connect": ["/connect"]}}"#;
        let modules: Modules = serde_json::from_str(list).expect("a list");
        let page = |address: &str, files: &[&str], is_signed_in| Page {
            address: address.to_owned(),
            files: names(files),
            is_signed_in,
        };
        assert_eq!(
            modules.pages(&placed).expect("pages"),
            [
                page("/jobs", &["both.wasm", "shell.wasm", "jobs.wasm"], true),
                page("/connect", &["connect.wasm"], false),
            ]
        );
        let gone = r#"{"signed_in": {"gone": ["/gone"]}, "signed_out": {}}"#;
        let gone: Modules = serde_json::from_str(gone).expect("a list");
        assert!(gone.pages(&placed).is_err());
    }
}
