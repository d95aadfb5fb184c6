//! Rules for what is neither Rust nor CSS.

use super::Finding;
use crate::dist::policy;

/// The page that shows foreign HTML.
pub const FRAME: &str = "public/preview-frame.html";

/// The policy of the preview frame allows its own script and no other.
pub fn frame_policy(path: &str, text: &str) -> Vec<Finding> {
    if path != FRAME || with_current_hash(text) == text {
        return Vec::new();
    }
    vec![Finding::new(
        1,
        "the hash of the script is out of date; run `cargo xtask tidy --fix`",
    )]
}

/// The page with the hash of the script it has now.
pub fn with_current_hash(page: &str) -> String {
    let current = policy::inline_hashes(page).join(" ");
    let Some((before, rest)) = page.split_once("script-src ") else {
        return page.to_owned();
    };
    let Some((_, after)) = rest.split_once(';') else {
        return page.to_owned();
    };
    format!("{before}script-src {current};{after}")
}

/// A lock file that names a registry would bind everyone to it.
pub fn lock_names_no_registry(path: &str, text: &str) -> Vec<Finding> {
    if !path.ends_with("package-lock.json") {
        return Vec::new();
    }
    text.lines()
        .enumerate()
        .filter(|(_, line)| line.trim_start().starts_with("\"resolved\":"))
        .map(|(index, _)| Finding::new(index + 1, "names a registry; see tests/e2e/.npmrc"))
        .take(1)
        .collect()
}

/// Every command the README shows can be run.
pub fn commands_exist(readme: &str, commands: &[&str]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in readme.lines().enumerate() {
        for rest in line.split("cargo xtask ").skip(1) {
            let end = rest
                .find(|c: char| !c.is_ascii_lowercase())
                .unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or_default();
            if !name.is_empty() && !commands.contains(&name) {
                findings.push(Finding::new(
                    index + 1,
                    format!("there is no command `{name}`"),
                ));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_names_the_hash_of_its_script() {
        let page = "<meta content=\"script-src 'sha256-old'; style-src x\"><script>a()</script>";
        assert_eq!(frame_policy(FRAME, page).len(), 1);
        let renewed = with_current_hash(page);
        assert!(renewed.contains("; style-src x"), "{renewed}");
        assert_eq!(frame_policy(FRAME, &renewed), []);
    }

    #[test]
    fn the_readme_promises_only_what_exists() {
        let readme = "Run `cargo xtask dev`.\nThen cargo xtask deploy\n";
        let findings = commands_exist(readme, &["dev"]);
        assert_eq!(findings, [Finding::new(2, "there is no command `deploy`")]);
    }

    #[test]
    fn one_finding_speaks_for_the_whole_lock() {
        let lock = "\"resolved\": \"a\"\n\"resolved\": \"b\"\n";
        assert_eq!(
            lock_names_no_registry("tests/e2e/package-lock.json", lock).len(),
            1
        );
    }
}
