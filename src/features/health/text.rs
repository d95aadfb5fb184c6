//! What the page of the system's health says.

// The page.
pub const TITLE: &str = "System health";
pub const SERVICES: &str = "Connected services";
pub const SERVICES_FAILED: &str = "Couldn't load the services";
pub const DATABASE: &str = "Database";
pub const DATABASE_FAILED: &str = "Couldn't load the database status";
pub const NOT_AVAILABLE: &str = "Not available on this server";

// The whole.
pub const OVERALL: &str = "Overall";
pub const OVERALL_FAILED: &str = "Couldn't load system health";
pub const CHECK_NOW: &str = "Check now";
pub const REFRESH: &str = "Refresh";
pub const ALWAYS_FAILS: &str = "One check always fails on this server";
pub const STATUS_UNKNOWN: &str = "Status unknown";

pub fn last_known(status: &str) -> String {
    format!("Last known: {status}.")
}

pub const NOT_REPORTED: &str = "not reported";
pub const UPTIME: &str = "Uptime";
pub const VERSION: &str = "Version";
pub const ENVIRONMENT: &str = "Environment";
pub const SERVICE: &str = "Service";
pub const SERVER_TIME: &str = "Server time";
pub const LAST_CHECKED: &str = "Last checked";
pub const CHECKS_FAILED: &str = "Couldn't check components";
pub const PREVIOUS_RESULTS: &str = "Showing the previous results.";

// What the findings mean.
pub const HEALTHY: &str = "All checks passing.";
pub const DEGRADED: &str = "Degraded performance.";
pub const UNHEALTHY: &str = "One or more checks failing.";
pub const UNCHECKED: &str = "No checks since the server started.";

pub fn unknown_status(word: &str) -> String {
    format!("Unknown status “{word}”.")
}

pub const NAMED_FAILING: &str = "failing";
pub const NAMED_DEGRADED: &str = "degraded";
pub const UNKNOWN: &str = "unknown";

pub fn named(words: &str, names: &str) -> String {
    format!("{words}: {names}")
}

pub fn seconds(count: f64) -> String {
    format!("{count:.0} s")
}

pub const DAYS: &str = "d";
pub const HOURS: &str = "h";
pub const MINUTES: &str = "min";
pub const OTHERS_HEALTHY: &str = "All other components are healthy.";

pub fn also_check(names: &str) -> String {
    format!("Also check {names}.")
}

pub fn caveat(checks: &str, rest: &str) -> String {
    format!(
        "The {checks} check can't load the server's settings, so it doesn't reflect the services. The status stays unhealthy until the server restarts. {rest}"
    )
}

pub const AND: &str = " and ";
pub const CHECK: &str = "check";
pub const CHECKS: &str = "checks";

pub fn failing(count: usize, kind: &str, checks: &str) -> String {
    format!("{count}{kind} {checks} failing")
}

pub const READY_NO_CHECKS: &str = "Ready · no checks listed";
pub const ALL_PASSED: &str = "All checks passed";
pub const OPTIONAL_KIND: &str = " optional";

pub fn ready_required(failing: &str) -> String {
    format!("Ready · {failing}, one or more required")
}

pub fn ready_but(failing: &str) -> String {
    format!("Ready · {failing}")
}

pub const NOT_READY_NO_REASON: &str = "Not ready · no reason given";

pub fn not_ready(failing: &str) -> String {
    format!("Not ready · {failing}")
}

// Alerts.
pub fn acknowledged(component: &str) -> String {
    format!("{component}: alert acknowledged.")
}

pub fn spoken(title: &str, detail: &str) -> String {
    format!("{title}. {detail}")
}

pub fn see_health(detail: &str) -> String {
    format!("{detail} See System health.")
}

pub fn is_failing(component: &str) -> String {
    format!("{component} is failing its checks")
}

pub fn is_degraded(component: &str) -> String {
    format!("{component} is degraded")
}

pub fn info(component: &str) -> String {
    format!("{component}: info")
}

pub fn other_severity(component: &str, word: &str) -> String {
    format!("{component}: alert of severity “{word}”")
}

pub fn has_recovered(component: &str) -> String {
    format!("{component} has recovered")
}

pub const ALERTS: &str = "Alerts";
pub const ALERTS_FAILED: &str = "Couldn't load alerts";
pub const ALERTS_LOADING: &str = "Loading alerts";
pub const ALERTS_OBSERVED: &str =
    "Observed by this browser while System health was open. This server raises no alerts.";
pub const WHEN_TO_ALERT: &str = "When to alert";
pub const NO_ALERTS: &str = "No active alerts";
pub const ACTIVE_ALERTS: &str = "Active alerts";
pub const PAST_ALERT: &str = "past alert";
pub const PAST_ALERTS_COUNT: &str = "past alerts";
pub const PAST_ALERTS: &str = "Past alerts";
pub const VIEW_ONLY: &str = "You have view-only access.";

pub fn acknowledged_by(who: &str) -> String {
    format!("Acknowledged by {who}")
}

pub fn acknowledge_of(component: &str) -> String {
    format!("Acknowledge: {component}")
}

pub const ACKNOWLEDGE: &str = "Acknowledge";
pub const SINCE: &str = "Since ";
pub const ACKNOWLEDGE_FAILED: &str = "Couldn't acknowledge the alert";
pub const ALERT_NOT_CHANGED: &str = "The alert wasn't changed.";

pub fn lasted(time: &str) -> String {
    format!(", lasted {time}")
}

pub fn and_acknowledged_by(who: &str) -> String {
    format!(", acknowledged by {who}")
}

pub const NOTIFY_UNSUPPORTED: &str = "Notifications aren't supported here.";
pub const NOTIFY_BLOCKED: &str =
    "Notifications are blocked for this site. Allow them in the browser's settings.";
pub const NOTIFY_STOP: &str = "Stop notifying me";
pub const NOTIFY: &str = "Notify me";
pub const CHECKS_TO_ALERT: &str = "Checks failed before alert";
pub const CHECKS_TO_RESOLVE: &str = "Checks passed to resolve";

// The components.
pub const COMPONENTS: &str = "Components";
pub const ONLY_OVERALL: &str = "This server only reports overall health.";
pub const COMPONENTS_FAILED: &str = "Couldn't load components";
pub const COMPONENTS_LOADING: &str = "Loading components";
pub const NO_COMPONENTS: &str = "No components";
pub const SKIPPED_NOT_LISTED: &str = "Skipped checks aren't listed.";
pub const FROM_READINESS: &str =
    "From the readiness checks. Other components haven't been checked.";
pub const WARNINGS: &str = "Warnings";
pub const ERRORS: &str = "Errors";
pub const RUN_ALL: &str = "Run all checks";

pub fn checks_passed(passed: impl std::fmt::Display, total: impl std::fmt::Display) -> String {
    format!("{passed} of {total} checks passed")
}

pub fn healthy_of(healthy: usize, all: usize) -> String {
    format!("{healthy} of {all} healthy")
}

pub fn took(time: &str) -> String {
    format!("took {time}")
}

pub const CHECK_FAILED: &str = "Couldn't check this component";
pub const PREVIOUS_RESULT: &str = "Showing the previous result.";
pub const CHECKED: &str = "Checked ";
pub const LAST_UNKNOWN: &str = "Last check unknown";

pub fn and_took(time: &str) -> String {
    format!(" · {time}")
}

pub const DETAILS: &str = "Details";

// Before checks run.
pub fn check_of(component: &str) -> String {
    format!("Check {component}")
}

pub const CANCEL: &str = "Cancel";

pub fn ask(action: &str) -> String {
    format!("{action}?")
}

pub fn answers_503(address: &str) -> String {
    format!("If a check fails, {address} on this server answers 503 until the server is restarted.")
}

pub fn restarts(address: &str) -> String {
    format!(
        "Where Kubernetes or a load balancer probes {address}, it restarts the server and running jobs are lost."
    )
}

pub const CHECKS_BLOCK: &str = "Checks also block the server for about a second.";

// Values.
pub const HIDDEN: &str = "hidden: contains the server's environment";
pub const GIGABYTES: &str = "GB";
pub const MEGABYTES: &str = "MB";
pub const KILOBYTES: &str = "kB";
pub const BYTES: &str = "bytes";
pub const MILLISECONDS: &str = "ms";
pub const SECONDS: &str = "s";

pub fn with_unit(number: &str, unit: &str) -> String {
    format!("{number} {unit}")
}

pub const YES: &str = "yes";
pub const NO: &str = "no";
pub const EMPTY: &str = "empty";
pub const NONE: &str = "none";

// Uptime.
pub const WINDOW: &str = "Uptime over the last";
pub const OBSERVED_NO_HISTORY: &str = "Uptime as observed by this browser while System health was open. This server keeps no uptime history.";
pub const OBSERVED: &str = "Uptime as observed by this browser.";
pub const PREVIOUS_BARS: &str = "Showing the previous bars.";
pub const OWN_BARS: &str = "The bars show what this browser has observed.";
pub const HISTORY_FAILED: &str = "Couldn't load the uptime history";
pub const HISTORY_LOADING: &str = "loading history";
pub const NO_HISTORY: &str = "no history";

pub fn problems_in(count: usize, all: usize) -> String {
    format!("; problems in {count} of {all} intervals")
}

pub fn over_the_last(component: &str, window: &str, words: &str, troubled: &str) -> String {
    format!("{component} over the last {window}: {words}{troubled}")
}

pub fn ago(window: &str) -> String {
    format!("{window} ago")
}

pub const NOW: &str = "now";

pub fn bar(from: &str, to: &str, words: &str) -> String {
    format!("{from} – {to}: {words}")
}

pub const CHECK_ONE: &str = "Check";
pub const NO_DATA: &str = "no data";

pub fn status_uptime(status: &str, share: &str) -> String {
    format!("{status}, {share} uptime")
}

pub fn partly_observed(words: &str, share: &str) -> String {
    format!("{words}, {share} of the time observed")
}

pub fn and_observed(share: &str) -> String {
    format!(", {share} of the time observed")
}

pub const OF_THE_TIME_OBSERVED: &str = " of the time observed";
pub const OBSERVED_BRIEF: &str = " observed";
pub const DOWN_NOW_AND: &str = "down now, ";
pub const DOWN_NOW: &str = "down now";
pub const NO_DATA_YET: &str = "no data yet";

pub fn not_all_up(now: &str, known: &str) -> String {
    format!("{now}less than 100% uptime{known}")
}

pub fn up(now: &str, share: &str, known: &str) -> String {
    format!("{now}{share} uptime{known}")
}

pub const LAST_DAY: &str = "24 hours";
pub const LAST_WEEK: &str = "7 days";
pub const LAST_QUARTER: &str = "90 days";

// Performance.
pub const NO_METRICS: &str = "No performance metrics on this server.";
pub const PERFORMANCE: &str = "Performance";
pub const SINCE_START: &str = "Since the server started.";
pub const ALL_METRICS: &str = "All metrics";
pub const METRICS_FAILED: &str = "Couldn't load metrics";
pub const REQUESTS: &str = "Requests";
pub const REQUESTS_PER_SECOND: &str = "Requests per second";
pub const AVERAGE_RESPONSE: &str = "Average response";
pub const ERROR_RATE: &str = "Error rate";
pub const GENERATOR_CALLS: &str = "Generator calls";
pub const AVERAGE_CALL: &str = "Average generator call";
pub const FAILED_CALLS: &str = "Failed generator calls";
pub const ACTIVE_JOBS: &str = "Active jobs";
pub const QUEUED_JOBS: &str = "Queued jobs";
pub const DUPLICATES: &str = "Duplicate series";

pub fn not_summed(count: &str) -> String {
    format!("{count}, not summed")
}

// The process.
pub const PROCESS: &str = "Process";
pub const PROCESS_FAILED: &str = "Couldn't reach the process";
pub const STARTUP_FAILED: &str = "Couldn't load the startup status";
pub const RUNNING: &str = "Running";
pub const NOT_RESPONDING: &str = "Not responding";
pub const MEMORY: &str = "Memory";
pub const PROCESSOR: &str = "Processor";
pub const THREADS: &str = "Threads";

pub fn still_starting(time: &str) -> String {
    format!("Still starting after {time}.")
}

pub const STARTED: &str = "Started";
pub const NOT_STARTED: &str = "Not started";

// Readiness.
pub const READINESS: &str = "Readiness";
pub const READINESS_FAILED: &str = "Couldn't load readiness";
pub const READY: &str = "Ready";
pub const NOT_READY: &str = "Not ready";
pub const READINESS_CHECKS: &str = "Readiness checks";
pub const READINESS_CHECKED: &str = "Last checked ";
pub const PASSED: &str = "passed";
pub const FAILED: &str = "failed";
pub const REQUIRED: &str = "required";
pub const OPTIONAL: &str = "optional";
pub const REQUIREMENT_UNKNOWN: &str = "requirement unknown";

pub fn check_line(word: &str, kind: &str) -> String {
    format!("{word}, {kind}")
}

// Services and the database.
pub const NOT_CHECKED: &str = "Couldn't be checked";
pub const CONNECTED: &str = "Connected";

// Between two checks.
pub const JUST_CHECKED: &str = "Just checked. Wait a few seconds.";
