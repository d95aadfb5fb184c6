//! What belongs together: environments, and the ids that one answer hands to the next request.

use std::collections::BTreeMap;

use serde_json::Value;

/// How a backend may have been started, other than by default: the prefixes of its samples.
const ENVIRONMENTS: [&str; 4] = ["nomock", "dryrun", "tz", "patched"];

/// The environment that a sample was recorded in.
pub fn environment_of(name: &str) -> &str {
    let prefix = name.split('-').next().unwrap_or_default();
    if ENVIRONMENTS.contains(&prefix) {
        prefix
    } else {
        "default"
    }
}

/// Ids as they were recorded, and what they are now.
#[derive(Debug, Default)]
pub struct Ids(BTreeMap<String, String>);

/// Where answers name what they have created.
const NAMED: [&str; 3] = ["job_id", "new_job_id", "batch_id"];

impl Ids {
    /// Takes the ids of the same request's answers: `before` as recorded, and `now`.
    pub fn learn(&mut self, before: &str, now: &str) {
        let (Ok(before), Ok(now)) = (
            serde_json::from_str::<Value>(before),
            serde_json::from_str::<Value>(now),
        ) else {
            return;
        };
        for field in NAMED {
            let id = |value: &Value| Some(value.get(field)?.as_str()?.to_owned());
            if let (Some(before), Some(now)) = (id(&before), id(&now)) {
                self.0.entry(before).or_insert(now);
            }
        }
    }

    /// The address of a request with the ids as they are now, and whether it is
    /// known of each job in it what it is called now.
    pub fn translate(&self, target: &str) -> (String, bool) {
        let mut translated = target.to_owned();
        let mut found = false;
        for (before, now) in &self.0 {
            for (before, now) in [
                (before.clone(), now.clone()),
                (encoded(before), encoded(now)),
            ] {
                if translated.contains(&before) {
                    translated = translated.replace(&before, &now);
                    found = true;
                }
            }
        }
        (translated, found || !target.contains("/jobs/sync_"))
    }
}

/// The one character of recorded ids that the requests encode.
fn encoded(id: &str) -> String {
    id.replace(':', "%3A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_tells_the_environment() {
        assert_eq!(environment_of("nomock-job-partial"), "nomock");
        assert_eq!(environment_of("job-404"), "default");
    }

    #[test]
    fn a_job_is_asked_for_under_its_new_id() {
        let mut ids = Ids::default();
        let recorded = "/api/v2/jobs/sync_20261123000422_gdocs%3Awe?api_key=k";
        assert_eq!(ids.translate(recorded), (recorded.to_owned(), false));
        ids.learn(
            r#"{"job_id":"sync_20261123000422_gdocs:we"}"#,
            r#"{"job_id":"sync_20270101000000_gdocs:we"}"#,
        );
        let now = "/api/v2/jobs/sync_20270101000000_gdocs%3Awe?api_key=k";
        assert_eq!(ids.translate(recorded), (now.to_owned(), true));
        assert_eq!(ids.translate("/live"), ("/live".to_owned(), true));
    }
}
