//! A refusal as a server writes it; [`crate::Refusal`] is how it is read.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The body of a refusal, in FastAPI's shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ErrorBody {
    /// Why.
    pub detail: Detail,
}

/// Why a request was refused.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Detail {
    /// In words.
    Text(String),
    /// Problem by problem (422).
    Problems(Vec<Problem>),
}

/// One problem with one field.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Problem {
    /// What kind of problem, e.g. `missing`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Where: `body` or `query`, then names and indices.
    pub loc: Vec<Value>,
    /// What is wrong.
    pub msg: String,
    /// What was sent; never a secret.
    #[serde(default)]
    pub input: Option<Value>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, Refusal};

    #[test]
    fn what_is_written_is_what_is_read() {
        let body = ErrorBody {
            detail: Detail::Problems(vec![Problem {
                kind: "missing".into(),
                loc: vec!["body".into(), "email".into()],
                msg: "Field required".into(),
                input: None,
            }]),
        };
        let text = serde_json::to_string(&body).unwrap();
        let refusal = Refusal::read(&Answer::new(422, text));
        assert_eq!(refusal.detail, "email: Field required");
        assert!(refusal.fields[0].is_for("email"));
    }
}
