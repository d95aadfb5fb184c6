//! Places functions by which modules ran them, not only by which might.
//!
//! A function that no visit ran goes into a file that is loaded later, one beside each file; one
//! that several modules could call but few did goes to those. Each keeps
//! its place in the table of functions. The module that it comes from, its owner, is loaded whenever
//! it may be called, and puts a stub into that place: one that is called before the function's own
//! file is there has that loaded, synchronously, and goes on to the function. Loading the file
//! replaces the stubs, so a file is loaded after the owners of what it holds.
//!
//! Data that is referred to by functions of such files alone goes the same way; a file that is loaded
//! later is loaded after those that hold what it refers to.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::dep_graph::{DepGraph, DepNode};
use crate::options::{Merge, Profile};
use crate::read::{InputFuncId, InputModule};
use crate::split_point::{OutputModuleInfo, SplitModuleIdentifier, SplitPoint};

/// The start of the names of functions that wasm-bindgen runs itself, and then removes.
const DESCRIBE: &str = "__wbindgen_describe";

/// A function of fewer bytes costs less than its stub.
const SMALL: u64 = 40;

/// The owner of a function that was moved to the modules that run it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// The main module.
    Main,
    /// The chunk of the module that is loaded first.
    First,
}

/// Which functions may be placed anew, and what ran them.
pub(crate) struct Placement<'a> {
    module: &'a InputModule<'a>,
    profile: &'a Profile<'a>,
    merge: &'a Merge<'a>,
    /// Functions that stay.
    fixed: HashSet<InputFuncId>,
    entries: HashSet<InputFuncId>,
    /// The set in the profile of each function that it knows: looking up a name takes long.
    sets: HashMap<InputFuncId, usize>,
}

impl<'a> Placement<'a> {
    /// Nothing, where there is no profile.
    pub fn new(
        module: &'a InputModule<'a>,
        dep_graph: &DepGraph,
        needs_shim_in_main: &HashSet<InputFuncId>,
        split_points: &[SplitPoint],
        merge: &'a Merge<'a>,
    ) -> Option<Self> {
        let profile = merge.profile.as_ref()?;
        let mut fixed = described(module, dep_graph, needs_shim_in_main);
        fixed.extend(needs_shim_in_main);
        fixed.extend(module.start);
        let exports = module.exports.iter();
        let exports =
            exports.filter(|export| matches!(export.kind, wasmparser::ExternalKind::Func));
        fixed.extend(exports.map(|export| export.index as InputFuncId));
        let entries = split_points.iter().map(|point| point.export_func).collect();
        let names = module.names.functions.iter();
        let sets = names.filter_map(|(id, name)| Some((*id, (profile.set_of)(name)?)));
        let sets = sets.collect();
        Some(Self {
            module,
            profile,
            merge,
            fixed,
            entries,
            sets,
        })
    }

    /// The modules that ran a function, if the profile knows of it.
    pub fn ran_by(&self, function: InputFuncId) -> Option<&BTreeSet<String>> {
        self.profile.sets.get(*self.sets.get(&function)?)
    }

    /// The modules that a function belongs to; `None` for what has to stay where it is.
    fn modules_of(&self, symbol: &DepNode) -> Option<&BTreeSet<String>> {
        let DepNode::Function(id) = symbol else {
            return None;
        };
        let defined = id.checked_sub(self.module.imported_funcs.len())?;
        let body = self.module.defined_funcs.get(defined)?.body.range();
        if self.fixed.contains(id) || body.end - body.start < SMALL {
            return None;
        }
        self.ran_by(*id)
    }

    /// Moves what every module might call to the modules that did call it.
    pub fn move_functions(
        &self,
        contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
    ) -> HashMap<InputFuncId, Owner> {
        let first = SplitModuleIdentifier::Split(self.merge.first_module.to_owned());
        let mut moves = Vec::new();
        for (name, info) in contents.iter() {
            // The first chunk is there whenever a module is that is loaded with it.
            let is_after_first = match name {
                // What one module alone calls is there when it is called.
                SplitModuleIdentifier::Split(_) if *name != first => continue,
                SplitModuleIdentifier::Split(_) => true,
                SplitModuleIdentifier::Chunk(modules) => {
                    modules.iter().all(|module| self.is_with_first(module))
                }
                SplitModuleIdentifier::Main | SplitModuleIdentifier::Deferred(_) => false,
            };
            let owner = if is_after_first {
                Owner::First
            } else {
                Owner::Main
            };
            for symbol in &info.included_symbols {
                let Some(modules) = self
                    .modules_of(symbol)
                    .filter(|modules| !modules.is_empty())
                else {
                    continue;
                };
                let home = if modules.contains("") {
                    SplitModuleIdentifier::Main
                } else if let (1, Some(only)) = (modules.len(), modules.first()) {
                    SplitModuleIdentifier::Split(only.clone())
                } else {
                    SplitModuleIdentifier::Chunk(modules.clone())
                };
                if let (true, DepNode::Function(id)) = (home != *name, symbol) {
                    moves.push((*id, owner, name.clone(), home));
                }
            }
        }
        let mut owners = HashMap::new();
        for (id, owner, from, home) in moves {
            let symbol = DepNode::Function(id);
            if let Some(info) = contents.get_mut(&from) {
                info.included_symbols.remove(&symbol);
            }
            let is_always_there =
                home == SplitModuleIdentifier::Main || (home == first && owner == Owner::First);
            if !is_always_there {
                owners.insert(id, owner);
            }
            let info = contents.entry(home).or_default();
            info.included_symbols.insert(symbol);
        }
        owners
    }

    /// Puts a copy of each function that was moved into the file that is loaded after its owner: who
    /// calls it on another page than those that ran it needs that one file, not those of a page.
    pub fn copy_moved(
        &self,
        contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
        owners: &HashMap<InputFuncId, Owner>,
    ) {
        let first = first_chunk(contents.keys(), self.merge).cloned();
        for (&id, owner) in owners {
            let owner = match owner {
                Owner::Main => Some(SplitModuleIdentifier::Main),
                Owner::First => first.clone(),
            };
            let symbol = DepNode::Function(id);
            let is_in = |name: &SplitModuleIdentifier| {
                let info = contents.get(name);
                info.is_some_and(|info| info.included_symbols.contains(&symbol))
            };
            let Some(owner) = owner.filter(|owner| !is_in(owner)) else {
                continue;
            };
            let is_always_there = is_in(&SplitModuleIdentifier::Main);
            let later = SplitModuleIdentifier::Deferred(Box::new(owner));
            if let Some(info) = contents.get_mut(&later).filter(|_| !is_always_there) {
                info.included_symbols.insert(symbol);
                info.copies.insert(id);
            }
        }
    }

    fn is_with_first(&self, module: &str) -> bool {
        !module.is_empty() && !self.merge.alone.contains(&module)
    }

    /// Moves what no visit ran to the file that is loaded after each. A module of which an entry
    /// did not run stays whole: it was not opened.
    pub fn defer(
        &self,
        contents: &mut HashMap<SplitModuleIdentifier, OutputModuleInfo>,
        dep_graph: &DepGraph,
    ) {
        let mut deferred = Vec::new();
        for (name, info) in contents.iter_mut() {
            let symbols = info.included_symbols.iter().copied();
            let moved: HashSet<_> = symbols
                .filter(|symbol| {
                    self.modules_of(symbol)
                        .is_some_and(|modules| modules.is_empty())
                })
                .collect();
            let is_entry = |symbol: &DepNode| match symbol {
                DepNode::Function(id) => self.entries.contains(id),
                _ => false,
            };
            let is_split = matches!(name, SplitModuleIdentifier::Split(_));
            if moved.is_empty() || (is_split && moved.iter().any(is_entry)) {
                continue;
            }
            info.included_symbols
                .retain(|symbol| !moved.contains(symbol));
            let later = OutputModuleInfo {
                included_symbols: moved,
                ..Default::default()
            };
            deferred.push((name.clone(), later));
        }
        let is_early = |name: &SplitModuleIdentifier| match name {
            SplitModuleIdentifier::Main => true,
            SplitModuleIdentifier::Chunk(modules) => modules.contains(self.merge.first_module),
            _ => false,
        };
        // Of two files, one is loaded after the other and never both after each other: data goes
        // into the file of an earlier rank only.
        let rank = |name: &SplitModuleIdentifier| match name {
            SplitModuleIdentifier::Main => (0, None),
            _ if is_early(name) => (1, Some(name.clone())),
            _ => (2, None),
        };
        let users = users_of_data(dep_graph);
        let mut later = HashMap::new();
        for (name, info) in &deferred {
            later.extend(
                info.included_symbols
                    .iter()
                    .map(|symbol| (*symbol, name.clone())),
            );
        }
        // Data that is used by such data comes in a further round.
        loop {
            let mut moved = Vec::new();
            for (name, info) in &mut deferred {
                let Some(home) = contents.get_mut(name) else {
                    continue;
                };
                home.included_symbols.retain(|symbol| {
                    let users = users.get(symbol).map(Vec::as_slice).unwrap_or_default();
                    let is_late = |user| match later.get(user) {
                        Some(file) => file == name || rank(name) < rank(file),
                        None => false,
                    };
                    let is_moved = !users.is_empty() && users.iter().all(is_late);
                    if is_moved {
                        info.included_symbols.insert(*symbol);
                        moved.push((*symbol, name.clone()));
                    }
                    !is_moved
                });
            }
            if moved.is_empty() {
                break;
            }
            later.extend(moved);
        }
        for (name, info) in deferred {
            contents.insert(SplitModuleIdentifier::Deferred(Box::new(name)), info);
        }
    }
}

/// The chunk of the module that is loaded first: of those that it needs, the one that fewest load.
pub(crate) fn first_chunk<'n>(
    names: impl Iterator<Item = &'n SplitModuleIdentifier>,
    merge: &Merge,
) -> Option<&'n SplitModuleIdentifier> {
    let chunks = names.filter_map(|name| match name {
        SplitModuleIdentifier::Chunk(modules) if modules.contains(merge.first_module) => {
            Some((modules.len(), name))
        }
        _ => None,
    });
    chunks.min().map(|(_, name)| name)
}

/// What refers to each piece of data.
fn users_of_data(dep_graph: &DepGraph) -> HashMap<DepNode, Vec<DepNode>> {
    let mut users = HashMap::<_, Vec<_>>::new();
    for (user, used) in dep_graph {
        for used in used
            .iter()
            .filter(|used| matches!(used, DepNode::DataSymbol(_)))
        {
            users.entry(*used).or_default().push(*user);
        }
    }
    users
}

/// The functions that describe types to wasm-bindgen, which runs them, and those that they name: it
/// looks for these in the table. `casts` are the functions that ask it for a conversion.
fn described(
    module: &InputModule,
    dep_graph: &DepGraph,
    casts: &HashSet<InputFuncId>,
) -> HashSet<InputFuncId> {
    let exports = module.exports.iter();
    let exports = exports.filter(|export| export.name.starts_with(DESCRIBE));
    let mut open: Vec<_> = exports.map(|export| export.index as InputFuncId).collect();
    open.extend(casts);
    let mut found = HashSet::new();
    while let Some(id) = open.pop() {
        let used = dep_graph.get(&DepNode::Function(id)).into_iter().flatten();
        let used = used.filter_map(|symbol| match symbol {
            DepNode::Function(id) => Some(*id),
            _ => None,
        });
        for id in used {
            let name = module.names.functions.get(&id);
            let describes = name.is_some_and(|name| name.contains("describe"));
            if found.insert(id) && describes {
                open.push(id);
            }
        }
    }
    found
}
