//! Cuts a text into the pieces in which it is written.

/// Cuts a text into about so many pieces, between words.
pub fn pieces(text: &str, count: usize) -> Vec<String> {
    let size = text.len().div_ceil(count.max(1)).max(8);
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        piece.push_str(word);
        if piece.len() >= size {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pieces_are_the_text() {
        for text in [
            "",
            "one",
            "a few words, and\n\nmore of them",
            &"long ".repeat(500),
        ] {
            let pieces = pieces(text, 24);
            assert_eq!(pieces.concat(), text);
            assert!(pieces.len() <= 24 + 1);
        }
    }
}
