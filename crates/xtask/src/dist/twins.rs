//! Compressed twins beside the files, for hosts that send them as they are.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Smaller files fit into the first packet anyway, and stay editable on the host.
const WORTHWHILE: usize = 1024;

/// Writes a `.br` and a `.gz` next to every file that gains by it.
pub fn write(folder: &Path, files: &[String]) -> Result<()> {
    for name in files.iter().filter(|name| is_compressible(name)) {
        let path = folder.join(name);
        let content = fs::read(&path).with_context(|| format!("cannot read {name}"))?;
        if content.len() <= WORTHWHILE {
            continue;
        }
        for (ending, twin) in [("br", brotli(&content)?), ("gz", gzip(&content)?)] {
            if twin.len() < content.len() {
                let name = format!("{name}.{ending}");
                fs::write(folder.join(&name), twin)
                    .with_context(|| format!("cannot write {name}"))?;
            }
        }
    }
    Ok(())
}

fn is_compressible(name: &str) -> bool {
    let endings = [
        "html",
        "css",
        "js",
        "wasm",
        "json",
        "svg",
        "webmanifest",
        "txt",
        "xml",
    ];
    name.rsplit_once('.')
        .is_some_and(|(_, ending)| endings.contains(&ending))
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut twin = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut twin, &parameters).context("brotli failed")?;
    Ok(twin)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).context("gzip failed")?;
    encoder.finish().context("gzip failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compressed_already_or_read_by_the_host_has_no_twin() {
        assert!(is_compressible("a-0123456789abcdef_bg.wasm"));
        assert!(!is_compressible("_headers"));
        assert!(!is_compressible("photo.webp"));
    }
}
