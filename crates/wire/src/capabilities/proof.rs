//! Which request proves a key.

use serde_json::Value;

use super::{Capabilities, Capability, is_route_missing};
use crate::{
    Access, Answer, ApiError, Call, Method, Path, Query, Refusal, call::ReadError, routes,
};

/// What a key is proved by, best first: quick, and changes nothing.
const PROOFS: [Capability; 9] = [
    Capability::JobsList,
    Capability::JobsMetrics,
    Capability::DocumentsList,
    Capability::ContentList,
    Capability::TemplatesList,
    Capability::ApiKeysRead,
    Capability::CacheStats,
    Capability::CacheHistory,
    Capability::CacheHealth,
];

impl Capabilities {
    /// Requests that get a good answer with the right key only, the next one for when a server
    /// fails on the one before; none where no route takes such a key.
    pub fn proofs(&self, access: Access) -> Vec<Call<()>> {
        let of_list = PROOFS
            .iter()
            .filter(|capability| self.access(**capability) == Some(access))
            .find_map(|capability| {
                let offer = self.offer(*capability)?;
                let call = Call::silent(offer.route.method, Path::fixed(offer.route.template));
                Some(match capability {
                    Capability::JobsList | Capability::CacheHistory => {
                        call.query(Query::new().with("limit", 1))
                    }
                    _ => call,
                })
            });
        // One job that the backend as shipped cannot write makes each of its lists fail for good.
        let of_job = (self.access(Capability::JobsGet) == Some(access)).then(job_that_is_not_there);
        let mut proofs: Vec<_> = of_list.into_iter().chain(of_job).collect();
        for proof in &mut proofs {
            proof.set_access(access);
        }
        proofs
    }
}

/// Asks for a job that nobody has; only with a right key a server says so.
fn job_that_is_not_there() -> Call<()> {
    let path = Path::filled(routes::JOB.template, &["proof-of-key"]);
    Call::read_by(Method::Get, path, |body| {
        let missing = ApiError::Refused(Refusal::read(&Answer::new(404, body)));
        if serde_json::from_str::<Value>(body).is_err() || is_route_missing(&missing) {
            return Err(ReadError("there is no such route".to_owned()));
        }
        Ok(())
    })
    .also_good(&[404])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(capabilities: &Capabilities, access: Access) -> Vec<String> {
        capabilities
            .proofs(access)
            .iter()
            .map(|proof| {
                assert_eq!(proof.access, access);
                format!("{} {}", proof.method.as_str(), proof.target())
            })
            .collect()
    }

    #[test]
    fn each_key_is_proved_where_it_belongs_and_nothing_is_changed() {
        let shipped = Capabilities::shipped();
        assert_eq!(
            targets(&shipped, Access::Session),
            ["GET /api/v2/jobs?limit=1", "GET /api/v2/jobs/proof-of-key"]
        );
        assert_eq!(
            targets(&shipped, Access::CacheKey),
            ["GET /api/v1/cache/stats"]
        );
        let contract = Capabilities::contract();
        assert!(targets(&contract, Access::CacheKey).is_empty());
        assert!(!targets(&contract, Access::Session).is_empty());
    }

    #[test]
    fn a_job_that_is_not_there_proves_a_key_but_a_route_that_is_not_there_does_not() {
        let proof = job_that_is_not_there();
        let read = |status, body: &str| proof.read(&Answer::new(status, body));
        assert_eq!(
            read(404, r#"{"detail":"Job proof-of-key not found"}"#),
            Ok(())
        );
        assert!(read(404, r#"{"detail":"Not Found"}"#).is_err());
        assert!(read(404, "<html>").is_err());
        assert!(
            read(401, r#"{"detail":"Invalid API key"}"#)
                .unwrap_err()
                .is_auth()
        );
    }
}
