//! The jobs as a table for a spreadsheet.

use wire::jobs::Job;

use super::words::lane_of;

const HEADS: [&str; 11] = [
    "Job",
    "Status",
    "Document",
    "Document id",
    "Channels",
    "Results",
    "Created",
    "Started",
    "Completed",
    "Duration (s)",
    "Errors",
];

/// Writes the jobs as CSV (RFC 4180), with a byte-order mark so that every program reads UTF-8.
pub fn write<'a>(jobs: impl IntoIterator<Item = &'a Job>) -> String {
    let mut text = String::from('\u{feff}');
    push_row(&mut text, HEADS.map(str::to_owned));
    for job in jobs {
        push_row(&mut text, cells(job));
    }
    text
}

fn cells(job: &Job) -> [String; 11] {
    let time = |stamp: &Option<wire::Stamp>| stamp.as_ref().map(ToString::to_string);
    let lanes = job.lanes();
    let results: Vec<_> = lanes
        .iter()
        .map(|channel| format!("{}: {}", channel.label(), lane_of(job, channel).words))
        .collect();
    let channels: Vec<_> = lanes.iter().map(|channel| channel.label()).collect();
    [
        job.job_id.to_string(),
        job.outcome().label(),
        job.document_title.clone().unwrap_or_default(),
        job.document_id
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        channels.join(", "),
        results.join("; "),
        job.created_at.to_string(),
        time(&job.started_at).unwrap_or_default(),
        time(&job.completed_at).unwrap_or_default(),
        job.duration_millis()
            .map(|millis| format!("{:.3}", millis as f64 / 1_000.0))
            .unwrap_or_default(),
        job.errors.join("\n"),
    ]
}

fn push_row(text: &mut String, cells: [String; 11]) {
    let line: Vec<_> = cells.iter().map(|cell| quote(cell)).collect();
    text.push_str(&line.join(","));
    text.push_str("\r\n");
}

fn quote(cell: &str) -> String {
    // A spreadsheet would run what begins like a formula; an apostrophe keeps it text.
    let guarded = match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{cell}"),
        _ => cell.to_owned(),
    };
    if guarded.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_cell() {
        assert_eq!(quote("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(quote("two\nlines"), "\"two\nlines\"");
        assert_eq!(quote("=SUM(A1)"), "'=SUM(A1)");
        assert_eq!(quote("plain"), "plain");
    }

    #[test]
    fn a_job_is_one_row_and_never_a_success_it_is_not() {
        let job: Job = serde_json::from_value(serde_json::json!({
            "job_id": "j", "status": "completed", "document_title": "Notes, May",
            "channels": ["email", "web"], "created_at": "2026-11-23T00:00:00Z",
            "completed_at": "2026-11-23T00:00:01.5Z",
            "results": {"email": {"status": "completed"}, "web": {"error": "502"}},
        }))
        .unwrap();
        let text = write([&job]);
        let row = text.lines().nth(1).unwrap();
        assert_eq!(
            row,
            "j,Partial,\"Notes, May\",,\"Email, Web\",Email: Published; Web: Failed,\
             2026-11-23T00:00:00Z,,2026-11-23T00:00:01.5Z,1.500,"
        );
    }
}
