//! What went wrong while connecting, in words.

use wire::{Access, ApiError};

use super::{address::nothing_answers, text};
use crate::features::shared::unproved;

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq)]
pub enum Problem {
    /// What was typed is no address.
    NoAddress(String),
    /// Nothing answered at the address.
    Away(String, ApiError),
    /// Something else than a Toombos backend answered.
    Foreign,
    /// The backend wants an API key.
    KeyMissing,
    /// What was typed is no key.
    Unusable(Access, String),
    /// A key was not taken.
    Unproved(Access, ApiError),
}

/// What to say above the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// What happened.
    pub title: String,
    /// What was kept, and what to do.
    pub detail: String,
    /// The key that one may as well leave out.
    pub without: Option<Access>,
}

impl Problem {
    /// What to say above the form; nothing where it is all said at the field.
    pub fn said(&self) -> Option<Said> {
        let said = |title: &str, detail: String| {
            Some(Said {
                title: title.to_owned(),
                detail,
                without: None,
            })
        };
        match self {
            Self::NoAddress(_) | Self::Unusable(..) => None,
            Self::Away(_, error @ ApiError::TimedOut { .. }) => {
                said(&error.headline(), text::errors::TIMED_OUT.to_owned())
            }
            Self::Away(_, error) => said(&error.headline(), text::errors::UNREACHABLE.to_owned()),
            Self::Foreign => said(
                text::errors::FOREIGN_TITLE,
                text::errors::FOREIGN.to_owned(),
            ),
            Self::KeyMissing => said(
                text::errors::KEY_MISSING_TITLE,
                text::errors::KEY_MISSING.to_owned(),
            ),
            Self::Unproved(access, error) => {
                let words = unproved(*access, error);
                let on = if words.is_undecided {
                    text::errors::KEY_LATER
                } else {
                    ""
                };
                Some(Said {
                    title: words.title,
                    detail: text::errors::unproved(&words.detail, on),
                    without: words.is_undecided.then_some(*access),
                })
            }
        }
    }

    /// What to say at the field of the address.
    pub fn at_address(&self) -> Option<String> {
        match self {
            Self::NoAddress(problem) => Some(problem.clone()),
            Self::Away(_, ApiError::TimedOut { .. }) => Some(text::connect::TIMED_OUT.to_owned()),
            Self::Away(address, _) => Some(nothing_answers(address)),
            Self::Foreign => Some(text::connect::FOREIGN.to_owned()),
            Self::KeyMissing | Self::Unusable(..) | Self::Unproved(..) => None,
        }
    }

    /// What to say at the field of a key.
    pub fn at_key(&self, key: Access) -> Option<String> {
        match self {
            Self::KeyMissing if key == Access::Session => {
                Some(text::errors::KEY_MISSING_FIELD.to_owned())
            }
            Self::Unusable(access, problem) if *access == key => Some(problem.clone()),
            Self::Unproved(access, error) if *access == key => unproved(key, error).at_field,
            _ => None,
        }
    }
}
