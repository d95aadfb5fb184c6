//! What somebody types as a backend's address.

use crate::features::sign_in::text;

/// The address to begin with: where the app already talks to.
pub fn current_backend(base: &str) -> String {
    if base.is_empty() {
        leptos::prelude::window()
            .location()
            .origin()
            .unwrap_or_default()
    } else {
        base.to_owned()
    }
}

/// The address without what does not belong to it; a host alone is taken for `https`.
pub fn address(typed: &str) -> Result<String, String> {
    let typed = wire::typed::address(typed);
    if typed.is_empty() {
        return Err(text::connect::URL_MISSING.to_owned());
    }
    let whole = if typed.contains("://") {
        typed
    } else {
        format!("https://{typed}")
    };
    let url = web_sys::Url::new(&whole).map_err(|_| text::connect::URL_INVALID.to_owned())?;
    if !["http:", "https:"].contains(&url.protocol().as_str()) {
        return Err(text::connect::URL_SCHEME.to_owned());
    }
    // Whatever stands behind it, a key by mistake included, goes nowhere.
    let path = url.pathname();
    Ok(format!("{}{}", url.origin(), path.trim_end_matches('/')))
}

/// What to say at the field where nothing answers.
pub fn unreachable_message(address: &str) -> String {
    let here = leptos::prelude::window().location();
    let is_secure = here.protocol().is_ok_and(|protocol| protocol == "https:");
    let mut words = text::connect::NO_RESPONSE.to_owned();
    if is_secure && is_mixed(address) {
        words.push_str(text::connect::NO_RESPONSE_MIXED);
    }
    words
}

/// Whether a browser refuses the address to a page that was served over https.
fn is_mixed(address: &str) -> bool {
    let Some(host) = address.strip_prefix("http://") else {
        return false;
    };
    let host = host.split(['/', ':']).next().unwrap_or_default();
    !(host == "localhost" || host.ends_with(".localhost") || host.starts_with("127."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_over_https_reaches_http_on_this_machine_only() {
        assert!(is_mixed("http://api.example.com"));
        for fine in [
            "https://api.example.com",
            "http://127.0.0.1:8000",
            "http://localhost/x",
        ] {
            assert!(!is_mixed(fine), "{fine}");
        }
    }
}
