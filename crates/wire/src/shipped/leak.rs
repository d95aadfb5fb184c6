//! Error texts that hold the server's environment, secrets included.

/// Whether a text is, or holds, a dump of the server's environment.
///
/// The backend as shipped hands its whole environment to a settings class that
/// forbids unknown names, and puts the complaint, with every value, into public
/// health answers. Such a text is hidden behind a warning, and never copied.
pub fn is_environment_dump(text: &str) -> bool {
    let settings = text.contains("validation error") && text.contains("Settings");
    let values = text.contains("input_value=") && text.contains("extra_forbidden");
    settings && values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_is_told_from_an_ordinary_complaint() {
        assert!(is_environment_dump(
            "external_services: 16 validation errors for ProductionSettings\nPATH\n  Extra inputs \
             are not permitted [type=extra_forbidden, input_value='/bin', input_type=str]"
        ));
        assert!(!is_environment_dump("cpu: Critical CPU usage: 100.0%"));
        assert!(!is_environment_dump(
            "1 validation error for ContentBaseStrict"
        ));
    }
}
