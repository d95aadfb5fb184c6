//! Whatever happens to the list, it shows what the server holds.

use proptest::prelude::*;
use wire::{
    Page,
    jobs::{Job, JobFilter, JobSort, JobStatus, SortKey},
};

use super::*;
use crate::state::job_order::is_behind;

fn job(number: u32, status: &str) -> Job {
    serde_json::from_value(serde_json::json!({
        "job_id": format!("job_{number:03}"),
        "status": status,
        "created_at": format!("2026-11-{:02}T{:02}:{:02}:00Z", 1 + number / 1440, number / 60 % 24, number % 60),
        "document_title": format!("Document {}", number * 7 % 10),
    }))
    .unwrap()
}

/// A server that answers as the contract says.
struct Server {
    jobs: Vec<Job>,
    bare: bool,
}

impl Server {
    fn new(count: u32) -> Self {
        let word = |number: u32| ["completed", "failed", "in_progress"][number as usize % 3];
        Self {
            jobs: (0..count).map(|number| job(number, word(number))).collect(),
            bare: false,
        }
    }

    fn list(&self, filter: &JobFilter) -> Vec<Job> {
        let mut found: Vec<_> = self
            .jobs
            .iter()
            .filter(|job| filter.matches(job))
            .cloned()
            .collect();
        found.sort_by(|a, b| filter.compare(a, b));
        found
    }

    /// The cursor is the id of the last row, as with any keyset.
    fn page(&self, filter: &JobFilter, limit: usize, cursor: Option<&str>) -> Page<Job> {
        if self.bare {
            return Page {
                items: self.list(&JobFilter::default()),
                total: None,
                next_cursor: None,
            };
        }
        let all = self.list(filter);
        let start = cursor.map_or(0, |cursor| {
            let last = self.jobs.iter().find(|job| job.job_id.as_str() == cursor);
            let last = last.unwrap();
            all.iter()
                .take_while(|job| filter.compare(job, last).is_le())
                .count()
        });
        let items: Vec<_> = all.iter().skip(start).take(limit).cloned().collect();
        let more = start + items.len() < all.len();
        Page {
            total: Some(all.len() as u64),
            next_cursor: items
                .last()
                .filter(|_| more)
                .map(|job| job.job_id.to_string()),
            items,
        }
    }
}

fn ids(board: &Board) -> Vec<String> {
    board
        .rows()
        .iter()
        .map(|row_id| board.job(*row_id).unwrap().job_id.to_string())
        .collect()
}

fn loaded(server: &Server, filter: &JobFilter, limit: usize) -> Board {
    let mut board = Board::new(filter.clone());
    board.apply_snapshot(server.page(filter, limit, None), filter, MergeMode::Replace);
    board
}

fn failed_only() -> JobFilter {
    JobFilter {
        status: vec![JobStatus::Failed],
        ..JobFilter::default()
    }
}

#[test]
fn what_is_new_waits_to_be_shown() {
    let server = Server::new(30);
    let mut board = loaded(&server, &JobFilter::default(), 10);
    let before = ids(&board);
    board.apply_event(job(40, "pending"), true);
    assert_eq!(ids(&board), before);
    assert_eq!(
        board.counts(),
        ListCounts {
            shown: 10,
            total: Some(31),
            held: 1,
            more: true,
            ..ListCounts::default()
        }
    );
    board.show_new();
    assert_eq!(ids(&board).first().map(String::as_str), Some("job_040"));
    assert_eq!(board.counts().held, 0);
}

#[test]
fn what_the_filter_lets_go_stays_in_place_until_asked_otherwise() {
    let server = Server::new(9);
    let mut board = loaded(&server, &failed_only(), 10);
    assert_eq!(ids(&board), ["job_007", "job_004", "job_001"]);
    board.apply_event(job(4, "completed"), false);
    assert_eq!(ids(&board), ["job_007", "job_004", "job_001"]);
    assert_eq!((board.counts().left, board.counts().total), (1, Some(2)));
    board.show_new();
    assert_eq!(ids(&board), ["job_007", "job_001"]);
}

#[test]
fn a_paused_list_holds_everything_back() {
    let server = Server::new(9);
    let mut board = loaded(&server, &JobFilter::default(), 20);
    board.pause();
    board.apply_event(job(2, "in_progress"), false);
    board.apply_event(job(2, "failed"), false);
    board.apply_event(job(50, "pending"), true);
    assert_eq!(board.counts().waiting, Some(2));
    assert_eq!(board.counts().held, 0);
    board.resume();
    assert_eq!((board.counts().waiting, board.counts().held), (None, 1));
    let row_id = board.row_ids[&"job_002".into()];
    assert_eq!(board.job(row_id).unwrap().status, JobStatus::Failed);
}

#[test]
fn an_answer_that_is_older_than_an_event_does_not_win() {
    let mut server = Server::new(3);
    let mut board = loaded(&server, &JobFilter::default(), 10);
    board.begin_answer();
    let old = server.page(&JobFilter::default(), 10, None);
    server.jobs[2] = job(2, "completed");
    board.apply_event(job(2, "completed"), false);
    board.apply_snapshot(old, &JobFilter::default(), MergeMode::Replace);
    let row_id = board.row_ids[&"job_002".into()];
    assert_eq!(board.job(row_id).unwrap().status, JobStatus::Completed);
}

#[test]
fn an_event_that_is_older_than_the_list_does_not_win() {
    let server = Server::new(3);
    let mut board = loaded(&server, &JobFilter::default(), 10);
    // Replayed after a cut, when the list was asked for already.
    board.apply_event(job(1, "in_progress"), false);
    let row_id = board.row_ids[&"job_001".into()];
    assert_eq!(board.job(row_id).unwrap().status, JobStatus::Failed);
}

#[test]
fn a_new_job_that_a_poll_finds_no_longer_matching_is_not_announced_any_more() {
    let mut server = Server::new(9);
    server.bare = true;
    let mut board = loaded(&server, &failed_only(), 10);
    let poll = |board: &mut Board, server: &Server| {
        let page = server.page(&JobFilter::default(), 10, None);
        board.apply_snapshot(page, &JobFilter::default(), MergeMode::Gentle);
    };
    server.jobs.push(job(20, "failed"));
    poll(&mut board, &server);
    assert_eq!(board.counts().held, 1);
    *server.jobs.last_mut().unwrap() = job(20, "completed");
    poll(&mut board, &server);
    assert_eq!(board.counts().held, 0);
}

#[test]
fn an_event_for_a_row_of_a_page_under_way_is_not_lost() {
    let server = Server::new(30);
    let mut board = loaded(&server, &JobFilter::default(), 10);
    board.begin_answer();
    let page = server.page(&JobFilter::default(), 10, board.next_cursor());
    board.apply_event(job(17, "completed"), false);
    board.append(page);
    let row_id = board.row_ids[&"job_017".into()];
    assert_eq!(board.job(row_id).unwrap().status, JobStatus::Completed);
    assert_eq!(ids(&board).len(), 20);
    assert_eq!(board.counts().total, Some(30));
}

#[test]
fn a_bare_list_is_filtered_and_sorted_here() {
    let mut server = Server::new(30);
    server.bare = true;
    let mut board = loaded(&server, &failed_only(), 10);
    assert!(board.is_whole());
    assert_eq!(ids(&board).len(), 10);
    let filter = JobFilter {
        q: "job_01".into(),
        sort: JobSort {
            key: SortKey::Created,
            descending: false,
        },
        ..JobFilter::default()
    };
    board.set_filter(filter);
    assert_eq!(ids(&board).len(), 10);
    assert_eq!(ids(&board).first().map(String::as_str), Some("job_010"));
    assert_eq!(board.counts().everything, Some(30));
}

#[test]
fn a_poll_moves_no_row() {
    let mut server = Server::new(30);
    let mut board = loaded(&server, &JobFilter::default(), 10);
    let before = ids(&board);
    server.jobs.push(job(40, "pending"));
    board.begin_answer();
    let page = server.page(&JobFilter::default(), 10, None);
    board.apply_snapshot(page, &JobFilter::default(), MergeMode::Gentle);
    assert_eq!(ids(&board), before);
    assert_eq!((board.counts().held, board.counts().left), (1, 0));
    assert_eq!(board.counts().total, Some(31));
}

#[test]
fn only_the_server_can_count_what_changed_beyond_the_last_row() {
    let server = Server::new(30);
    let mut board = loaded(&server, &failed_only(), 3);
    board.apply_event(job(0, "failed"), false);
    assert!(board.take_recount());
    assert!(!board.take_recount());
}

#[derive(Clone, Debug)]
enum Step {
    Create(u32),
    Change(prop::sample::Index, u8),
    Begin,
    Settle(bool),
    More,
    Show,
    Pause,
    Resume,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        2 => (100_u32..900).prop_map(Step::Create),
        6 => (any::<prop::sample::Index>(), 0_u8..5).prop_map(|(i, s)| Step::Change(i, s)),
        1 => Just(Step::Begin),
        2 => any::<bool>().prop_map(Step::Settle),
        2 => Just(Step::More),
        1 => Just(Step::Show),
        1 => Just(Step::Pause),
        1 => Just(Step::Resume),
    ]
}

fn filters() -> impl Strategy<Value = JobFilter> {
    let sort = (0_usize..5, any::<bool>()).prop_map(|(key, descending)| JobSort {
        key: [
            SortKey::Created,
            SortKey::Document,
            SortKey::Status,
            SortKey::Completed,
            SortKey::Duration,
        ][key],
        descending,
    });
    (sort, any::<bool>(), any::<bool>()).prop_map(|(sort, failed, text)| JobFilter {
        sort,
        status: if failed {
            vec![JobStatus::Failed]
        } else {
            Vec::new()
        },
        q: if text {
            "document 3".into()
        } else {
            String::new()
        },
        ..JobFilter::default()
    })
}

proptest! {
    /// Whatever happens on the way: no row twice, and after a snapshot exactly the server's list.
    #[test]
    fn after_a_snapshot_the_list_is_what_the_server_holds(
        filter in filters(),
        steps in prop::collection::vec(step(), 0..60),
        count in 0_u32..40,
        limit in 1_usize..20,
        bare: bool,
    ) {
        let mut server = Server::new(count);
        server.bare = bare;
        let mut board = loaded(&server, &filter, limit);
        let mut answer = None;
        for step in steps {
            match step {
                Step::Create(number) => {
                    let new = job(number, "pending");
                    if server.jobs.iter().all(|job| job.job_id != new.job_id) {
                        server.jobs.push(new.clone());
                        board.apply_event(new, true);
                    }
                }
                Step::Change(index, word) => {
                    if !server.jobs.is_empty() {
                        let at = index.index(server.jobs.len());
                        let words = ["pending", "in_progress", "failed", "completed", "partial"];
                        let status = JobStatus::from(words[word as usize]);
                        let changed = Job { status, ..server.jobs[at].clone() };
                        // No job goes back to an earlier stage.
                        if !is_behind(&changed, &server.jobs[at]) {
                            server.jobs[at] = changed.clone();
                            board.apply_event(changed, false);
                        }
                    }
                }
                Step::Begin => {
                    board.begin_answer();
                    answer = Some(server.page(&filter, limit, None));
                }
                Step::Settle(gentle) => if let Some(page) = answer.take() {
                    let mode = if gentle { MergeMode::Gentle } else { MergeMode::Replace };
                    board.apply_snapshot(page, &filter, mode);
                },
                Step::More => if let Some(cursor) = board.next_cursor().map(str::to_owned) {
                    answer = None;
                    board.begin_answer();
                    board.append(server.page(&filter, limit, Some(&cursor)));
                },
                Step::Show => board.show_new(),
                Step::Pause => board.pause(),
                Step::Resume => board.resume(),
            }
            let rows = ids(&board);
            let unique: std::collections::HashSet<_> = rows.iter().collect();
            prop_assert_eq!(unique.len(), rows.len());
            let counts = board.counts();
            prop_assert_eq!(
                counts.left,
                board.rows().iter().filter(|row_id| board.has_left(**row_id)).count()
            );
        }
        board.resume();
        if !board.is_whole() && board.next_cursor().is_none() && !board.take_recount() {
            // All is loaded, so the events alone tell the whole truth.
            board.show_new();
            let mut known: Vec<_> = ids(&board);
            let mut held: Vec<_> =
                server.list(&filter).iter().map(|job| job.job_id.to_string()).collect();
            prop_assert_eq!(board.counts().total, Some(held.len() as u64));
            known.sort();
            held.sort();
            prop_assert_eq!(known, held);
        }
        board.begin_answer();
        board.apply_snapshot(server.page(&filter, limit, None), &filter, MergeMode::Replace);
        let truth = server.list(&filter);
        let expected: Vec<_> = truth
            .iter()
            .take(if bare { usize::MAX } else { limit })
            .map(|job| job.job_id.to_string())
            .collect();
        prop_assert_eq!(ids(&board), expected);
        prop_assert_eq!(board.counts().total, Some(truth.len() as u64));
        for row_id in board.rows() {
            let row = board.job(*row_id).unwrap();
            let real = server.jobs.iter().find(|job| job.job_id == row.job_id).unwrap();
            prop_assert_eq!(&**row, real);
        }
    }
}
