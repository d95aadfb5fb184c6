//! Merges shared chunks until few are left.
//!
//! A chunk holds what the modules of a set have in common, so there are up to as many chunks as
//! there are sets. A function may also lie in the chunk of a larger set: all who need it load that
//! one too. What it costs are the bytes that the added modules load without needing them.

use std::collections::{BTreeSet, HashMap};

use crate::dep_graph::DepNode;
use crate::read::InputModule;
use crate::split_point::{OutputModuleInfo, SplitModuleIdentifier};

/// What one more request costs a module, in bytes of code.
const REQUEST: i64 = 2_000;

struct Chunk {
    /// A bit for each module that loads it.
    modules: u128,
    size: i64,
    info: OutputModuleInfo,
}

/// Merges the cheapest pair of chunks, again and again, until at most `max_chunks` are left and
/// no further merge saves anything.
pub(crate) fn merge_chunks(
    contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
    module: &InputModule,
    max_chunks: usize,
) {
    let mut names = BTreeSet::new();
    let mut shared = Vec::new();
    for name in contents.keys() {
        if let SplitModuleIdentifier::Chunk(modules) = name {
            names.extend(modules.iter().cloned());
            shared.push(modules.clone());
        }
    }
    let names: Vec<String> = names.into_iter().collect();
    if names.len() > u128::BITS as usize {
        return;
    }
    // The order decides between equal costs, and a build must be repeatable.
    shared.sort();
    let mut chunks = Vec::new();
    for modules in shared {
        let bits = names.iter().enumerate().fold(0, |bits, (at, name)| {
            bits | u128::from(modules.contains(name)) << at
        });
        if let Some(info) = contents.remove(&SplitModuleIdentifier::Chunk(modules)) {
            chunks.push(Chunk {
                modules: bits,
                size: code_size(&info, module),
                info,
            });
        }
    }
    while let Some((first, second, cost)) = cheapest(&chunks) {
        if chunks.len() <= max_chunks && cost >= 0 {
            break;
        }
        let taken = chunks.remove(second);
        let kept = &mut chunks[first];
        kept.modules |= taken.modules;
        kept.size += taken.size;
        kept.info
            .included_symbols
            .extend(taken.info.included_symbols);
    }
    for chunk in chunks {
        let modules = names.iter().enumerate();
        let modules = modules.filter(|(at, _)| chunk.modules >> at & 1 == 1);
        let modules = modules.map(|(_, name)| name.clone()).collect();
        contents.insert(SplitModuleIdentifier::Chunk(modules), chunk.info);
    }
}

/// The pair whose merge costs least, with its cost; the first index is the smaller one.
fn cheapest(chunks: &[Chunk]) -> Option<(usize, usize, i64)> {
    let mut best: Option<(usize, usize, i64)> = None;
    for (first, a) in chunks.iter().enumerate() {
        for (offset, b) in chunks[first + 1..].iter().enumerate() {
            let cost = cost(a, b);
            if best.is_none_or(|(_, _, lowest)| cost < lowest) {
                best = Some((first, first + 1 + offset, cost));
            }
        }
    }
    best
}

/// Bytes that are loaded in vain, less the requests that are saved.
fn cost(a: &Chunk, b: &Chunk) -> i64 {
    let both = (a.modules & b.modules).count_ones() as i64;
    let only_a = a.modules.count_ones() as i64 - both;
    let only_b = b.modules.count_ones() as i64 - both;
    a.size * only_b + b.size * only_a - both * REQUEST
}

fn code_size(info: &OutputModuleInfo, module: &InputModule) -> i64 {
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
            _ => 0,
        })
        .sum()
}
