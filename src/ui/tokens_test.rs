//! The documented pairs of colours keep their contrast in both themes.

use std::collections::HashMap;

/// Words on their grounds (WCAG 2.2, 1.4.3).
const WORDS: f64 = 4.5;
/// Marks, lines of controls and focus on their grounds (1.4.11).
const MARKS: f64 = 3.0;

const CHANNELS: [&str; 4] = ["email", "social", "web", "other"];
const STATES: [&str; 5] = ["good", "busy", "warn", "bad", "off"];
const SURFACES: [&str; 3] = ["paper", "raised", "sunken"];

/// Lightness from 0 to 1, chroma, hue in degrees.
type Oklch = (f64, f64, f64);
/// A colour's light and dark value.
type Pair = [Oklch; 2];

/// The opaque colours of the tokens; `scrim` and `shadow` are not among them.
fn tokens() -> HashMap<String, Pair> {
    include_str!("../../style/tokens.css")
        .lines()
        .filter_map(|line| {
            let (name, value) = line
                .trim()
                .strip_prefix("--")?
                .split_once(": light-dark(")?;
            let mut colors = value.split("oklch(").skip(1).map(|color| {
                let color = color.split(')').next()?;
                let numbers: Vec<f64> = color
                    .split_whitespace()
                    .map(|part| part.trim_end_matches('%').parse().ok())
                    .collect::<Option<_>>()?;
                let [lightness, chroma, hue] = numbers[..] else {
                    return None;
                };
                Some((lightness / 100.0, chroma, hue))
            });
            Some((name.to_owned(), [colors.next()??, colors.next()??]))
        })
        .collect()
}

/// Björn Ottosson's OKLab, to linear sRGB.
fn linear((lightness, chroma, hue): Oklch) -> [f64; 3] {
    let (a, b) = (
        chroma * hue.to_radians().cos(),
        chroma * hue.to_radians().sin(),
    );
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701 * s,
    ]
}

/// WCAG's relative luminance of what a screen shows: clipped, eight bits.
fn luminance(color: Oklch) -> f64 {
    let [red, green, blue] = linear(color).map(|part| {
        let part = part.clamp(0.0, 1.0);
        let coded = if part <= 0.003_130_8 {
            12.92 * part
        } else {
            1.055 * part.powf(1.0 / 2.4) - 0.055
        };
        let coded = (coded * 255.0).round() / 255.0;
        if coded <= 0.040_45 {
            coded / 12.92
        } else {
            ((coded + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Oklch, other: Oklch) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[track_caller]
fn check(upper: &str, ground: &str, least: f64) {
    let tokens = tokens();
    let (Some(upper_pair), Some(ground_pair)) = (tokens.get(upper), tokens.get(ground)) else {
        panic!("--{upper} or --{ground} is not an opaque colour of tokens.css");
    };
    for (theme, (upper_color, ground_color)) in ["light", "dark"]
        .iter()
        .zip(upper_pair.iter().zip(ground_pair))
    {
        let found = contrast(*upper_color, *ground_color);
        assert!(
            found >= least,
            "--{upper} on --{ground} is {found:.2} in the {theme} theme"
        );
    }
}

#[test]
fn black_on_white_is_the_largest_contrast() {
    assert!((contrast((0.0, 0.0, 0.0), (1.0, 0.0, 0.0)) - 21.0).abs() < 0.01);
}

#[test]
fn words_in_ink_are_read_on_every_surface() {
    for surface in SURFACES
        .into_iter()
        .chain(["hover", "pressed", "selection"])
    {
        check("ink", surface, WORDS);
        check("ink-muted", surface, WORDS);
    }
    for surface in SURFACES {
        check("ink-faint", surface, WORDS);
    }
    for solid in ["ink", "ink-hover"] {
        check("on-ink", solid, WORDS);
    }
    for solid in ["danger", "danger-hover"] {
        check("on-danger", solid, WORDS);
    }
}

#[test]
fn controls_are_seen_on_every_surface() {
    for surface in SURFACES {
        check("line-strong", surface, MARKS);
        check("focus", surface, MARKS);
        check("danger", surface, MARKS);
    }
}

#[test]
fn channels_and_states_are_read_and_seen() {
    for name in CHANNELS.into_iter().chain(STATES) {
        let (text, mark, soft) = (
            format!("{name}-text"),
            format!("{name}-mark"),
            format!("{name}-soft"),
        );
        for surface in SURFACES
            .into_iter()
            .chain([soft.as_str(), "hover", "pressed", "selection"])
        {
            check(&text, surface, WORDS);
            check(&mark, surface, MARKS);
        }
        check("ink", &soft, WORDS);
        check("ink-muted", &soft, WORDS);
    }
}

#[test]
fn channels_differ_in_lightness_too() {
    let tokens = tokens();
    for theme in 0..2 {
        let lightness = |name: &str| {
            tokens
                .get(&format!("{name}-mark"))
                .map(|pair| pair[theme].0)
                .unwrap_or_default()
        };
        let (email, social, web) = (lightness("email"), lightness("social"), lightness("web"));
        assert!(
            email + 0.015 < social && social + 0.015 < web,
            "{email} {social} {web}"
        );
    }
}
