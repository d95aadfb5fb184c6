//! What the page of the account says.

pub const INTRO: &str = "Manage your profile, password and sessions.";
pub const INSTEAD: &str = "See the connection to this server instead.";
pub const NEEDS_PASSWORD: &str =
    "You're connected with an API key. Log in with your password to manage your account.";

// Name and email address, and what the account is besides.

pub mod profile {
    pub const TITLE: &str = "Profile";
    pub const NAME: &str = "Name";
    pub const EMAIL: &str = "Email";
    pub const EMAIL_HINT: &str = "Used to log in.";
    pub const SAVE: &str = "Save changes";
    pub const DISCARD: &str = "Discard changes";
    pub const NO_CHANGES: &str = "No changes";
    pub const SAVED: &str = "Account saved";
    pub const SAVE_FAILED: &str = "Couldn't save your account";
    pub const SAVE_UNDECIDED: &str = "It may have been saved anyway. Reload to check.";

    pub const ROLE: &str = "Role";
    pub const ROLE_ADMIN: &str = "Full access";
    pub const ROLE_EDITOR: &str = "Can generate, publish, and manage jobs and templates";
    pub const ROLE_VIEWER: &str = "Read-only access";
    pub const ROLE_OTHER: &str = "Permissions unknown to this dashboard";
    pub const MEMBER_SINCE: &str = "Member since";
}

// Another password.

pub mod password {
    pub const TITLE: &str = "Password";
    pub const INTRO: &str = "Changing it logs you out everywhere else.";
    pub const CURRENT: &str = "Current password";
    pub const CURRENT_MISSING: &str = "Enter your current password.";
    pub const NEW: &str = "New password";

    pub fn new_hint(least: usize) -> String {
        format!("At least {least} characters.")
    }

    pub fn new_too_short(least: usize) -> String {
        format!("Enter at least {least} characters.")
    }

    pub const SUBMIT: &str = "Change password";
    pub const FAILED: &str = "Couldn't change the password";
    pub const UNDECIDED: &str = "It may have changed anyway. Try logging in with the new password.";

    // How strong it is.
    pub const ONE_MORE: &str = "1 more character";

    pub fn more(missing: usize) -> String {
        format!("{missing} more characters")
    }

    pub fn good(plenty: usize) -> String {
        format!("Good. {plenty} or more characters are stronger")
    }

    pub const STRONG: &str = "Strong";

    // What became of the other sessions.
    pub const CHANGED: &str = "Password changed";
    pub const STILL_LOGGED_IN: &str = "You're still logged in here.";
    pub const NO_OTHERS: &str = "There were no other sessions.";
    pub const OTHER_SESSION: &str = "other session";
    pub const OTHER_SESSIONS: &str = "other sessions";

    pub fn logged_out(sessions: &str) -> String {
        format!("You're still logged in here. {sessions} logged out.")
    }
}

// Where the account is logged in.

pub mod sessions {
    pub const TITLE: &str = "Sessions";
    pub const INTRO: &str = "Where you're logged in.";
    pub const LOADING: &str = "Loading sessions";
    pub const LOADING_REASON: &str = "Loading sessions…";
    pub const LOAD_FAILED: &str = "Couldn't load sessions";
    pub const EMPTY_TITLE: &str = "No sessions listed";
    pub const EMPTY_HINT: &str = "This server doesn't list sessions.";

    pub const END_OTHERS: &str = "Log out all others";
    pub const NO_OTHERS: &str = "You're not logged in anywhere else.";
    pub const OTHERS_ENDED: &str = "Logged out everywhere else";
    pub const END_OTHERS_FAILED: &str = "Couldn't log out the other sessions";

    pub const LOG_OUT: &str = "Log out";
    pub const LOG_OUT_FAILED: &str = "Couldn't log out this session";

    pub fn log_out(device: &str) -> String {
        format!("Log out {device}")
    }

    pub fn logged_out(device: &str) -> String {
        format!("Logged out: {device}")
    }

    pub const THIS_DEVICE: &str = "This device";
    pub const LOGGED_IN_BEFORE: &str = "Logged in ";
    pub const LAST_SEEN_BEFORE: &str = " · last seen ";
}

// The devices of the sessions.

pub mod devices {
    pub const HEADLESS_CHROME: &str = "Headless Chrome";
    pub const EDGE: &str = "Edge";
    pub const OPERA: &str = "Opera";
    pub const SAMSUNG_INTERNET: &str = "Samsung Internet";
    pub const FIREFOX: &str = "Firefox";
    pub const CHROME: &str = "Chrome";
    pub const SAFARI: &str = "Safari";

    pub const IPHONE: &str = "iPhone";
    pub const IPAD: &str = "iPad";
    pub const ANDROID: &str = "Android";
    pub const WINDOWS: &str = "Windows";
    pub const MACOS: &str = "macOS";
    pub const CHROMEOS: &str = "ChromeOS";
    pub const LINUX: &str = "Linux";

    pub fn browser_on(browser: &str, system: &str) -> String {
        format!("{browser} on {system}")
    }

    pub const UNKNOWN: &str = "Unknown device";
}
