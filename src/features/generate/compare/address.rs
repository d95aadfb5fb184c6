//! What is compared, in the page's address.

use wire::{Query, channel::Channel, generate::Tone};

use super::super::recipe::{
    Recipe,
    address::{self, parameter},
};

const TONES: &str = "tones";
const COMPARE: &str = "compare";

/// A position in the matrix.
pub type MatrixPosition = (Channel, Tone);

/// What is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompareParams {
    /// What to make; its tone counts for nothing.
    pub recipe: Recipe,
    /// The tones.
    pub tones: Vec<Tone>,
    /// The positions whose difference is shown: none, one, or two of one channel.
    pub compared: Vec<MatrixPosition>,
}

/// The tones that one begins with.
pub fn usual_tones() -> Vec<Tone> {
    vec![Tone::Neutral, Tone::Professional, Tone::Friendly]
}

/// The query; what is as usual is left out.
pub fn write(params: &CompareParams) -> Query {
    let mut query = address::write(&Recipe {
        tone: Tone::Neutral,
        ..params.recipe.clone()
    });
    if params.tones != usual_tones() {
        let tones: Vec<_> = params.tones.iter().map(Tone::as_str).collect();
        query = query.with(TONES, tones.join(","));
    }
    if let Some((channel, _)) = params.compared.first() {
        let tones: Vec<_> = params
            .compared
            .iter()
            .map(|(_, tone)| tone.as_str())
            .collect();
        query = query.with(COMPARE, format!("{channel}:{}", tones.join(",")));
    }
    query
}

/// What a query holds; `None` where it holds nothing of it.
pub fn read(search: &str) -> Option<CompareParams> {
    let recipe = address::read(search);
    // An empty list is a choice too.
    let tones = search
        .contains(TONES)
        .then(|| parameter(search, TONES))
        .map(|text| list(text.as_deref().unwrap_or_default()));
    let compared = parameter(search, COMPARE).and_then(|text| {
        let (channel, tones) = text.split_once(':')?;
        let channel = Channel::from(channel);
        let positions = list(tones).into_iter().take(2);
        Some(positions.map(|tone| (channel.clone(), tone)).collect())
    });
    if recipe.is_none() && tones.is_none() && compared.is_none() {
        return None;
    }
    Some(CompareParams {
        recipe: Recipe {
            tone: Tone::Neutral,
            ..recipe.unwrap_or_default()
        },
        tones: tones.unwrap_or_else(usual_tones),
        compared: compared.unwrap_or_default(),
    })
}

fn list(text: &str) -> Vec<Tone> {
    let mut tones: Vec<Tone> = Vec::new();
    for word in text.split(',').filter(|word| !word.is_empty()) {
        let tone = Tone::from(word);
        if !tones.contains(&tone) {
            tones.push(tone);
        }
    }
    tones
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample};

    use super::super::super::recipe::tests::recipe;
    use super::*;

    fn params() -> impl Strategy<Value = CompareParams> {
        let tones = sample::subsequence(Tone::KNOWN.to_vec(), 0..=5);
        let compared = sample::subsequence(Tone::KNOWN.to_vec(), 0..=2);
        (recipe(), tones, compared).prop_map(|(recipe, tones, compared)| CompareParams {
            recipe: Recipe {
                tone: Tone::Neutral,
                ..recipe
            },
            tones,
            compared: compared
                .into_iter()
                .map(|tone| (Channel::Web, tone))
                .collect(),
        })
    }

    proptest! {
        #[test]
        fn a_link_reopens_the_comparison(params in params()) {
            let search = write(&params).encoded();
            let usual = CompareParams {
                recipe: Recipe::default(),
                tones: usual_tones(),
                compared: Vec::new(),
            };
            prop_assert_eq!(read(&search).unwrap_or(usual), params);
        }

        #[test]
        fn no_address_breaks_it(search in ".{0,60}") {
            let _ = read(&search);
        }
    }
}
