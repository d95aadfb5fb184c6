//! One's own account: who it is, its name, its password, and where it is logged in.

use axum::{Json, extract::State};
use wire::{
    Page, Secret,
    auth::{DeviceSession, EndedSessions, PasswordChange, User, UserChange, Whoami},
    detail::{ErrorBody, Problem},
    routes,
    unicode::sort_key,
};

use crate::{
    auth::{Identity, passwords},
    error::{Error, Result, problem},
    extract::{Body, Segment},
    openapi::SessionPage,
    state::App,
    store::{accounts, sessions},
};

/// The least characters of a password.
const SHORTEST_PASSWORD: usize = 10;
/// The most; more would only cost time to hash.
const LONGEST_PASSWORD: usize = 1000;
/// The most characters of a name.
const LONGEST_NAME: usize = 200;

/// Who is asking, and with which key
#[utoipa::path(get, path = routes::ME.template, tag = "auth",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = Whoami), (status = 401, body = ErrorBody)))]
pub async fn me(identity: Identity) -> Json<Whoami> {
    Json(Whoami {
        user: identity.user,
        key: identity.key,
    })
}

/// Changes the name and the email address
#[utoipa::path(patch, path = routes::CHANGE_ME.template, tag = "auth",
    security(("bearer" = [])), request_body = UserChange,
    responses((status = 200, body = User), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody)))]
pub async fn change(
    State(app): State<App>,
    identity: Identity,
    Body(form): Body<UserChange>,
) -> Result<Json<User>> {
    identity.require_person()?;
    let (name, email) = (form.name, form.email);
    let problems: Vec<_> = [
        name.as_deref().and_then(check_name),
        email.as_deref().and_then(check_email),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    app.store
        .write(move |change| {
            let mut user = identity.user;
            if let Some(email) = email {
                let holder = accounts::by_email(&change.connection, &email)?;
                if holder.is_some_and(|(holder, _)| holder.id != user.id) {
                    let words = "Another account has this email address";
                    return Err(Error::invalid(vec![problem(
                        ["email"],
                        "value_error",
                        words,
                    )]));
                }
                user.email = sort_key(&email);
            }
            if let Some(name) = name {
                user.name = name;
            }
            accounts::save(&change.connection, &user)?;
            Ok(user)
        })
        .await
        .map(Json)
}

/// Changes the password, which ends every other session
#[utoipa::path(post, path = routes::CHANGE_PASSWORD.template, tag = "auth",
    security(("bearer" = [])), request_body = PasswordChange,
    responses((status = 200, body = EndedSessions), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody), (status = 422, body = ErrorBody),
        (status = 429, body = ErrorBody)))]
pub async fn change_password(
    State(app): State<App>,
    identity: Identity,
    Body(form): Body<PasswordChange>,
) -> Result<Json<EndedSessions>> {
    let session = identity.require_person()?.to_owned();
    let user = identity.user.id;
    let locked = |wait| Error::too_many("Too many wrong passwords. Wait a moment", wait);
    app.password_guesses.check(user.as_str()).map_err(locked)?;
    if let Some(wrong) = check_password("new_password", &form.new_password) {
        return Err(Error::invalid(vec![wrong]));
    }
    let id = user.clone();
    let known = app
        .store
        .read(move |view| accounts::password(view.connection, &id))
        .await?;
    let (right, hash) = tokio::task::spawn_blocking(move || {
        let right = passwords::verify(&form.current_password, known.as_deref())?;
        let hash = right
            .then(|| passwords::hash(&form.new_password))
            .transpose()?;
        Ok::<_, Error>((right, hash))
    })
    .await
    .map_err(Error::internal)??;
    let Some(hash) = hash.filter(|_| right) else {
        // The guess that is one too many is still told to be wrong.
        let _ = app.password_guesses.count(user.as_str());
        let words = "This is not your current password";
        let wrong = problem(["current_password"], "value_error", words);
        return Err(Error::invalid(vec![wrong]));
    };
    app.password_guesses.forget(user.as_str());
    let now = app.clock.true_millis();
    app.store
        .write(move |change| {
            accounts::set_password(&change.connection, &user, &hash)?;
            sessions::end_others(&change.connection, &user, &session, now)
        })
        .await
        .map(ended)
}

/// Where the account is logged in, the newest first
#[utoipa::path(get, path = routes::SESSIONS.template, tag = "auth", operation_id = "list_sessions",
    security(("bearer" = [])),
    responses((status = 200, body = SessionPage), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub async fn sessions(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<serde_json::Value>> {
    let session = identity.require_person()?.to_owned();
    let now = app.clock.true_millis();
    let items: Vec<DeviceSession> = app
        .store
        .read(move |view| sessions::list(view.connection, &identity.user.id, &session, now))
        .await?;
    let page = Page {
        total: Some(items.len() as u64),
        items,
        next_cursor: None,
    };
    Ok(Json(page.to_json("sessions")))
}

/// Ends every session but the one that asks
#[utoipa::path(delete, path = routes::END_SESSIONS.template, tag = "auth",
    security(("bearer" = [])),
    responses((status = 200, body = EndedSessions), (status = 401, body = ErrorBody),
        (status = 403, body = ErrorBody)))]
pub async fn end_sessions(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<EndedSessions>> {
    let session = identity.require_person()?.to_owned();
    let now = app.clock.true_millis();
    app.store
        .write(move |change| {
            sessions::end_others(&change.connection, &identity.user.id, &session, now)
        })
        .await
        .map(ended)
}

/// Ends one session
#[utoipa::path(delete, path = routes::END_SESSION.template, tag = "auth",
    security(("bearer" = [])), params(("id" = String, Path)),
    responses((status = 204), (status = 401, body = ErrorBody), (status = 403, body = ErrorBody),
        (status = 404, body = ErrorBody)))]
pub async fn end_session(
    State(app): State<App>,
    identity: Identity,
    Segment(id): Segment,
) -> Result<axum::http::StatusCode> {
    identity.require_person()?;
    let now = app.clock.true_millis();
    app.store
        .write(move |change| {
            match sessions::end_own(&change.connection, &identity.user.id, &id, now)? {
                true => Ok(axum::http::StatusCode::NO_CONTENT),
                false => Err(Error::not_found(format!("Session {id}"))),
            }
        })
        .await
}

fn ended(count: u64) -> Json<EndedSessions> {
    Json(EndedSessions {
        sessions_ended: count,
    })
}

/// What is wrong with a name.
pub fn check_name(name: &str) -> Option<Problem> {
    if name.is_empty() {
        return Some(problem(["name"], "value_error", "Enter your name"));
    }
    (name.chars().count() > LONGEST_NAME).then(|| {
        let words = format!("Use at most {LONGEST_NAME} characters");
        problem(["name"], "string_too_long", words)
    })
}

/// What is wrong with an email address.
pub fn check_email(email: &str) -> Option<Problem> {
    let words = "Enter a valid email address";
    (!is_email(email)).then(|| problem(["email"], "value_error", words))
}

/// What is wrong with a new password, which is the field of this name.
pub fn check_password(name: &str, password: &Secret) -> Option<Problem> {
    let length = password.expose().chars().count();
    let right = (SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&length);
    (!right).then(|| {
        let words = format!("Use {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters");
        problem([name], "string_too_short", words)
    })
}

/// Whether a text has the form of an email address; whether it works only a mail can tell.
fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else {
        return false;
    };
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control());
    let labels = host.split('.').count() >= 2 && host.split('.').all(|label| !label.is_empty());
    plain && !name.is_empty() && !name.contains('@') && labels && text.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_address_has_a_name_and_a_host() {
        for good in ["a@b.c", "first.last+tag@mail.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "", "a", "a@b", "@b.c", "a b@c.d", "a@b..c", "a@@b.c", "a@.c",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
