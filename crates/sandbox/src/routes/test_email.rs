//! A newsletter to whoever asks, before it goes to everybody.

use axum::{Json, extract::State, http::StatusCode};
use wire::{
    channel::Channel,
    detail::ErrorBody,
    generate::{GenerateRequest, Part, TestEmail},
    routes,
};

use super::generate;
use crate::{
    auth::Writer,
    engine::{self, Recipe},
    error::{Error, Result, problem},
    extract::Body,
    outbox::Mail,
    state::App,
};

/// Sends the newsletter of a request to the address of the signed-in user, and to no other
#[utoipa::path(post, path = routes::TEST_EMAIL.template, tag = "content",
    operation_id = "send_test_email",
    security(("bearer" = []), ("api_key" = [])), request_body = GenerateRequest,
    responses((status = 202, body = TestEmail), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn send(
    State(app): State<App>,
    Writer(identity): Writer,
    Body(request): Body<GenerateRequest>,
) -> Result<(StatusCode, Json<TestEmail>)> {
    let templates = generate::templates(&app).await?;
    let document = generate::basics(&app, &request, &templates)?.clone();
    if !request.channels.contains(&Channel::Email) {
        let message = "Only the email channel can be tested";
        return Err(Error::invalid(vec![problem(
            ["channels"],
            "value_error",
            message,
        )]));
    }
    let rendered = tokio::task::spawn_blocking(move || {
        let recipe = Recipe {
            document: &document,
            request: &request,
            templates: &templates,
        };
        engine::render(&recipe, &Channel::Email).map_err(|error| error.to_string())
    });
    let email = match rendered.await.map_err(Error::internal)? {
        Ok((Part::Email(email), _)) => email,
        Ok(_) => return Err(Error::internal("the email channel produced no email")),
        Err(reason) => {
            let refused = problem(["channels", "email"], "value_error", reason);
            return Err(Error::invalid(vec![refused]));
        }
    };
    let mail = Mail {
        to: identity.user.email,
        subject: format!("[Test] {}", email.subject),
        html: email.html,
        text: email.text,
        sent_at: app.clock.stamp(),
    };
    let sent = TestEmail {
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        sent_at: mail.sent_at.clone(),
    };
    app.outbox.deliver(mail);
    Ok((StatusCode::ACCEPTED, Json(sent)))
}

/// What was delivered so far, for whoever tests: the sandbox has no mail server.
pub async fn outbox(State(app): State<App>, _: crate::auth::Identity) -> Json<Vec<Mail>> {
    Json(app.outbox.mails())
}
