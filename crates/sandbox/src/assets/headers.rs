//! The app's `_headers` file, as static hosts understand it.
//!
//! A line at the margin names addresses (`*` stands for anything), the
//! indented ones below it the headers that their answers get. A header that
//! several rules set is joined by commas, unless `! Name` drops the earlier ones.

use std::path::Path;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The headers that the file asks for at an address, by any of its names. It is read anew, as a
/// build may replace it.
pub fn for_paths(root: &Path, paths: &[String]) -> HeaderMap {
    let text = std::fs::read_to_string(root.join("_headers")).unwrap_or_default();
    read(&text, paths)
}

fn read(text: &str, paths: &[String]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let mut meant = false;
    for line in text.lines() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            meant = paths.iter().any(|path| fits(words, path));
            continue;
        }
        if !meant {
            continue;
        }
        if let Some(name) = words.strip_prefix('!') {
            headers.remove(name.trim());
        } else if let Some((name, value)) = pair(words, &headers) {
            headers.insert(name, value);
        }
    }
    headers
}

fn pair(line: &str, known: &HeaderMap) -> Option<(HeaderName, HeaderValue)> {
    let (name, value) = line.split_once(':')?;
    let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
    let value = match known.get(&name).and_then(|known| known.to_str().ok()) {
        Some(known) => format!("{known}, {}", value.trim()),
        None => value.trim().to_owned(),
    };
    let value = HeaderValue::from_str(&value).ok()?;
    Some((name, value))
}

fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => {
            path.len() >= before.len() + after.len()
                && path.starts_with(before)
                && path.ends_with(after)
        }
        None => pattern == path,
    }
}

/// How long a file may be kept where `_headers` does not say: for ever if its
/// name holds a hash of what is in it.
pub fn cache_policy(name: &str) -> &'static str {
    let hashed = name
        .split(['-', '.', '_'])
        .any(|part| part.len() >= 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if hashed {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_add_up_and_drop_headers() {
        let text = "# all\n/*\n  X-A: 1\n  X-B: 2\n\n/assets/*.js\n  ! X-A\n  X-A: 3\n  X-B: 4\n";
        let of = |path: &str, name: &str| {
            let headers = read(text, &[path.to_owned()]);
            headers.get(name).map(|it| it.to_str().unwrap().to_owned())
        };
        assert_eq!(of("/jobs", "x-a").as_deref(), Some("1"));
        assert_eq!(of("/assets/app.js", "x-a").as_deref(), Some("3"));
        assert_eq!(of("/assets/app.js", "x-b").as_deref(), Some("2, 4"));
    }

    #[test]
    fn only_hashed_names_are_kept() {
        assert!(cache_policy("app-0123456789abcdef_bg.wasm").contains("immutable"));
        for name in ["index.html", "favicon.svg", "config.json"] {
            assert_eq!(cache_policy(name), "no-cache");
        }
    }
}
