//! Which characters make one emoji together.
//!
//! The sequences are those of twemoji-parser 11.0.2 (MIT), which twitter-text 3.1.0 counts by. A
//! newer sequence counts as its pieces, as it does there. A single emoji needs no entry: it weighs
//! as much as any character outside of the light ranges.

const JOINER: char = '\u{200d}';
const AS_PICTURE: char = '\u{fe0f}';
const MAN: char = '👨';
const WOMAN: char = '👩';

type Ranges = [(u32, u32)];

/// Characters that U+FE0F turns into a picture.
#[rustfmt::skip]
const STYLED: &Ranges = &[
    (0xa9, 0xa9), (0xae, 0xae), (0x203c, 0x203c), (0x2049, 0x2049), (0x2122, 0x2122),
    (0x2139, 0x2139), (0x2194, 0x2199), (0x21a9, 0x21aa), (0x231a, 0x231b), (0x2328, 0x2328),
    (0x23cf, 0x23cf), (0x23ed, 0x23ef), (0x23f1, 0x23f2), (0x23f8, 0x23fa), (0x24c2, 0x24c2),
    (0x25aa, 0x25ab), (0x25b6, 0x25b6), (0x25c0, 0x25c0), (0x25fb, 0x25fe), (0x2600, 0x2604),
    (0x260e, 0x260e), (0x2611, 0x2611), (0x2614, 0x2615), (0x2618, 0x2618), (0x261d, 0x261d),
    (0x2620, 0x2620), (0x2622, 0x2623), (0x2626, 0x2626), (0x262a, 0x262a), (0x262e, 0x262f),
    (0x2638, 0x263a), (0x2640, 0x2640), (0x2642, 0x2642), (0x2648, 0x2653), (0x265f, 0x2660),
    (0x2663, 0x2663), (0x2665, 0x2666), (0x2668, 0x2668), (0x267b, 0x267b), (0x267f, 0x267f),
    (0x2692, 0x2697), (0x2699, 0x2699), (0x269b, 0x269c), (0x26a0, 0x26a1), (0x26aa, 0x26ab),
    (0x26b0, 0x26b1), (0x26bd, 0x26be), (0x26c4, 0x26c5), (0x26c8, 0x26c8), (0x26cf, 0x26cf),
    (0x26d1, 0x26d1), (0x26d3, 0x26d4), (0x26e9, 0x26ea), (0x26f0, 0x26f5), (0x26f7, 0x26fa),
    (0x26fd, 0x26fd), (0x2702, 0x2702), (0x2708, 0x2709), (0x270c, 0x270d), (0x270f, 0x270f),
    (0x2712, 0x2712), (0x2714, 0x2714), (0x2716, 0x2716), (0x271d, 0x271d), (0x2721, 0x2721),
    (0x2733, 0x2734), (0x2744, 0x2744), (0x2747, 0x2747), (0x2757, 0x2757), (0x2763, 0x2764),
    (0x27a1, 0x27a1), (0x2934, 0x2935), (0x2b05, 0x2b07), (0x2b1b, 0x2b1c), (0x2b50, 0x2b50),
    (0x2b55, 0x2b55), (0x3030, 0x3030), (0x303d, 0x303d), (0x3297, 0x3297), (0x3299, 0x3299),
    (0x1f004, 0x1f004), (0x1f170, 0x1f171), (0x1f17e, 0x1f17f), (0x1f202, 0x1f202),
    (0x1f21a, 0x1f21a), (0x1f22f, 0x1f22f), (0x1f237, 0x1f237), (0x1f321, 0x1f321),
    (0x1f324, 0x1f32c), (0x1f336, 0x1f336), (0x1f37d, 0x1f37d), (0x1f396, 0x1f397),
    (0x1f399, 0x1f39b), (0x1f39e, 0x1f39f), (0x1f3cb, 0x1f3ce), (0x1f3d4, 0x1f3df),
    (0x1f3f3, 0x1f3f3), (0x1f3f5, 0x1f3f5), (0x1f3f7, 0x1f3f7), (0x1f43f, 0x1f43f),
    (0x1f441, 0x1f441), (0x1f4fd, 0x1f4fd), (0x1f549, 0x1f54a), (0x1f56f, 0x1f570),
    (0x1f573, 0x1f579), (0x1f587, 0x1f587), (0x1f58a, 0x1f58d), (0x1f590, 0x1f590),
    (0x1f5a5, 0x1f5a5), (0x1f5a8, 0x1f5a8), (0x1f5b1, 0x1f5b2), (0x1f5bc, 0x1f5bc),
    (0x1f5c2, 0x1f5c4), (0x1f5d1, 0x1f5d3), (0x1f5dc, 0x1f5de), (0x1f5e1, 0x1f5e1),
    (0x1f5e3, 0x1f5e3), (0x1f5e8, 0x1f5e8), (0x1f5ef, 0x1f5ef), (0x1f5f3, 0x1f5f3),
    (0x1f5fa, 0x1f5fa), (0x1f6cb, 0x1f6cb), (0x1f6cd, 0x1f6cf), (0x1f6e0, 0x1f6e5),
    (0x1f6e9, 0x1f6e9), (0x1f6f0, 0x1f6f0), (0x1f6f3, 0x1f6f3),
];

/// Characters that take a skin tone.
#[rustfmt::skip]
const TONED: &Ranges = &[
    (0x261d, 0x261d), (0x26f7, 0x26f7), (0x26f9, 0x26f9), (0x270a, 0x270d), (0x1f385, 0x1f385),
    (0x1f3c2, 0x1f3c4), (0x1f3c7, 0x1f3c7), (0x1f3ca, 0x1f3cc), (0x1f442, 0x1f443),
    (0x1f446, 0x1f450), (0x1f466, 0x1f469), (0x1f46e, 0x1f46e), (0x1f470, 0x1f478),
    (0x1f47c, 0x1f47c), (0x1f481, 0x1f483), (0x1f485, 0x1f487), (0x1f4aa, 0x1f4aa),
    (0x1f574, 0x1f575), (0x1f57a, 0x1f57a), (0x1f590, 0x1f590), (0x1f595, 0x1f596),
    (0x1f645, 0x1f647), (0x1f64b, 0x1f64f), (0x1f6a3, 0x1f6a3), (0x1f6b4, 0x1f6b6),
    (0x1f6c0, 0x1f6c0), (0x1f6cc, 0x1f6cc), (0x1f918, 0x1f91c), (0x1f91e, 0x1f91f),
    (0x1f926, 0x1f926), (0x1f930, 0x1f939), (0x1f93d, 0x1f93e), (0x1f9b5, 0x1f9b6),
    (0x1f9b8, 0x1f9b9), (0x1f9d1, 0x1f9dd),
];

/// Characters that take a skin tone after U+FE0F.
#[rustfmt::skip]
const STYLED_AND_TONED: &Ranges = &[
    (0x261d, 0x261d), (0x26f7, 0x26f7), (0x26f9, 0x26f9), (0x270c, 0x270d), (0x1f3cb, 0x1f3cc),
    (0x1f574, 0x1f575), (0x1f590, 0x1f590),
];

/// People who are a woman or a man by a sign at the end.
#[rustfmt::skip]
const GENDERED: &Ranges = &[
    (0x1f3c3, 0x1f3c4), (0x1f3ca, 0x1f3ca), (0x1f46e, 0x1f46f), (0x1f471, 0x1f471),
    (0x1f473, 0x1f473), (0x1f477, 0x1f477), (0x1f481, 0x1f482), (0x1f486, 0x1f487),
    (0x1f645, 0x1f647), (0x1f64b, 0x1f64b), (0x1f64d, 0x1f64e), (0x1f6a3, 0x1f6a3),
    (0x1f6b4, 0x1f6b6), (0x1f926, 0x1f926), (0x1f935, 0x1f935), (0x1f937, 0x1f939),
    (0x1f93c, 0x1f93e), (0x1f9b8, 0x1f9b9), (0x1f9d6, 0x1f9df),
];

/// The same, with a skin tone.
#[rustfmt::skip]
const TONED_AND_GENDERED: &Ranges = &[
    (0x26f9, 0x26f9), (0x1f3c3, 0x1f3c4), (0x1f3ca, 0x1f3cc), (0x1f46e, 0x1f46e),
    (0x1f471, 0x1f471), (0x1f473, 0x1f473), (0x1f477, 0x1f477), (0x1f481, 0x1f482),
    (0x1f486, 0x1f487), (0x1f574, 0x1f575), (0x1f645, 0x1f647), (0x1f64b, 0x1f64b),
    (0x1f64d, 0x1f64e), (0x1f6a3, 0x1f6a3), (0x1f6b4, 0x1f6b6), (0x1f926, 0x1f926),
    (0x1f935, 0x1f935), (0x1f937, 0x1f939), (0x1f93d, 0x1f93e), (0x1f9b8, 0x1f9b9),
    (0x1f9d6, 0x1f9dd),
];

/// What a man or a woman holds or wears: their job, or their hair.
#[rustfmt::skip]
const ATTRIBUTES: &Ranges = &[
    (0x1f33e, 0x1f33e), (0x1f373, 0x1f373), (0x1f393, 0x1f393), (0x1f3a4, 0x1f3a4),
    (0x1f3a8, 0x1f3a8), (0x1f3eb, 0x1f3eb), (0x1f3ed, 0x1f3ed), (0x1f4bb, 0x1f4bc),
    (0x1f527, 0x1f527), (0x1f52c, 0x1f52c), (0x1f680, 0x1f680), (0x1f692, 0x1f692),
    (0x1f9b0, 0x1f9b3),
];

/// The countries' second letters, by the first.
const COUNTRIES: [&str; 26] = [
    "cdefgilmoqrstuwxz",
    "abdefghijlmnoqrstvwyz",
    "acdfghiklmnopruvwxyz",
    "egjkmoz",
    "aceghrstu",
    "ijkmor",
    "abdefghilmnpqrstuwy",
    "kmnrtu",
    "cdelmnoqrst",
    "emop",
    "eghimnprwyz",
    "abcikrstuvy",
    "acdefghklmnopqrstuvwxyz",
    "acefgilopruz",
    "m",
    "aefghklmnrstwy",
    "a",
    "eosuw",
    "abcdeghijklmnorstvxyz",
    "acdfghjklmnortvwz",
    "agmnsyz",
    "aceginu",
    "fs",
    "k",
    "et",
    "amw",
];

fn is_in(ranges: &Ranges, character: char) -> bool {
    let code = u32::from(character);
    let after = ranges.partition_point(|(start, _)| *start <= code);
    after
        .checked_sub(1)
        .and_then(|at| ranges.get(at))
        .is_some_and(|(_, end)| code <= *end)
}

fn is_tone(character: char) -> bool {
    matches!(character, '\u{1f3fb}'..='\u{1f3ff}')
}

/// How many characters the sequence has that a text begins with; `None` where it begins with none.
pub(super) fn sequence(text: &[char]) -> Option<usize> {
    let at = |position: usize| text.get(position).copied();
    let begins = |wanted: &[char]| text.starts_with(wanted).then_some(wanted.len());
    let first = at(0)?;
    // The quick way out for nearly every character there is.
    let second = at(1)?;
    if second < '\u{200d}' {
        return None;
    }
    with_attribute(text)
        .or_else(|| with_gender(text))
        .or_else(|| family(text))
        .or_else(|| begins(&['🏳', AS_PICTURE, JOINER, '🌈']))
        .or_else(|| begins(&['🏴', JOINER, '☠', AS_PICTURE]))
        .or_else(|| begins(&['👁', JOINER, '🗨']))
        .or_else(|| keycap(text))
        .or_else(|| {
            let styled = second == AS_PICTURE && is_in(STYLED, first);
            styled.then(|| {
                let tone = at(2).is_some_and(is_tone) && is_in(STYLED_AND_TONED, first);
                if tone { 3 } else { 2 }
            })
        })
        .or_else(|| (is_tone(second) && is_in(TONED, first)).then_some(2))
        .or_else(|| flag(text))
}

/// A man or a woman, joined to a job.
fn with_attribute(text: &[char]) -> Option<usize> {
    let (first, mut rest) = text.split_first()?;
    if !matches!(*first, MAN | WOMAN) {
        return None;
    }
    let mut length = 1;
    if let Some((tone, after)) = rest.split_first()
        && is_tone(*tone)
    {
        (rest, length) = (after, 2);
    }
    match rest {
        [JOINER, '⚕' | '⚖' | '✈', AS_PICTURE, ..] => Some(length + 3),
        [JOINER, attribute, ..] if is_in(ATTRIBUTES, *attribute) => Some(length + 2),
        _ => None,
    }
}

fn with_gender(text: &[char]) -> Option<usize> {
    let (first, rest) = text.split_first()?;
    match rest {
        [JOINER, '♀' | '♂', AS_PICTURE, ..] if is_in(GENDERED, *first) => Some(4),
        [AS_PICTURE, JOINER, '♀' | '♂', AS_PICTURE, ..]
            if is_in(STYLED_AND_TONED, *first) && is_in(TONED_AND_GENDERED, *first) =>
        {
            Some(5)
        }
        [tone, JOINER, '♀' | '♂', AS_PICTURE, ..]
            if is_tone(*tone) && is_in(TONED_AND_GENDERED, *first) =>
        {
            Some(5)
        }
        _ => None,
    }
}

/// Couples, and one or two grown-ups with one or two children.
fn family(text: &[char]) -> Option<usize> {
    let partner = |one: char, other: char| match one {
        MAN => other == MAN,
        _ => matches!(other, MAN | WOMAN),
    };
    match *text {
        [
            one @ (MAN | WOMAN),
            JOINER,
            '❤',
            AS_PICTURE,
            JOINER,
            '💋',
            JOINER,
            other,
            ..,
        ] if partner(one, other) => return Some(8),
        [
            one @ (MAN | WOMAN),
            JOINER,
            '❤',
            AS_PICTURE,
            JOINER,
            other,
            ..,
        ] if partner(one, other) => return Some(6),
        _ => {}
    }
    let grown = match *text {
        [MAN, JOINER, MAN | WOMAN, ..] | [WOMAN, JOINER, WOMAN, ..] => 3,
        [MAN | WOMAN, ..] => 1,
        _ => return None,
    };
    match *text.get(grown..)? {
        [JOINER, '👦', JOINER, '👦', ..] | [JOINER, '👧', JOINER, '👦' | '👧', ..] => {
            Some(grown + 4)
        }
        [JOINER, '👦' | '👧', ..] => Some(grown + 2),
        _ => None,
    }
}

fn keycap(text: &[char]) -> Option<usize> {
    match *text {
        ['#' | '*' | '0'..='9', '\u{20e3}', ..] => Some(2),
        ['#' | '*' | '0'..='9', AS_PICTURE, '\u{20e3}', ..] => Some(3),
        _ => None,
    }
}

fn flag(text: &[char]) -> Option<usize> {
    const FIRST_LETTER: u32 = 0x1f1e6;
    let letter = |at: usize| u32::from(*text.get(at)?).checked_sub(FIRST_LETTER);
    if let (Some(one), Some(other)) = (letter(0), letter(1))
        && let Some(seconds) = COUNTRIES.get(one as usize)
    {
        let known = seconds
            .bytes()
            .any(|it| u32::from(it).checked_sub(u32::from(b'a')) == Some(other));
        return known.then_some(2);
    }
    // England, Scotland and Wales: a black flag, and the region spelt in tags.
    let rest = text.strip_prefix(&['🏴'])?;
    ["gbeng", "gbsct", "gbwls"]
        .iter()
        .any(|region| {
            let tags = region
                .bytes()
                .filter_map(|it| char::from_u32(0xe0000 + u32::from(it)));
            tags.chain(['\u{e007f}']).eq(rest.iter().copied().take(6))
        })
        .then_some(7)
}
