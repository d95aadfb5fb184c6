//! Plans for a period, and the rules that help a form.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "batch-generate-400-channel",
        "refused 400: Invalid channels: ['fax']",
    ),
    (
        "batch-generate-400-count",
        "refused 400: Count exceeds maximum batch size (50)",
    ),
    (
        "batch-generate-422-missing",
        "refused 500: Internal Server Error",
    ),
    (
        "batch-generate-500-missing-channels",
        "refused 500: Internal Server Error",
    ),
    (
        "batch-generate-count-0",
        "3 items with times: social as twitter, zone unknown; social as linkedin, zone \
         unknown; social as twitter, zone unknown; reaches 130; made in UTC",
    ),
    (
        "batch-generate-count-negative",
        "0 items without times: ; reaches 0; made in UTC",
    ),
    (
        "batch-generate-day",
        "6 items with times: email as email, zone unknown; social as linkedin, zone \
         unknown; email as email, zone unknown; reaches 840; made in UTC",
    ),
    (
        "batch-generate-noschedule",
        "1 items without times: web as page, no time; reaches 2500; made in UTC",
    ),
    (
        "batch-generate-week",
        "21 items with times: email as email, zone unknown; web as page, zone unknown; \
         social as twitter, zone unknown; reaches 19540; made in UTC",
    ),
    (
        "content-types",
        "announcement needs title content, blog needs title content category, update \
         needs title content tags; templates modern minimal breathscape announcement \
         plain",
    ),
    (
        "validation-rules",
        "facebook 3000 #5, instagram 2200 #30, linkedin 3000 #5, twitter 280 #2; subject 100",
    ),
];
