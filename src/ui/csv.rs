//! Tables as files for spreadsheets.

use wire::terminal;

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
    let line: Vec<_> = cells.iter().map(|cell| quote(&guard(cell))).collect();
    text.push_str(&line.join(","));
    text.push_str("\r\n");
}

/// Keeps a cell text: a spreadsheet runs what begins like a formula, unless an apostrophe stands
/// before it.
///
/// A program that separates by semicolons or tabs does not see our quotes, and takes what follows
/// such a character for a cell of its own. So it is guarded as well.
fn guard(cell: &str) -> String {
    let cell = terminal::plain(cell);
    let mut guarded = String::with_capacity(cell.len());
    let mut rest: &str = &cell;
    loop {
        let length = rest.find(is_separator).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(length);
        let is_outermost =
            guarded.is_empty() && after.starts_with(['\t', '\r']) && piece.is_empty();
        // Where a bar separates nothing, what stands before one is no number: `+0|x` is run.
        let is_harmless = is_number(piece) && !after.starts_with('|');
        if is_outermost || (is_formula(piece) && !is_harmless) {
            guarded.push('\'');
        }
        guarded.push_str(piece);
        let Some(separator) = after.chars().next() else {
            return guarded;
        };
        guarded.push(separator);
        rest = after.get(separator.len_utf8()..).unwrap_or_default();
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '\t' | '\n' | '\r' | '"' | '|')
}

fn is_formula(piece: &str) -> bool {
    let is_skipped = |it: char| it.is_whitespace() || matches!(it, '\u{200b}' | '\u{feff}');
    piece
        .trim_start_matches(is_skipped)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn is_number(piece: &str) -> bool {
    let piece = piece.trim();
    let unsigned = piece.strip_prefix(['+', '-']).unwrap_or(piece);
    let digits = unsigned.strip_suffix('%').unwrap_or(unsigned);
    digits.starts_with(|it: char| it.is_ascii_digit() || it == '.') && digits.parse::<f64>().is_ok()
}

fn quote(cell: &str) -> String {
    let is_plain = !cell.contains(is_separator) && cell.trim() == cell;
    if is_plain {
        cell.to_owned()
    } else {
        format!("\"{}\"", cell.replace('"', "\"\""))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_text_leaves_its_cell() {
        assert_eq!(quote("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quote("two\nlines"), "\"two\nlines\"");
        assert_eq!(quote("a;b"), "\"a;b\"");
        assert_eq!(quote(" a"), "\" a\"");
        assert_eq!(quote("plain"), "plain");
    }

    #[test]
    fn no_cell_is_a_formula_whatever_separates() {
        for (cell, guarded) in [
            ("=SUM(A1)", "'=SUM(A1)"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("+1+cmd", "'+1+cmd"),
            ("-1+1", "'-1+1"),
            (" =1", "' =1"),
            ("\u{feff}=1", "'\u{feff}=1"),
            ("\t=1", "'\t'=1"),
            ("\tx", "'\tx"),
            ("＝1", "'＝1"),
            ("＋1＋1", "'＋1＋1"),
            ("x;=1", "x;'=1"),
            ("x,=1", "x,'=1"),
            ("x\n=1", "x\n'=1"),
            ("x\t@y", "x\t'@y"),
            ("say \"=1\"", "say \"'=1\""),
            ("x; -1", "x; -1"),
            ("-5", "-5"),
            ("+5", "+5"),
            ("-1.5", "-1.5"),
            ("-1,5", "-1,5"),
            ("-1e3", "-1e3"),
            ("-12%", "-12%"),
            ("--1", "'--1"),
            ("+0|x", "'+0|x"),
            ("x|-1", "x|-1"),
            ("-inf", "'-inf"),
            ("a=b", "a=b"),
            ("2026-11-27", "2026-11-27"),
            ("\u{1b}[31m=1\u{1b}[0m", "'=1"),
        ] {
            assert_eq!(guard(cell), guarded, "{cell:?}");
        }
    }

    #[test]
    fn each_row_is_a_line() {
        let text = format_csv(["A", "B"], [["1".to_owned(), "x, y".to_owned()]]);
        assert_eq!(text, "\u{feff}A,B\r\n1,\"x, y\"\r\n");
    }

    proptest! {
        /// Another program reads the cells that were written, and finds no formula by any separator.
        #[test]
        fn a_table_is_read_back(
            cells in proptest::collection::vec("([=+@;,\t\r\n\"'|＝ -]|[a-z0-9é]){0,12}", 3),
        ) {
            let row: [String; 3] = cells.try_into().unwrap();
            let written = format_csv(["A", "B", "C"], [row.clone()]);
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(true)
                .from_reader(written.trim_start_matches('\u{feff}').as_bytes());
            let read = reader.records().next().unwrap().unwrap();
            let expected: Vec<_> = row.iter().map(|cell| guard(cell)).collect();
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), expected);
            for piece in written.split([';', '\t', '\n', ',', '"']) {
                prop_assert!(!is_formula(piece) || is_number(piece), "{:?}", piece);
            }
        }
    }
}
