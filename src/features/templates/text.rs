//! What the pages of templates say.

pub use crate::features::shared::text::VIEW_ONLY_ASK;

// What several of the pages say.
pub const TEMPLATES: &str = "Templates";
pub const TEMPLATE: &str = "Template";
pub const LOADING: &str = "Loading the template";
pub const LOAD_FAILED: &str = "Couldn't load the template";
pub const VIEW_ALL: &str = "View all templates";
pub const USE: &str = "Use template";
pub const YOUR_OWN: &str = "Your own";
pub const DUPLICATE_TO_EDIT: &str = "Duplicate to edit";
pub const BUILT_IN: &str = "Built-in templates are read-only. Duplicate to edit.";

// What a template has.
pub const CHANNEL: &str = "Channel";
pub const STYLE: &str = "Style";
pub const BEST_FOR: &str = "Best for";
pub const ABOUT: &str = "About";
pub const SOURCE: &str = "Source";
pub const TEMPLATE_SOURCE: &str = "Template source";
pub const VARIABLES: &str = "Variables";
pub const PREVIEW: &str = "Preview";

// The list.

pub mod list {
    pub const INSTEAD: &str = "Content can be made without choosing one.";
    pub use crate::features::shared::text::GENERATE_CONTENT as GENERATE;
    pub const NEW: &str = "New template";
    pub const LOADING: &str = "Loading templates";
    pub const LOAD_FAILED: &str = "Couldn't load templates";
    pub const EMPTY_TITLE: &str = "No templates yet";
    pub const EMPTY_HINT: &str = "You can generate content without one.";
    pub const CREATE: &str = "Create a template";
    pub const CLEAR_FILTERS: &str = "Clear filters";

    // What it is narrowed down by.
    pub const SEARCH: &str = "Search templates";
    pub const SEARCH_PLACEHOLDER: &str = "Name, style or feature";
    pub const ALL_STYLES: &str = "All styles";

    // Why it is empty: these follow each other.
    pub const NO_MATCHES: &str = "No templates";

    pub fn for_channel(channel: &str) -> String {
        format!(" for {channel}")
    }

    pub fn in_style(style: &str) -> String {
        format!(" in the style {style}")
    }

    pub fn matching(words: &str) -> String {
        format!(" match “{words}”")
    }
}

// One template in the list.

pub mod card {
    pub const SELECTED: &str = "Selected";
    pub const BEST_FOR_BEFORE: &str = "Best for ";
    pub const VARIABLE: &str = "variable";
    pub const VARIABLES: &str = "variables";

    pub fn style(name: &str) -> String {
        format!("Style {name}")
    }

    pub fn use_template(name: &str) -> String {
        format!("Use template: {name}")
    }

    pub fn preview(name: &str) -> String {
        format!("Preview: {name}")
    }
}

// The dialog with the preview of one template.

pub mod preview_dialog {
    pub const CLOSE: &str = "Close";
    pub const DETAILS: &str = "Details";
    pub const ID_BEFORE: &str = "ID ";
}

// What a template makes of a document.

pub mod preview {
    pub const FAILED: &str = "Couldn't render the preview";
    pub const LOADING: &str = "Rendering";
    pub const OUTDATED: &str = "Showing the last valid preview";

    pub const DOCUMENT: &str = "Preview with";
    pub const SAMPLE: &str = "Sample document";
    pub const NO_MATCHES: &str = "No matches";
    pub const DOCUMENTS_FAILED: &str = "Couldn't load documents";
    pub const USE_SAMPLE: &str = "You can use the sample document";

    pub fn line(line: usize) -> String {
        format!("Line {line}")
    }

    pub fn line_and_column(line: usize, column: u32) -> String {
        format!("Line {line}, column {column}")
    }

    pub fn cannot_render(place: &str) -> String {
        format!("{place}: can't render")
    }

    pub fn go_to_line(line: usize) -> String {
        format!("Go to line {line}")
    }

    pub const ERROR: &str = "This template can't be published";
    pub const WARNING: &str = "Warning";
}

// The variables as a table.

pub mod variables {
    pub const REGION: &str = "Variables, as a table";
    pub const NAME: &str = "Name";
    pub const TYPE: &str = "Type";
    pub const REQUIRED: &str = "Required";
    pub const DEFAULT: &str = "Default";
    pub const DESCRIPTION: &str = "Description";
    pub const OPTIONAL: &str = "Optional";
    pub const NO_DEFAULT: &str = "–";
}

// One template.

pub mod detail {
    pub const MISSING_TITLE: &str = "Template not found";
    pub const MISSING_HINT: &str = "It may have been deleted.";
    pub const NO_VARIABLES: &str = "No variables";

    pub const DUPLICATE: &str = "Duplicate";
    pub const BUILT_IN: &str = "Built in";
    pub const DELETE: &str = "Delete";
    pub const EDIT: &str = "Edit";
    pub const DELETE_FAILED: &str = "Couldn't delete the template";
    pub const NOT_CHANGED: &str = "The template wasn't changed";

    pub const ID: &str = "ID";
    pub const UPDATED: &str = "Updated";

    pub fn by(name: &str) -> String {
        format!(" by {name}")
    }

    pub const NO_SOURCE: &str = "This server doesn't show template source.";
    pub const COPY: &str = "Copy";

    // When it was deleted.
    pub const UNDO: &str = "Undo";

    pub fn deleted(name: &str) -> String {
        format!("Template “{name}” deleted")
    }

    pub fn restored(name: &str) -> String {
        format!("Template “{name}” restored")
    }

    pub fn restore_failed(name: &str) -> String {
        format!("Couldn't restore template “{name}”")
    }
}

// The social platforms.

pub mod platforms {
    pub const TITLE: &str = "Platforms";
    pub const INTRO: &str = "What each platform accepts.";
    pub const LOAD_FAILED: &str = "Couldn't load platforms";
    pub const EMPTY: &str = "No platforms";
    pub const NO_LIMIT: &str = "limit not reported";
    pub const TYPES_BEFORE: &str = "Types: ";

    pub fn limit(count: &str) -> String {
        format!("up to {count} characters")
    }
}

// Writing a template.

pub mod write {
    pub const NEW: &str = "New template";
    pub const EDIT: &str = "Edit template";

    pub fn edit(name: &str) -> String {
        format!("Edit {name}")
    }

    pub const INSTEAD: &str = "You can still use its built-in templates.";
    pub const COPY_LOAD_FAILED: &str = "Couldn't load the template to copy";
    pub const READ_ONLY: &str = "Read-only template";
    pub const VIEW_ONLY: &str = "View only";

    pub fn copy_of(name: &str) -> String {
        format!("{name} copy")
    }

    // The fields.
    pub const NAME: &str = "Template name";
    pub const STYLE_PLACEHOLDER: &str = "modern";
    pub const BEST_FOR_PLACEHOLDER: &str = "Monthly round-ups";
    pub const FEATURES: &str = "Features";
    pub const FEATURES_HINT: &str = "Separated by commas.";
    pub const DESCRIPTION: &str = "Description";

    // What is wrong with them.
    pub const NAME_MISSING: &str = "Enter a name";
    pub const NAME_TAKEN: &str = "A template with this name already exists";
    pub const SOURCE_MISSING: &str = "Enter a source";
    pub const VARIABLE_NAME_MISSING: &str = "Enter a variable name";
    pub const VARIABLE_NAME_INVALID: &str =
        "Use letters, digits and underscores. Don't start with a digit";
    pub const VARIABLE_NAME_TAKEN: &str = "This name is already used";

    pub fn default_invalid(wanted: &str) -> String {
        format!("Enter {wanted}")
    }

    // The variables.
    pub const VARIABLES_HINT_BEFORE: &str = "Set each time you generate. In the source, write ";
    pub const VARIABLES_HINT_CODE: &str = "{{ variables.name }}";
    pub const VARIABLES_HINT_AFTER: &str = ".";
    pub const ADD_VARIABLE: &str = "Add variable";
    pub const UNDECLARED: &str = "Undeclared variables";

    // After the name.
    pub fn used_undeclared(line: usize) -> String {
        format!(" is used on line {line} but isn't declared.")
    }

    pub fn add_variable(name: &str) -> String {
        format!("Add variable {name}")
    }

    pub fn undeclared(name: &str) -> String {
        format!("`{name}` isn't declared as a variable")
    }

    pub fn variable(name_or_number: impl std::fmt::Display) -> String {
        format!("Variable {name_or_number}")
    }

    pub fn remove(variable: &str) -> String {
        format!("Remove {variable}")
    }

    pub const VARIABLE_NAME: &str = "Variable name";
    pub const VARIABLE_TYPE: &str = "Type";
    pub const VARIABLE_DEFAULT: &str = "Default";
    pub const VARIABLE_DESCRIPTION: &str = "Description";
    pub const VARIABLE_REQUIRED: &str = "Required";
    pub const VARIABLE_UNUSED: &str = "Not used in the source.";
    pub const TYPE_TEXT: &str = "Text";
    pub const TYPE_URL: &str = "URL";
    pub const TYPE_NUMBER: &str = "Number";
    pub const TYPE_BOOLEAN: &str = "True or false";
    pub const TYPE_DATE: &str = "Date";

    // The filters of the language.
    pub const FILTERS: &str = "Filters";

    pub fn filter(usage: &str, help: &str) -> String {
        format!("{{{{ variables.name|{usage} }}}}  {help}")
    }

    // Saving.
    pub const CREATE: &str = "Create template";
    pub const SAVE: &str = "Save template";
    pub const NO_CHANGES: &str = "No changes";
    pub const CREATED: &str = "created";
    pub const SAVED: &str = "saved";

    pub fn done(name: &str, participle: &str) -> String {
        format!("Template “{name}” {participle}")
    }

    pub const SAVE_FAILED: &str = "Couldn't save the template";
    pub const KEPT_AS_DRAFT: &str = "Your changes are saved as a draft";

    // The draft that this browser keeps.
    pub const DRAFT_NOT_KEPT: &str = "Draft not saved: browser storage is full or blocked";
    pub const DRAFT_KEPT: &str = "Unsaved · draft kept";
    pub const DRAFT_RESTORED: &str = "Unsaved changes restored";
    pub const DISCARD: &str = "Discard";
    pub const DISCARDED: &str = "Unsaved changes discarded";
    pub const NEWER_TAKEN: &str = "You're editing the newer version";
    pub const RESTORE_MINE: &str = "Restore mine";
    pub const NEW_NOT_SAVED: &str = "New template, not saved";
    pub const CONTINUE: &str = "Continue editing";

    pub fn not_saved(name: &str) -> String {
        format!("“{name}”, not saved")
    }

    // When somebody else has saved meanwhile.
    pub const SOMEONE: &str = "Someone";

    pub fn edited(by: &str) -> String {
        format!("{by} edited this template")
    }

    pub const TIME_AFTER: &str = " · ";
    pub const SAME: &str = "Both versions are the same.";

    pub fn different(fields: &str) -> String {
        format!("Different fields: {fields}.")
    }

    pub const OVERWRITE: &str = "Overwrite";
    pub const TAKE_THEIRS: &str = "Use their version";
    pub const SHOW_THEIR_SOURCE: &str = "Show their source";
    pub const THEIR_SOURCE: &str = "Their source";

    // The fields within a sentence.
    pub const FIELD_NAME: &str = "name";
    pub const FIELD_DESCRIPTION: &str = "description";
    pub const FIELD_CHANNEL: &str = "channel";
    pub const FIELD_STYLE: &str = "style";
    pub const FIELD_FEATURES: &str = "features";
    pub const FIELD_BEST_FOR: &str = "best for";
    pub const FIELD_SOURCE: &str = "source";
    pub const FIELD_VARIABLES: &str = "variables";
}
