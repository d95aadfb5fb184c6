//! The jobs as a table for a spreadsheet.

use wire::jobs::Job;

use super::words::lane_of;
use crate::{features::jobs::text, ui::format_csv};

/// Writes the jobs as CSV.
pub fn write<'a>(jobs: impl IntoIterator<Item = &'a Job>) -> String {
    format_csv(text::CSV_HEADS, jobs.into_iter().map(cells))
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

#[cfg(test)]
mod tests {
    use super::*;

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
            "j,Partial,\"Notes, May\",,\"Email, Web\",\"Email: Published; Web: Failed\",\
             2026-11-23T00:00:00Z,,2026-11-23T00:00:01.5Z,1.500,"
        );
    }
}
