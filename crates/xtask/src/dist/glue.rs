//! The JavaScript that wasm-bindgen writes around the main module, and what is changed in it.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{ImportSection, Module};
use wasmparser::{Import, Imports, Parser};

use super::program::LOADER;

/// Where the program starts.
const START: &str = "wasm.__wbindgen_start();";

/// What the loader does before the program starts.
const PREPARE: &str = "__wasm_split_prepare";

/// The starts of the names that wasm-bindgen gives to what the program imports, each with a hash.
const IMPORTS: [&str; 2] = ["__wbg_", "__wbindgen_"];

/// Changes the script and the main module, which belong together.
pub fn finish(script: &Path, main: &Path) -> Result<()> {
    let text = fs::read_to_string(script).context("wasm-bindgen has left no script")?;
    let program = fs::read(main).context("wasm-bindgen has left no main module")?;
    let (text, program) = with_short_names(&with_preparation(&text)?, &program)?;
    fs::write(script, text).with_context(|| format!("cannot write {}", script.display()))?;
    fs::write(main, program).with_context(|| format!("cannot write {}", main.display()))
}

/// Has the loader fill the table of functions before the program starts.
fn with_preparation(script: &str) -> Result<String> {
    let Some((before, after)) = script
        .split_once(START)
        .filter(|(_, after)| !after.contains(START))
    else {
        bail!("the script does not say `{START}` once");
    };
    Ok(format!(
        "import {{ {PREPARE} }} from \"{LOADER}\";\n{before}{PREPARE}(wasm);\n    {START}{after}"
    ))
}

/// Gives short names to what the program imports from the script: hashes do not compress.
fn with_short_names(script: &str, program: &[u8]) -> Result<(String, Vec<u8>)> {
    let mut shortening = Shortening::default();
    let mut module = Module::new();
    shortening
        .parse_core_module(&mut module, Parser::new(0), program)
        .map_err(|problem| anyhow!("cannot read the main module: {problem}"))?;
    let mut text = String::new();
    let mut rest = script;
    while let Some(at) = rest.find("__wb") {
        let (before, name) = rest.split_at(at);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let (name, after) = name.split_at(end.unwrap_or(name.len()));
        text += before;
        // A name within another is not the name.
        let is_whole = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        let short = shortening.names.get(name).filter(|_| is_whole);
        text += short.map_or(name, String::as_str);
        rest = after;
    }
    text += rest;
    Ok((text, module.finish()))
}

/// Short names by the long ones.
#[derive(Default)]
struct Shortening {
    names: HashMap<String, String>,
}

impl Reencode for Shortening {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), reencode::Error<Self::Error>> {
        match imports {
            Imports::Single(at, import) if is_from_script(import.name) => {
                let number = self.names.len();
                let known = self.names.entry(import.name.to_owned());
                let name = known.or_insert_with(|| letters(number)).clone();
                let import = Import {
                    name: &name,
                    ..import
                };
                reencode::utils::parse_imports(self, section, Imports::Single(at, import))
            }
            // A list under one module name is written by no tool that is used.
            other => reencode::utils::parse_imports(self, section, other),
        }
    }
}

fn is_from_script(name: &str) -> bool {
    IMPORTS.iter().any(|start| name.starts_with(start))
}

/// A number in letters: `a` to `z`, then two of them.
fn letters(number: usize) -> String {
    let digit = char::from(b'a' + (number % 26) as u8);
    match number / 26 {
        0 => digit.to_string(),
        rest => format!("{}{digit}", letters(rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loader_is_asked_before_the_start() {
        let script =
            with_preparation("wasm = x;\n    wasm.__wbindgen_start();\n").expect("a script");
        assert_eq!(
            script,
            "import { __wasm_split_prepare } from \"./modules.js\";\nwasm = x;\n    \
             __wasm_split_prepare(wasm);\n    wasm.__wbindgen_start();\n"
        );
    }

    #[test]
    fn a_script_that_starts_otherwise_is_refused() {
        assert!(with_preparation("start()").is_err());
        assert!(with_preparation(&START.repeat(2)).is_err());
    }

    #[test]
    fn imports_get_short_names_in_both() {
        let mut imports = ImportSection::new();
        for name in [
            "__wbg_log_0123456789abcdef",
            "__wbg_log_0123456789abcdef2",
            "other",
        ] {
            imports.import("./app_bg.js", name, wasm_encoder::EntityType::Function(0));
        }
        let mut types = wasm_encoder::TypeSection::new();
        types.ty().function([], []);
        let mut module = Module::new();
        module.section(&types).section(&imports);
        let script = "{ __wbg_log_0123456789abcdef: f, __wbg_log_0123456789abcdef2: g, other: h, __wbg_get: i }";
        let (script, program) = with_short_names(script, &module.finish()).expect("both");
        assert_eq!(script, "{ a: f, b: g, other: h, __wbg_get: i }");
        let text = String::from_utf8_lossy(&program).into_owned();
        assert!(!text.contains("__wbg") && text.contains("other"));
    }

    #[test]
    fn numbers_in_letters_differ() {
        let names: std::collections::BTreeSet<_> = (0..2000).map(letters).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!([letters(0), letters(25)], ["a", "z"]);
    }
}
