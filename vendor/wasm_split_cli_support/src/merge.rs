//! Merges shared chunks until every module loads few.
//!
//! A chunk holds what the modules of a set have in common, so there are up to as many chunks as
//! there are sets. A function may also lie in the chunk of a larger set: all who need it load that
//! one too. What it costs are the bytes that the added modules load without needing them.

use std::collections::{BTreeSet, HashMap};

use wasmparser::SymbolInfo;

use crate::dep_graph::DepNode;
use crate::options::Merge;
use crate::place::Placement;
use crate::read::InputModule;
use crate::split_point::{OutputModuleInfo, SplitModuleIdentifier};

/// What a module counts that is opened first now and then, what a frequent one does, and what one
/// does that is loaded without the first: what that has is large.
const OTHER: i64 = 2;
const FREQUENT: i64 = 16;
const ALONE: i64 = 60;

/// How often the search begins again with the best plan, and how many moves each round tries.
const ROUNDS: u32 = 16;
const MOVES: u32 = 20_000_000;

/// What a move may cost when a round begins, in weighted bytes; it falls to a thousandth of that.
const COSTLIEST: f64 = 60_000.0;

/// What a byte costs that is loaded in vain.
struct Weights {
    frequent: u128,
    alone: u128,
}

impl Weights {
    fn of(&self, modules: u128) -> i64 {
        let count = |modules: u128| i64::from(modules.count_ones());
        OTHER * count(modules)
            + (FREQUENT - OTHER) * count(modules & self.frequent)
            + (ALONE - OTHER) * count(modules & self.alone)
    }
}

/// What the modules of one set have in common.
struct Part {
    /// A bit for each module that needs it.
    modules: u128,
    size: i64,
}

/// Parts that are loaded together.
#[derive(Clone, Default)]
struct Chunk {
    /// A bit for each module that loads it.
    modules: u128,
    size: i64,
    /// How many parts each module needs of it.
    needed: Vec<u32>,
}

impl Chunk {
    /// With one more part.
    fn add(&mut self, part: &Part) {
        self.needed.resize(u128::BITS as usize, 0);
        for module in bits(part.modules) {
            self.needed[module] += 1;
        }
        self.modules |= part.modules;
        self.size += part.size;
    }

    /// Without one of its parts.
    fn remove(&mut self, part: &Part) {
        self.modules = self.modules_without(part);
        self.size -= part.size;
        for module in bits(part.modules) {
            self.needed[module] -= 1;
        }
    }

    /// The modules that would load it without one of its parts.
    fn modules_without(&self, part: &Part) -> u128 {
        let alone = bits(part.modules).filter(|&module| self.needed[module] == 1);
        alone.fold(self.modules, |modules, module| modules & !(1 << module))
    }
}

/// The places of the bits that are set.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(place)
    })
}

/// Merges the cheapest pair of chunks, again and again, until no module loads more than
/// `merge.max_chunks_per_module`.
pub(crate) fn merge_chunks(
    contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
    module: &InputModule,
    merge: &Merge,
    placement: Option<&Placement>,
) {
    let mut names = BTreeSet::new();
    for name in contents.keys() {
        match name {
            SplitModuleIdentifier::Main | SplitModuleIdentifier::Deferred(_) => {}
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
            SplitModuleIdentifier::Main | SplitModuleIdentifier::Deferred(_) => false,
            // Who loads the first module loads it, as a chunk that all modules share.
            SplitModuleIdentifier::Split(name) => bit(name) & first != 0,
            SplitModuleIdentifier::Chunk(_) => true,
        })
        .cloned()
        .collect();
    // The order decides between equal costs, and a build must be repeatable.
    shared.sort();
    let mut parts = Vec::new();
    let mut infos = Vec::new();
    for name in shared {
        let modules = match &name {
            SplitModuleIdentifier::Main | SplitModuleIdentifier::Deferred(_) => 0,
            SplitModuleIdentifier::Split(name) => bit(name),
            SplitModuleIdentifier::Chunk(modules) => {
                modules.iter().fold(0, |bits, name| bits | bit(name))
            }
        };
        if let Some(info) = contents.remove(&name) {
            parts.push(Part {
                // What the first module needs is loaded with every other one as well.
                modules: if modules & first == 0 {
                    modules
                } else {
                    modules | with_first
                },
                size: size_at_once(&info, module, placement),
            });
            infos.push(info);
        }
    }
    let plan = Plan::search(&parts, &weights, names.len(), merge.max_chunks_per_module);
    let all = names.iter().fold(0, |bits, name| bits | bit(name));
    for (number, &at) in plan.places.iter().enumerate() {
        let chunk = &plan.chunks[at];
        let modules = names.iter().filter(|name| chunk.modules & bit(name) != 0);
        let name = match chunk.modules {
            // Whoever loads anything loads it.
            modules if modules == all => SplitModuleIdentifier::Main,
            _ => SplitModuleIdentifier::Chunk(modules.cloned().collect()),
        };
        let info = std::mem::take(&mut infos[number]);
        let home = contents.entry(name).or_default();
        home.included_symbols.extend(info.included_symbols);
    }
}

/// Which chunk each part is in.
#[derive(Clone)]
struct Plan<'a> {
    parts: &'a [Part],
    weights: &'a Weights,
    max_chunks: usize,
    /// The number of the chunk of each part.
    places: Vec<usize>,
    /// Some may have become empty.
    chunks: Vec<Chunk>,
    /// How many chunks each module loads.
    counts: Vec<usize>,
    /// The bytes that are loaded, weighted.
    loaded: i64,
}

impl<'a> Plan<'a> {
    /// The best plan that is found near a first one, by threshold accepting: single parts are moved at
    /// random, also where that costs something, which leads out of plans that no single move betters.
    fn search(parts: &'a [Part], weights: &'a Weights, modules: usize, max_chunks: usize) -> Self {
        let mut best = Self::merged(parts, weights, modules, max_chunks);
        if parts.is_empty() {
            return best;
        }
        let mut random = Random(7);
        for _ in 0..ROUNDS {
            let mut plan = best.clone();
            let mut threshold = COSTLIEST;
            for step in 0..MOVES {
                if step % 4096 == 0 {
                    let progress = f64::from(step) / f64::from(MOVES);
                    threshold = COSTLIEST * 0.001_f64.powf(progress);
                }
                let number = random.below(parts.len());
                let to = random.below(plan.chunks.len());
                let gain = plan.gain(number, to);
                if let Some(gain) = gain.filter(|&gain| -gain as f64 <= threshold - 1.0) {
                    plan.move_part(number, to, gain);
                    if plan.loaded < best.loaded {
                        best.clone_from(&plan);
                    }
                }
            }
        }
        best
    }

    /// Merges the cheapest pair of chunks, again and again, until no module loads too many.
    fn merged(parts: &'a [Part], weights: &'a Weights, modules: usize, max_chunks: usize) -> Self {
        let mut chunks: Vec<_> = parts.iter().map(|part| (part.modules, part.size)).collect();
        let mut members: Vec<_> = (0..parts.len()).map(|number| vec![number]).collect();
        loop {
            let crowded = crowded(&chunks, modules, max_chunks);
            let Some((first, second)) = cheapest(&chunks, crowded, weights) else {
                break;
            };
            let (modules, size) = chunks.remove(second);
            chunks[first].0 |= modules;
            chunks[first].1 += size;
            let moved = members.remove(second);
            members[first].extend(moved);
        }
        let mut plan = Self {
            parts,
            weights,
            max_chunks,
            places: vec![0; parts.len()],
            chunks: vec![Chunk::default(); chunks.len()],
            counts: vec![0; u128::BITS as usize],
            loaded: 0,
        };
        for (at, members) in members.into_iter().enumerate() {
            for number in members {
                plan.places[number] = at;
                plan.chunks[at].add(&parts[number]);
            }
        }
        for chunk in &plan.chunks {
            plan.loaded += chunk.size * weights.of(chunk.modules);
            for module in bits(chunk.modules) {
                plan.counts[module] += 1;
            }
        }
        plan
    }

    /// What is loaded less, weighted, if a part goes to another chunk; `None` if it is there, or if
    /// a module would load too many chunks.
    fn gain(&self, number: usize, to: usize) -> Option<i64> {
        let part = &self.parts[number];
        let from = &self.chunks[self.places[number]];
        if self.places[number] == to {
            return None;
        }
        let to = &self.chunks[to];
        let rest = from.modules_without(part);
        let widened = part.modules & !to.modules;
        let narrowed = from.modules & !rest;
        let is_allowed =
            bits(widened & !narrowed).all(|module| self.counts[module] < self.max_chunks);
        let saved = from.size * self.weights.of(from.modules)
            - (from.size - part.size) * self.weights.of(rest);
        let added = (to.size + part.size) * self.weights.of(to.modules | part.modules)
            - to.size * self.weights.of(to.modules);
        is_allowed.then_some(saved - added)
    }

    /// Moves a part to another chunk, which gains so much.
    fn move_part(&mut self, number: usize, to: usize, gain: i64) {
        let part = &self.parts[number];
        let from = self.places[number];
        for at in [from, to] {
            bits(self.chunks[at].modules).for_each(|module| self.counts[module] -= 1);
        }
        self.chunks[from].remove(part);
        self.chunks[to].add(part);
        for at in [from, to] {
            bits(self.chunks[at].modules).for_each(|module| self.counts[module] += 1);
        }
        self.places[number] = to;
        self.loaded -= gain;
    }
}

/// Numbers that look random and are the same in each build.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The modules that load too many chunks.
fn crowded(chunks: &[(u128, i64)], modules: usize, max_chunks: usize) -> u128 {
    (0..modules)
        .map(|at| 1_u128 << at)
        .filter(|module| {
            let loaded = chunks.iter().filter(|chunk| chunk.0 & module != 0);
            loaded.count() > max_chunks
        })
        .fold(0, |crowded, module| crowded | module)
}

/// The pair whose merge costs least beside the crowded modules that it helps; the first index is the
/// smaller one.
fn cheapest(chunks: &[(u128, i64)], crowded: u128, weights: &Weights) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize, i64)> = None;
    for (first, a) in chunks.iter().enumerate() {
        for (offset, b) in chunks[first + 1..].iter().enumerate() {
            let cost = cost(a, b, weights);
            let helped = i64::from((a.0 & b.0 & crowded).count_ones());
            if helped == 0 {
                continue;
            }
            let cost = cost / helped.pow(3);
            if best.is_none_or(|(_, _, lowest)| cost < lowest) {
                best = Some((first, first + 1 + offset, cost));
            }
        }
    }
    best.map(|(first, second, _)| (first, second))
}

/// Bytes that are loaded in vain.
fn cost(a: &(u128, i64), b: &(u128, i64), weights: &Weights) -> i64 {
    let only_a = weights.of(a.0 & !b.0);
    let only_b = weights.of(b.0 & !a.0);
    a.1 * only_b + b.1 * only_a
}

/// What is loaded at once, in bytes.
fn size_at_once(
    info: &OutputModuleInfo,
    module: &InputModule,
    placement: Option<&Placement>,
) -> i64 {
    let is_deferred = |id: &usize| {
        let modules = placement.and_then(|placement| placement.ran_by(*id));
        modules.is_some_and(|modules| modules.is_empty())
    };
    info.included_symbols
        .iter()
        .map(|symbol| match symbol {
            DepNode::Function(id) if is_deferred(id) => 0,
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
