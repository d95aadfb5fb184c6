//! Attributes that change nothing about what readers get. Whatever else an element has and no
//! channel shows is named to the author.

/// Attributes of any element that are for programs: how something is fetched, what robots read,
/// what stands behind a link. Each stands between blanks, to be found whole.
const UNSEEN: &str = " about as async charset cite content crossorigin datatype datetime decoding defer elementtiming \
    fetchpriority headers hreflang http-equiv integrity is itemid itemprop itemref itemscope itemtype loading nonce \
    part ping prefix property referrerpolicy rel resource rev role scope slot typeof vocab xmlns ";

/// Attributes that say nothing new about one element.
const UNSEEN_OF: [(&str, &str); 6] = [
    ("a", "type"),
    ("data", "value"),
    ("meta", "name"),
    ("ol", "compact"),
    ("time", "pubdate"),
    ("ul", "compact"),
];

/// Of what is for assistive technology, the words that a screen reader speaks.
const HEARD: [&str; 3] = ["aria-description", "aria-label", "aria-valuetext"];

/// Whether readers get the same with an attribute and without.
pub fn is_unseen(element: &str, name: &str) -> bool {
    UNSEEN.contains(&format!(" {name} "))
        || UNSEEN_OF.contains(&(element, name))
        || name.starts_with("data-")
        || name.starts_with("xmlns:")
        || (name.starts_with("aria-") && !HEARD.contains(&name))
}

/// The properties of a `style` attribute, with their values.
pub fn properties(style: &str) -> Vec<(String, String)> {
    style
        .split(';')
        .filter_map(|rule| rule.split_once(':'))
        .map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned()))
        .filter(|(name, value)| !name.is_empty() && !value.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_sees_is_passed_over() {
        for (element, name) in [
            ("p", "data-id"),
            ("img", "loading"),
            ("a", "rel"),
            ("span", "aria-hidden"),
            ("time", "datetime"),
        ] {
            assert!(is_unseen(element, name), "{element} {name}");
        }
        for (element, name) in [
            ("p", "data"),
            ("img", "width"),
            ("a", "target"),
            ("a", "aria-label"),
            ("ol", "type"),
            ("p", "made-up"),
            ("p", ""),
        ] {
            assert!(!is_unseen(element, name), "{element} {name}");
        }
    }

    #[test]
    fn styles_come_apart() {
        let rules = properties("COLOR:red; ;margin : 0 auto;odd;background:url(a:b)");
        let names: Vec<_> = rules.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["color", "margin", "background"]);
        assert_eq!(rules[2].1, "url(a:b)");
    }
}
