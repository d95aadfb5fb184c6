//! What the components say themselves. Anything else they are told by whoever uses them.

mod unreadable;

// Figures and times.

pub mod figures {
    /// Where there is no figure.
    pub const UNKNOWN: &str = "–";
    pub const MILLISECONDS: &str = "ms";
    pub const SECONDS: &str = "s";
    pub const MINUTES: &str = "min";
    pub const HOURS: &str = "h";
    pub const DAYS_SHORT: &str = "d";
    pub const DAY: &str = "day";
    pub const DAYS: &str = "days";
    pub const YEARS: &str = "y";
    pub const BYTES: &str = "B";
    /// Each a thousand times the one before.
    pub const LARGER_BYTES: [&str; 6] = ["kB", "MB", "GB", "TB", "PB", "EB"];
    pub const JUST_NOW: &str = "just now";
    pub const ALMOST_NONE: &str = "less than 0.01%";

    pub fn ahead(count: &str, unit: &str) -> String {
        format!("in {count} {unit}")
    }

    pub fn ago(count: &str, unit: &str) -> String {
        format!("{count} {unit} ago")
    }
}

// The frame around every page, and the pages before signing in.

pub mod frame {
    pub const PRODUCT: &str = "Toombos";
    pub const MOTIF_IN: &str = "One document in.";
    pub const MOTIF_OUT: &str = "Email, social and web out.";
    pub const SKIP: &str = "Skip to content";
    pub const PAGE: &str = "Page";
    pub const MAIN: &str = "Main";
    pub const MORE: &str = "More";
    pub const EXPAND: &str = "Expand";
    pub const EXPAND_LABEL: &str = "Expand navigation";
    pub const COLLAPSE: &str = "Collapse";
    pub const COLLAPSE_LABEL: &str = "Collapse navigation";
}

// The search over everything.

pub mod palette {
    pub const LABEL: &str = "Search or jump to";
    pub const PLACEHOLDER: &str = "Search jobs, documents, actions…";
    pub const OPEN_KEYS: &str = "Ctrl K";
    pub const CLOSE_KEY: &str = "Esc";
    pub const RESULT_LIST: &str = "Results";
    pub const RESULT: &str = "result";
    pub const RESULTS: &str = "results";
    pub const NONE: &str = "None";
    pub const SEARCHING: &str = "Searching…";

    pub fn no_results(search: &str) -> String {
        format!("No results for “{search}”")
    }
}

// Dialogs, notices, and what is shown in place of a value.

pub mod notice {
    pub const CLOSE: &str = "Close";
    pub const DISMISS: &str = "Dismiss";
    pub const NOTICES: &str = "Notices";
    pub const LOADING: &str = "Loading";
    pub const TRY_AGAIN: &str = "Try again";
    pub const DETAILS: &str = "Details";
    pub const REQUEST_ID: &str = "Request ID ";
    pub const SERVER_MESSAGE: &str = "Server message";

    pub fn showing_data_from(moment: &str) -> String {
        format!(" Showing data from {moment}.")
    }
}

// Text that can be copied, and long text.

pub mod code {
    pub const COPY: &str = "Copy";
    pub const COPIED: &str = "Copied";
    pub const COPY_FAILED: &str = "Couldn't copy";
    /// Follows the text that a button copies, for screen readers.
    pub const COPY_AFTER: &str = ", copy";

    pub fn show_all(size: &str) -> String {
        format!("Show all {size}")
    }
}

// A channel's way from queued to published.

pub mod lane {
    /// The names of the stations, in their order.
    pub const STATIONS: [&str; 3] = ["Queued", "Writing", "Published"];
}

// Tables.

pub mod table {
    pub const ROWS: &str = "rows";

    pub fn select_all(rows: &str) -> String {
        format!("Select all {rows}")
    }

    pub fn select(row: &str) -> String {
        format!("Select {row}")
    }
}

// Fields.

pub mod field {
    pub const CLEAR: &str = "Clear";
    pub const SHOW_CHARACTERS: &str = "Show characters";

    pub const LOADING: &str = "Loading";
    pub const NO_MATCHES: &str = "No matches";
    pub const CLEAR_CHOICE: &str = "Clear choice";
    pub const CHOICES: &str = "Choices";
    pub const ONE_RESULT: &str = "1 result";

    pub fn results(count: usize) -> String {
        format!("{count} results")
    }

    pub fn more(count: usize) -> String {
        format!("{count} more. Keep typing to narrow")
    }

    pub const WHICH_TIME: &str = "Which time?";

    pub fn before_clocks_go_back(offset: &str) -> String {
        format!("Before clocks go back ({offset})")
    }

    pub fn after_clocks_go_back(offset: &str) -> String {
        format!("After clocks go back ({offset})")
    }

    /// Beside a counter near its limit.
    pub fn left(used: &str, limit: &str, left: &str) -> String {
        format!("{used} of {limit}, {left} left")
    }

    pub fn over(used: &str, limit: &str, over: &str) -> String {
        format!("{used} of {limit}, {over} over")
    }

    pub fn used(used: &str, limit: &str) -> String {
        format!("{used} of {limit}")
    }
}

// The editor.

pub mod editor {
    pub const KEYS: &str = "Tab indents. Escape, then Tab, leaves the field.";

    pub fn line(line: usize) -> String {
        format!("Line {line}")
    }

    pub fn line_and_column(line: usize, column: usize) -> String {
        format!("Line {line}, column {column}")
    }
}

// Previews.

pub mod preview {
    pub const VIEW: &str = "View";
    pub const DESKTOP: &str = "Desktop";
    pub const PHONE: &str = "Phone";

    // A newsletter.

    pub const PLAIN_TEXT: &str = "Plain text";
    pub const SENDER: &str = "Sender name";
    pub const NO_SUBJECT: &str = "(no subject)";
    pub const IN_INBOX: &str = "In the inbox";
    pub const NOW: &str = "Now";
    pub const OPENED: &str = "Opened";
    pub const OPENED_EMAIL: &str = "Opened email";
    pub const PERSON: &str = "person";
    pub const PEOPLE: &str = "people";

    // A post.

    pub const ACCOUNT: &str = "Account name";
    pub const OVER_BYTE_LIMIT: &str = "Over the byte limit";
    pub const CUT_OFF: &str = "Cut off here";
    pub const ONE_HASHTAG: &str = "1 hashtag";
    pub const IMAGE_FAILED_BEFORE: &str = "Couldn't load image: ";

    pub fn too_long(over: u32) -> String {
        format!("{over} too long")
    }

    pub fn cut_off_at(limit: u32) -> String {
        format!("Cut off here: {limit}")
    }

    /// The name of a platform's counter.
    pub fn characters_of(platform: &str) -> String {
        format!("{platform} characters")
    }

    pub fn characters(count: u32) -> String {
        format!("{count} characters")
    }

    pub fn hashtags(count: usize) -> String {
        format!("{count} hashtags")
    }

    pub fn place(platform: &str, number: usize, count: usize) -> String {
        format!("{platform}, {number} of {count}")
    }

    pub fn not_accepted(problem: &str, platform: &str) -> String {
        format!("{problem}: {platform} won't accept this post.")
    }

    // A page.

    pub const MARKDOWN: &str = "Markdown";
    pub const PAGE: &str = "The page";
    pub const TAGS: &str = "Tags";
    pub const IN_LISTS: &str = "In lists";
    pub const RENDERING: &str = "Rendering";
    pub const RENDERING_FAILED: &str = "Couldn't render the page. Showing its Markdown.";
    pub const LONG_PAGE: &str = "Long page: showing the beginning.";
    pub const SEARCH_RESULT: &str = "As a search result";
    pub const TITLE: &str = "Title";
    pub const DESCRIPTION: &str = "Description";
    pub const NO_DESCRIPTION: &str = "Search engines choose the text if there's no description.";

    pub fn more_tags(count: usize) -> String {
        format!("and {count} more")
    }

    pub fn length(name: &str, length: usize, limit: usize) -> String {
        format!("{name}: {length} of about {limit} characters")
    }

    pub fn length_over(name: &str, length: usize, limit: usize) -> String {
        format!("{name}: {length} characters, cut off after about {limit}")
    }
}
