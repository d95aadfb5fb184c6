//! Joins the stylesheets into one file, so that the first paint waits for one answer.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{html, names};

/// Replaces all stylesheet links by one; cascade layers keep the order what it was.
pub fn join(page: &str, base: &str, folder: &Path) -> Result<String> {
    let mut css = String::new();
    let mut links = Vec::new();
    for tag in html::tags(page) {
        let sheet = tag.is("link") && tag.attribute("rel") == Some("stylesheet");
        if let Some(name) = tag.attribute("href").filter(|_| sheet) {
            let file = folder.join(name.strip_prefix(base).unwrap_or(name));
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
    css.push_str(&without_light_dark(&css));
    let name = format!("styles-{}.css", names::hash(css.as_bytes()));
    fs::write(folder.join(&name), &css).with_context(|| format!("cannot write {name}"))?;
    let places: Vec<_> = links
        .iter()
        .map(|(from, until, _)| (*from, *until))
        .collect();
    Ok(replace(
        page,
        &places,
        &format!("<link rel=\"stylesheet\" href=\"{base}{name}\">"),
    ))
}

/// The colours again, for browsers without `light-dark()`: Safari before 17.5, Chrome before 123.
///
/// A custom property that is `initial` makes `var()` take what stands after the comma, one that is
/// empty makes it take nothing.
fn without_light_dark(css: &str) -> String {
    let mut colors = String::new();
    for (at, _) in css.match_indices("light-dark(") {
        let before = css.get(..at).unwrap_or_default();
        let name = before.trim_end().strip_suffix(':');
        let name = name.and_then(|name| name.rsplit([';', '{', '}', '/']).next());
        let Some(name) = name.map(str::trim).filter(|name| name.starts_with("--")) else {
            continue;
        };
        let arguments = css.get(at + "light-dark(".len()..).unwrap_or_default();
        if let Some((light, dark)) = two_arguments(arguments) {
            colors.push_str(&format!(
                "{name}:var(--if-light,{light})var(--if-dark,{dark});"
            ));
        }
    }
    if colors.is_empty() {
        return String::new();
    }
    let (light, dark) = (
        "--if-light:initial;--if-dark: ;",
        "--if-light: ;--if-dark:initial;",
    );
    // The system's own colours, where it has chosen them, stay.
    format!(
        "@layer tokens{{@supports not (color:light-dark(red,red)){{@media (forced-colors:none){{\
         :root{{{light}{colors}}}\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\
         :root[data-theme=dark]{{{dark}}}}}}}}}\n"
    )
}

/// Splits `a, b) rest` at its own comma.
fn two_arguments(text: &str) -> Option<(&str, &str)> {
    let (mut depth, mut comma) = (0_u32, None);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ',' if depth == 0 && comma.is_none() => comma = Some(at),
            ')' if depth == 0 => {
                let comma = comma?;
                return Some((text.get(..comma)?.trim(), text.get(comma + 1..at)?.trim()));
            }
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
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
    fn browsers_without_light_dark_get_both_colours_another_way() {
        let css = ":root{color-scheme:light;--paper: light-dark(oklch(1 0 0), oklch(0 0 0));\
                   --edge:light-dark(a(b,c),var(--paper))}";
        let other = without_light_dark(css);
        let expected = "--paper:var(--if-light,oklch(1 0 0))var(--if-dark,oklch(0 0 0));\
                        --edge:var(--if-light,a(b,c))var(--if-dark,var(--paper));";
        assert!(other.contains(expected), "{other}");
        assert_eq!(without_light_dark("a{color:red}"), "");
    }

    #[test]
    fn one_link_takes_the_place_of_all() {
        let page = "<a><link 1><b><link 2></b>";
        assert_eq!(
            replace(page, &[(3, 11), (14, 22)], "<one>"),
            "<a><one><b></b>"
        );
    }
}
