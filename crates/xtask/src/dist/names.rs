//! Names that change with the content, so that files can be kept for ever.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use super::program::{self, Program};
use super::script;
use crate::tools::Tools;

/// The program's files as the page refers to them.
pub struct Placed {
    /// The JavaScript that starts the program and fetches modules.
    pub script: String,
    /// The main module.
    pub main: String,
    /// The files that each module needs.
    pub modules: BTreeMap<String, Vec<String>>,
}

/// Copies the program into the folder under its final names.
pub fn place(program: &Program, tools: &Tools, folder: &Path) -> Result<Placed> {
    let main = place_hashed(&program.main, "app", "wasm", folder)?;
    let mut names = BTreeMap::new();
    let mut loader = read(&program.loader)?;
    for (name, file) in &program.chunks {
        let placed = place_hashed(file, name, "wasm", folder)?;
        loader = renamed(&loader, &format!("./{name}.wasm"), &format!("./{placed}"))?;
        names.insert(name.clone(), placed);
    }
    let script = renamed(&read(&program.script)?, program::MAIN, &main)?;
    let write = |file: &Path, text: &str| {
        fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))
    };
    write(&program.loader, &loader)?;
    write(&program.script, &script)?;
    let script = place_hashed(&script::join(tools, &program.script)?, "app", "js", folder)?;
    let modules = program.modules.iter().map(|(module, chunks)| {
        let files = chunks.iter().filter_map(|chunk| names.get(chunk).cloned());
        (module.clone(), files.collect())
    });
    Ok(Placed {
        script,
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
