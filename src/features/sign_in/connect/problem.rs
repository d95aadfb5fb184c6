//! What went wrong while connecting, in words.

use wire::{Access, ApiError};

use super::{address::unreachable_message, text};
use crate::features::shared::unproved;

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectProblem {
    /// What was typed is no address.
    InvalidAddress(String),
    /// Nothing answered at the address.
    Unreachable(String, ApiError),
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
pub struct ProblemNotice {
    /// What happened.
    pub title: String,
    /// What was kept, and what to do.
    pub detail: String,
    /// The key that one may as well leave out.
    pub without: Option<Access>,
}

impl ConnectProblem {
    /// What to say above the form; nothing where it is all said at the field.
    pub fn notice(&self) -> Option<ProblemNotice> {
        let notice = |title: &str, detail: String| {
            Some(ProblemNotice {
                title: title.to_owned(),
                detail,
                without: None,
            })
        };
        match self {
            Self::InvalidAddress(_) | Self::Unusable(..) => None,
            Self::Unreachable(_, error @ ApiError::TimedOut { .. }) => {
                notice(&error.headline(), text::errors::TIMED_OUT.to_owned())
            }
            Self::Unreachable(_, error) => {
                notice(&error.headline(), text::errors::UNREACHABLE.to_owned())
            }
            Self::Foreign => notice(
                text::errors::FOREIGN_TITLE,
                text::errors::FOREIGN.to_owned(),
            ),
            Self::KeyMissing => notice(
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
                Some(ProblemNotice {
                    title: words.title,
                    detail: text::errors::unproved(&words.detail, on),
                    without: words.is_undecided.then_some(*access),
                })
            }
        }
    }

    /// What to say at the field of the address.
    pub fn address_error(&self) -> Option<String> {
        match self {
            Self::InvalidAddress(problem) => Some(problem.clone()),
            Self::Unreachable(_, ApiError::TimedOut { .. }) => {
                Some(text::connect::TIMED_OUT.to_owned())
            }
            Self::Unreachable(address, _) => Some(unreachable_message(address)),
            Self::Foreign => Some(text::connect::FOREIGN.to_owned()),
            Self::KeyMissing | Self::Unusable(..) | Self::Unproved(..) => None,
        }
    }

    /// What to say at the field of a key.
    pub fn key_error(&self, key: Access) -> Option<String> {
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
