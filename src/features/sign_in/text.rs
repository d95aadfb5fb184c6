//! What the pages for signing in say, and the dialog that asks again.

// Fields that several forms have.

pub mod fields {
    pub const NAME: &str = "Name";
    pub const EMAIL: &str = "Email";
    pub const PASSWORD: &str = "Password";
    pub const API_KEY: &str = "API key";
    pub const CACHE_KEY: &str = "Cache key";
    pub const KEEP_SIGNED_IN: &str = "Keep me signed in";
}

// Logging in with email and password.

pub mod login {
    pub const TITLE: &str = "Log in";
    pub const REFUSED: &str = "Email or password is wrong";
    pub const SUBMIT: &str = "Log in";
    pub const REGISTER_BEFORE: &str = "New here? ";
    pub const REGISTER: &str = "Create an account";
    pub const CONNECT: &str = "Connect with an API key";
}

// Creating an account.

pub mod register {
    pub const TITLE: &str = "Create account";
    pub const REFUSED: &str = "Couldn't create the account";
    pub const PASSWORD_HINT: &str = "At least 10 characters.";
    pub const SUBMIT: &str = "Create account";
    pub const LOGIN_BEFORE: &str = "Already have an account? ";
    pub const LOGIN: &str = "Log in";
}

// Connecting with keys.

pub mod connect {
    pub const TITLE: &str = "Connect";
    pub const INTRO: &str = "Enter your server URL and API key.";
    pub const URL: &str = "Backend URL";
    pub const URL_HINT: &str = "For example, https://api.example.com";
    pub const OPTIONAL: &str = "optional";
    pub const SUBMIT: &str = "Connect";
    pub const LOGIN_BEFORE: &str = "Have a password? ";
    pub const LOGIN: &str = "Log in";

    // What is typed as an address.
    pub const URL_MISSING: &str = "Enter the server URL.";
    pub const URL_INVALID: &str = "Enter a URL, such as https://api.example.com.";
    pub const URL_SCHEME: &str = "Start the URL with https:// or http://.";

    // What answers there.
    pub const CHECKING: &str = "Checking…";
    pub const NO_RESPONSE: &str = "No response from this address.";
    pub const NO_RESPONSE_MIXED: &str = " An https page can't connect to an http URL.";
    pub const TIMED_OUT: &str = "The server took too long to respond.";
    pub const FOREIGN: &str = "This isn't a Toombos server.";

    // What the server asks for.
    pub const NEEDS_KEY: &str = "Toombos server found. It needs an API key.";
    pub const NEEDS_NO_KEY: &str = "Toombos server found. No key needed.";

    pub fn needs_key_for_some(without_key: &str, later: &str) -> String {
        format!("Toombos server found. Without a key you can use {without_key}. {later}")
    }

    pub const ADD_API_KEY_LATER: &str = "You can add an API key later in Settings, Connection.";
    pub const ADD_BOTH_KEYS_LATER: &str = "You can add both keys later in Settings, Connection.";
    pub const CAPABILITIES_UNREAD: &str = " Its capabilities couldn't be read.";
    pub const API_KEY_FOR_ALL: &str = "Used for everything on this server.";
    pub const API_KEY_UNUSED: &str = "Not used by this server.";

    pub fn api_key_for(uses: &str) -> String {
        format!("Used for {uses}.")
    }

    pub fn cache_key_for(uses: &str) -> String {
        format!("Different from the API key. Used for {uses}.")
    }

    pub fn and_last(before: &str, last: &str) -> String {
        format!("{before} and {last}")
    }
}

// Another password or key, when a session has ended.

pub mod reauthenticate {
    pub const TITLE: &str = "Your session has ended";
    pub const LOGIN_BEFORE: &str = "Log in again as ";
    pub const LOGIN_AFTER: &str = ". Your work on this page is kept.";
    pub const PASSWORD_REFUSED: &str = "The password is wrong";
    pub const LOG_OUT: &str = "Log out";
    pub const LOG_IN: &str = "Log in";
    pub const KEY_REFUSED: &str = "The server no longer accepts this API key. Enter another one. Your work on this page is kept.";
    pub const RECONNECT: &str = "Reconnect";
    pub const USE_KEY: &str = "Use this key";
}

// In place of a form, where a server has no accounts.

pub mod accounts {
    pub const FOREIGN_TITLE: &str = "Toombos server not found";
    pub const FOREIGN: &str =
        "This dashboard's default address isn't a Toombos server. Enter the server URL yourself.";
    pub const MISSING: &str = "Connect with an API key instead.";
    pub const CONNECT: &str = "Connect to a server";
}

// What went wrong.

pub mod errors {
    // While logging in, or creating an account.
    pub const CHECK_TYPOS: &str = "Check for typos and try again.";
    pub const TOO_MANY: &str = "Too many attempts";
    pub const CORRECT_IT: &str = "Correct it and try again.";

    pub fn detail(detail: &str, hint: &str) -> String {
        format!("{detail} {hint}").trim().to_owned()
    }

    // While connecting.
    pub const TIMED_OUT: &str = "Try again, or check the URL.";
    pub const UNREACHABLE: &str =
        "Check the URL and your network. The server may also block this dashboard (CORS).";
    pub const FOREIGN_TITLE: &str = "Not a Toombos server";
    pub const FOREIGN: &str = "The response isn't from a Toombos server. Check the URL.";
    pub const KEY_MISSING_TITLE: &str = "This server needs an API key";
    pub const KEY_MISSING: &str = "Enter one to continue.";
    pub const KEY_MISSING_FIELD: &str = "Enter an API key.";
    pub const KEY_LATER: &str =
        " You can connect without it and add it later in Settings, Connection.";

    pub fn unproved(detail: &str, later: &str) -> String {
        format!("{detail}{later}")
    }

    pub fn continue_without(key: &str) -> String {
        format!("Continue without {key}")
    }
}
