//! Which options a query finds, and in which order.

use wire::unicode::search_key;

use super::ComboOption;

/// The options that every word of the query is found in, best first.
///
/// A label that begins with the query comes before one that has it elsewhere,
/// and that before one that is found by its detail or keywords only.
pub(in crate::ui) fn matching(options: &[ComboOption], query: &str) -> Vec<ComboOption> {
    let query = search_key(query.trim());
    if query.is_empty() {
        return options.to_vec();
    }
    let words: Vec<&str> = query.split_whitespace().collect();
    let mut found: Vec<(u8, &ComboOption)> = options
        .iter()
        .filter_map(|option| Some((rank(option, &query, &words)?, option)))
        .collect();
    // Stable, so that equals keep the order they were given in.
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .map(|(_, option)| option.clone())
        .collect()
}

fn rank(option: &ComboOption, query: &str, words: &[&str]) -> Option<u8> {
    let label = search_key(&option.label);
    if label.starts_with(query) {
        return Some(0);
    }
    if words.iter().all(|word| label.contains(word)) {
        return Some(1);
    }
    let detail = search_key(option.detail.as_deref().unwrap_or_default());
    let keywords = search_key(&option.keywords);
    let everywhere =
        |word: &&str| label.contains(word) || detail.contains(word) || keywords.contains(word);
    words.iter().all(everywhere).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_look_alike_are_found_by_each_other() {
        let options = [
            ComboOption::new("1", "Cafe\u{301} Straße"),
            ComboOption::new("2", "İstanbul").keywords("ΟΔΟΣ"),
        ];
        let found = |query: &str| {
            let found = matching(&options, query);
            found.iter().map(|it| it.value.clone()).collect::<Vec<_>>()
        };
        for (query, expected) in [
            ("café", "1"),
            ("STRASSE", "1"),
            ("istanbul", "2"),
            ("οδος", "2"),
        ] {
            assert_eq!(found(query), [expected], "{query}");
        }
    }

    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let options = [
            ComboOption::new("1", "Product update")
                .detail("Google Docs")
                .keywords("release notes"),
            ComboOption::new("2", "Spring release"),
            ComboOption::new("3", "Release checklist"),
            ComboOption::new("4", "Übersicht"),
        ];
        let found: Vec<String> = matching(&options, query)
            .into_iter()
            .map(|option| option.value)
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn no_query_finds_everything_in_order() {
        check("  ", &["1", "2", "3", "4"]);
    }

    #[test]
    fn beginnings_come_before_middles_and_those_before_details() {
        check("release", &["3", "2", "1"]);
    }

    #[test]
    fn every_word_counts_in_any_order_and_case() {
        check("docs UPDATE", &["1"]);
        check("über", &["4"]);
        check("docs spring", &[]);
    }
}
