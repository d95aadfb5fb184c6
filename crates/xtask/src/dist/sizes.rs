//! What the first visit costs.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::html;

/// The sizes of one file, or of several together, in bytes.
#[derive(Clone, Copy, Default)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints a line for every file of the first load, and refuses a total above the budget.
pub fn report(folder: &Path, base: &str, page: &str, budget: &str) -> Result<()> {
    let mut total = Size::default();
    println!(
        "\n{:<52} {:>10} {:>10} {:>10}",
        "first load, KiB", "raw", "gzip", "brotli"
    );
    for name in first_load(base, page) {
        let size = size(folder, &name)?;
        total = Size {
            raw: total.raw + size.raw,
            gzip: total.gzip + size.gzip,
            brotli: total.brotli + size.brotli,
        };
        println!("{}", line(&name, size));
    }
    println!("{}", line("total", total));
    let limit = limit(budget)?;
    if total.brotli > limit * 1024 {
        bail!(
            "The first load is {} KiB with brotli; tests/budgets.json allows {limit}.",
            kib(total.brotli)
        );
    }
    Ok(())
}

fn limit(budget: &str) -> Result<u64> {
    let budget: serde_json::Value =
        serde_json::from_str(budget).context("budgets.json is not JSON")?;
    budget
        .get("first_load_brotli_kib")
        .and_then(serde_json::Value::as_u64)
        .context("budgets.json has no first_load_brotli_kib")
}

/// The page, what it links to, and the configuration.
fn first_load(base: &str, page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned(), "config.json".to_owned()];
    for tag in html::tags(page) {
        let address = tag.attribute("href").or_else(|| tag.attribute("src"));
        if let Some(name) = address.and_then(|address| address.strip_prefix(base))
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// A file without a twin is sent as it is.
fn size(folder: &Path, name: &str) -> Result<Size> {
    let length = |name: &str| fs::metadata(folder.join(name)).map(|file| file.len());
    let raw = length(name).with_context(|| format!("index.html names {name}, which is missing"))?;
    Ok(Size {
        raw,
        gzip: length(&format!("{name}.gz")).unwrap_or(raw),
        brotli: length(&format!("{name}.br")).unwrap_or(raw),
    })
}

fn line(name: &str, size: Size) -> String {
    let [raw, gzip, brotli] = [size.raw, size.gzip, size.brotli].map(kib);
    format!("{name:<52} {raw:>10} {gzip:>10} {brotli:>10}")
}

/// Kibibytes with one decimal.
fn kib(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_what_the_page_names_once() {
        let page = "<link href=/t/a.css><script src=/t/b.js></script><link href='/t/a.css'>\
                    <a href='https://toombos.test'>";
        assert_eq!(
            first_load("/t/", page),
            ["index.html", "config.json", "a.css", "b.js"]
        );
    }

    #[test]
    fn sizes_round_up() {
        assert_eq!(kib(1), "0.1");
        assert_eq!(kib(1024), "1.0");
        assert_eq!(kib(1025), "1.1");
    }
}
