//! The rule that each component of the kit is shown in its page.

use super::Finding;

/// Frames of whole pages, which the README's pictures show, and what has no look of its own.
const WITHOUT_PICTURE: [&str; 3] = ["Frame", "AuthLayout", "ForEach"];

/// The components that a file of the kit declares.
pub fn components(path: &str, text: &str) -> Vec<String> {
    let in_kit = path.starts_with("src/ui/") && !path.starts_with("src/ui/gallery");
    if !in_kit {
        return Vec::new();
    }
    let mut lines = text.lines();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if line.trim() != "#[component]" {
            continue;
        }
        let name = lines.next().and_then(|line| line.strip_prefix("pub fn "));
        let name = name.and_then(|name| name.split(['(', '<']).next());
        found.extend(
            name.filter(|name| !WITHOUT_PICTURE.contains(name))
                .map(str::to_owned),
        );
    }
    found
}

/// Those that the page of the kit does not show.
pub fn missing(page: &str, components: &[String]) -> Vec<Finding> {
    let shown: Vec<_> = page
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .flat_map(|names| names.split(", "))
        .collect();
    components
        .iter()
        .filter(|name| !shown.contains(&name.as_str()))
        .map(|name| {
            Finding::new(
                1,
                format!(
                    "{name} has no picture: add it to src/ui/gallery, run `cargo xtask gallery`"
                ),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_without_a_picture_is_found() {
        let file =
            "#[component]\npub fn Meter<T>(\n#[component]\nfn Part(\n#[component]\npub fn Lane(";
        let found = components("src/ui/meter.rs", file);
        assert_eq!(found, ["Meter", "Lane"]);
        assert!(components("src/features/x.rs", file).is_empty());
        assert_eq!(missing("### Lane, Meter\n", &found), []);
        assert_eq!(missing("### Lane\n", &found).len(), 1);
    }
}
