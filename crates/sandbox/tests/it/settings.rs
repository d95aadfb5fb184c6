//! One's own account: its name, its password, and where it is logged in.

use wire::{
    Secret,
    auth::{self, PasswordChange, UserChange},
};

use crate::harness::{EDITOR, KEY, OWNER, PASSWORD, Sandbox, field, login};

fn change(name: Option<&str>, email: Option<&str>) -> UserChange {
    UserChange {
        name: name.map(str::to_owned),
        email: email.map(str::to_owned),
    }
}

fn passwords(current: &str, new: &str) -> PasswordChange {
    PasswordChange {
        current_password: Secret::new(current),
        new_password: Secret::new(new),
    }
}

#[tokio::test]
async fn name_and_email_can_be_changed_to_what_nobody_else_has() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    let change_request = change(Some(" Eddie "), Some("Eddie@Toombos.test"));
    let user = editor.send(auth::change_me(&change_request)).await.unwrap();
    assert_eq!(
        (user.name.as_str(), user.email.as_str()),
        ("Eddie", "eddie@toombos.test")
    );
    assert_eq!(editor.send(auth::me()).await.unwrap(), user);
    let again = login("eddie@toombos.test", PASSWORD);
    assert!(sandbox.anonymous().send(auth::login(&again)).await.is_ok());

    let taken = editor
        .send(auth::change_me(&change(None, Some(OWNER))))
        .await;
    assert!(field(taken, "email").contains("Another account"));
    let wrong = editor
        .send(auth::change_me(&change(Some(" "), Some("nowhere"))))
        .await;
    for name in ["name", "email"] {
        assert!(!field(wrong.clone(), name).is_empty());
    }
    assert_eq!(editor.send(auth::me()).await.unwrap(), user);
    // The same address is no change.
    let same = change(None, Some("EDDIE@toombos.test"));
    assert_eq!(editor.send(auth::change_me(&same)).await.unwrap(), user);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions() {
    let sandbox = Sandbox::new();
    let (mine, other) = (sandbox.log_in(EDITOR).await, sandbox.log_in(EDITOR).await);
    let client = sandbox.bearer(&mine.access_token);
    let elsewhere = sandbox.bearer(&other.access_token);
    let wrong = client
        .send(auth::change_password(&passwords("no", "long enough 1")))
        .await;
    assert!(field(wrong, "current_password").contains("not your current"));
    let short = client
        .send(auth::change_password(&passwords(PASSWORD, "short")))
        .await;
    assert!(!field(short, "new_password").is_empty());
    assert!(elsewhere.send(auth::me()).await.is_ok());

    let right = passwords(PASSWORD, "long enough 1");
    let ended = client.send(auth::change_password(&right)).await.unwrap();
    assert_eq!(ended.map(|it| it.sessions_ended), Some(1));
    assert!(client.send(auth::me()).await.is_ok());
    assert!(elsewhere.send(auth::me()).await.unwrap_err().is_auth());
    let refreshed = sandbox
        .anonymous()
        .send(auth::refresh(&other.refresh_token))
        .await;
    assert!(refreshed.unwrap_err().is_auth());
    let old = sandbox
        .anonymous()
        .send(auth::login(&login(EDITOR, PASSWORD)))
        .await;
    assert!(old.unwrap_err().is_auth());
    let new = sandbox
        .anonymous()
        .send(auth::login(&login(EDITOR, "long enough 1")))
        .await;
    assert!(new.is_ok());
    // Others keep theirs.
    assert!(
        sandbox
            .anonymous()
            .send(auth::login(&login(OWNER, PASSWORD)))
            .await
            .is_ok()
    );
}

#[tokio::test]
async fn nobody_guesses_passwords_from_within() {
    let sandbox = Sandbox::new();
    let editor = sandbox.client(EDITOR).await;
    for _ in 0..5 {
        let guess = editor
            .send(auth::change_password(&passwords("guess", "long enough 1")))
            .await;
        assert_eq!(guess.unwrap_err().status(), Some(422));
    }
    let late = editor
        .send(auth::change_password(&passwords(PASSWORD, "long enough 1")))
        .await
        .unwrap_err();
    assert_eq!(late.status(), Some(429));
    assert!(late.retry_after().is_some());
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all() {
    let sandbox = Sandbox::new();
    let agent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";
    let body = format!(r#"{{"email":"{EDITOR}","password":"{PASSWORD}"}}"#);
    let there = sandbox
        .anonymous()
        .raw(
            "POST",
            "/api/v1/auth/login",
            &[("user-agent", agent)],
            Some(&body),
        )
        .await
        .json();
    let there = sandbox.bearer(&Secret::new(there["access_token"].as_str().unwrap()));
    let editor = sandbox.client(EDITOR).await;
    let third = sandbox.client(EDITOR).await;
    let owner = sandbox.client(OWNER).await;

    let page = editor.send(auth::sessions()).await.unwrap();
    assert_eq!(page.items.len(), 3);
    let current: Vec<_> = page
        .items
        .iter()
        .filter(|session| session.current)
        .collect();
    assert_eq!(current.len(), 1);
    assert!(
        page.items
            .iter()
            .all(|session| session.last_seen_at.is_some())
    );
    let named: Vec<_> = page
        .items
        .iter()
        .filter(|session| session.user_agent.as_deref() == Some(agent))
        .collect();
    let [named] = named.as_slice() else {
        panic!("{page:?}");
    };
    let foreign = owner.send(auth::end_session(&named.id)).await.unwrap_err();
    assert!(foreign.is_not_found());
    editor.send(auth::end_session(&named.id)).await.unwrap();
    assert!(there.send(auth::me()).await.unwrap_err().is_auth());
    assert!(third.send(auth::me()).await.is_ok());
    let twice = editor.send(auth::end_session(&named.id)).await.unwrap_err();
    assert!(twice.is_not_found());

    let ended = editor.send(auth::end_other_sessions()).await.unwrap();
    assert_eq!(ended.map(|it| it.sessions_ended), Some(1));
    assert!(third.send(auth::me()).await.unwrap_err().is_auth());
    let left = editor.send(auth::sessions()).await.unwrap();
    assert!(matches!(left.items.as_slice(), [one] if one.current));
    assert!(owner.send(auth::me()).await.is_ok());
}

#[tokio::test]
async fn an_api_key_has_no_say_over_the_account() {
    let sandbox = Sandbox::new();
    let program = sandbox.with_key(KEY);
    let id = "ses_x".into();
    let errors = [
        program
            .send(auth::change_me(&change(Some("Bot"), None)))
            .await
            .unwrap_err(),
        program.send(auth::sessions()).await.unwrap_err(),
        program.send(auth::end_session(&id)).await.unwrap_err(),
        program.send(auth::end_other_sessions()).await.unwrap_err(),
        program
            .send(auth::change_password(&passwords(PASSWORD, "long enough 1")))
            .await
            .unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_forbidden(), "{error:?}");
        assert!(error.detail().contains("Log in with a password"));
    }
}
