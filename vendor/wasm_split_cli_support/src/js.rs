use eyre::Result;
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
    path::Path,
};

use crate::{
    dep_graph::DepNode,
    emit::{EmitState, Stubs},
    magic_constants,
    read::InputModule,
    split_point::{OutputModuleInfo, SplitModuleIdentifier, SplitProgramInfo, MAIN_MODULE},
    tracing_support::perf_span,
};

type PrefetchMap = HashMap<String, Vec<String>>;
pub struct LinkModuleWriter<'p> {
    emit_state: &'p EmitState<'p>,
    input_module: &'p InputModule<'p>,
    input_options: &'p crate::Options<'p>,
    program_info: &'p SplitProgramInfo,
    javascript: String,
    prefetch_map: PrefetchMap,
    deferred: Vec<String>,
    /// The numbers of the files that are loaded before each.
    before: BTreeMap<usize, BTreeSet<usize>>,
}

impl<'p> LinkModuleWriter<'p> {
    fn new(program_info: &'p SplitProgramInfo, emit_state: &'p EmitState<'p>) -> Self {
        Self {
            program_info,
            emit_state,
            input_module: emit_state.input(),
            input_options: emit_state.input_options(),
            javascript: String::new(),
            prefetch_map: HashMap::new(),
            deferred: Vec::new(),
            before: BTreeMap::new(),
        }
    }
    /// The filestems of what is loaded later than the modules.
    pub fn deferred(&self) -> &[String] {
        &self.deferred
    }
    fn canary_name(&self) -> &str {
        self.program_info.canary_export_name()
    }
    fn write_main_import(&mut self, mod_path: &str) -> Result<()> {
        match self.input_options.target {
            crate::OutputTarget::Web(_) => writeln!(
                &mut self.javascript,
                r#"import {{ initSync }} from "{}";
"#,
                mod_path
            )?,
            crate::OutputTarget::Bundler(_) => writeln!(
                &mut self.javascript,
                r#"import * as __wasm from "{}";
"#,
                mod_path
            )?,
        }
        Ok(())
    }
    fn write_get_shared_imports(&mut self, main_shares: &str) -> Result<()> {
        let canary_props = if self.input_module.options.debug_assertions {
            format!("{}: ~0xdead,", self.canary_name())
        } else {
            String::new()
        };
        let main_exports = match self.input_options.target {
            crate::OutputTarget::Web(_) => "initSync(undefined, undefined)",
            crate::OutputTarget::Bundler(_) => "__wasm",
        };
        Ok(write!(
            &mut self.javascript,
            r#"let sharedImports = undefined;
function getSharedImports() {{
    if (sharedImports === undefined) {{
        sharedImports = {{ __wasm_split: {{ {canary_props} }} }};
        const {{ {main_shares} }} = {main_exports};
        Object.assign(sharedImports.__wasm_split, {{ {main_shares} }});
    }}
    return sharedImports;
}}
"#
        )?)
    }
    fn write_runtime(&mut self) {
        let merge = self.input_options.merge.as_ref();
        let quiet = merge.and_then(|merge| merge.fetch_later_after);
        let quiet = quiet.map_or("null".to_owned(), |quiet| quiet.to_string());
        self.javascript += &format!("const QUIET = {quiet};\n");
        self.javascript
            .push_str(include_str!("./snippets/split_wasm.js"));
        self.javascript
            .push_str(include_str!("./snippets/stubs.js"));
    }
    fn write_export_const(&mut self, name: &str, def: &impl std::fmt::Display) -> Result<()> {
        Ok(writeln!(
            &mut self.javascript,
            "export const {name} = {def};"
        )?)
    }
    /// Writes a file of the program: its address, the numbers of the files that are loaded before
    /// it, and the number of the one that is loaded after it.
    fn write_file(&mut self, program: &SplitProgramInfo, number: usize) -> Result<()> {
        let (name, info) = &program.output_modules[number];
        let functions = info.included_symbols.iter();
        let before: BTreeSet<_> = functions
            .filter_map(|symbol| match symbol {
                DepNode::Function(id) => program.owner_of(*id),
                _ => None,
            })
            .chain(
                program
                    .deferred_data_of
                    .get(&number)
                    .into_iter()
                    .flatten()
                    .copied(),
            )
            .filter(|&other| other != number && other != MAIN_MODULE)
            .collect();
        self.before.insert(number, before.clone());
        let before: Vec<_> = before.iter().map(usize::to_string).collect();
        let before = before.join(", ");
        let mut details = String::new();
        if let Some(after) = later_than(program, number) {
            write!(details, "after: {after}, ")?;
        }
        let stubs = self.emit_state.stubs_of(number, program);
        if !stubs.runs.is_empty() {
            write!(details, "stubs: {}, ", stubs_text(&stubs))?;
        }
        let file_name = name.filename(number);
        if matches!(name, SplitModuleIdentifier::Deferred(_)) {
            self.deferred.push(file_name.clone());
            details += "priority: \"low\", ";
        }
        // Bundlers and the build know this form of an address.
        let address = format!("new URL(\"./{file_name}.wasm\", import.meta.url)");
        Ok(writeln!(
            &mut self.javascript,
            "files[{number}] = makeFile({address}, [{before}], {{ {details}}});"
        )?)
    }
    /// Writes what is called before the program starts: the main module may call any function.
    fn write_prepare(&mut self, program: &SplitProgramInfo) -> Result<()> {
        let all = (0..program.output_modules.len())
            .map(|number| self.emit_state.stubs_of(number, program));
        let used: BTreeSet<_> = all
            .flat_map(|stubs| stubs.runs)
            .map(|run| run.type_id)
            .collect();
        let types = used.into_iter().map(|type_id| {
            let ty = &self.input_module.types[type_id];
            let (params, results) = (value_types(ty.params()), value_types(ty.results()));
            format!("{type_id}: [{params:?}, {results:?}]")
        });
        let types = types.collect::<Vec<_>>().join(", ");
        writeln!(self.javascript, "const TYPES = {{ {types} }};")?;
        let stubs = stubs_text(&self.emit_state.stubs_of(MAIN_MODULE, program));
        let later = later_than(program, MAIN_MODULE);
        let load_later = later.map_or(String::new(), |later| format!("later.push({later});"));
        let name = magic_constants::PREPARE;
        Ok(writeln!(
            self.javascript,
            "export function {name}(main) {{ makeStubs({stubs}, main.__indirect_function_table); {load_later} settle(); }}"
        )?)
    }
    /// Refuses files that would wait for each other.
    fn check_order(&self, program: &SplitProgramInfo) -> Result<()> {
        let mut open = self.before.clone();
        loop {
            let loaded = |number: &usize| !open.contains_key(number);
            let ready: Vec<_> = open
                .iter()
                .filter(|(_, before)| before.iter().all(loaded))
                .map(|(number, _)| *number)
                .collect();
            if ready.is_empty() {
                break;
            }
            open.retain(|number, _| !ready.contains(number));
        }
        let names: Vec<_> = open
            .iter()
            .map(|(number, before)| {
                format!(
                    "{} after {before:?}",
                    program.output_modules[*number].0.filename(*number)
                )
            })
            .collect();
        eyre::ensure!(names.is_empty(), "files wait for each other: {names:?}");
        Ok(())
    }
    fn write_loaders(&mut self, program: &SplitProgramInfo) -> Result<()> {
        let mut split_files = HashMap::<String, Vec<usize>>::new();
        for (number, (name, module)) in program.output_modules.iter().enumerate() {
            if module.is_empty || matches!(name, SplitModuleIdentifier::Main) {
                continue;
            }
            self.write_file(program, number)?;
            let splits: Vec<_> = match name {
                SplitModuleIdentifier::Chunk(splits) => splits.iter().collect(),
                SplitModuleIdentifier::Split(split) => vec![split],
                SplitModuleIdentifier::Main | SplitModuleIdentifier::Deferred(_) => vec![],
            };
            for split in splits {
                split_files.entry(split.clone()).or_default().push(number);
            }
        }
        self.check_order(program)?;
        let modules: BTreeSet<_> = program
            .split_points
            .iter()
            .map(|point| point.module_name.clone())
            .collect();
        for split in modules {
            let numbers = split_files.remove(&split).unwrap_or_default();
            let names = numbers.iter().map(|&number| {
                let (name, _) = &program.output_modules[number];
                name.filename(number)
            });
            self.prefetch_map.insert(split.clone(), names.collect());
            let loader_name = SplitModuleIdentifier::Split(split).loader_name();
            self.write_export_const(&loader_name, &format_args!("makeLoader({numbers:?})"))?;
        }
        self.write_prepare(program)
    }

    pub fn emit(self, path: &Path) -> Result<PrefetchMap> {
        std::fs::write(path, self.javascript)?;
        Ok(self.prefetch_map)
    }
}

/// Stubs as `makeStubs` reads them.
fn stubs_text(stubs: &Stubs) -> String {
    let runs = stubs.runs.iter();
    let runs = runs.map(|run| format!("[{}, {}, {}]", run.home, run.type_id, run.count));
    format!(
        "[{}, [{}]]",
        stubs.first,
        runs.collect::<Vec<_>>().join(", ")
    )
}

/// The types as they are encoded.
fn value_types(types: &[wasmparser::ValType]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for &ty in types {
        if let Ok(ty) = wasm_encoder::ValType::try_from(ty) {
            wasm_encoder::Encode::encode(&ty, &mut bytes);
        }
    }
    bytes
}

/// The file that is loaded after another.
fn later_than(program: &SplitProgramInfo, number: usize) -> Option<usize> {
    (0..program.output_modules.len()).find(|&other| program.after(other) == Some(number))
}

fn reexported_shared_symbols(
    emit_state: &EmitState,
    program_info: &SplitProgramInfo,
    module: &OutputModuleInfo,
) -> Result<String> {
    let mut shares = String::new();
    let mut exported: Vec<_> = program_info
        .shared_deps
        .iter()
        .filter_map(|dep| {
            if let DepNode::Function(_) | DepNode::DataSymbol(_) = dep {
                return None;
            }
            if !module.included_symbols.contains(dep) {
                return None;
            }
            Some(emit_state.name_for(dep))
        })
        .collect();
    exported.sort();
    for export in exported {
        let () = write!(&mut shares, "{}, ", export.as_ref())?;
    }
    Ok(shares)
}

pub fn link_module<'p>(
    main_module_path: &str,
    program_info: &'p SplitProgramInfo,
    emit_state: &'p EmitState,
) -> Result<LinkModuleWriter<'p>> {
    let js_emit_span = perf_span!("emit js");
    let _emit_span = js_emit_span.enter();
    let mut link_module = LinkModuleWriter::new(program_info, emit_state);

    let (_, main_module) = program_info
        .output_modules
        .iter()
        .find(|(id, _)| matches!(id, SplitModuleIdentifier::Main))
        .unwrap();
    let main_shared = reexported_shared_symbols(emit_state, program_info, main_module)?;

    link_module.write_main_import(main_module_path)?;
    link_module.write_get_shared_imports(&main_shared)?;
    link_module.write_runtime();
    link_module.write_loaders(program_info)?;
    Ok(link_module)
}
