//! People's own templates: made, used, changed, deleted and brought back.

use wire::{
    channel::Channel,
    generate::{self, Part},
    jobs::JobStatus,
    templates::{self, PreviewRequest, TemplateDraft, Variable, VariableType},
};

use crate::harness::{EDITOR, OWNER, Sandbox, VIEWER, document, field, recipe};

fn draft() -> TemplateDraft {
    TemplateDraft {
        name: "House letter".into(),
        description: "As we write it".into(),
        style: "letter".into(),
        source: "<h1>{{ document.title }}</h1>\n<p>{{ variables.place }}</p>".into(),
        variables: vec![Variable {
            name: "place".into(),
            kind: VariableType::Text,
            required: false,
            default: Some("Innsbruck".into()),
            description: String::new(),
        }],
        ..TemplateDraft::default()
    }
}

fn preview(source: &str) -> PreviewRequest {
    PreviewRequest {
        template: TemplateDraft {
            source: source.into(),
            ..draft()
        },
        document_id: None,
        variables: Default::default(),
        tone: None,
    }
}

#[tokio::test]
async fn a_template_is_made_listed_and_used_by_a_job() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let held = editor.send(templates::create(&draft())).await.unwrap();
    assert!(held.etag.is_some() && !held.template.builtin);
    let listed = editor.send(templates::list()).await.unwrap().items;
    assert!(
        listed
            .iter()
            .any(|it| it.id == held.template.id && it.source.is_none())
    );
    assert!(listed[0].builtin, "the standard ones come first");

    let mut request = recipe(&[Channel::Email]);
    request.template_id = Some(held.template.id.clone());
    let previewed = editor.send(generate::preview(&request)).await.unwrap();
    let Some(Part::Email(email)) = previewed.parts.get(&Channel::Email) else {
        panic!("no email")
    };
    assert!(email.html.contains("<p>Innsbruck</p>"));
    let job = editor.start(&request).await.unwrap();
    let job = editor.job_ended(&job.job_id).await;
    assert_eq!(job.status, JobStatus::Completed);
    let id = job
        .result(&Channel::Email)
        .unwrap()
        .content_id
        .clone()
        .unwrap();
    let content = editor.send(wire::content::get(&id)).await.unwrap();
    let Part::Email(email) = content.body else {
        panic!("no email")
    };
    assert!(email.html.contains("<p>Innsbruck</p>"));
}

#[tokio::test]
async fn a_change_of_what_somebody_else_changed_is_refused() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let owner = sandbox.client(OWNER).await;
    let first = editor.send(templates::create(&draft())).await.unwrap();
    let id = &first.template.id;
    let mine = TemplateDraft {
        name: "Mine".into(),
        ..draft()
    };
    let second = owner
        .send(templates::update(id, &mine, first.etag.as_deref()))
        .await
        .unwrap();
    assert_ne!(first.etag, second.etag);
    let stale = editor
        .send(templates::update(id, &draft(), first.etag.as_deref()))
        .await
        .unwrap_err();
    assert_eq!(stale.status(), Some(412));
    let stale = editor
        .send(templates::delete(id, first.etag.as_deref()))
        .await
        .unwrap_err();
    assert_eq!(stale.status(), Some(412));
    let newest = editor.send(templates::hold(id)).await.unwrap();
    assert_eq!(newest, second);
    assert_eq!(newest.template.name, "Mine");
}

#[tokio::test]
async fn what_was_deleted_comes_back_under_its_id() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let held = editor.send(templates::create(&draft())).await.unwrap();
    let id = &held.template.id;
    editor
        .send(templates::delete(id, held.etag.as_deref()))
        .await
        .unwrap();
    assert!(
        editor
            .send(templates::get(id))
            .await
            .unwrap_err()
            .is_not_found()
    );
    let error = editor.send(templates::update(id, &draft(), None)).await;
    assert!(error.unwrap_err().is_not_found());
    let back = editor
        .send(templates::restore(id, &held.template.draft()))
        .await
        .unwrap();
    assert_eq!(back.template.id, *id);
    assert_eq!(back.template.draft(), held.template.draft());
    assert_ne!(back.etag, held.etag);
    let twice = editor.send(templates::restore(id, &draft())).await;
    assert_eq!(twice.unwrap_err().status(), Some(412));
}

#[tokio::test]
async fn what_came_with_the_product_stays_as_it_is() {
    let sandbox = Sandbox::new();
    let owner = sandbox.client(OWNER).await;
    let id = "email-modern".into();
    for error in [
        owner
            .send(templates::update(&id, &draft(), None))
            .await
            .unwrap_err(),
        owner
            .send(templates::restore(&id, &draft()))
            .await
            .unwrap_err(),
        owner.send(templates::delete(&id, None)).await.unwrap_err(),
    ] {
        assert_eq!(error.status(), Some(409));
        assert!(error.detail().contains("Duplicate it"), "{error}");
    }
}

#[tokio::test]
async fn a_template_is_checked_field_by_field() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let variable = |name: &str, kind, default: Option<&str>| Variable {
        name: name.into(),
        kind,
        required: false,
        default: default.map(str::to_owned),
        description: String::new(),
    };
    let wrong = TemplateDraft {
        name: " modern ".into(),
        channel: "fax".into(),
        source: "ok\n{% if %}".into(),
        variables: vec![
            variable("fine", VariableType::Number, Some("two")),
            variable("fine", VariableType::Text, None),
            variable("not fine", VariableType::from("colour"), None),
        ],
        ..draft()
    };
    let error = editor.send(templates::create(&wrong)).await.unwrap_err();
    for (name, word) in [
        ("name", "already"),
        ("channel", "fax"),
        ("source", "Line 2"),
        ("variables.0.default", "a number"),
        ("variables.1.name", "already used"),
        ("variables.2.name", "underscores"),
        ("variables.2.type", "colour"),
    ] {
        let of_field = |it: &&wire::FieldProblem| it.path.join(".") == name;
        let problem = error.fields().iter().find(of_field).expect(name);
        assert!(problem.message.contains(word), "{name}: {problem:?}");
    }
    let empty = TemplateDraft {
        name: String::new(),
        source: " ".into(),
        ..draft()
    };
    let result = editor.send(templates::create(&empty)).await;
    assert!(!field(result.clone(), "name").is_empty() && !field(result, "source").is_empty());
}

#[tokio::test]
async fn a_preview_says_where_the_source_is_wrong() {
    let sandbox = Sandbox::new();
    let viewer = sandbox.client(VIEWER).await;
    let good = viewer
        .send(templates::preview(&preview("<b>{{ document.title }}</b>")))
        .await
        .unwrap();
    assert!(good.problem.is_none() && good.parts.get(&Channel::Email).is_some());
    for (source, line, column) in [
        ("a\n  {{ variables.misspelt }}", 2, Some(6)),
        ("a\nb\n{% if %}", 3, Some(7)),
        // Also where the sample document does not lead.
        (
            "{% if false %}\n{{ document.title|shout }}{% endif %}",
            2,
            Some(19),
        ),
        ("{% for x in document.sections %}\n{{ x.title }}", 2, None),
    ] {
        let problem = viewer
            .send(templates::preview(&preview(source)))
            .await
            .unwrap()
            .problem
            .unwrap();
        assert_eq!(problem.line, line, "{problem:?}");
        if column.is_some() {
            assert_eq!(problem.column, column, "{problem:?}");
        }
    }
    let mut own = preview("{{ document.title }}");
    own.document_id = Some(document());
    assert!(
        viewer
            .send(templates::preview(&own))
            .await
            .unwrap()
            .problem
            .is_none()
    );
    own.document_id = Some("gone".into());
    let result = viewer.send(templates::preview(&own)).await;
    assert!(!field(result, "document_id").is_empty());
}

#[tokio::test]
async fn who_may_look_only_changes_no_template() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let held = editor.send(templates::create(&draft())).await.unwrap();
    let viewer = sandbox.client(VIEWER).await;
    let id = &held.template.id;
    for error in [
        viewer.send(templates::create(&draft())).await.unwrap_err(),
        viewer
            .send(templates::update(id, &draft(), None))
            .await
            .unwrap_err(),
        viewer.send(templates::delete(id, None)).await.unwrap_err(),
    ] {
        assert!(error.is_forbidden());
    }
    assert!(viewer.send(templates::hold(id)).await.is_ok());
}

#[tokio::test]
async fn two_spellings_of_a_name_are_one_template() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let named = |name: &str| TemplateDraft {
        name: name.into(),
        ..draft()
    };
    let composed = templates::create(&named("Caf\u{e9}"));
    editor.send(composed).await.unwrap();
    let decomposed = templates::create(&named("cafe\u{301}"));
    let refused = editor.send(decomposed).await.unwrap_err();
    assert_eq!(refused.status(), Some(422));
    assert!(editor.send(templates::create(&named("Cafe"))).await.is_ok());
}
