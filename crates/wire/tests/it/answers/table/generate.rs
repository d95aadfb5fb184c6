//! Previews and publications.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "dryrun-v2-generate-full-no-preview",
        "says success, is dry_run; email Dry run, not published; social Dry run, not \
         published; web Dry run, not published; notes cache_invalidation; in UTC",
    ),
    (
        "dryrun-v2-generate-tones-per-channel",
        "refused 500: 'ToneProfile' object has no attribute 'value'",
    ),
    (
        "nomock-v2-generate-full-no-preview",
        "says success, is partial; email Failed \"Failed to send newsletter: Ema\"; \
         social Written, not posted; web Failed \"Failed to publish web content:\"; notes \
         cache_invalidation; in UTC",
    ),
    ("seed-content-generate", "refused 404: Not Found"),
    (
        "v2-generate-422-type",
        "refused 422 for send_email bool_parsing, per_channel_tones dict_type",
    ),
    (
        "v2-generate-array-body",
        "refused 500: \
         halcytone_content_generator.schemas.content.ContentGenerationRequest() argument \
         after ** must be a mapping, not list",
    ),
    (
        "v2-generate-bad-json",
        "refused 500: Expecting property name enclosed in double quotes: line 1 column 2 \
         (char 1)",
    ),
    (
        "v2-generate-bad-query",
        "refused 422 for seo_optimize bool_parsing",
    ),
    (
        "v2-generate-full",
        "says success, is partial; email Failed \"Failed to send newsletter: Ema\"; \
         social Written, not posted; web Failed \"Failed to publish web content:\"; email \
         10207 characters with preheader; posts twitter twitter twitter linkedin instagram \
         facebook; web halcytone-updates-november-2026 tags 10; notes cache_invalidation; \
         in UTC",
    ),
    (
        "v2-generate-full-cache-targets",
        "says success, is partial; email Failed \"Failed to send newsletter: Ema\"; \
         social Written, not posted; web Failed \"Failed to publish web content:\"; notes \
         cache_invalidation; in UTC",
    ),
    (
        "v2-generate-full-email-only",
        "says success, is failed; email Failed \"Failed to send newsletter: Ema\"; notes \
         cache_invalidation; in UTC",
    ),
    (
        "v2-generate-full-no-preview",
        "says success, is partial; email Failed \"Failed to send newsletter: Ema\"; \
         social Written, not posted; web Failed \"Failed to publish web content:\"; notes \
         cache_invalidation; in UTC",
    ),
    (
        "v2-generate-full-web-only",
        "says success, is failed; web Failed \"Failed to publish web content:\"; notes \
         cache_invalidation; in UTC",
    ),
    (
        "v2-generate-nested-422-featured",
        "refused 422 for content value_error",
    ),
    (
        "v2-generate-nested-422-tags",
        "refused 422 for content.tags extra_forbidden, content.excerpt extra_forbidden",
    ),
    (
        "v2-generate-nested-content",
        "preview; email 10207 characters with preheader; posts twitter twitter twitter linkedin \
         instagram facebook; web halcytone-updates-november-2026 tags 10; in UTC",
    ),
    (
        "v2-generate-nested-dry-run",
        "says preview, is unknown; email 10207 characters with preheader; posts twitter \
         twitter twitter linkedin instagram facebook; web halcytone-updates-november-2026 tags \
         10; notes content_validated platforms seo_enabled template_style tone_system; in \
         UTC",
    ),
    (
        "v2-generate-nested-plain-fields",
        "preview; email 10207 characters with preheader; in UTC",
    ),
    (
        "v2-generate-null-body",
        "refused 500: \
         halcytone_content_generator.schemas.content.ContentGenerationRequest() argument \
         after ** must be a mapping, not NoneType",
    ),
    (
        "v2-generate-preview",
        "preview; email 10207 characters with preheader; posts twitter twitter twitter linkedin \
         instagram facebook; web halcytone-updates-november-2026 tags 10; in UTC",
    ),
    (
        "v2-generate-preview-all-platforms",
        "preview; posts twitter twitter twitter linkedin instagram facebook; in UTC",
    ),
    (
        "v2-generate-preview-announcement-template",
        "refused 500: announcement",
    ),
    ("v2-generate-preview-bogus-platform", "preview; in UTC"),
    ("v2-generate-preview-bogus-template", "refused 500: bogus"),
    (
        "v2-generate-preview-breathscape-template",
        "preview; email 10658 characters with preheader; in UTC",
    ),
    (
        "v2-generate-preview-empty-template",
        "refused 500: The server answered 500 without details.",
    ),
    (
        "v2-generate-preview-minimal-twitter",
        "preview; email 2374 characters with preheader; posts twitter twitter twitter; in UTC",
    ),
    (
        "v2-generate-preview-no-seo-no-validate",
        "preview; email 10207 characters with preheader; posts twitter twitter twitter linkedin \
         instagram facebook; web halcytone-updates-november-2026 tags 10; in UTC",
    ),
    ("v2-generate-preview-nothing", "preview; in UTC"),
    (
        "v2-generate-preview-per-channel-bad-value",
        "preview; email 10207 characters with preheader; posts twitter twitter twitter linkedin \
         instagram facebook; web halcytone-updates-november-2026 tags 10; in UTC",
    ),
    (
        "v2-generate-preview-per-channel-email-not-sent",
        "preview; posts twitter twitter twitter linkedin instagram facebook; web \
         halcytone-updates-november-2026 tags 10; in UTC",
    ),
    (
        "v2-generate-preview-per-channel-tones",
        "refused 500: 'ToneProfile' object has no attribute 'value'",
    ),
    (
        "v2-generate-preview-per-channel-web-social",
        "preview; email 10207 characters with preheader; posts twitter twitter twitter linkedin \
         instagram facebook; web halcytone-updates-november-2026 tags 10; in UTC",
    ),
    (
        "v2-generate-preview-social-only",
        "preview; posts twitter twitter twitter linkedin; in UTC",
    ),
    (
        "v2-generate-preview-tone-empty-string",
        "preview; email 10207 characters with preheader; in UTC",
    ),
    (
        "v2-generate-preview-tone-medical_scientific",
        "refused 500: 'ToneProfile' object has no attribute 'name'",
    ),
    (
        "v2-generate-preview-tone-no-email",
        "refused 500: 'ToneProfile' object has no attribute 'name'",
    ),
];
