//! Jobs, and the keys they want.

pub const EXPECTED: &[(&str, &str)] = &[
    ("auth-jobs-bearer", "refused 401: Invalid API key"),
    ("auth-jobs-docs-test-key", "refused 401: Invalid API key"),
    ("auth-jobs-x-api-key-header", "refused 401: Invalid API key"),
    ("auth-retry-no-key", "refused 401: Invalid API key"),
    (
        "dryrun-cors-500-plain",
        "refused 500: Internal Server Error",
    ),
    ("job-404", "refused 404: Job nope not found"),
    (
        "job-completed-unescaped-colon",
        "sync_20261123000422_gdocs:we completed; email Published; facebook Written, not \
         posted; linkedin Written, not posted; twitter Written, not posted; website \
         Published; 608 ms; zone unknown",
    ),
    (
        "job-retry-400-completed",
        "refused 400: Job sync_20261123000422_gdocs:we cannot be retried (status: \
         completed)",
    ),
    ("job-slash-id-escaped", "refused 404: Not Found"),
    (
        "jobs-list",
        "7 completed, 3 pending; first sync_20261123000431_doc-emai",
    ),
    (
        "jobs-list-channel-bogus",
        "refused 500: Internal Server Error",
    ),
    (
        "jobs-list-channel-social_twitter",
        "10 completed, 3 pending; first sync_20261123000430_same-doc",
    ),
    (
        "jobs-list-channel-twitter",
        "refused 500: Internal Server Error",
    ),
    (
        "jobs-list-channel-website",
        "4 completed; first sync_20261123000427_doc-empt",
    ),
    ("jobs-list-empty", "no jobs"),
    (
        "jobs-list-limit-100",
        "15 completed, 3 pending; first sync_20261123000431_doc-emai",
    ),
    ("jobs-list-limit-422", "refused 422 for limit int_parsing"),
    (
        "jobs-list-limit-negative",
        "14 completed, 3 pending; first sync_20261123000431_doc-emai",
    ),
    ("jobs-list-poisoned", "refused 500: Internal Server Error"),
    ("jobs-list-status-COMPLETED", "no jobs"),
    ("jobs-list-status-after-limit", "no jobs"),
    ("jobs-list-status-bogus", "no jobs"),
    (
        "jobs-list-status-completed",
        "15 completed; first sync_20261123000431_doc-emai",
    ),
    ("jobs-list-status-failed", "no jobs"),
    (
        "nomock-job-in-progress",
        "sync_20261123000626_doc-web in_progress; zone unknown",
    ),
    (
        "nomock-job-partial",
        "sync_20261123000640_doc-part partial; twitter Written, not posted; website \
         Failed \"Client error '405 Method Not A\"; 1 errors; 14408 ms; zone unknown",
    ),
    (
        "nomock-job-retry-failed",
        "sync_20261123000655_doc-web pending, again for sync_20261123000626_doc-web; zone \
         unknown",
    ),
    (
        "nomock-job-retry-while-running",
        "refused 400: Job sync_20261123000655_doc-web cannot be retried (status: \
         in_progress)",
    ),
    ("rate-limit-429", "refused 429: Rate limit exceeded"),
    ("seed-job-cancel", "refused 405: Method Not Allowed"),
    (
        "tz-job-failed-fetch",
        "sync_20261122191306_gdocs:1 failed; 1 errors; 7230 ms; zone unknown",
    ),
    (
        "tz-jobs",
        "1 completed, 1 failed; first sync_20261122191306_gdocs:1",
    ),
];
