//! What a browser's name for itself says to people. Pure.

use crate::features::settings::text::account::devices;

/// Browsers, the more particular first: most of them also name those that they are like.
const BROWSERS: [(&str, &str); 9] = [
    ("HeadlessChrome/", devices::HEADLESS_CHROME),
    ("Edg/", devices::EDGE),
    ("OPR/", devices::OPERA),
    ("SamsungBrowser/", devices::SAMSUNG_INTERNET),
    ("FxiOS/", devices::FIREFOX),
    ("Firefox/", devices::FIREFOX),
    ("CriOS/", devices::CHROME),
    ("Chrome/", devices::CHROME),
    ("Safari/", devices::SAFARI),
];

/// Systems, likewise.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", devices::IPHONE),
    ("iPad", devices::IPAD),
    ("Android", devices::ANDROID),
    ("Windows", devices::WINDOWS),
    ("Mac OS X", devices::MACOS),
    ("CrOS", devices::CHROMEOS),
    ("Linux", devices::LINUX),
];

/// Longer names of programs are cut.
const LONGEST: usize = 48;

/// A device in a few words, such as `Firefox on Linux`; a program by its own name.
pub fn device_name(agent: Option<&str>) -> String {
    let agent = agent.unwrap_or_default().trim();
    let find = |known: &[(&str, &'static str)]| {
        known
            .iter()
            .find(|(mark, _)| agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (find(&BROWSERS), find(&SYSTEMS)) {
        (Some(browser), Some(system)) => devices::browser_on(browser, system),
        (Some(browser), None) => browser.to_owned(),
        _ if agent.is_empty() => devices::UNKNOWN.to_owned(),
        _ => cut(agent),
    }
}

fn cut(agent: &str) -> String {
    if agent.chars().count() <= LONGEST {
        return agent.to_owned();
    }
    let head: String = agent.chars().take(LONGEST).collect();
    format!("{}…", head.trim_end())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_browser_is_named_by_what_it_is_and_not_by_what_it_is_like() {
        let check = |agent: &str, expected: &str| assert_eq!(device_name(Some(agent)), expected);
        check(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
            "Edge on Windows",
        );
        check(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox on Linux",
        );
        check(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 \
             (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        );
        check(
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome on Android",
        );
        check("curl/8.5.0", "curl/8.5.0");
        assert_eq!(device_name(None), "Unknown device");
    }

    proptest! {
        #[test]
        fn every_device_has_a_short_name(agent in ".{0,300}") {
            let name = device_name(Some(&agent));
            prop_assert!(!name.is_empty());
            prop_assert!(name.chars().count() <= LONGEST + 1);
        }
    }
}
