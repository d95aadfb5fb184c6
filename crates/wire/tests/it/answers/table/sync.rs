//! Jobs started by a document id.

pub const EXPECTED: &[(&str, &str)] = &[
    (
        "nomock-sync-partial",
        "sync_20261123000640_doc-part pending, for twitter website; zone unknown",
    ),
    (
        "nomock-sync-website",
        "sync_20261123000626_doc-web pending, for website; zone unknown",
    ),
    ("sync-422-json", "refused 422 for 1 json_invalid"),
    (
        "sync-422-missing",
        "refused 422 for document_id missing, channels missing",
    ),
    ("sync-422-nobody", "refused 422 for body missing"),
    (
        "sync-422-textplain",
        "refused 422 for body model_attributes_type",
    ),
    (
        "sync-422-types",
        "refused 422 for document_id string_type, channels list_type",
    ),
    (
        "sync-all-channels",
        "sync_20261123000422_gdocs:we pending, for email website twitter linkedin \
         facebook; zone unknown",
    ),
    (
        "sync-collision-1",
        "sync_20261123000430_same-doc pending, for email; zone unknown",
    ),
    (
        "sync-collision-2",
        "sync_20261123000430_same-doc pending, for twitter; zone unknown",
    ),
    (
        "sync-duplicate-channels-result",
        "sync_20261123000428_doc-dup completed; email Published; 90 ms; zone unknown",
    ),
    (
        "sync-email",
        "sync_20261123000425_doc-emai pending, for email; zone unknown",
    ),
    (
        "sync-empty-channels-becomes-all-result",
        "sync_20261123000427_doc-empt completed; email Published; facebook Written, not \
         posted; linkedin Written, not posted; twitter Written, not posted; website \
         Published; 72 ms; zone unknown",
    ),
    ("sync-lone-surrogate", "refused 500: Internal Server Error"),
    (
        "sync-notion",
        "sync_20261123000428_notion:a pending, for twitter; zone unknown",
    ),
    (
        "sync-notion-result",
        "sync_20261123000428_notion:a completed; twitter Written, not posted; 0 ms; zone \
         unknown",
    ),
    (
        "sync-partly-unknown-result",
        "sync_20261123000426_doc-part completed; email Published; 46 ms; zone unknown",
    ),
    (
        "sync-schedule-422",
        "refused 422 for schedule_time datetime_parsing",
    ),
    (
        "sync-schedule-future-naive",
        "sync_20261123000428_doc-fut pending, for twitter, at 2030-01-01T09:00:00; zone \
         unknown",
    ),
    (
        "sync-schedule-future-naive-result",
        "sync_20261123000428_doc-fut pending; zone unknown",
    ),
    (
        "sync-schedule-future-utc",
        "refused 500: can't compare offset-naive and offset-aware datetimes",
    ),
    (
        "sync-schedule-past-naive",
        "sync_20261123000428_doc-past pending, for twitter, at 2020-01-01T00:00:00; zone \
         unknown",
    ),
    (
        "sync-schedule-past-utc",
        "refused 500: can't compare offset-naive and offset-aware datetimes",
    ),
    (
        "sync-twitter",
        "sync_20261123000426_doc-tw pending, for twitter; zone unknown",
    ),
    (
        "sync-twitter-result",
        "sync_20261123000426_doc-tw completed; twitter Written, not posted; 0 ms; zone \
         unknown",
    ),
    (
        "sync-unknown-channel-becomes-all",
        "sync_20261123000426_doc-unkn pending, for email website twitter linkedin \
         facebook; zone unknown",
    ),
    (
        "sync-unknown-channel-becomes-all-result",
        "sync_20261123000426_doc-unkn completed; email Published; facebook Written, not \
         posted; linkedin Written, not posted; twitter Written, not posted; website \
         Published; 81 ms; zone unknown",
    ),
    (
        "sync-website",
        "sync_20261123000425_doc-web pending, for website; zone unknown",
    ),
    (
        "sync-website-result",
        "sync_20261123000425_doc-web completed; website Published; 67 ms; zone unknown",
    ),
    (
        "tz-sync",
        "sync_20261122191306_tzdoc pending, for twitter; zone unknown",
    ),
];
