//! Faults that come with one request: `x-sandbox-fault: latency=800, status=503`.

use super::Fault;

/// The header's name.
pub const NAME: &str = "x-sandbox-fault";

/// Reads the header; a word that names no fault is an error that says so.
pub fn read(text: &str) -> Result<Vec<Fault>, String> {
    text.split(',')
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .map(fault)
        .collect()
}

fn fault(word: &str) -> Result<Fault, String> {
    let unknown = || format!("`{word}` is no fault");
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    match (name.trim(), value.trim()) {
        ("latency", ms) => ms
            .parse()
            .map(|ms| Fault::Latency { ms })
            .map_err(|_| unknown()),
        ("status", status) => status
            .parse()
            .map(|status| Fault::Status {
                status,
                retry_after: None,
                detail: None,
                body: None,
            })
            .map_err(|_| unknown()),
        ("body", "truncated") => Ok(Fault::Truncated),
        ("body", "malformed") => Ok(Fault::Malformed),
        ("plain-500", "") => Ok(Fault::Plain500),
        ("drop", "") => Ok(Fault::Drop),
        _ => Err(unknown()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_faults_come_in_one_header() {
        let faults = read("latency=800, status=503,body=malformed").unwrap();
        assert_eq!(faults.len(), 3);
        assert_eq!(faults[0], Fault::Latency { ms: 800 });
        assert!(read("explode").is_err());
        assert!(read("latency=soon").is_err());
    }
}
