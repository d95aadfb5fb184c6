//! The filters that a template's language knows: for the editor's help, and for the check of a
//! source.

/// A filter, as in `{{ document.title|upper }}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TemplateFilter {
    /// How it is written.
    pub usage: &'static str,
    /// What it does.
    pub help: &'static str,
    /// The least and the most arguments that it takes.
    pub arguments: (usize, usize),
}

impl TemplateFilter {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.usage.split('(').next().unwrap_or(self.usage)
    }
}

const fn filter(
    usage: &'static str,
    help: &'static str,
    least: usize,
    most: usize,
) -> TemplateFilter {
    TemplateFilter {
        usage,
        help,
        arguments: (least, most),
    }
}

/// The filters, by name.
pub const FILTERS: [TemplateFilter; 17] = [
    filter("capitalize", "Capitalizes the first letter", 0, 0),
    filter("default(\"text\")", "Value to use if missing", 0, 2),
    filter("escape", "Escapes HTML (done by default)", 0, 0),
    filter("first", "First item", 0, 0),
    filter("join(\", \")", "Joins a list into text", 0, 2),
    filter("last", "Last item", 0, 0),
    filter("length", "Number of items or characters", 0, 0),
    filter("lower", "Lower case", 0, 0),
    filter("replace(\"a\", \"b\")", "Replaces text", 2, 2),
    filter("reverse", "Reverses the order", 0, 0),
    filter("round(2)", "Rounds to a number of digits", 0, 1),
    filter("safe", "Doesn't escape HTML", 0, 0),
    filter("sort", "Sorts a list", 0, 3),
    filter("split(\",\")", "Splits text into a list", 0, 2),
    filter("trim", "Removes spaces at both ends", 0, 1),
    filter("upper", "Upper case", 0, 0),
    filter("urlencode", "Percent-encodes for a link’s query", 0, 0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_in_order_and_named_once() {
        assert!(
            FILTERS
                .windows(2)
                .all(|pair| pair[0].name() < pair[1].name())
        );
        assert_eq!(FILTERS[1].name(), "default");
    }
}
