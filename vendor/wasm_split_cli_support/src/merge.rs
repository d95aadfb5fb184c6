//! Merges shared chunks until every module loads few.
//!
//! A chunk holds what the modules of a set have in common, so there are up to as many chunks as
//! there are sets. A function may also lie in the chunk of a larger set: all who need it load that
//! one too. What it costs are the bytes that the added modules load without needing them.

use std::collections::{BTreeSet, HashMap};

use wasmparser::SymbolInfo;

use crate::dep_graph::DepNode;
use crate::options::Merge;
use crate::read::InputModule;
use crate::split_point::{OutputModuleInfo, SplitModuleIdentifier};

/// How many modules a frequent one counts as.
const FREQUENT: i64 = 8;

/// How many modules one counts as that is loaded without the first: what that has is large.
const ALONE: i64 = 20;

/// What a byte costs that is loaded in vain.
struct Weights {
    frequent: u128,
    alone: u128,
}

impl Weights {
    fn of(&self, modules: u128) -> i64 {
        let count = |modules: u128| i64::from(modules.count_ones());
        count(modules)
            + (FREQUENT - 1) * count(modules & self.frequent)
            + (ALONE - 1) * count(modules & self.alone)
    }
}

struct Chunk {
    /// A bit for each module that loads it.
    modules: u128,
    size: i64,
    info: OutputModuleInfo,
}

/// Merges the cheapest pair of chunks, again and again, until no module loads more than
/// `merge.max_chunks_per_module`.
pub(crate) fn merge_chunks(
    contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
    module: &InputModule,
    merge: &Merge,
) {
    let mut names = BTreeSet::new();
    for name in contents.keys() {
        match name {
            SplitModuleIdentifier::Main => {}
            SplitModuleIdentifier::Split(name) => _ = names.insert(name.clone()),
            SplitModuleIdentifier::Chunk(modules) => names.extend(modules.iter().cloned()),
        }
    }
    let names: Vec<String> = names.into_iter().collect();
    if names.len() > u128::BITS as usize {
        return;
    }
    let bit = |name: &str| {
        let at = names.iter().position(|known| known == name);
        at.map_or(0, |at| 1 << at)
    };
    let with_first = names
        .iter()
        .filter(|name| !merge.alone.contains(&name.as_str()));
    let with_first: u128 = with_first.fold(0, |bits, name| bits | bit(name));
    let first = bit(merge.first_module);
    let weights = Weights {
        frequent: merge.frequent.iter().fold(0, |bits, name| bits | bit(name)),
        alone: merge.alone.iter().fold(0, |bits, name| bits | bit(name)),
    };

    let mut shared: Vec<_> = contents
        .keys()
        .filter(|name| match name {
            SplitModuleIdentifier::Main => false,
            // Who loads the first module loads it, as a chunk that all modules share.
            SplitModuleIdentifier::Split(name) => bit(name) & first != 0,
            SplitModuleIdentifier::Chunk(_) => true,
        })
        .cloned()
        .collect();
    // The order decides between equal costs, and a build must be repeatable.
    shared.sort();
    let mut chunks = Vec::new();
    for name in shared {
        let modules = match &name {
            SplitModuleIdentifier::Main => 0,
            SplitModuleIdentifier::Split(name) => bit(name),
            SplitModuleIdentifier::Chunk(modules) => {
                modules.iter().fold(0, |bits, name| bits | bit(name))
            }
        };
        if let Some(info) = contents.remove(&name) {
            chunks.push(Chunk {
                // What the first module needs is loaded with every other one as well.
                modules: if modules & first == 0 {
                    modules
                } else {
                    modules | with_first
                },
                size: size(&info, module),
                info,
            });
        }
    }
    loop {
        let crowded = crowded(&chunks, names.len(), merge.max_chunks_per_module);
        let Some((first, second)) = cheapest(&chunks, crowded, &weights) else {
            break;
        };
        let taken = chunks.remove(second);
        let kept = &mut chunks[first];
        kept.modules |= taken.modules;
        kept.size += taken.size;
        kept.info
            .included_symbols
            .extend(taken.info.included_symbols);
    }
    for chunk in chunks {
        let modules = names.iter().filter(|name| chunk.modules & bit(name) != 0);
        let modules = modules.cloned().collect();
        contents.insert(SplitModuleIdentifier::Chunk(modules), chunk.info);
    }
}

/// The modules that load too many chunks.
fn crowded(chunks: &[Chunk], modules: usize, max_chunks: usize) -> u128 {
    (0..modules)
        .map(|at| 1_u128 << at)
        .filter(|module| {
            let loaded = chunks.iter().filter(|chunk| chunk.modules & module != 0);
            loaded.count() > max_chunks
        })
        .fold(0, |crowded, module| crowded | module)
}

/// The pair whose merge costs least for each crowded module that it helps; the first index is the
/// smaller one.
fn cheapest(chunks: &[Chunk], crowded: u128, weights: &Weights) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, i64)> = None;
    for (first, a) in chunks.iter().enumerate() {
        for (offset, b) in chunks[first + 1..].iter().enumerate() {
            let cost = cost(a, b, weights);
            let helped = i64::from((a.modules & b.modules & crowded).count_ones());
            if helped == 0 {
                continue;
            }
            let cost = cost / helped;
            if best.is_none_or(|(_, _, lowest)| cost < lowest) {
                best = Some((first, first + 1 + offset, cost));
            }
        }
    }
    best.map(|(first, second, _)| (first, second))
}

/// Bytes that are loaded in vain.
fn cost(a: &Chunk, b: &Chunk, weights: &Weights) -> i64 {
    let only_a = weights.of(a.modules & !b.modules);
    let only_b = weights.of(b.modules & !a.modules);
    a.size * only_b + b.size * only_a
}

/// The size of code and data, in bytes.
fn size(info: &OutputModuleInfo, module: &InputModule) -> i64 {
    info.included_symbols
        .iter()
        .map(|symbol| match symbol {
            DepNode::Function(id) => id
                .checked_sub(module.imported_funcs.len())
                .and_then(|defined| module.defined_funcs.get(defined))
                .map_or(0, |function| {
                    let range = function.body.range();
                    (range.end - range.start) as i64
                }),
            DepNode::DataSymbol(symbol) => match &module.reloc_info.symbols[*symbol] {
                SymbolInfo::Data {
                    symbol: Some(definition),
                    ..
                } => i64::from(definition.size),
                _ => 0,
            },
            _ => 0,
        })
        .sum()
}
