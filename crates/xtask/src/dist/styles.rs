//! Joins the stylesheets: one file for every page, and one for each area of the app.
//!
//! `index.html` lists them in the order of the cascade. A link that names modules
//! (`data-modules="jobs job"`) is needed by those alone; links that name the same modules become
//! one file, which is fetched with the first of them (`src/state/module_styles.rs`).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{html, names};

/// The file that each module needs, if it needs one beside that of every page.
pub struct Styles(BTreeMap<String, String>);

/// A stylesheet as the page links it.
struct Stylesheet<'a> {
    /// The modules that need it; `""` for every page.
    modules: &'a str,
    css: String,
}

/// Replaces all stylesheet links by those of the joined files.
///
/// The links of areas have no address, so that they fetch nothing by themselves.
pub fn join(page: &str, base: &str, folder: &Path) -> Result<(String, Styles)> {
    let mut sheets = Vec::new();
    let mut places = Vec::new();
    let mut files = Vec::new();
    for tag in html::tags(page) {
        let is_sheet = tag.is("link") && tag.attribute("rel") == Some("stylesheet");
        if let Some(name) = tag.attribute("href").filter(|_| is_sheet) {
            let file = folder.join(name.strip_prefix(base).unwrap_or(name));
            let css = fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            let modules = tag.attribute("data-modules").unwrap_or_default();
            sheets.push(Stylesheet { modules, css });
            places.push((tag.from, tag.until));
            files.push(file);
        }
    }
    for file in files {
        // Two links may have shared one file.
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
    }
    let mut links = String::new();
    let mut of_modules = BTreeMap::new();
    for (modules, css) in joined(&sheets)? {
        let stem = match modules.split_whitespace().next() {
            Some(module) => format!("styles-{module}"),
            None => "styles".to_owned(),
        };
        let name = format!("{stem}-{}.css", names::hash(css.as_bytes()));
        fs::write(folder.join(&name), &css).with_context(|| format!("cannot write {name}"))?;
        links.push_str(&if modules.is_empty() {
            format!("<link rel=\"stylesheet\" href=\"{base}{name}\">")
        } else {
            format!("<link rel=\"stylesheet\" data-modules=\"{modules}\" data-file=\"{name}\">")
        });
        for module in modules.split_whitespace() {
            of_modules.insert(module.to_owned(), name.clone());
        }
    }
    Ok((replace(page, &places, &links), Styles(of_modules)))
}

impl Styles {
    /// Adds each file to those of its module, as the first: it is the smallest.
    pub fn add_to(self, modules: &mut BTreeMap<String, Vec<String>>) -> Result<()> {
        for (module, file) in self.0 {
            let files = modules.get_mut(&module).with_context(|| {
                format!("index.html has styles of the module `{module}`, which was not built")
            })?;
            files.insert(0, file);
        }
        Ok(())
    }
}

/// Joins the sheets that the same modules need; those of every page come first.
fn joined<'a>(sheets: &[Stylesheet<'a>]) -> Result<Vec<(&'a str, String)>> {
    let mut files = vec![("", String::new())];
    for sheet in sheets {
        let text = format!("{}\n", sheet.css.trim_end());
        match files
            .iter_mut()
            .find(|(modules, _)| *modules == sheet.modules)
        {
            Some((_, css)) => css.push_str(&text),
            None => files.push((sheet.modules, text)),
        }
    }
    each_module_has_one(&files)?;
    keeps_the_order(sheets, &files)?;
    let colors = without_light_dark(&sheets.iter().map(|it| it.css.as_str()).collect::<String>());
    if let Some((_, css)) = files.first_mut() {
        css.push_str(&colors);
    }
    Ok(files)
}

/// A page fetches one stylesheet beside that of every page.
fn each_module_has_one(files: &[(&str, String)]) -> Result<()> {
    let mut known = BTreeMap::new();
    for (modules, _) in files {
        for module in modules.split_whitespace() {
            if let Some(other) = known.insert(module, modules) {
                bail!(
                    "`{module}` is in `{other}` and in `{modules}`: it would need two stylesheets"
                );
            }
        }
    }
    Ok(())
}

/// Rules of one layer follow each other in the files as they do in the list: what comes later wins.
fn keeps_the_order(sheets: &[Stylesheet], files: &[(&str, String)]) -> Result<()> {
    let mut last = BTreeMap::new();
    for sheet in sheets {
        let Some(file) = files
            .iter()
            .position(|(modules, _)| *modules == sheet.modules)
        else {
            continue;
        };
        for layer in layers(&sheet.css) {
            let before = last.insert(layer.to_owned(), file).unwrap_or(file);
            if before > file {
                bail!(
                    "In index.html a stylesheet of `{}` with the layer `{layer}` has to stand before \
                     those of `{}`",
                    sheet.modules,
                    files
                        .get(before)
                        .map(|(modules, _)| *modules)
                        .unwrap_or_default()
                );
            }
        }
    }
    Ok(())
}

/// The layers that a stylesheet has rules in; `""` where they are in none.
fn layers(css: &str) -> Vec<&str> {
    let mut layers = Vec::new();
    let mut depth = 0_u32;
    let mut from = 0;
    for (at, c) in css.char_indices() {
        match c {
            '{' => {
                if depth == 0 {
                    let head = css.get(from..at).unwrap_or_default().trim();
                    layers.push(head.strip_prefix("@layer ").unwrap_or_default().trim());
                }
                depth += 1;
            }
            '}' => {
                depth = depth.saturating_sub(1);
                from = at + 1;
            }
            ';' => from = at + 1,
            _ => {}
        }
    }
    layers
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

    fn sheets<'a>(list: &[(&'a str, &str)]) -> Vec<Stylesheet<'a>> {
        let sheet = |(modules, css): &(&'a str, &str)| Stylesheet {
            modules,
            css: (*css).to_owned(),
        };
        list.iter().map(sheet).collect()
    }

    #[test]
    fn links_of_the_same_modules_become_one_file_in_their_order() {
        let list = sheets(&[
            ("", "@layer ui{.a{}}"),
            ("jobs job", "@layer ui{.b{}}"),
            ("", "@layer features{.c{}}"),
            ("jobs job", "@layer features{.d{}}"),
            ("cache", "@layer features{.e{}}"),
        ]);
        let expected = [
            ("", "@layer ui{.a{}}\n@layer features{.c{}}\n"),
            ("jobs job", "@layer ui{.b{}}\n@layer features{.d{}}\n"),
            ("cache", "@layer features{.e{}}\n"),
        ];
        let expected = expected.map(|(modules, css)| (modules, css.to_owned()));
        assert_eq!(joined(&list).expect("files"), expected);
    }

    #[test]
    fn a_file_that_would_change_the_cascade_is_refused() {
        let refused = [
            // What every page needs comes first.
            [("jobs", "@layer ui{.a{}}"), ("", "@layer ui{.b{}}")],
            // Outside of layers, too.
            [("jobs", ".a{}"), ("", "@layer a,b;.b{}")],
            [("jobs", "@layer ui{.a{}}"), ("jobs job", "@layer ui{.b{}}")],
        ];
        for list in refused {
            assert!(joined(&sheets(&list)).is_err(), "{list:?}");
        }
        let between = [
            ("jobs", "@layer ui{.a{}}"),
            ("cache", "@layer ui{.b{}}"),
            ("jobs", "@layer ui{.c{}}"),
        ];
        assert!(joined(&sheets(&between)).is_err());
    }

    #[test]
    fn layers_are_those_of_the_outermost_rules() {
        let css = "@layer a,b;@layer a{.x{}@media (a){.y{}}}.z{}@layer c{}";
        assert_eq!(layers(css), ["a", "", "c"]);
    }

    #[test]
    fn every_rule_of_the_app_is_in_one_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let read = |path: &str| fs::read_to_string(root.join(path)).expect(path);
        let page = read("index.html");
        let tags = html::tags(&page);
        let links = tags
            .iter()
            .filter(|tag| tag.attribute("rel") == Some("css"));
        let list = links.map(|tag| Stylesheet {
            modules: tag.attribute("data-modules").unwrap_or_default(),
            css: without_comments(&read(tag.attribute("href").expect("a file"))),
        });
        let list: Vec<_> = list.collect();
        let files = joined(&list).expect("files in the order of the list");
        assert!(files.len() > 5, "areas have files of their own");
        for sheet in &list {
            let found = files
                .iter()
                .filter(|(_, css)| css.contains(sheet.css.trim_end()));
            let found: Vec<_> = found.map(|(modules, _)| *modules).collect();
            assert_eq!(found, [sheet.modules]);
        }
        let modules: serde_json::Value =
            serde_json::from_str(&read("src/modules.json")).expect("the list of modules");
        for module in files
            .iter()
            .flat_map(|(modules, _)| modules.split_whitespace())
        {
            let is_page = modules["signed_in"].get(module).is_some();
            assert!(is_page, "`{module}` is no page within the frame");
        }
    }

    fn without_comments(css: &str) -> String {
        let mut parts = css.split("/*");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            text.push_str(part.split_once("*/").map_or("", |(_, after)| after));
        }
        text
    }

    #[test]
    fn links_take_the_place_of_the_first() {
        let page = "<a><link 1><b><link 2></b>";
        assert_eq!(
            replace(page, &[(3, 11), (14, 22)], "<one>"),
            "<a><one><b></b>"
        );
    }
}
