//! What the page of the API keys says, and its dialogs.

pub const INTRO: &str = "API keys let scripts and services act with your permissions.";
pub const INSTEAD: &str = "Keys are created on the server. See Connection for the keys in use.";
pub const FULL_ACCESS: &str = "Full access";
pub const PERMISSIONS: &str = "Permissions";
pub const EXPIRES: &str = "Expires";
pub const NEVER: &str = "Never";
pub const CANCEL: &str = "Cancel";

// After the beginning of a key.
pub const PREFIX_AFTER: &str = "…";

// The table of keys.

pub mod list {
    pub const TITLE: &str = "Keys";
    pub const LABEL: &str = "API keys";
    pub const NOUN: &str = "keys";
    pub const CREATE: &str = "Create API key";
    pub const LOADING: &str = "Loading API keys";
    pub const LOAD_FAILED: &str = "Couldn't load API keys";
    pub const EMPTY_TITLE: &str = "No API keys yet";
    pub const EMPTY_HINT: &str = "Create one to let scripts and services use the API.";
    pub const NONE_ACTIVE_TITLE: &str = "No active API keys";
    pub const NONE_ACTIVE_HINT: &str = "All keys are revoked or rotated.";

    pub fn show_ended(count: usize) -> String {
        format!("Show revoked and rotated keys ({count})")
    }

    // The heads of the columns.
    pub const NAME: &str = "Name";
    pub const CREATED: &str = "Created";
    pub const LAST_USED: &str = "Last used";
    pub const STATUS: &str = "Status";
    pub const ACTIONS: &str = "Actions";

    // The cells.
    pub const USED_HERE: &str = " · used by this dashboard";
    pub const UNKNOWN_TIME: &str = "–";
    pub const LAST_USED_BEFORE: &str = "Last used ";
    pub const EXPIRES_BEFORE: &str = "Expires ";
    pub const SOON: &str = "Soon";
    pub const EXPIRED: &str = "Expired";

    // How a key is.
    pub const DISABLING: &str = "Disabling";
    pub const ENABLING: &str = "Enabling";
    pub const REVOKING: &str = "Revoking";
    pub const DISABLED: &str = "Disabled";
    pub const ACTIVE: &str = "Active";
    pub const ROTATING: &str = "rotating";

    pub fn revoked_in(time: &str) -> String {
        format!("revoked in {time}")
    }
}

// What can be done with a key.

pub mod actions {
    pub fn menu(name: &str) -> String {
        format!("Actions for {name}")
    }

    pub const RENAME: &str = "Rename";
    pub const ENABLE: &str = "Enable";
    pub const DISABLE: &str = "Disable";
    pub const ROTATE: &str = "Rotate";
    pub const REVOKE: &str = "Revoke";
    pub const UNDO_REVOKING: &str = "Undo revoking";
    pub const REVOKE_NOW: &str = "Revoke now";

    // Why something cannot be done.
    pub const MAY_NOT_CHANGE: &str = "The connected key can view keys but not change them.";
    pub const USED_HERE: &str = "This dashboard uses this key. Connect with another key first.";

    pub fn not_possible(action: &str, reason: &str) -> String {
        format!("{action}: {reason}")
    }

    // The same within the menu, after the action.
    pub const REASON_NOT_OFFERED: &str = "not available on this server";
    pub const REASON_USED_HERE: &str = "in use by this dashboard";
    pub const REASON_ROTATED: &str = "already rotated";
    pub const REASON_DISABLED: &str = "enable it first";
    pub const REASON_EXPIRED: &str = "expired";
    pub const REASON_NO_PERMISSION: &str = "no permission";
    pub const REASON_REVOKED: &str = "revoked";

    // How that went.
    pub const DISABLED: &str = "disabled";
    pub const ENABLED: &str = "enabled";
    pub const UNDO: &str = "Undo";

    pub fn switched(name: &str, participle: &str) -> String {
        format!("Key “{name}” {participle}")
    }

    pub const DISABLE_FAILED: &str = "Couldn't disable the key";
    pub const ENABLE_FAILED: &str = "Couldn't enable the key";
}

// Another name for a key.

pub mod rename {
    pub const TITLE: &str = "Rename key";
    pub const NAME: &str = "Name";
    pub const NAME_MISSING: &str = "Enter a name.";
    pub const SUBMIT: &str = "Rename";
    pub const FAILED: &str = "Couldn't rename the key";
    pub const UNDECIDED: &str = "Check the name in the list.";

    pub fn renamed(name: &str) -> String {
        format!("Key renamed to “{name}”")
    }
}

// The form of a new key.

pub mod create {
    pub const TITLE: &str = "Create API key";
    pub const NAME: &str = "Name";
    pub const NAME_HINT: &str = "For example, “CI build”.";
    pub const SUBMIT: &str = "Create key";
    pub const FAILED: &str = "Couldn't create the key";
    pub const UNDECIDED: &str =
        "A key may have been created anyway. If it's in the list, revoke it and try again.";

    // What it may do.
    pub const EVERYTHING: &str = "Everything you can do.";
    pub const EVERYTHING_OF_ROLE: &str = "Everything you can do. Follows changes to your role.";
    pub const RESTRICTED: &str = "Restricted";
    pub const RESTRICTED_DETAIL: &str = "Only the permissions you select.";

    pub fn not_for_role(role: &str) -> String {
        format!("Not available to the {role} role.")
    }

    // How long it lives.
    pub const WEEK: &str = "7 days";
    pub const MONTH: &str = "30 days";
    pub const QUARTER: &str = "90 days";
    pub const YEAR: &str = "1 year";
    pub const CUSTOM: &str = "Custom";
    pub const EXPIRES_AT: &str = "Expires at";
    pub const NEVER_EXPIRES: &str = "Never expires.";

    pub fn expires(end: &str) -> String {
        format!("Expires {end}")
    }

    // What is still missing.
    pub const NAME_MISSING: &str = "Enter a name.";
    pub const SCOPE_MISSING: &str = "Select at least one permission.";
    pub const END_MISSING: &str = "Enter a date and time.";
    pub const END_PAST: &str = "Choose a future time.";
}

// The form that replaces a key.

pub mod rotate {
    pub fn title(name: &str) -> String {
        format!("Rotate “{name}”")
    }

    pub const INTRO_BEFORE: &str = "Creates a new key with the same permissions. ";
    pub const NEVER_USED: &str = "Never used.";
    pub const LAST_USED_BEFORE: &str = "Last used ";
    pub const LAST_USED_AFTER: &str = ".";

    pub const GRACE: &str = "Keep the old key active for";
    pub const NOW: &str = "Revoke now";
    pub const NOW_DETAIL: &str = "For a leaked key.";
    pub const HOUR: &str = "1 hour";
    pub const HOUR_DETAIL: &str = "Replace the key right away.";
    pub const DAY: &str = "1 day";
    pub const DAY_DETAIL: &str = "Deploy within a day.";
    pub const WEEK: &str = "7 days";
    pub const WEEK_DETAIL: &str = "Someone else has to deploy.";

    pub const SUBMIT: &str = "Rotate key";
    pub const FAILED: &str = "Couldn't rotate the key";
    pub const NOT_CHANGED: &str = "The old key wasn't changed.";
    pub const UNDECIDED: &str =
        "A new key may have been created anyway. If it's in the list, revoke it and try again.";
}

// The key that was just made.

pub mod fresh {
    pub const TITLE: &str = "Your new API key";

    pub fn title_for(name: &str) -> String {
        format!("New key for “{name}”")
    }

    pub const INTRO: &str = "Copy this key now. You won't see it again.";
    pub const KEY: &str = "New key";
    pub const SHOW: &str = "Show key";
    pub const HIDE: &str = "Hide key";
    pub const COPY: &str = "Copy key";
    pub const DONE: &str = "Done";

    // Whether it works.
    pub const TEST: &str = "Test key";
    pub const TEST_HINT: &str = "Send a test request with this key.";
    pub const WORKS: &str = "Key works";
    pub const ACCOUNT: &str = "Account";
    pub const NOT_REPORTED: &str = "Not reported";
    pub const OTHER_PERMISSIONS: &str = "These aren't the permissions you selected.";

    pub fn account(name: &str, role: &str) -> String {
        format!("{name}, {role}")
    }

    // What closing would lose.
    pub const UNTESTED_TITLE: &str = "You haven't tested this key";
    pub const UNTESTED: &str = "You won't see it again after closing.";
    pub const KEEP_OPEN: &str = "Keep open";
    pub const CLOSE_ANYWAY: &str = "Close anyway";
    pub const LOST_HINT: &str = "If you didn't copy it, revoke it and create another.";

    pub fn lost(name: &str) -> String {
        format!("The new key “{name}” can't be shown again")
    }
}

// How to use a key, in the languages that people ask for.

pub mod example {
    pub const LABEL: &str = "Example";
    pub const COPIES_FULL_KEY: &str = "Copies the full key.";
    pub const CURL: &str = "curl";
    pub const PYTHON: &str = "Python";
    pub const JAVASCRIPT: &str = "JavaScript";
    pub const ENV: &str = ".env";

    pub fn curl(header: &str, url: &str) -> String {
        format!("curl --fail-with-body \\\n  --header {header} \\\n  {url}")
    }

    pub fn python(url: &str, key: &str) -> String {
        format!(
            "import requests\n\n\
             answer = requests.get(\n    {url},\n    headers={{\"X-API-Key\": {key}}},\n    timeout=30,\n)\n\
             answer.raise_for_status()\nprint(answer.json())"
        )
    }

    pub fn javascript(url: &str, key: &str) -> String {
        format!(
            "const answer = await fetch({url}, {{\n  headers: {{ \"X-API-Key\": {key} }},\n}});\n\
             if (!answer.ok) throw new Error(`${{answer.status}} ${{await answer.text()}}`);\n\
             console.log(await answer.json());"
        )
    }

    pub fn env(base: &str, key: &str) -> String {
        format!("TOOMBOS_API_URL={base}\nTOOMBOS_API_KEY={key}")
    }
}

// Keys that are being replaced.

pub mod rotations {
    pub const TITLE: &str = "Rotations in progress";
    pub const INTRO: &str = "Both keys work until the old key expires or you revoke it.";
    pub const OLD_KEY: &str = "Old key";
    pub const NEW_KEY: &str = "New key";
    pub const NEVER_USED: &str = "never used";
    pub const LAST_USED_BEFORE: &str = "last used ";
    pub const EXPIRES_BEFORE: &str = "The old key expires ";
    pub const EXPIRES_AFTER: &str = ".";
    pub const REVOKE: &str = "Revoke old key";
    pub const REVOKING_SOON: &str = "Revoking soon";

    pub fn revoke(name: &str) -> String {
        format!("Revoke old key “{name}”")
    }
}

// Whether the old key can be revoked without breaking anything.

pub mod revocation_safety {
    pub const SAFE: &str = "Safe to revoke";
    pub const QUIET: &str = "Probably safe to revoke";
    pub const STILL_USED: &str = "Still in use";
    pub const UNDECIDED: &str = "Too early to tell";

    pub const NEVER_USED_REASON: &str = "The old key was never used.";
    pub const MOVED_REASON: &str =
        "The new key is in use. The old key hasn't been used since rotation.";
    pub const QUIET_REASON: &str = "The new key is in use. The old key hasn't been used for over a day, but less frequent jobs may still use it.";
    pub const STILL_USED_REASON: &str =
        "The old key was used after rotation. Revoking it will break its users.";
    pub const UNDECIDED_REASON: &str = "Neither key has been used since rotation, apart from tests. Something may still use the old key.";
}
