//! The demo accounts, and the editor's demo API key.

use std::sync::OnceLock;

use chrono::TimeDelta;
use wire::{
    Secret, Stamp,
    api_keys::ApiKey,
    auth::{Role, User},
};

use crate::{
    auth::{digest, passwords},
    error::Result,
    state::App,
    store::{accounts, keys},
};

/// The password of all demo accounts.
pub const PASSWORD: &str = "toombos-demo-1";
/// The editor's demo API key.
pub const EDITOR_KEY: &str = "toombos_demo_editor_key_1";

/// Email, name and role of the demo accounts.
const ACCOUNTS: [(&str, &str, Role); 3] = [
    ("owner@toombos.test", "Olga Owens", Role::Admin),
    ("editor@toombos.test", "Edwin Moreau", Role::Editor),
    ("viewer@toombos.test", "Vera Lindqvist", Role::Viewer),
];

/// Creates the demo accounts where there is no account yet.
pub fn fill(app: &App) -> Result<()> {
    let empty = app
        .store
        .read_now(|view| Ok(accounts::count(view.connection)? == 0))?;
    if !empty {
        return Ok(());
    }
    let hash = demo_hash()?;
    let created_at = Stamp::from_utc(app.clock.now() - TimeDelta::days(120));
    app.store.write_now(|change| {
        for (email, name, role) in ACCOUNTS {
            let id = format!("usr_{}", role.as_str());
            let user = User {
                id: id.into(),
                email: email.to_owned(),
                name: name.to_owned(),
                role: role.clone(),
                created_at: created_at.clone(),
            };
            accounts::add(&change.connection, &user, hash)?;
            if role == Role::Editor {
                let key = ApiKey {
                    id: "key_demo".into(),
                    name: "Demo key".to_owned(),
                    prefix: EDITOR_KEY.chars().take(12).collect(),
                    scopes: Vec::new(),
                    created_at: created_at.clone(),
                    expires_at: None,
                    last_used_at: None,
                    revoked_at: None,
                    disabled_at: None,
                    replaced_by: None,
                };
                keys::add(&change.connection, &user.id, &digest(EDITOR_KEY), &key)?;
            }
        }
        Ok(())
    })
}

/// The demo password's hash, made once per process: it is public, and the
/// same for all three, so hashing it thrice would only slow the start.
fn demo_hash() -> Result<&'static str> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash);
    }
    let made = passwords::hash(&Secret::new(PASSWORD))?;
    Ok(HASH.get_or_init(|| made))
}
