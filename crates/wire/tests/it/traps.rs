//! The traps of the backend as shipped, as far as reading and writing can avoid them.

use wire::{
    Access, Answer, ApiError, Method,
    cache::{self, InvalidateRequest, InvalidationStatus},
    capabilities::{Capabilities, Capability, KeyPlacement},
    channel::{Channel, Platform},
    generate::{GenerateRequest, Part, Tone},
    health::{self, HealthStatus},
    jobs::{self, JobFilter, JobId, JobStatus, Verdict},
    shipped::{
        self,
        generate::{CannotGenerate, Recipe},
        leak::is_environment_dump,
        live::{LiveFrame, LiveKind},
        sync::{CannotSync, SyncRequest},
    },
    templates,
};

use crate::sample::Sample;

fn answer(name: &str) -> Answer {
    Sample::named(name).answer()
}

fn recorded() -> Capabilities {
    Capabilities::call().read(&answer("openapi")).unwrap()
}

#[test]
fn trap_1_keys_go_where_each_route_takes_them_and_never_into_a_call() {
    let capabilities = recorded();
    let keys = |method, template| capabilities.keys_for(method, template).unwrap();
    assert_eq!(keys(Method::Get, "/api/v2/jobs"), KeyPlacement::QUERY);
    assert_eq!(
        keys(Method::Get, "/api/v1/cache/stats"),
        KeyPlacement::HEADER
    );
    assert_eq!(
        keys(Method::Post, "/api/v2/generate-content"),
        KeyPlacement::NONE
    );

    let call = shipped::jobs::list(50);
    assert_eq!(call.access, Access::Session);
    assert_eq!(call.target(), "/api/v2/jobs?limit=50");
    // The recorded request has the key; neither the route nor an error does.
    assert!(Sample::named("jobs-list").query.contains("api_key="));
    let error = call.read(&Answer::new(200, "{}")).unwrap_err();
    assert!(!error.to_string().contains("api_key"));
}

#[test]
fn trap_2_a_plain_500_is_an_answer_with_words() {
    let error = shipped::jobs::list(50)
        .read(&answer("jobs-list-channel-twitter"))
        .unwrap_err();
    assert_eq!(error.status(), Some(500));
    assert_eq!(error.detail(), "Internal Server Error");
    assert!(error.is_retryable() && !error.is_auth());
}

#[test]
fn trap_3_a_503_with_a_body_is_an_answer_and_unknown_is_a_status() {
    let report = health::report().read(&answer("health-detailed")).unwrap();
    assert_eq!(answer("health-detailed").status, 503);
    assert_eq!(report.health.status, HealthStatus::Unhealthy);
    assert_eq!(report.components.len(), 6);
    let ready = health::ready().read(&answer("dryrun-ready-503")).unwrap();
    assert!(!ready.ready && ready.checks.len() == 3);
    let fresh = health::overall()
        .read(&answer("health-fresh-unknown"))
        .unwrap();
    assert_eq!(fresh.status, HealthStatus::Unknown);
    // Without such a body it is a refusal like any other.
    let proxy = Answer::new(503, "<html>Service Unavailable</html>");
    assert!(health::overall().read(&proxy).is_err());
}

#[test]
fn trap_5_a_schedule_has_no_zone_and_times_without_one_stay_so() {
    let time = chrono::NaiveDateTime::parse_from_str("2030-01-01 09:00", "%Y-%m-%d %H:%M");
    let request = SyncRequest::new(&"doc".into(), &[Channel::Email], &[])
        .unwrap()
        .at(time.unwrap());
    let body = shipped::sync::start(&request).body.clone().unwrap();
    assert!(body.contains(r#""schedule_time":"2030-01-01T09:00:00""#));

    let job = jobs::get(&"j".into())
        .read(&answer("nomock-job-partial"))
        .unwrap();
    assert!(!job.created_at.is_zoned());
    assert_eq!(job.created_at.utc(), None);
    assert_eq!(job.duration_millis(), Some(14_408));
    // The job's own clock says nothing against a time that has a zone.
    let zoned = wire::Stamp::parse("2026-11-23T00:07:00Z").unwrap();
    assert_eq!(zoned.since(&job.created_at), None);
}

#[test]
fn trap_6_a_preview_is_preview_only_and_has_neither_dry_run_nor_tone() {
    let request = GenerateRequest {
        channels: vec![Channel::Email],
        tone: Some(Tone::Friendly),
        dry_run: true,
        ..GenerateRequest::default()
    };
    let recipe = Recipe::from_request(&request).unwrap();
    for (call, preview_only) in [
        (shipped::generate::preview(&recipe).body.clone(), "true"),
        (shipped::generate::publish(&recipe).body.clone(), "false"),
    ] {
        let body = call.unwrap();
        assert!(body.contains(&format!("\"preview_only\":{preview_only}")));
        for word in ["dry_run", "tone", "document_id", "channels"] {
            assert!(!body.contains(word), "{word} in {body}");
        }
    }
    let late = GenerateRequest {
        schedule_time: wire::Stamp::parse("2030-01-01T09:00:00Z").ok(),
        ..request
    };
    assert_eq!(Recipe::from_request(&late), Err(CannotGenerate::Schedule));
}

#[test]
fn trap_7_success_is_told_by_each_channels_result() {
    let recipe = Recipe::new(&[Channel::Email], &[]).unwrap();
    let generated = shipped::generate::publish(&recipe)
        .read(&answer("v2-generate-full"))
        .unwrap();
    assert_eq!(generated.status, "success");
    assert_eq!(generated.outcome(), JobStatus::Partial);
    let verdict = |channel: &str| generated.results[channel].verdict();
    assert_eq!(verdict("email"), Verdict::Bad);
    assert_eq!(verdict("web"), Verdict::Bad);
    // The posts succeeded at being prepared; somebody still has to post them.
    assert_eq!(verdict("social"), Verdict::Written);
    let error = generated.results["email"].error.as_deref().unwrap();
    assert!(error.starts_with("Failed to send newsletter"));
    assert!(generated.notes.contains_key("cache_invalidation"));
    // What the server does not store is in the answer.
    assert!(matches!(
        generated.parts.get(&Channel::Email),
        Some(Part::Email(_))
    ));
    assert!(matches!(
        generated.parts.get(&Channel::Social),
        Some(Part::Social(social)) if social.posts.len() == 6
    ));
    let rehearsal = shipped::generate::publish(&recipe)
        .read(&answer("dryrun-v2-generate-full-no-preview"))
        .unwrap();
    // `DRY_RUN=true`: it reports success and publishes nothing.
    assert!(rehearsal.is_dry_run());
    for channel in ["email", "web", "social"] {
        assert_eq!(rehearsal.results[channel].verdict(), Verdict::DryRun);
    }
    assert_eq!(rehearsal.outcome().label(), "Dry run");
}

#[test]
fn trap_8_channels_are_never_empty_nor_dropped_and_the_list_is_filtered_here() {
    let id = "doc".into();
    let twitter = [Platform::Twitter];
    assert_eq!(
        SyncRequest::new(&id, &[], &twitter),
        Err(CannotSync::NoChannel)
    );
    let request = SyncRequest::new(&id, &[Channel::Web, Channel::Social], &twitter).unwrap();
    let body = shipped::sync::start(&request).body.clone().unwrap();
    assert!(body.contains(r#""channels":["website","twitter"]"#));
    assert!(matches!(
        SyncRequest::new(&id, &[Channel::Email, "instagram".into()], &[]),
        Err(CannotSync::UnknownChannel(_))
    ));

    let page = shipped::jobs::list(shipped::jobs::LIST_LIMIT)
        .read(&answer("jobs-list-limit-100"))
        .unwrap();
    let filtered = |filter: JobFilter| shipped::jobs::narrow(page.clone(), &filter).total;
    assert_eq!(filtered(JobFilter::default()), Some(18));
    assert_eq!(
        filtered(JobFilter {
            status: vec![JobStatus::Pending],
            ..JobFilter::default()
        }),
        Some(3)
    );
    assert_eq!(
        filtered(JobFilter {
            channel: vec![Channel::Web],
            ..JobFilter::default()
        }),
        Some(4)
    );
    assert_eq!(
        shipped::jobs::list(0).target(),
        "/api/v2/jobs?limit=1",
        "zero and below would be all but the newest"
    );
}

#[test]
fn trap_9_ids_are_encoded_and_jobs_that_would_collide_are_known() {
    let id = JobId::from("sync_20261123000422_gdocs:we ü");
    assert_eq!(
        shipped::jobs::retry(&id).path.as_str(),
        "/api/v2/jobs/sync_20261123000422_gdocs%3Awe%20%C3%BC/retry"
    );
    let request = |id: &str| SyncRequest::new(&id.into(), &[Channel::Email], &[]);
    assert_eq!(request("a/b/c"), Err(CannotSync::Slash));
    let (first, second) = (
        request("same-doc-1").unwrap(),
        request("same-doc-2").unwrap(),
    );
    assert!(first.collides_with(&second));
    assert!(!first.collides_with(&request("other-doc").unwrap()));
    // The recorded proof: two requests, one id.
    let start = shipped::sync::start(&first);
    let ids = ["sync-collision-1", "sync-collision-2"].map(|name| {
        let job = start.read(&answer(name)).unwrap();
        job.job_id
    });
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn trap_10_shapes_that_differ_are_read_by_their_own_call_and_refused_by_the_other() {
    assert!(templates::list().read(&answer("templates")).is_err());
    let retried = jobs::retry(&"j".into()).read(&answer("nomock-job-retry-failed"));
    assert!(matches!(retried, Err(ApiError::Unreadable { .. })));
    let catalogue = shipped::templates::list()
        .read(&answer("templates"))
        .unwrap();
    assert!(catalogue.templates.iter().all(|template| template.builtin));
    // A bare list and an object with the list are both a page.
    let bare = jobs::list(&JobFilter::default())
        .read(&answer("jobs-list"))
        .unwrap();
    assert_eq!((bare.items.len(), bare.total), (10, None));
}

#[test]
fn trap_10_a_status_of_200_may_tell_of_a_failure() {
    let database = shipped::status::database()
        .read(&answer("database-status"))
        .unwrap();
    assert_eq!(answer("database-status").status, 200);
    assert!(database.is_failure());
    let body = r#"{"status":"error","error":"16 validation errors for ProductionSettings\nPATH [type=extra_forbidden, input_value='/bin']"}"#;
    let services = shipped::status::services()
        .read(&Answer::new(200, body))
        .unwrap();
    assert!(services.is_failure());
    assert!(is_environment_dump(services.error.as_deref().unwrap()));
    let well = shipped::status::services()
        .read(&answer("patched-api-v1-services-status"))
        .unwrap();
    assert!(!well.is_failure());
    assert_eq!(
        well.services["platform"].status.as_deref(),
        Some("configured")
    );
}

#[test]
fn a_cache_answer_of_200_may_be_a_failure() {
    let call = shipped::cache::invalidate(&InvalidateRequest::default());
    let outcome = |name: &str| {
        assert_eq!(answer(name).status, 200, "{name}");
        call.read(&answer(name)).unwrap().outcome()
    };
    let failed = InvalidationStatus::Failed;
    assert_eq!(outcome("patched-cache-invalidate-all-failed"), failed);
    assert_eq!(outcome("patched-cache-invalidate-no-targets"), failed);
    // Its `success` is true all the same.
    assert_eq!(
        outcome("patched-cache-invalidate-unconfigured-target"),
        InvalidationStatus::Partial
    );
    assert_eq!(
        outcome("patched-cache-invalidate-keys"),
        InvalidationStatus::Success
    );
}

#[test]
fn the_history_of_caches_begins_with_the_newest() {
    let page = shipped::cache::history(200)
        .read(&answer("patched-cache-history-after"))
        .unwrap();
    let times: Vec<_> = page
        .items
        .iter()
        .map(|entry| entry.timestamp.as_ref().unwrap().sort_key())
        .collect();
    assert!(times.is_sorted_by(|newer, older| newer > older));
}

#[test]
fn a_dry_run_of_invalidating_never_reaches_a_server_that_would_do_it() {
    let request = InvalidateRequest::default();
    let trial = cache::try_invalidate(&request);
    assert_eq!(
        trial.spoken(&recorded()).unwrap_err(),
        ApiError::NotOffered(Capability::CacheInvalidate)
    );
    let contract = Capabilities::contract();
    assert!(
        trial
            .spoken(&contract)
            .unwrap()
            .target()
            .ends_with("?dry_run=true")
    );
    // The real thing goes to both, with the key of each.
    let real = cache::invalidate(&request);
    let spoken = real.spoken(&recorded()).unwrap();
    assert_eq!(spoken.access, Access::CacheKey);
    assert_eq!(real.spoken(&contract).unwrap().access, Access::Session);
    let cleared = cache::clear(&cache::ClearRequest::default());
    let cleared = cleared.spoken(&recorded()).unwrap();
    assert_eq!(cleared.method, Method::Delete);
    assert_eq!(cleared.target(), "/api/v1/cache/clear-all?confirm=true");
}

#[test]
fn times_of_health_are_in_utc_though_they_do_not_say_so() {
    let report = health::report().read(&answer("health-detailed")).unwrap();
    assert!(!report.health.timestamp.is_zoned());
    assert!(report.health.found_at().is_zoned());
    let checked = report.components["cpu"].checked_at().unwrap();
    assert!(checked.is_zoned());
}

#[test]
fn trap_11_unknown_words_and_loose_maps_are_kept() {
    let body = r#"{"job_id":"j","status":"paused","created_at":"2026-11-23T00:00:00",
        "results":{"fax":{"status":"queued","tries":[1]},"telex":"busy"}}"#;
    let job = jobs::get(&"j".into())
        .read(&Answer::new(200, body))
        .unwrap();
    assert_eq!(job.outcome().label(), "paused");
    assert_eq!(job.results["fax"].label(), "queued");
    assert_eq!(job.results["fax"].rest["tries"], serde_json::json!([1]));
    assert_eq!(job.results["telex"].rest["value"], "busy");
    assert_eq!(job.lanes().len(), 2);
}

#[test]
fn trap_12_a_422_of_either_form_leads_to_its_field() {
    let recipe = Recipe::new(&[Channel::Email], &[]).unwrap();
    let publish = shipped::generate::publish(&recipe);
    let error = publish.read(&answer("v2-generate-422-type")).unwrap_err();
    assert!(error.field("send_email").is_some());
    let error = publish.read(&answer("v2-generate-bad-query")).unwrap_err();
    assert!(error.field("seo_optimize").is_some());
    let request = SyncRequest::new(&"doc".into(), &[Channel::Email], &[]).unwrap();
    let start = shipped::sync::start(&request);
    let error = start.read(&answer("sync-schedule-422")).unwrap_err();
    assert!(error.field("schedule_time").is_some());
    let error = start.read(&answer("sync-422-json")).unwrap_err();
    assert_eq!(error.fields()[0].kind, "json_invalid");
}

#[test]
fn trap_13_dumps_of_the_servers_environment_are_recognised() {
    let report = health::report().read(&answer("health-detailed")).unwrap();
    let dumps: Vec<_> = report
        .errors
        .iter()
        .filter(|text| is_environment_dump(text))
        .collect();
    assert_eq!(dumps.len(), 1);
    assert!(dumps[0].contains("JWT_SECRET_KEY"));
    let ready = health::ready().read(&answer("dryrun-ready-503")).unwrap();
    let leaks = |name: &str| {
        let check = ready
            .checks
            .iter()
            .find(|check| check.name == name)
            .unwrap();
        is_environment_dump(check.message.as_deref().unwrap())
    };
    assert!(leaks("services"));
    assert!(!leaks("configuration"));
}

#[test]
fn trap_14_there_is_no_feed_of_jobs_and_live_sessions_are_flat() {
    let capabilities = recorded();
    assert!(!capabilities.offers(Capability::JobsLive));
    assert!(!capabilities.offers(Capability::ContentLive));
    let ending = r#"{"type":"session_ending","message":"bye"}"#;
    let frame = LiveFrame::read(ending).unwrap();
    assert!(frame.is_last());
    assert_eq!(frame.text("message"), Some("bye"));
    let anything = LiveFrame::read(r#"{"type":"job_update","job_id":"j1"}"#).unwrap();
    assert!(matches!(anything.kind, Some(LiveKind::Other(_))));
    let target = shipped::live::query("room 1", "tab-2", "observer").encoded();
    assert_eq!(target, "session_id=room%201&client_id=tab-2&role=observer");
}

#[test]
fn trap_15_a_job_that_a_restart_took_is_not_found() {
    let error = jobs::get(&"nope".into())
        .read(&answer("job-404"))
        .unwrap_err();
    assert!(error.is_not_found());
    let empty = shipped::jobs::list(200).read(&answer("jobs-list-empty"));
    assert_eq!(empty.unwrap().items.len(), 0);
}

#[test]
fn trap_429_has_no_retry_after_and_is_retryable() {
    let error = shipped::jobs::list(50)
        .read(&answer("rate-limit-429"))
        .unwrap_err();
    assert_eq!(error.retry_after(), None);
    assert!(error.is_retryable());
    assert_eq!(error.hint(), "Wait a moment, then try again.");
}

#[test]
fn what_this_backend_cannot_do_is_not_offered() {
    let capabilities = recorded();
    for capability in [
        Capability::JobsCancel,
        Capability::AuthLogin,
        Capability::ContentGet,
        Capability::DocumentsList,
        Capability::TemplatesCreate,
        Capability::TemplatesWrite,
    ] {
        assert!(!capabilities.offers(capability));
        assert!(capability.missing().starts_with("This server "));
        assert!(capability.missing().ends_with('.'));
    }
}
