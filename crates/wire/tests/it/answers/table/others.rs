//! Templates, and what this backend does not have.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "redirect-trailing-slash-templates",
        "refused 307: The server answered 307 without details.",
    ),
    ("seed-absent-api-v1-auth-me", "refused 404: Not Found"),
    ("seed-auth-api-v1-auth-login", "refused 404: Not Found"),
    ("seed-auth-api-v1-auth-register", "refused 404: Not Found"),
    (
        "seed-content-id-get-sync",
        "refused 405: Method Not Allowed",
    ),
    ("seed-content-list", "refused 404: Not Found"),
    ("seed-template-get", "refused 404: Not Found"),
    (
        "templates",
        "email modern, email minimal, email plain; twitter 280, linkedin 3000, instagram \
         2200, facebook 63206",
    ),
    (
        "v1-status",
        "internal; email Some(true), web Some(true), model Some(false)",
    ),
    (
        "validate-content-no-body",
        "valid false; 2 issues; 5 items: breathscape 2, hardware 1, tips 1, vision 1; latest \
         zone unknown",
    ),
];
