//! Many jobs asked for at once.

use serde::{Deserialize, Serialize};

use crate::{
    Call, Method, Path, error::FieldProblem, generate::GenerateRequest, jobs::Job, routes,
    text::string_id,
};

string_id! {
    /// A batch's id.
    BatchId
}

/// The most requests that one batch may hold.
pub const MOST: usize = 100;

/// Many recipes, of which all become jobs or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BatchRequest {
    /// What to generate, in this order; no dry runs, no keys and no holds of their own.
    pub requests: Vec<GenerateRequest>,
    /// Cancels what has not ended as soon as one of the jobs does not end well.
    #[serde(default)]
    pub stop_on_error: bool,
    /// The same key never starts two batches.
    #[serde(default)]
    pub idempotency_key: Option<String>,
    /// For how many seconds its jobs wait before they start, so that they can be undone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold_seconds: Option<u32>,
}

/// A batch that was started.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Batch {
    /// Its id.
    pub batch_id: BatchId,
    /// Its jobs, in the order of the requests.
    pub jobs: Vec<Job>,
}

/// Starts a batch. Either every request becomes a job, or none does.
pub fn start(request: &BatchRequest) -> Call<Batch> {
    Call::new(Method::Post, Path::fixed(routes::BATCH.template))
        .json(request)
        // The backend as shipped makes plans under this capability, which is another kind of work.
        .contract_only()
}

/// Which request of a batch a problem is about, and which of its fields.
///
/// `None` for a problem with the batch itself.
pub fn place(problem: &FieldProblem) -> Option<(usize, &[String])> {
    let (first, rest) = problem.path.split_first()?;
    let (number, field) = rest.split_first()?;
    let number = number.parse().ok()?;
    (first == "requests").then_some((number, field))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Answer, ApiError, Refusal};

    #[test]
    fn a_refusal_leads_to_the_request_and_its_field() {
        let body = r#"{"detail":[
            {"type":"x","loc":["body","requests",3,"options","variables","a.b"],"msg":"m"},
            {"type":"x","loc":["body","requests"],"msg":"m"},
            {"type":"x","loc":["body","requests",0],"msg":"m"},
            {"type":"x","loc":["body","stop_on_error",1],"msg":"m"}]}"#;
        let error = ApiError::Refused(Refusal::read(&Answer::new(422, body)));
        let places: Vec<_> = error.fields().iter().map(place).collect();
        let field = ["options", "variables", "a.b"].map(str::to_owned);
        assert_eq!(places, [Some((3, &field[..])), None, Some((0, &[])), None]);
    }

    #[test]
    fn a_request_without_its_extras_is_read() {
        let read: BatchRequest = serde_json::from_str(r#"{"requests":[]}"#).unwrap();
        assert_eq!(read, BatchRequest::default());
        assert!(serde_json::from_str::<BatchRequest>("{}").is_err());
    }
}
