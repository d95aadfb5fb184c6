//! What is said before any part of the app is there: the headings of the pages, and that one is broken.

/// What the tab is called, after the page's own heading.
pub const APP: &str = "Toombos";

// Where a part of the app could not be drawn at all.

pub const BROKEN_TITLE: &str = "Something went wrong";
pub const BROKEN_PAGE: &str = "This page failed to load";
pub const BROKEN_HINT: &str = "Reload the page. Your drafts are saved in this browser.";

// The heading of each page while it is on its way.

pub mod headings {
    pub const OVERVIEW: &str = "Overview";
    pub const GENERATE: &str = "Generate";
    pub const JOBS: &str = "Jobs";
    pub const JOB: &str = "Job";
    pub const CONTENT: &str = "Content";
    pub const TEMPLATES: &str = "Templates";
    pub const TEMPLATE: &str = "Template";
    pub const NEW_TEMPLATE: &str = "New template";
    pub const EDIT_TEMPLATE: &str = "Edit template";
    pub const HEALTH: &str = "System health";
    pub const CACHE: &str = "Cache";
    pub const ANALYTICS: &str = "Analytics";
    pub const MONITORING: &str = "Monitoring";
    pub const SETTINGS: &str = "Settings";
    pub const LOGIN: &str = "Log in";
    pub const REGISTER: &str = "Create account";
    pub const CONNECT: &str = "Connect";
    pub const NOT_FOUND: &str = "Not found";
}
