//! What the keys of an editor do to its text. Pure.
//!
//! Places are counted as a browser counts them: in UTF-16 units.

/// One step of indentation.
const STEP: &str = "  ";

/// A change of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// From where on it is replaced.
    pub from: usize,
    /// Up to where.
    pub to: usize,
    /// By what.
    pub insert: String,
    /// What is selected afterwards.
    pub select: (usize, usize),
}

/// Indents the selected lines; without a selection puts in a step.
pub fn indent(text: &str, start: usize, end: usize) -> Edit {
    let units = units(text);
    let (start, end) = clamp(&units, start, end);
    if !units.get(start..end).unwrap_or_default().contains(&NEWLINE) {
        let after = start + STEP.len();
        return Edit {
            from: start,
            to: end,
            insert: STEP.to_owned(),
            select: (after, after),
        };
    }
    let (from, to) = block(&units, start, end);
    let mut lines = 0;
    let insert = text_of(&units, from, to)
        .split('\n')
        .map(|line| {
            lines += 1;
            format!("{STEP}{line}")
        })
        .collect::<Vec<_>>()
        .join("\n");
    Edit {
        from,
        to,
        insert,
        select: (start + STEP.len(), end + lines * STEP.len()),
    }
}

/// Takes a step away from the selected lines; `None` where none has one.
pub fn outdent(text: &str, start: usize, end: usize) -> Option<Edit> {
    let units = units(text);
    let (start, end) = clamp(&units, start, end);
    let (from, to) = block(&units, start, end);
    let mut taken = Vec::new();
    let insert = text_of(&units, from, to)
        .split('\n')
        .map(|line| {
            let count = match line.strip_prefix('\t') {
                Some(_) => 1,
                None => line
                    .chars()
                    .take(STEP.len())
                    .take_while(|c| *c == ' ')
                    .count(),
            };
            taken.push(count);
            line.get(count..).unwrap_or_default().to_owned()
        })
        .collect::<Vec<_>>()
        .join("\n");
    let all: usize = taken.iter().sum();
    let first = taken.first().copied().unwrap_or_default();
    (all > 0).then(|| Edit {
        from,
        to,
        insert,
        select: (
            start.saturating_sub(first).max(from),
            end.saturating_sub(all).max(from),
        ),
    })
}

/// A new line that begins as deep as the one before.
pub fn newline(text: &str, start: usize, end: usize) -> Edit {
    let units = units(text);
    let (start, end) = clamp(&units, start, end);
    let (from, _) = block(&units, start, start);
    let line = text_of(&units, from, start);
    let depth: String = line
        .chars()
        .take_while(|c| matches!(c, ' ' | '\t'))
        .collect();
    let insert = format!("\n{depth}");
    let after = start + insert.len();
    Edit {
        from: start,
        to: end,
        insert,
        select: (after, after),
    }
}

/// Where a line begins and ends; the last one where there are fewer.
pub fn line_range(text: &str, line: usize) -> (usize, usize) {
    let mut from = 0;
    let mut last = (0, 0);
    for (number, content) in text.split('\n').enumerate() {
        let length = content.encode_utf16().count();
        last = (from, from + length);
        if number + 1 == line {
            return last;
        }
        from += length + 1;
    }
    last
}

const NEWLINE: u16 = b'\n' as u16;

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn clamp(units: &[u16], start: usize, end: usize) -> (usize, usize) {
    let end = end.min(units.len());
    (start.min(end), end)
}

/// The whole lines around a selection.
fn block(units: &[u16], start: usize, end: usize) -> (usize, usize) {
    // A selection that ends where a line begins does not mean that line.
    let last = if end > start { end - 1 } else { end };
    let before = units.get(..start).unwrap_or_default();
    let from = before
        .iter()
        .rposition(|unit| *unit == NEWLINE)
        .map_or(0, |at| at + 1);
    let after = units.get(last..).unwrap_or_default();
    let to = after
        .iter()
        .position(|unit| *unit == NEWLINE)
        .map_or(units.len(), |at| last + at);
    (from, to)
}

fn text_of(units: &[u16], from: usize, to: usize) -> String {
    String::from_utf16_lossy(units.get(from..to).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apply(text: &str, edit: &Edit) -> String {
        let units = units(text);
        text_of(&units, 0, edit.from) + &edit.insert + &text_of(&units, edit.to, units.len())
    }

    #[test]
    fn keys_indent_and_take_it_back() {
        let edit = indent("a\nb", 1, 1);
        assert_eq!(
            (apply("a\nb", &edit).as_str(), edit.select),
            ("a  \nb", (3, 3))
        );
        let edit = indent("a\nb\nc", 0, 4);
        assert_eq!(apply("a\nb\nc", &edit), "  a\n  b\nc");
        assert_eq!(edit.select, (2, 8));
        let edit = outdent("  a\n b\nc", 0, 8).unwrap();
        assert_eq!(apply("  a\n b\nc", &edit), "a\nb\nc");
        assert_eq!(outdent("a", 1, 1), None);
        let edit = newline("  a😀", 5, 5);
        assert_eq!(apply("  a😀", &edit), "  a😀\n  ");
        assert_eq!(line_range("é😀\nab", 2), (4, 6));
        assert_eq!(line_range("a", 9), (0, 1));
    }

    proptest! {
        #[test]
        fn what_is_indented_can_be_taken_back(
            text in "[a😀 \n]{0,30}", start in 0_usize..40, length in 0_usize..40,
        ) {
            let edit = indent(&text, start, start + length);
            let deeper = apply(&text, &edit);
            prop_assert!(edit.select.1 <= units(&deeper).len());
            if edit.insert != STEP {
                let back = outdent(&deeper, edit.select.0, edit.select.1).unwrap();
                prop_assert_eq!(apply(&deeper, &back), text.clone());
            }
            let _ = apply(&text, &newline(&text, start, start + length));
        }
    }
}
