//! What a document is about, in a few words.

use std::collections::HashMap;

use unicode_segmentation::UnicodeSegmentation as _;

use super::{language::Language, outline::Outline};

/// How much a word of the title weighs.
const TITLE: usize = 3;

/// Words that say nothing about a text.
const SMALL: &str = " about after again all also and any are around back because been before being best better \
    between both but came can come comes could day days did does doing done down each even \
    every few first five for four from full get give goes good had has have having here his \
    how hour hours into its itself just keep know last less like little long made make makes \
    many may minute minutes more most much must need never new next nobody not nothing now \
    off old once one only open other our out over own part people per put same say says see \
    seven she should since six small some something still such take than that the their them \
    then there these they thing things this those three through time today too two under \
    until update updates use used using very want was way week weeks well went were what \
    when where which while who why will with without year years yet you your als auch auf \
    aus bei bis das dass dem den der des die doch dort ein eine einem einen einer eines für \
    hat hier ihr ihre immer ist jede jeder kann kein keine man mehr mit nach nicht noch nur \
    oder ohne schon sehr sein sich sie sind über und uns unser unsere unseren unter viel vom \
    von vor war was weil wenn wer werden wie wieder wird wir wird zum zur ";

/// The words a document is most about, most telling first, in lower case.
pub fn of(outline: &Outline, most: usize) -> Vec<String> {
    let mut weights: HashMap<String, (usize, usize)> = HashMap::new();
    let mut add = |text: &str, weight: usize, offset: usize| {
        for (position, word) in text.unicode_words().take(3_000).enumerate() {
            let word = word.to_lowercase();
            if !is_telling(&word) {
                continue;
            }
            let entry = weights.entry(word).or_insert((0, offset + position));
            entry.0 += weight;
        }
    };
    add(&outline.title, TITLE, 0);
    for section in &outline.sections {
        add(&section.title_text(), 1, 1_000);
    }
    add(&outline.words(), 1, 10_000);

    let mut words: Vec<(String, (usize, usize))> = weights.into_iter().collect();
    // A word that comes once, even in the title, says little, if there are others.
    let repeated = words
        .iter()
        .filter(|(_, (weight, _))| *weight > TITLE)
        .count();
    if repeated >= 2 {
        words.retain(|(_, (weight, _))| *weight > TITLE);
    }
    words.sort_by(|(a, (heavy, early)), (b, (weight, first))| {
        weight.cmp(heavy).then(early.cmp(first)).then(a.cmp(b))
    });
    let mut chosen: Vec<String> = Vec::new();
    for (word, _) in words {
        if chosen.len() == most {
            break;
        }
        if !chosen.iter().any(|other| same_word(other, &word)) {
            chosen.push(word);
        }
    }
    chosen
}

/// The same as hashtags, without those that no platform would take.
pub fn hashtags(outline: &Outline, most: usize) -> Vec<String> {
    let latin = matches!(outline.language, Language::English | Language::German);
    of(outline, most)
        .into_iter()
        .map(|word| {
            let mut characters = word.chars().filter(|c| c.is_alphanumeric());
            match characters.next() {
                Some(first) if latin => first.to_uppercase().chain(characters).collect(),
                Some(first) => std::iter::once(first).chain(characters).collect(),
                None => String::new(),
            }
        })
        .filter(|word: &String| !word.is_empty())
        .map(|word| format!("#{word}"))
        .collect()
}

fn is_telling(word: &str) -> bool {
    let length = word.chars().count();
    let ideographs = word.chars().all(|c| u32::from(c) > 0x2FFF);
    (length > 3 || (ideographs && length > 1))
        && length <= 24
        && word.chars().any(char::is_alphabetic)
        && word.chars().all(|c| c.is_alphanumeric())
        && !word.ends_with("ly")
        && !SMALL.contains(&format!(" {word} "))
}

fn same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    long.strip_prefix(short)
        .is_some_and(|ending| matches!(ending, "" | "s" | "es" | "n" | "en"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::testing::document;

    #[test]
    fn headings_weigh_more_than_text() {
        let outline = Outline::read(&document(
            "# The kettle that whistles\n\nStoves boil. Stoves roar.\n\n## Kettle and stoves",
        ));
        assert_eq!(of(&outline, 3), ["kettle", "stoves"]);
        assert_eq!(hashtags(&outline, 1), ["#Kettle"]);
    }
}
