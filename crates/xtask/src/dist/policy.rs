//! The content security policies of the pages.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::html;

/// The policy of the app: its own files, the inline scripts of this very build, these backends.
pub fn app(page: &str, config: &str) -> Result<String> {
    let scripts = inline_hashes(page).join(" ");
    let backends = backends(config)?;
    // A backend may serve the pictures of its documents; sockets have none.
    let pictures: Vec<_> = backends
        .iter()
        .filter(|url| url.starts_with("http"))
        .cloned()
        .collect();
    let (backends, pictures) = (backends.join(" "), pictures.join(" "));
    Ok([
        "default-src 'self'".to_owned(),
        format!("script-src 'self' 'wasm-unsafe-eval' {scripts}"),
        "style-src 'self'".to_owned(),
        format!("img-src 'self' data: https: {pictures}"),
        "font-src 'self'".to_owned(),
        format!("connect-src 'self' {backends}"),
        "frame-src 'self'".to_owned(),
        "base-uri 'none'".to_owned(),
        "object-src 'none'".to_owned(),
        "form-action 'self'".to_owned(),
        "frame-ancestors 'none'".to_owned(),
    ]
    .join("; "))
}

/// The policy a page carries itself, with what only a header can say: who may frame it.
pub fn of_page(page: &str) -> Result<String> {
    let policy = html::tags(page)
        .into_iter()
        .find(|tag| tag.is("meta") && tag.attribute("http-equiv").is_some())
        .and_then(|tag| tag.attribute("content"))
        .context("the preview frame has lost its policy")?;
    Ok(format!("{policy}; frame-ancestors 'self'"))
}

/// `'sha256-…'` of every script that stands in the page.
pub fn inline_hashes(page: &str) -> Vec<String> {
    html::tags(page)
        .iter()
        .filter(|tag| tag.is("script") && tag.attribute("src").is_none())
        .map(|tag| {
            let digest = Sha256::digest(html::content(page, tag));
            format!("'sha256-{}'", BASE64_STANDARD.encode(digest))
        })
        .collect()
}

/// Every backend the configuration allows, for requests and for sockets.
fn backends(config: &str) -> Result<Vec<String>> {
    let config: serde_json::Value =
        serde_json::from_str(config).context("config.json is not JSON")?;
    let own = config.get("api_url").and_then(|url| url.as_str());
    let allowed = config
        .get("allowed_backends")
        .and_then(|list| list.as_array());
    let mut sources = BTreeSet::new();
    for url in allowed
        .into_iter()
        .flatten()
        .filter_map(|url| url.as_str())
        .chain(own)
        // The app's own origin is allowed in any case.
        .filter(|url| !url.is_empty())
    {
        let origin = origin(url).with_context(|| format!("`{url}` in config.json is no origin"))?;
        sources.insert(origin.replacen("http", "ws", 1));
        sources.insert(origin);
    }
    Ok(sources.into_iter().collect())
}

/// Scheme, host and port of an address; refuses what would end the directive.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next()?;
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:*[]".contains(c);
    let sound = matches!(scheme, "http" | "https") && !host.is_empty() && host.chars().all(plain);
    sound.then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sockets_are_allowed_where_requests_are() {
        let config = r#"{"api_url":"https://api.toombos.test/v1","allowed_backends":["http://127.0.0.1:*"]}"#;
        let expected = [
            "http://127.0.0.1:*",
            "https://api.toombos.test",
            "ws://127.0.0.1:*",
            "wss://api.toombos.test",
        ];
        assert_eq!(backends(config).expect("sound"), expected);
    }

    #[test]
    fn an_address_cannot_smuggle_in_a_directive() {
        assert!(backends(r#"{"api_url":"https://a; script-src *"}"#).is_err());
        assert!(backends(r#"{"api_url":"javascript://a"}"#).is_err());
    }

    #[test]
    fn only_inline_scripts_are_hashed() {
        let page = "<script src=/a.js></script><script></script>";
        // The digest of nothing, as every tool prints it.
        let nothing = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert_eq!(inline_hashes(page), [nothing]);
    }
}
