//! Accounts and sessions.

use axum::{
    Json,
    extract::{ConnectInfo, State},
    http::{Extensions, HeaderMap, StatusCode},
};
use std::net::SocketAddr;
use wire::{
    auth::{Grant, Login, Refresh, Registration, Role, Ticket, User},
    detail::ErrorBody,
    routes,
    unicode::sort_key,
};

use crate::{
    auth::{
        Identity, passwords,
        sessions::{self, Exchange},
    },
    error::{Error, Result, problem},
    extract::Body,
    ids,
    routes::account,
    state::App,
    store::accounts,
};

/// Creates an account, and logs it in
#[utoipa::path(post, path = routes::REGISTER.template, tag = "auth", security(()),
    request_body = Registration,
    responses((status = 201, body = Grant), (status = 422, body = ErrorBody)))]
pub async fn register(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<Registration>,
) -> Result<(StatusCode, Json<Grant>)> {
    let mut problems = Vec::new();
    let (name, email) = (form.name, form.email);
    problems.extend(account::check_name(&name));
    problems.extend(account::check_email(&email));
    problems.extend(account::check_password("password", &form.password));
    if !problems.is_empty() {
        return Err(Error::invalid(problems));
    }
    let password = form.password;
    let hash = tokio::task::spawn_blocking(move || passwords::hash(&password))
        .await
        .map_err(Error::internal)??;
    let (shared, now, agent) = (app.clone(), app.clock.stamp(), sessions::agent(&headers));
    let grant = app
        .store
        .write(move |change| {
            if accounts::by_email(&change.connection, &email)?.is_some() {
                return Err(Error::invalid(vec![problem(
                    ["email"],
                    "value_error",
                    "An account with this email already exists. Log in instead",
                )]));
            }
            // A workspace needs an owner.
            let role = match accounts::count(&change.connection)? {
                0 => Role::Admin,
                _ => Role::Editor,
            };
            let user = User {
                id: ids::other("usr", now.sort_key() / 1000)?.into(),
                email: sort_key(&email),
                name,
                role,
                created_at: now.clone(),
            };
            accounts::add(&change.connection, &user, &hash)?;
            let begun = shared.clock.true_millis();
            sessions::begin(change, &shared.tokens, user, agent.as_deref(), begun)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(grant)))
}

/// Exchanges email and password for tokens
#[utoipa::path(post, path = routes::LOGIN.template, tag = "auth", security(()),
    request_body = Login,
    responses((status = 200, body = Grant), (status = 401, body = ErrorBody),
        (status = 422, body = ErrorBody), (status = 429, body = ErrorBody)))]
pub async fn login(
    State(app): State<App>,
    extensions: Extensions,
    headers: HeaderMap,
    Body(form): Body<Login>,
) -> Result<Json<Grant>> {
    let caller = format!("{} {}", sort_key(&form.email), address(&extensions));
    let locked = |wait| Error::too_many("Too many failed logins. Wait a moment", wait);
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
    let agent = sessions::agent(&headers);
    app.store
        .write(move |change| sessions::begin(change, &shared.tokens, user, agent.as_deref(), now))
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

/// A single-use ticket for a WebSocket
#[utoipa::path(post, path = routes::WS_TICKET.template, tag = "auth",
    security(("bearer" = []), ("api_key" = [])),
    responses((status = 200, body = Ticket), (status = 401, body = ErrorBody)))]
pub async fn ws_ticket(State(app): State<App>, identity: Identity) -> Result<Json<Ticket>> {
    app.tickets.issue(identity.user).map(Json)
}
