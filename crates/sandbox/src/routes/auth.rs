//! Accounts and sessions.

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{Extensions, StatusCode},
};
use std::net::SocketAddr;
use wire::{
    auth::{Grant, Login, Refresh, Registration, Role, Ticket, User},
    detail::ErrorBody,
    routes,
};

use crate::{
    auth::{
        Identity, passwords,
        sessions::{self, Exchange},
    },
    error::{Error, Result, problem},
    extract::Body,
    ids,
    state::App,
    store::accounts,
};

/// The least characters of a password.
const SHORTEST_PASSWORD: usize = 10;
/// The most; more would only cost time to hash.
const LONGEST_PASSWORD: usize = 1000;

/// Creates an account, and logs it in
#[utoipa::path(post, path = routes::REGISTER.template, tag = "auth", security(()),
    request_body = Registration,
    responses((status = 201, body = Grant), (status = 422, body = ErrorBody)))]
pub async fn register(
    State(app): State<App>,
    Body(form): Body<Registration>,
) -> Result<(StatusCode, Json<Grant>)> {
    let mut problems = Vec::new();
    let (name, email) = (form.name.trim().to_owned(), form.email.trim().to_owned());
    if name.is_empty() {
        problems.push(problem(["name"], "value_error", "Enter your name"));
    }
    if !is_email(&email) {
        problems.push(problem(
            ["email"],
            "value_error",
            "This is not an email address",
        ));
    }
    let length = form.password.expose().chars().count();
    if !(SHORTEST_PASSWORD..=LONGEST_PASSWORD).contains(&length) {
        problems.push(problem(
            ["password"],
            "string_too_short",
            format!("The password needs {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"),
        ));
    }
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let password = form.password;
    let hash = tokio::task::spawn_blocking(move || passwords::hash(&password))
        .await
        .map_err(Error::internal)??;
    let (shared, now) = (app.clone(), app.clock.stamp());
    let grant = app
        .store
        .write(move |change| {
            if accounts::by_email(&change.connection, &email)?.is_some() {
                return Err(Error::invalid(vec![problem(
                    ["email"],
                    "value_error",
                    "There is an account with this email address. Log in instead",
                )]));
            }
            // Somebody has to be the owner.
            let role = match accounts::count(&change.connection)? {
                0 => Role::Admin,
                _ => Role::Editor,
            };
            let user = User {
                id: ids::other("usr", now.sort_key() / 1000)?.into(),
                email: email.to_lowercase(),
                name,
                role,
                created_at: now.clone(),
            };
            accounts::add(&change.connection, &user, &hash)?;
            let begun = shared.clock.true_millis();
            sessions::begin(change, &shared.tokens, user, begun)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(grant)))
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

/// Exchanges email and password for tokens
#[utoipa::path(post, path = routes::LOGIN.template, tag = "auth", security(()),
    request_body = Login,
    responses((status = 200, body = Grant), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn login(
    State(app): State<App>,
    extensions: Extensions,
    Body(form): Body<Login>,
) -> Result<Json<Grant>> {
    let caller = format!(
        "{} {}",
        form.email.trim().to_lowercase(),
        address(&extensions)
    );
    let locked = |wait| Error::too_many("Too many failed log-ins. Wait a moment", wait);
    app.failed_logins.check(&caller).map_err(locked)?;
    let email = form.email;
    let found = app
        .store
        .read(move |view| accounts::by_email(view.connection, &email))
        .await?;
    let password = form.password;
    let (right, user) = tokio::task::spawn_blocking(move || {
        let (user, hash) = found.unzip();
        passwords::verify(&password, hash.as_deref()).map(|right| (right, user))
    })
    .await
    .map_err(Error::internal)??;
    let Some(user) = user.filter(|_| right) else {
        // The failure that is one too many is still told as a failure.
        let _ = app.failed_logins.count(&caller);
        return Err(Error::unauthorised("Email or password is wrong"));
    };
    app.failed_logins.forget(&caller);
    let (shared, now) = (app.clone(), app.clock.true_millis());
    app.store
        .write(move |change| sessions::begin(change, &shared.tokens, user, now))
        .await
        .map(Json)
}

/// The caller's address, without its port; tests in memory have none.
pub fn address(extensions: &Extensions) -> String {
    extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or_else(|| "local".to_owned(), |info| info.0.ip().to_string())
}

/// Exchanges a refresh token for new tokens
#[utoipa::path(post, path = routes::REFRESH.template, tag = "auth", security(()),
    request_body = Refresh,
    responses((status = 200, body = Grant), (status = 401, body = ErrorBody)))]
pub async fn refresh(State(app): State<App>, Body(form): Body<Refresh>) -> Result<Json<Grant>> {
    let (shared, now) = (app.clone(), app.clock.true_millis());
    let exchange = app
        .store
        .write(move |change| sessions::exchange(change, &shared.tokens, &form.refresh_token, now))
        .await?;
    match exchange {
        Exchange::Granted(grant) => Ok(Json(*grant)),
        Exchange::Refused => Err(sessions::refused()),
    }
}

/// Ends the session; one that has ended already is fine
#[utoipa::path(post, path = routes::LOGOUT.template, tag = "auth",
    security((), ("bearer" = [])), request_body = Refresh,
    responses((status = 204)))]
pub async fn logout(State(app): State<App>, Body(form): Body<Refresh>) -> Result<StatusCode> {
    let now = app.clock.true_millis();
    app.store
        .write(move |change| sessions::end(change, &form.refresh_token, now))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is asking
#[utoipa::path(get, path = routes::ME.template, tag = "auth",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = User), (status = 401, body = ErrorBody)))]
pub async fn me(identity: Identity) -> Json<User> {
    Json(identity.user)
}

/// A single-use ticket for a WebSocket
#[utoipa::path(post, path = routes::WS_TICKET.template, tag = "auth",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = Ticket), (status = 401, body = ErrorBody)))]
pub async fn ws_ticket(State(app): State<App>, _identity: Identity) -> Result<Json<Ticket>> {
    app.tickets.issue().map(Json)
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
