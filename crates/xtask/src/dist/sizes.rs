//! What each page costs whoever opens it first.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::html;
use super::modules::Page;

/// The limits of `tests/budgets.json`, in KiB of brotli where they are sizes.
#[derive(Deserialize)]
struct Budget {
    /// All that a first visit to an address fetches until it is ready.
    first_load_brotli_kib: BTreeMap<String, u64>,
    /// The same for every address that is not named.
    first_load_elsewhere_brotli_kib: u64,
    /// What a page adds for whoever comes from any other page.
    further_page_brotli_kib: u64,
    /// The files of any first load.
    first_load_files: usize,
}

/// The cost of one address.
struct Cost {
    address: String,
    files: usize,
    first_load: u64,
    /// Added for whoever has the frame and the overview already.
    further: u64,
}

/// Prints a line for every address, and refuses what is above its budget.
pub fn report(folder: &Path, base: &str, html: &str, pages: &[Page], budget: &str) -> Result<()> {
    let budget: Budget =
        serde_json::from_str(budget).context("tests/budgets.json is not what it should be")?;
    let costs = costs(folder, base, html, pages)?;
    println!(
        "\n{:<26} {:>6} {:>16} {:>16}",
        "KiB with brotli", "files", "first load", "after overview"
    );
    for cost in &costs {
        println!(
            "{:<26} {:>6} {:>16} {:>16}",
            cost.address,
            cost.files,
            kib(cost.first_load),
            kib(cost.further)
        );
    }
    let problems: Vec<_> = costs
        .iter()
        .flat_map(|cost| problems(cost, &budget))
        .collect();
    if !problems.is_empty() {
        bail!("Above tests/budgets.json: {}", problems.join("; "));
    }
    Ok(())
}

fn problems(cost: &Cost, budget: &Budget) -> Vec<String> {
    let Cost { address, files, .. } = cost;
    let limit = budget.first_load_brotli_kib.get(address);
    let limit = limit
        .copied()
        .unwrap_or(budget.first_load_elsewhere_brotli_kib);
    let mut problems = Vec::new();
    if cost.first_load > limit * 1024 {
        let size = kib(cost.first_load);
        problems.push(format!(
            "{address} is {size} KiB at first, allowed are {limit}"
        ));
    }
    let limit = budget.further_page_brotli_kib;
    if cost.further > limit * 1024 {
        let size = kib(cost.further);
        problems.push(format!("{address} adds {size} KiB, allowed are {limit}"));
    }
    let limit = budget.first_load_files;
    if *files > limit {
        problems.push(format!("{address} is {files} files, allowed are {limit}"));
    }
    problems
}

fn costs(folder: &Path, base: &str, html: &str, pages: &[Page]) -> Result<Vec<Cost>> {
    let always = named_by(base, html);
    let known = pages.iter().find(|page| page.address == "/");
    let known = known.map(|page| page.files.as_slice()).unwrap_or_default();
    let mut costs = Vec::new();
    for page in pages {
        costs.push(cost(&page.address, folder, &always, &page.files, known)?);
    }
    Ok(costs)
}

fn cost(
    address: &str,
    folder: &Path,
    always: &[String],
    modules: &[String],
    known: &[String],
) -> Result<Cost> {
    let mut first_load = 0;
    let mut further = 0;
    for file in always.iter().chain(modules) {
        first_load += size(folder, file)?;
    }
    for file in modules.iter().filter(|file| !known.contains(file)) {
        further += size(folder, file)?;
    }
    Ok(Cost {
        address: address.to_owned(),
        files: always.len() + modules.len(),
        first_load,
        further,
    })
}

/// The page, what it links to, and the configuration.
///
/// Not its icon and its manifest: a browser asks for them once the page is there, if it does.
fn named_by(base: &str, page: &str) -> Vec<String> {
    let mut names = vec!["index.html".to_owned(), "config.json".to_owned()];
    for tag in html::tags(page) {
        if matches!(tag.attribute("rel"), Some("icon" | "manifest")) {
            continue;
        }
        let address = tag.attribute("href").or_else(|| tag.attribute("src"));
        if let Some(name) = address.and_then(|address| address.strip_prefix(base))
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_owned());
        }
    }
    names
}

/// The size in which a file is sent; one without a twin is sent as it is.
fn size(folder: &Path, name: &str) -> Result<u64> {
    let length = |name: &str| fs::metadata(folder.join(name)).map(|file| file.len());
    let raw = length(name).with_context(|| format!("{name} is named and missing"))?;
    Ok(length(&format!("{name}.br")).unwrap_or(raw))
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
    fn every_page_loads_what_the_page_names_once() {
        let page = "<link href=/t/a.css><script src=/t/b.js></script><link href='/t/a.css'>\
                    <link rel=icon href=/t/c.svg><link rel=manifest href=/t/d.json>\
                    <a href='https://toombos.test'>";
        assert_eq!(
            named_by("/t/", page),
            ["index.html", "config.json", "a.css", "b.js"]
        );
    }

    #[test]
    fn sizes_round_up() {
        assert_eq!(kib(1), "0.1");
        assert_eq!(kib(1024), "1.0");
        assert_eq!(kib(1025), "1.1");
    }

    #[test]
    fn each_limit_is_held() {
        let budget = Budget {
            first_load_brotli_kib: BTreeMap::from([("/login".to_owned(), 2)]),
            first_load_elsewhere_brotli_kib: 4,
            further_page_brotli_kib: 1,
            first_load_files: 5,
        };
        let cost = |address: &str, files, first_load, further| Cost {
            address: address.to_owned(),
            files,
            first_load,
            further,
        };
        assert!(problems(&cost("/login", 5, 2048, 1024), &budget).is_empty());
        assert_eq!(problems(&cost("/login", 6, 2049, 1025), &budget).len(), 3);
        assert!(problems(&cost("/jobs", 5, 4096, 0), &budget).is_empty());
        assert_eq!(problems(&cost("/jobs", 5, 4097, 0), &budget).len(), 1);
    }
}
