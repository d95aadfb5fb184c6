//! What writing begins with. Pure.

use wire::templates::{Held, Template, TemplateDraft, TemplateId};

use crate::features::templates::text;

/// What writing begins with.
#[derive(Clone, Debug, PartialEq)]
pub struct InitialTemplate {
    /// The stored template that is changed; `None` for a new one.
    pub id: Option<TemplateId>,
    /// The template that a new one is a copy of.
    pub from: Option<TemplateId>,
    /// What the form holds at first.
    pub draft: TemplateDraft,
    /// The version that is changed.
    pub etag: Option<String>,
    /// The newest template on the server.
    pub newest: Option<Held>,
}

/// What a new template says, so that the language can be seen at work.
const FIRST_SOURCE: &str = "<h1>{{ document.title }}</h1>

{{ document.lead }}
{% for section in document.sections %}
  <h2>{{ section.title }}</h2>
  {{ section.html }}
{% endfor %}
";

impl InitialTemplate {
    /// A new template.
    pub fn blank() -> Self {
        Self {
            id: None,
            from: None,
            draft: TemplateDraft {
                source: FIRST_SOURCE.to_owned(),
                ..TemplateDraft::default()
            },
            etag: None,
            newest: None,
        }
    }

    /// A copy of another.
    pub fn copy(of: &Template) -> Self {
        Self {
            id: None,
            from: Some(of.id.clone()),
            draft: TemplateDraft {
                name: text::write::copy_of(&of.name),
                ..of.draft()
            },
            etag: None,
            newest: None,
        }
    }

    /// A change of a stored one.
    pub fn edit(held: Held) -> Self {
        Self {
            id: Some(held.template.id.clone()),
            from: None,
            draft: held.template.draft(),
            etag: held.etag.clone(),
            newest: Some(held),
        }
    }

    /// Its key among the unsaved drafts: each tab has new templates of its own.
    pub fn draft_key(&self, tab: &str) -> String {
        match (&self.id, &self.from) {
            (Some(id), _) => format!("edit {id}"),
            (None, Some(from)) => format!("{NEW_PREFIX}{tab} from {from}"),
            (None, None) => format!("{NEW_PREFIX}{tab}"),
        }
    }
}

/// What the key of a new template begins with, before the tab that it was begun in.
const NEW_PREFIX: &str = "new ";

/// The tab that a new template was begun in, by its key; `None` for any other.
pub fn tab_of_draft_key(draft_key: &str) -> Option<&str> {
    let tab = draft_key.strip_prefix(NEW_PREFIX)?;
    (!tab.contains(' ')).then_some(tab)
}

/// The fields in which two drafts differ, by the names they have on the screen.
pub fn differences(one: &TemplateDraft, other: &TemplateDraft) -> Vec<&'static str> {
    [
        (text::write::FIELD_NAME, one.name != other.name),
        (
            text::write::FIELD_DESCRIPTION,
            one.description != other.description,
        ),
        (text::write::FIELD_CHANNEL, one.channel != other.channel),
        (text::write::FIELD_STYLE, one.style != other.style),
        (text::write::FIELD_FEATURES, one.features != other.features),
        (text::write::FIELD_BEST_FOR, one.best_for != other.best_for),
        (text::write::FIELD_SOURCE, one.source != other.source),
        (
            text::write::FIELD_VARIABLES,
            one.variables != other.variables,
        ),
    ]
    .into_iter()
    .filter_map(|(name, differs)| differs.then_some(name))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sheet_has_a_draft_of_its_own() {
        let template: Template = serde_json::from_str(
            r#"{"id":"t","name":"T","channel":"email","source":"x","builtin":true}"#,
        )
        .unwrap();
        let held = Held {
            template: template.clone(),
            etag: None,
        };
        let draft_keys = [
            InitialTemplate::blank(),
            InitialTemplate::copy(&template),
            InitialTemplate::edit(held),
        ];
        let draft_keys: Vec<_> = draft_keys.iter().map(|it| it.draft_key("7")).collect();
        assert_eq!(draft_keys, ["new 7", "new 7 from t", "edit t"]);
        let tabs: Vec<_> = draft_keys.iter().map(|it| tab_of_draft_key(it)).collect();
        assert_eq!(tabs, [Some("7"), None, None]);
        let copy = InitialTemplate::copy(&template).draft;
        assert_eq!(differences(&copy, &template.draft()), ["name"]);
    }
}
