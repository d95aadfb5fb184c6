//! Tables as files for spreadsheets.

/// Writes a table as CSV (RFC 4180), with a byte-order mark so that every program reads UTF-8.
pub fn format_csv<const N: usize>(
    heads: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> String {
    let mut text = String::from('\u{feff}');
    push_row(&mut text, heads.map(str::to_owned));
    for row in rows {
        push_row(&mut text, row);
    }
    text
}

fn push_row<const N: usize>(text: &mut String, cells: [String; N]) {
    let line: Vec<_> = cells.iter().map(|cell| quote(cell)).collect();
    text.push_str(&line.join(","));
    text.push_str("\r\n");
}

fn quote(cell: &str) -> String {
    // A spreadsheet would run what begins like a formula; an apostrophe keeps it text.
    let guarded = match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_cell() {
        assert_eq!(quote("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quote("two\nlines"), "\"two\nlines\"");
        assert_eq!(quote("=SUM(A1)"), "'=SUM(A1)");
        assert_eq!(quote("plain"), "plain");
    }

    #[test]
    fn each_row_is_a_line() {
        let text = format_csv(["A", "B"], [["1".to_owned(), "x, y".to_owned()]]);
        assert_eq!(text, "\u{feff}A,B\r\n1,\"x, y\"\r\n");
    }
}
