//! Rust sources as trees of tokens, without what only tests and the compiler read.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What a source says when it runs; `None` where it is not Rust.
pub fn tokens_of(text: &str) -> Option<Vec<TokenTree>> {
    text.parse().ok().map(without_attributes)
}

/// The tokens of one level without attributes, and without the items that are for tests only.
///
/// Of `#[prop(…)]` and `#[error(…)]` what is within stays: a component's default may be a text, and
/// so is what an error says.
pub fn without_attributes(stream: TokenStream) -> Vec<TokenTree> {
    let mut kept = Vec::new();
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        if !is_punct(Some(&token), '#') {
            kept.push(token);
            continue;
        }
        let mut inside = tokens.next();
        if is_punct(inside.as_ref(), '!') {
            inside = tokens.next();
        }
        let Some(TokenTree::Group(attribute)) = inside else {
            kept.extend(inside);
            continue;
        };
        let words: Vec<TokenTree> = attribute.stream().into_iter().collect();
        if is_ident(words.first(), "prop") || is_ident(words.first(), "error") {
            kept.extend(words.into_iter().skip(1));
        } else if is_for_tests(&words) {
            let is_end = |token: &TokenTree| {
                is_punct(Some(token), ';')
                    || matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace)
            };
            let _ = tokens.by_ref().find(is_end);
        }
    }
    kept
}

/// `cfg(test)` and `cfg(all(test, …))`.
fn is_for_tests(attribute: &[TokenTree]) -> bool {
    let [TokenTree::Ident(name), TokenTree::Group(condition)] = attribute else {
        return false;
    };
    let condition: Vec<TokenTree> = condition.stream().into_iter().collect();
    *name == "cfg"
        && match condition.as_slice() {
            [only] => is_ident(Some(only), "test"),
            [all, TokenTree::Group(every)] => {
                is_ident(Some(all), "all")
                    && every
                        .stream()
                        .into_iter()
                        .any(|it| is_ident(Some(&it), "test"))
            }
            _ => false,
        }
}

pub fn is_ident(token: Option<&TokenTree>, name: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if *ident == name)
}

pub fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let kept = tokens_of(text).map(|tokens| tokens.into_iter().collect::<TokenStream>());
        let expected = expected.parse::<TokenStream>().ok();
        assert_eq!(
            kept.map(|it| it.to_string()),
            expected.map(|it| it.to_string())
        );
    }

    #[test]
    fn attributes_and_comments_are_left_out() {
        check(
            "//! Reads.\n#![allow(a)]\n/// A.\n#[b(c)]\nfn d() {}",
            "fn d() {}",
        );
    }

    #[test]
    fn what_is_for_tests_is_left_out() {
        let text = "fn a() {}\n#[cfg(test)]\nmod tests { fn b() {} }\n#[cfg(test)]\n#[path = \"c.rs\"]\nmod c;\n\
                    #[cfg(all(test, unix))]\nconst D: u8 = 1;\n#[cfg(any(test, unix))]\nfn e() {}";
        check(text, "fn a() {} fn e() {}");
    }

    #[test]
    fn what_a_component_or_an_error_says_stays() {
        check("#[prop(default = 1)]\na: u8", "(default = 1) a: u8");
        check("#[error(\"A\")]\nA", "(\"A\") A");
    }

    #[test]
    fn what_is_no_rust_has_no_tokens() {
        assert!(tokens_of("fn a( {}").is_none());
    }
}
