//! The path that the app is served below.

use std::path::Path;

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

use super::INDEX;

/// Where the app is served, and where it was built to be; both begin and end with a slash.
pub struct Base {
    served: String,
    built: String,
}

impl Base {
    /// Where a build is served: below `requested`, else where it belongs: in the folder that its page
    /// names its script in.
    pub fn of(root: &Path, requested: Option<&str>) -> Self {
        let page = std::fs::read_to_string(root.join(INDEX)).unwrap_or_default();
        let built = folder_of_script(&page).unwrap_or("/").to_owned();
        Self {
            served: requested.unwrap_or(&built).to_owned(),
            built,
        }
    }

    /// Where the app is served.
    pub fn as_str(&self) -> &str {
        &self.served
    }

    /// Where it was built to be served.
    pub fn built(&self) -> &str {
        &self.built
    }

    /// Whether the app has the whole site.
    pub fn is_root(&self) -> bool {
        self.served == "/"
    }

    /// Whether it is served elsewhere than it was built for.
    pub fn is_moved(&self) -> bool {
        self.served != self.built
    }

    /// Whether a path is the base without its last slash.
    pub fn is_without_slash(&self, path: &str) -> bool {
        self.served.strip_suffix('/') == Some(path)
    }

    /// The rest of a path; `None` outside of the base.
    pub fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(&self.served)
    }

    /// The page with its files named where they are served.
    pub fn moved(&self, page: &str, root: &Path) -> String {
        let mut moved = page.to_owned();
        let files = std::fs::read_dir(root).into_iter().flatten().flatten();
        for file in files {
            let name = file.file_name();
            let name = name.to_string_lossy();
            // Minified attributes have no quotes.
            for before in ["\"", "'", "`", "="] {
                let whole = |base: &str| format!("{before}{base}{name}");
                moved = moved.replace(&whole(&self.built), &whole(&self.served));
            }
        }
        moved
    }
}

/// The folder in which a page names the script that it preloads.
fn folder_of_script(page: &str) -> Option<&str> {
    let at = page.find("modulepreload")?;
    let from = page.get(..at)?.rfind('<')?;
    let until = at + page.get(at..)?.find('>')?;
    let value = page.get(from..until)?.split_once("href=")?.1;
    let value = value.trim_start_matches(['"', '\'']);
    let value = value.split(['"', '\'', ' ', '>']).next()?;
    let folder = value.get(..=value.rfind('/')?)?;
    folder.starts_with('/').then_some(folder)
}

/// A policy for a page that was changed: its hashes are those of the new inline scripts.
pub fn policy_for(policy: &str, old: &str, new: &str) -> String {
    let mut policy = policy.to_owned();
    for (old, new) in inline_scripts(old).zip(inline_scripts(new)) {
        policy = policy.replace(&hash(old), &hash(new));
    }
    policy
}

fn hash(script: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(script))
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let is_inline = !attributes.contains("src=");
        let (script, _) = rest.split_once("</script")?;
        is_inline.then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_tells_what_it_was_built_for() {
        for (page, base) in [
            (
                "<link rel=\"modulepreload\" href=\"/toombos/a.js\" crossorigin>",
                Some("/toombos/"),
            ),
            (
                "<a href=/x/y><link crossorigin href=/a.js rel=modulepreload>",
                Some("/"),
            ),
            ("<link rel=modulepreload href=https://cdn.test/a.js>", None),
            ("<p>", None),
        ] {
            assert_eq!(folder_of_script(page), base, "{page}");
        }
    }

    #[test]
    fn a_moved_page_finds_its_files_and_keeps_its_policy() {
        let folder = tempfile::tempdir().unwrap();
        let page = "<link rel=modulepreload href=/a.js><script src=/a.js></script>\
                    <script>import a from '/a.js'; go(\"/jobs\")</script>";
        for (name, text) in [(INDEX, page), ("a.js", "")] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let base = Base::of(folder.path(), Some("/t/"));
        assert!(base.is_moved() && !base.is_root());
        assert_eq!(base.below("/t/jobs/x"), Some("jobs/x"));
        assert_eq!(base.below("/jobs/x"), None);
        let moved = base.moved(page, folder.path());
        assert_eq!(
            moved,
            "<link rel=modulepreload href=/t/a.js><script src=/t/a.js></script>\
             <script>import a from '/t/a.js'; go(\"/jobs\")</script>"
        );
        let old = hash("import a from '/a.js'; go(\"/jobs\")");
        let new = hash("import a from '/t/a.js'; go(\"/jobs\")");
        let policy = policy_for(&format!("script-src 'sha256-{old}'"), page, &moved);
        assert_eq!(policy, format!("script-src 'sha256-{new}'"));
    }
}
