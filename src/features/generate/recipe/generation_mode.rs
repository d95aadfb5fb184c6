//! The ways in which a backend makes content, and what each can do.
//!
//! The one place of this page that knows how the backend that customers run differs.

use wire::{
    Call,
    channel::{Channel, Platform},
    documents::DocumentId,
    generate::{self, GenerateRequest, Options, Preview},
    shipped::{
        self,
        generate::CannotGenerate,
        sync::{CannotSync, SyncRequest},
    },
    templates::Template,
};

use super::{
    super::text,
    Recipe,
    field::Field,
    problems::{ChosenTemplate, RecipeProblem, problems},
};

/// How this backend makes what the form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GenerationMode {
    /// From any document, as a job: the contract's way.
    Contract,
    /// From the server's own living document, published at once.
    Living,
    /// As a job for a document's id, of which nothing can be previewed.
    ById,
}

/// Platforms that a job by a document's id can post to.
const BY_ID_PLATFORMS: [Platform; 3] = [Platform::Twitter, Platform::LinkedIn, Platform::Facebook];

impl GenerationMode {
    /// The mode for a document, on a server that serves generating in its own way or not.
    pub fn of(is_shipped: bool, document: Option<&DocumentId>) -> Self {
        match (is_shipped, document) {
            (false, _) => Self::Contract,
            (true, None) => Self::Living,
            (true, Some(_)) => Self::ById,
        }
    }

    /// Why a field counts for nothing here; `None` where it counts.
    pub fn ignores(self, field: &Field) -> Option<&'static str> {
        match (self, field) {
            (Self::Contract, _) => None,
            (_, Field::Tone) => Some(text::recipe::NO_TONES),
            (Self::Living, Field::Schedule) => Some(text::recipe::PUBLISHES_IMMEDIATELY),
            (Self::ById, Field::Schedule) => Some(text::recipe::NO_SCHEDULING),
            (_, Field::Variable(_)) => Some(text::recipe::NO_VALUES),
            (Self::ById, Field::Template) => Some(text::recipe::NO_TEMPLATES),
            (_, Field::Options) => Some(text::recipe::NO_OPTIONS),
            _ => None,
        }
    }

    /// Whether fields for search engines can be asked for.
    pub fn takes_seo(self) -> bool {
        self != Self::ById
    }

    /// Why nothing can be previewed.
    pub fn no_preview(self) -> Option<&'static str> {
        (self == Self::ById).then_some(text::recipe::NO_PREVIEW)
    }

    /// Why a dry run is no choice.
    pub fn no_dry_run(self) -> Option<&'static str> {
        (self == Self::ById).then_some(text::recipe::NO_DRY_RUN)
    }

    /// Whether what goes out may be worded in another way than the preview.
    pub fn rewords(self) -> bool {
        self == Self::Living
    }

    /// The platforms to choose from, of those that the server lists.
    pub fn platforms(self, listed: &[Platform]) -> Vec<Platform> {
        match self {
            Self::ById => BY_ID_PLATFORMS.to_vec(),
            Self::Living if !listed.is_empty() => listed.to_vec(),
            Self::Contract | Self::Living => Platform::KNOWN.to_vec(),
        }
    }

    /// What is not right, in the order of the form.
    pub fn problems(
        self,
        recipe: &Recipe,
        chosen: &ChosenTemplate,
        now_millis: f64,
    ) -> Vec<RecipeProblem> {
        let mut found = problems(recipe, chosen, now_millis);
        if self == Self::Contract {
            return found;
        }
        found.retain(|problem| match &problem.field {
            Field::Document => false,
            field => self.ignores(field).is_none(),
        });
        if !recipe.schedule.is_empty() && !recipe.dry_run {
            // Nobody who asked for a time may find it published at once.
            let message = text::recipe::CANNOT_SCHEDULE;
            found.push(RecipeProblem::new(Field::Schedule, message));
        }
        let refused = match self {
            Self::Living => living(&self.wanted(recipe, None)).err().map(of_living),
            _ => by_id(recipe).err().map(of_sync),
        };
        if let Some(problem) = refused
            && !found.iter().any(|known| known.field == problem.field)
        {
            found.push(problem);
        }
        found.sort_by(|one, other| one.field.cmp(&other.field));
        found
    }

    /// What a preview would ask for; what counts for nothing here is left out, so that it
    /// never makes a preview look old.
    pub fn wanted(self, recipe: &Recipe, template: Option<&Template>) -> GenerateRequest {
        let request = recipe.to_preview(template);
        match self {
            Self::Contract => request,
            Self::Living | Self::ById => GenerateRequest {
                tone: None,
                options: Options {
                    seo: request.options.seo,
                    ..Options::default()
                },
                ..request
            },
        }
    }

    /// Asks for a preview; `None` where there is none to be had.
    pub fn preview(self, request: &GenerateRequest) -> Option<Call<Preview>> {
        match self {
            Self::Contract => Some(generate::preview(request)),
            Self::Living => {
                let recipe = living(request).ok()?;
                Some(shipped::generate::preview(&recipe))
            }
            Self::ById => None,
        }
    }

    /// What a click on Generate will do.
    pub fn summary(self, recipe: &Recipe) -> String {
        let places = places(recipe);
        if recipe.dry_run && self != Self::ById {
            return text::recipe::DRY_RUN.to_owned();
        }
        let at = recipe.schedule.shown().and_then(wire::Stamp::epoch_millis);
        match (self, at) {
            (Self::Contract, _) if recipe.schedule.unreadable().is_some() => {
                text::recipe::set_schedule(&places)
            }
            (Self::Contract, Some(at)) => {
                text::recipe::publishes_at(&crate::ui::format_absolute(at), &places)
            }
            (Self::Contract, None) => text::recipe::publishes_now(&places),
            (Self::Living, _) => text::recipe::publishes_living(&places),
            (Self::ById, _) => {
                let document = recipe.document.as_ref().map_or("", DocumentId::as_str);
                text::recipe::publishes_document(document, &places)
            }
        }
    }
}

/// The request in the words of the backend as shipped.
pub fn living(request: &GenerateRequest) -> Result<shipped::generate::Recipe, CannotGenerate> {
    shipped::generate::Recipe::from_request(request)
}

/// The request for a job by the document's id.
pub fn by_id(recipe: &Recipe) -> Result<SyncRequest, CannotSync> {
    let document = recipe.document.clone().unwrap_or_default();
    SyncRequest::new(&document, &recipe.channels, &recipe.platforms)
}

fn of_living(problem: CannotGenerate) -> RecipeProblem {
    let field = match problem {
        CannotGenerate::NoChannel | CannotGenerate::UnknownChannel(_) => Field::Channels,
        CannotGenerate::UnknownPlatform(_) => Field::Platforms,
        CannotGenerate::Schedule => Field::Schedule,
    };
    RecipeProblem::new(field, sentence(&problem.to_string())).blocking()
}

fn of_sync(problem: CannotSync) -> RecipeProblem {
    let field = match problem {
        CannotSync::NoDocument | CannotSync::Slash => Field::Document,
        CannotSync::NoChannel | CannotSync::UnknownChannel(_) => Field::Channels,
        CannotSync::NoPlatform | CannotSync::UnknownPlatform(_) => Field::Platforms,
    };
    RecipeProblem::new(field, sentence(&problem.to_string())).blocking()
}

/// Problems stand at their fields without a full stop.
fn sentence(text: &str) -> String {
    text.trim_end_matches('.').to_owned()
}

fn places(recipe: &Recipe) -> String {
    let place = |channel: &Channel| match channel {
        Channel::Social => {
            let platforms: Vec<_> = recipe.platforms.iter().map(Platform::label).collect();
            text::recipe::social(&platforms.join(", "))
        }
        other => other.label(),
    };
    let places: Vec<_> = recipe.channels.iter().map(place).collect();
    places.join(", ")
}

#[cfg(test)]
mod tests {
    use wire::{Stamp, generate::Tone};

    use super::*;
    use crate::ui::FieldValue;

    fn recipe() -> Recipe {
        Recipe {
            channels: vec![Channel::Email, Channel::Social],
            tone: Tone::Friendly,
            ..Recipe::default()
        }
    }

    fn of(id: &str) -> Recipe {
        Recipe {
            document: Some(id.into()),
            ..recipe()
        }
    }

    #[track_caller]
    fn check(mode: GenerationMode, recipe: &Recipe, expected: &[Field]) {
        let found = mode.problems(recipe, &ChosenTemplate::Unknown, 0.0);
        let fields: Vec<_> = found.into_iter().map(|problem| problem.field).collect();
        assert_eq!(fields, expected);
    }

    #[test]
    fn the_document_decides_how_the_shipped_backend_works() {
        let id = DocumentId::from("gdocs:1");
        assert_eq!(GenerationMode::of(true, None), GenerationMode::Living);
        assert_eq!(GenerationMode::of(true, Some(&id)), GenerationMode::ById);
        assert_eq!(GenerationMode::of(false, None), GenerationMode::Contract);
    }

    #[test]
    fn preview_only_and_no_tone() {
        let request = GenerationMode::Living.wanted(&recipe(), None);
        let body = GenerationMode::Living
            .preview(&request)
            .unwrap()
            .body
            .clone()
            .unwrap();
        assert!(body.contains(r#""preview_only":true"#));
        for word in ["tone", "dry_run", "schedule", "variables", "document"] {
            assert!(!body.contains(word), "{word} in {body}");
        }
        // The contract's request is left as it is.
        let request = GenerationMode::Contract.wanted(&recipe(), None);
        assert_eq!(request.tone, Some(Tone::Friendly));
    }

    #[test]
    fn what_counts_for_nothing_makes_no_preview_old() {
        let other = Recipe {
            tone: Tone::Urgent,
            hashtags: false,
            ..recipe()
        };
        let wanted = |recipe| GenerationMode::Living.wanted(recipe, None);
        assert_eq!(wanted(&recipe()), wanted(&other));
    }

    #[test]
    fn never_an_empty_channel_list() {
        for mode in [GenerationMode::Living, GenerationMode::ById] {
            let none = Recipe {
                channels: Vec::new(),
                ..of("doc")
            };
            check(mode, &none, &[Field::Channels]);
        }
        let lonely = Recipe {
            platforms: Vec::new(),
            ..of("doc")
        };
        check(GenerationMode::ById, &lonely, &[Field::Platforms]);
        let request = by_id(&of("doc")).unwrap();
        let words: Vec<_> = request.channels().iter().map(|it| it.as_str()).collect();
        assert_eq!(words, ["email", "twitter", "linkedin"]);
    }

    #[test]
    fn the_living_document_needs_no_choice_and_an_id_must_lead_to_a_job() {
        check(GenerationMode::Living, &recipe(), &[]);
        check(GenerationMode::Contract, &recipe(), &[Field::Document]);
        check(GenerationMode::ById, &of("gdocs:abc"), &[]);
        check(GenerationMode::ById, &of("a/b"), &[Field::Document]);
        let pictures = Recipe {
            platforms: vec![Platform::Instagram],
            ..of("doc")
        };
        check(GenerationMode::ById, &pictures, &[Field::Platforms]);
        check(
            GenerationMode::Living,
            &Recipe {
                document: None,
                ..pictures
            },
            &[],
        );
    }

    #[test]
    fn a_time_that_the_server_would_not_wait_for_is_never_published_over() {
        let late = Recipe {
            schedule: FieldValue::Value(Stamp::parse("2030-01-01T00:00:00Z").unwrap()),
            ..recipe()
        };
        check(GenerationMode::Living, &late, &[Field::Schedule]);
        check(
            GenerationMode::Contract,
            &Recipe {
                document: Some("d".into()),
                ..late.clone()
            },
            &[],
        );
        let dry = Recipe {
            dry_run: true,
            ..late
        };
        check(GenerationMode::Living, &dry, &[]);
    }

    #[test]
    fn what_will_happen_is_said_before_it_does() {
        let say = |mode: GenerationMode, recipe: &Recipe| mode.summary(recipe);
        assert_eq!(
            say(GenerationMode::Contract, &recipe()),
            "Publishes now to Email, Social (X, LinkedIn)"
        );
        assert!(say(GenerationMode::Living, &recipe()).starts_with("Publishes the living"));
        assert_eq!(
            say(GenerationMode::ById, &of("gdocs:1")),
            "Publishes gdocs:1 now to Email, Social (X, LinkedIn)"
        );
        let dry = Recipe {
            dry_run: true,
            ..recipe()
        };
        assert!(say(GenerationMode::Living, &dry).contains("without publishing"));
        assert!(
            GenerationMode::ById.no_dry_run().is_some()
                && GenerationMode::ById.no_preview().is_some()
        );
    }
}
