//! Joins the stylesheets into one file, so that the first paint waits for one answer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::html;

/// Replaces all stylesheet links by one; cascade layers keep the order what it was.
pub fn join(page: &str, folder: &Path) -> Result<String> {
    let mut css = String::new();
    let mut links = Vec::new();
    for tag in html::tags(page) {
        let sheet = tag.is("link") && tag.attribute("rel") == Some("stylesheet");
        if let Some(name) = tag.attribute("href").filter(|_| sheet) {
            let file = folder.join(name.trim_start_matches('/'));
            let text = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            css.push_str(text.trim_end());
            css.push('\n');
            links.push((tag.from, tag.until, file));
        }
    }
    for (_, _, file) in &links {
        // Two links may have shared one file.
        if file.exists() {
            fs::remove_file(file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
    }
    let digest = Sha256::digest(&css);
    let hash: String = digest
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let name = format!("styles-{hash}.css");
    fs::write(folder.join(&name), &css).with_context(|| format!("cannot write {name}"))?;
    let places: Vec<_> = links
        .iter()
        .map(|(from, until, _)| (*from, *until))
        .collect();
    Ok(replace(
        page,
        &places,
        &format!("<link rel=\"stylesheet\" href=\"/{name}\">"),
    ))
}

/// Puts one text in the place of the first range and takes the others out.
fn replace(page: &str, places: &[(usize, usize)], text: &str) -> String {
    let mut result = String::new();
    let mut at = 0;
    for (number, (from, until)) in places.iter().enumerate() {
        result.push_str(page.get(at..*from).unwrap_or_default());
        if number == 0 {
            result.push_str(text);
        }
        at = *until;
    }
    result.push_str(page.get(at..).unwrap_or_default());
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_link_takes_the_place_of_all() {
        let page = "<a><link 1><b><link 2></b>";
        assert_eq!(
            replace(page, &[(3, 11), (14, 22)], "<one>"),
            "<a><one><b></b>"
        );
    }
}
