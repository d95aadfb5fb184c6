//! Generating: previews, what is refused, and that no request starts two jobs.

use chrono::{SubsecRound, TimeDelta, Utc};
use sandbox::args::Args;
use wire::{
    Stamp,
    channel::{Channel, Platform},
    documents::{self, DocumentId},
    generate::{self, GenerateRequest, Part},
    jobs::{self, JobFilter, JobStatus},
    templates,
};

use crate::harness::{EDITOR, Sandbox, document, empty_document, everywhere, field, recipe};

#[tokio::test]
async fn documents_and_templates_are_there_to_choose_from() {
    let client = Sandbox::new().client(EDITOR).await;
    let all = client.send(documents::list(None)).await.unwrap();
    assert!(all.items.len() >= 12);
    let found = client.send(documents::list(Some("EMBER"))).await.unwrap();
    assert!(!found.items.is_empty() && found.items.len() < all.items.len());
    let text = client.send(documents::get(&document())).await.unwrap();
    assert!(text.content.len() > 1000);
    for template in client.send(templates::list()).await.unwrap().items {
        assert_eq!(template.source, None);
        let full = client.send(templates::get(&template.id)).await.unwrap();
        assert!(full.source.is_some_and(|source| !source.is_empty()));
    }
    let missing = client
        .send(templates::get(&"nope".into()))
        .await
        .unwrap_err();
    assert!(missing.is_not_found());
}

#[tokio::test]
async fn a_preview_has_every_part_and_stores_nothing() {
    let client = Sandbox::new().client(EDITOR).await;
    let preview = client.send(generate::preview(&everywhere())).await.unwrap();
    for channel in Channel::KNOWN {
        assert!(preview.parts.get(channel).is_some(), "{channel}");
    }
    let jobs = client
        .send(jobs::list(&JobFilter::default()))
        .await
        .unwrap();
    assert_eq!(jobs.total, Some(0));
}

#[tokio::test]
async fn wrong_fields_are_named() {
    let client = Sandbox::new().client(EDITOR).await;
    let check = |request: GenerateRequest, name: &'static str| {
        let client = &client;
        async move {
            assert!(!field(client.start(&request).await, name).is_empty());
            field(client.send(generate::preview(&request)).await, name);
        }
    };
    let good = everywhere();
    check(
        GenerateRequest {
            channels: vec![],
            ..good.clone()
        },
        "channels",
    )
    .await;
    check(
        GenerateRequest {
            channels: vec!["fax".into()],
            ..good.clone()
        },
        "channels",
    )
    .await;
    check(
        GenerateRequest {
            channels: vec![Channel::Web, Channel::Web],
            ..good.clone()
        },
        "channels",
    )
    .await;
    check(
        GenerateRequest {
            document_id: "gone".into(),
            ..good.clone()
        },
        "document_id",
    )
    .await;
    check(
        GenerateRequest {
            template_id: Some("gone".into()),
            ..good.clone()
        },
        "template_id",
    )
    .await;
    check(
        GenerateRequest {
            social_platforms: vec![],
            ..good.clone()
        },
        "social_platforms",
    )
    .await;
    check(
        GenerateRequest {
            social_platforms: vec![Platform::Twitter, "myspace".into()],
            ..good
        },
        "social_platforms",
    )
    .await;
}

#[tokio::test]
async fn a_time_needs_a_zone_and_lies_ahead() {
    let client = Sandbox::new().client(EDITOR).await;
    for time in ["2020-01-01T00:00:00Z", "2050-01-01T00:00:00"] {
        let request = GenerateRequest {
            schedule_time: Some(Stamp::parse(time).unwrap()),
            ..everywhere()
        };
        field(client.start(&request).await, "schedule_time");
    }
    let request = GenerateRequest {
        schedule_time: Some(Stamp::from_utc(
            (Utc::now() + TimeDelta::hours(1)).trunc_subsecs(3),
        )),
        ..everywhere()
    };
    let job = client.start(&request).await.unwrap();
    assert_eq!(
        (&job.status, job.queue_position),
        (&JobStatus::Pending, None)
    );
    assert_eq!(job.scheduled_for, request.schedule_time);
}

#[tokio::test]
async fn a_variable_that_is_missing_is_named() {
    let client = Sandbox::new().client(EDITOR).await;
    let mut request = GenerateRequest {
        template_id: Some("email-announcement".into()),
        ..recipe(&[Channel::Email])
    };
    let result = client.start(&request).await;
    for name in ["call_to_action", "call_to_action_url"] {
        assert!(!field(result.clone(), name).is_empty());
    }
    let error = result.unwrap_err();
    let place: Vec<_> = error.fields().iter().map(|it| it.path.join(".")).collect();
    assert!(
        place.contains(&"options.variables.call_to_action".to_owned()),
        "{place:?}"
    );
    // A preview shows it as a finding instead.
    let preview = client.send(generate::preview(&request)).await.unwrap();
    assert!(preview.is_blocked());
    let variables = &mut request.options.variables;
    variables.insert("call_to_action".into(), "Order now".into());
    variables.insert("call_to_action_url".into(), "https://example.com/".into());
    client.start(&request).await.unwrap();
}

#[tokio::test]
async fn a_document_without_text_fails_by_itself() {
    let client = Sandbox::new().client(EDITOR).await;
    let request = GenerateRequest {
        document_id: empty_document(),
        ..everywhere()
    };
    let job = client.start(&request).await.unwrap();
    let job = client.job_ended(&job.job_id).await;
    assert_eq!(job.status, JobStatus::Failed);
    assert_eq!(job.errors.len(), 3);
    assert!(job.errors[0].contains("no text"), "{:?}", job.errors);
}

#[tokio::test]
async fn the_same_key_never_starts_two_jobs() {
    let sandbox = Sandbox::new();
    let client = sandbox.client(EDITOR).await;
    let request = GenerateRequest {
        idempotency_key: Some("one".into()),
        ..recipe(&[Channel::Web])
    };
    let (a, b) = tokio::join!(client.start(&request), client.start(&request));
    let (a, b) = (a.unwrap(), b.unwrap());
    assert_eq!(a.job_id, b.job_id);
    client.job_ended(&a.job_id).await;
    let later = client.start(&request).await.unwrap();
    assert_eq!(later.job_id, a.job_id);

    let header = [("idempotency-key", "one")];
    let body = serde_json::to_string(&recipe(&[Channel::Web])).unwrap();
    let path = "/api/v2/content/generate";
    let answer = client.raw("POST", path, &header, Some(&body)).await;
    assert_eq!(answer.json()["job"]["job_id"], a.job_id.as_str());

    let other = GenerateRequest {
        idempotency_key: Some("one".into()),
        ..recipe(&[Channel::Email])
    };
    assert_eq!(client.start(&other).await.unwrap_err().status(), Some(409));
    let other = sandbox.client(crate::harness::OWNER).await;
    assert_ne!(other.start(&request).await.unwrap().job_id, a.job_id);
}

#[tokio::test]
async fn two_documents_of_one_title_have_two_addresses() {
    let mut documents = sandbox::seed::documents::all();
    let first = documents[0].clone();
    let id = DocumentId::from("md:twin.md");
    documents.push(sandbox::engine::SourceDocument {
        id: id.clone(),
        ..first.clone()
    });
    let app = sandbox::state::App::with_documents(Args::default(), documents).unwrap();
    let router = sandbox::router::router(app.clone());
    let sandbox = Sandbox { app, router };
    let editor = sandbox.client(EDITOR).await;
    let address = |id: &DocumentId| {
        let mut request = recipe(&[Channel::Web]);
        request.document_id = id.clone();
        request.options.seo = true;
        let editor = &editor;
        async move {
            let preview = editor.send(generate::preview(&request)).await.unwrap();
            let Some(Part::Web(page)) = preview.parts.get(&Channel::Web) else {
                panic!("no page")
            };
            let url = page.seo.clone().and_then(|seo| seo.url).unwrap();
            assert!(url.ends_with(&page.slug), "{url}");
            url
        }
    };
    let one = address(&first.id).await;
    assert_eq!(one, address(&first.id).await);
    assert_ne!(one, address(&id).await);
}
