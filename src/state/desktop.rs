//! Notifications outside of the page, where the browser and the reader allow them.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Notification, NotificationOptions, NotificationPermission};

use super::{
    page::use_page_state,
    storage::{self, StorageScope},
};
use crate::effect::effect;

/// Where it is kept whether the reader wants them.
const WANTED: &str = "toombos.notify";

/// What the browser says of notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It has none, or none for pages.
    Unsupported,
    /// Nobody has been asked.
    NotAsked,
    /// They may be shown.
    Allowed,
    /// They may not be shown; only the browser's own settings can change that.
    Blocked,
}

/// Notifications outside of the page.
#[derive(Clone, Copy)]
pub struct Desktop {
    permission: RwSignal<Permission>,
    wanted: RwSignal<bool>,
}

impl Desktop {
    /// Looks at what is allowed; asks nobody for anything.
    pub fn new() -> Self {
        let desktop = Self {
            permission: RwSignal::new(permission()),
            wanted: RwSignal::new(storage::load(StorageScope::Local, WANTED).unwrap_or(false)),
        };
        // It may have been changed in the browser's settings meanwhile.
        let woke = use_page_state().woke;
        effect(move |before: Option<()>| {
            woke.track();
            if before.is_some() {
                desktop.look();
            }
        });
        desktop
    }

    /// What the browser says.
    pub fn permission(self) -> Permission {
        self.permission.get()
    }

    /// Whether notifications are shown.
    pub fn is_on(self) -> bool {
        self.wanted.get() && self.permission.get() == Permission::Allowed
    }

    /// Wants notifications; the browser asks the reader where nobody has been asked yet.
    pub fn want(self) {
        self.keep(true);
        if self.permission.get_untracked() != Permission::NotAsked {
            return;
        }
        let Ok(asked) = Notification::request_permission() else {
            self.permission.set(Permission::Unsupported);
            return;
        };
        spawn_local(async move {
            // The answer is read from the browser, not from the promise: old ones differ.
            let _ = JsFuture::from(asked).await;
            self.look();
        });
    }

    /// Wants none any more.
    pub fn stop(self) {
        self.keep(false);
    }

    /// Shows a notification, where they are on. The same `tag` is shown once, by whatever tab.
    pub fn show(self, title: &str, body: &str, tag: &str) {
        if !untrack(|| self.is_on()) {
            return;
        }
        let options = NotificationOptions::new();
        options.set_body(body);
        options.set_tag(tag);
        match Notification::new_with_options(title, &options) {
            Ok(notification) => {
                let back = Closure::once_into_js(|| {
                    let _ = window().focus();
                });
                notification.set_onclick(back.dyn_ref());
            }
            // Some browsers have the name, and want a service worker for it.
            Err(_) => self.permission.set(Permission::Unsupported),
        }
    }

    fn keep(self, wanted: bool) {
        self.wanted.set(wanted);
        storage::save(StorageScope::Local, WANTED, &wanted);
    }

    fn look(self) {
        let found = permission();
        // One that could not show any is not asked again.
        let lost = self.permission.try_get_untracked() == Some(Permission::Unsupported);
        if !lost {
            let _ = self.permission.try_set(found);
        }
    }
}

/// Whether notifications are shown, as far as can be told now.
pub fn are_notifications_on() -> bool {
    let is_wanted = storage::load(StorageScope::Local, WANTED).unwrap_or(false);
    is_wanted && permission() == Permission::Allowed
}

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

fn permission() -> Permission {
    let known = js_sys::Reflect::has(&window(), &JsValue::from_str("Notification"));
    if known != Ok(true) {
        return Permission::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Allowed,
        NotificationPermission::Denied => Permission::Blocked,
        _ => Permission::NotAsked,
    }
}
