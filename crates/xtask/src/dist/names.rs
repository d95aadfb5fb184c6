//! Names that change with the content, so that files can be kept for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::program::{self, Program};

/// The program's files as the page refers to them.
pub struct Placed {
    /// The JavaScript that starts the program.
    pub script: String,
    /// The JavaScript that fetches modules.
    pub loader: String,
    /// The main module.
    pub main: String,
    /// The files that each module needs.
    pub modules: BTreeMap<String, Vec<String>>,
}

impl Placed {
    /// The files that the page of a module needs beside what every page loads: those of the
    /// frame, then its own. `None` for a module that was not built.
    pub fn files_of_page(&self, module: &str) -> Option<Vec<String>> {
        let mut files = self.modules.get("shell").cloned().unwrap_or_default();
        for file in self.modules.get(module)? {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        Some(files)
    }
}

/// Copies the program into the folder under its final names.
pub fn place(program: &Program, folder: &Path) -> Result<Placed> {
    let main = place_hashed(&program.main, "app", "wasm", folder)?;
    let mut names = BTreeMap::new();
    let mut loader = read(&program.loader)?;
    for (name, file) in &program.chunks {
        let placed = place_hashed(file, name, "wasm", folder)?;
        loader = renamed(&loader, &format!("./{name}.wasm"), &format!("./{placed}"))?;
        names.insert(name.clone(), placed);
    }
    let script = renamed(&read(&program.script)?, program::MAIN, &main)?;
    // Each of the two names the other, so one hash of both names both.
    let hash = hash(format!("{script}{loader}").as_bytes());
    let script_name = format!("app-{hash}.js");
    let loader_name = format!("modules-{hash}.js");
    // The program knows its imports by the first name, so only the address is another.
    let from = |name: &str| format!("from \"{name}\"");
    let script = renamed(
        &script,
        &from(program::LOADER),
        &from(&format!("./{loader_name}")),
    )?;
    let loader = renamed(
        &loader,
        &from(program::SCRIPT),
        &from(&format!("./{script_name}")),
    )?;
    write(folder, &script_name, script.as_bytes())?;
    write(folder, &loader_name, loader.as_bytes())?;
    let modules = program.modules.iter().map(|(module, chunks)| {
        let files = chunks.iter().filter_map(|chunk| names.get(chunk).cloned());
        (module.clone(), files.collect())
    });
    Ok(Placed {
        script: script_name,
        loader: loader_name,
        main,
        modules: modules.collect(),
    })
}

/// Replaces a name everywhere; a file that does not hold it is not what it is taken for.
fn renamed(text: &str, from: &str, to: &str) -> Result<String> {
    if !text.contains(from) {
        bail!("`{from}` is not named where it should be");
    }
    Ok(text.replace(from, to))
}

fn place_hashed(file: &Path, name: &str, ending: &str, folder: &Path) -> Result<String> {
    let content = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let name = format!("{name}-{}.{ending}", hash(&content));
    write(folder, &name, &content)?;
    Ok(name)
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn write(folder: &Path, name: &str, content: &[u8]) -> Result<()> {
    fs::write(folder.join(name), content).with_context(|| format!("cannot write {name}"))
}

/// Sixteen hexadecimal digits, by which `headers` knows such a name.
pub fn hash(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_missing_is_an_error() {
        assert!(renamed("import './b.js'", "./a.js", "./c.js").is_err());
    }

    #[test]
    fn a_hash_has_sixteen_digits() {
        assert_eq!(hash(b""), "e3b0c44298fc1c14");
    }
}
