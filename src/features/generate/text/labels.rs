//! What pages and fields are called.

use super::super::{
    recipe::field::{Field, humanize},
    shared::subnavigation::SubPage,
};

impl SubPage {
    /// What the page is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Single => "Single",
            Self::Batch => "Batch",
            Self::Compare => "Compare",
        }
    }
}

impl Field {
    /// What it is called in a sentence.
    pub fn label(&self) -> String {
        match self {
            Self::Document => "the document".to_owned(),
            Self::Channels => "the channels".to_owned(),
            Self::Platforms => "the platforms".to_owned(),
            Self::Template => "the template".to_owned(),
            Self::Variable(name) => format!("“{}”", humanize(name)),
            Self::Tone => "the tone".to_owned(),
            Self::Options => "the options".to_owned(),
            Self::Schedule => "the schedule".to_owned(),
        }
    }
}
