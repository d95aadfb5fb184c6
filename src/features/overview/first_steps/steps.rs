//! Which first steps there are, and how far somebody is with each. Pure.

use wire::{Page, jobs::Job};

use crate::{features::overview::text, routes::Route};

/// How far somebody is with a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It is done.
    Done,
    /// It is not.
    Open,
    /// The backend could not be asked.
    Unknown,
}

impl Tick {
    /// The tick of something that is known or not.
    pub fn of(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Done,
            Some(false) => Self::Open,
            None => Self::Unknown,
        }
    }
}

/// What is known of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Their role lets them make content.
    pub may_write: bool,
    /// Whether they have a key; outer `None` where the backend keeps none.
    pub key: Option<Tick>,
    /// Whether a preview has come in this browser; `None` where there are no previews.
    pub preview: Option<bool>,
    /// Whether they have started a job; `None` where the backend lists none.
    pub job: Option<Tick>,
    /// Whether there is a template of their own; `None` where there can be none.
    pub template: Option<Tick>,
}

/// A first step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What there is to do.
    pub title: &'static str,
    /// Why, or where that is known from.
    pub words: &'static str,
    /// Where it is done.
    pub route: Route,
    /// How far it is.
    pub tick: Tick,
}

/// The steps that there are for somebody, in order.
pub fn steps(known: Known) -> Vec<Step> {
    let step = |title, words, route, tick| Step {
        title,
        words,
        route,
        tick,
    };
    let mut steps = vec![step(
        text::CONNECT,
        text::CONNECT_WHY,
        Route::Connection,
        Tick::Done,
    )];
    if let Some(tick) = known.key {
        let words = text::KEY_WHY;
        steps.push(step(text::KEY, words, Route::ApiKeys, tick));
    }
    // Who may only look has nothing to do further down.
    if !known.may_write {
        return steps;
    }
    if let Some(is_done) = known.preview {
        let words = text::PREVIEW_WHY;
        let tick = Tick::of(Some(is_done));
        steps.push(step(text::PREVIEW, words, Route::Generate, tick));
    }
    if let Some(tick) = known.job {
        let words = text::JOB_WHY;
        steps.push(step(text::JOB, words, Route::Generate, tick));
    }
    if let Some(tick) = known.template {
        let words = text::TEMPLATE_WHY;
        let title = text::TEMPLATE;
        steps.push(step(title, words, Route::Templates, tick));
    }
    steps
}

/// How many are done, and how many there are.
pub fn count(steps: &[Step]) -> (usize, usize) {
    let done = steps.iter().filter(|step| step.tick == Tick::Done).count();
    (done, steps.len())
}

/// Whether one of the jobs was started by `name`. Where the backend does not say who started
/// a job, any job counts.
pub fn has_started(page: &Page<Job>, name: Option<&str>) -> bool {
    page.items.iter().any(|job| match (&job.created_by, name) {
        (Some(by), Some(name)) => by == name,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Known = Known {
        may_write: true,
        key: Some(Tick::Open),
        preview: Some(false),
        job: Some(Tick::Open),
        template: Some(Tick::Open),
    };

    #[test]
    fn only_steps_that_exist_here_count() {
        assert_eq!(count(&steps(NEW)), (1, 5));
        let shipped = Known {
            key: None,
            template: None,
            preview: Some(true),
            ..NEW
        };
        assert_eq!(count(&steps(shipped)), (2, 3));
        let viewer = Known {
            may_write: false,
            key: Some(Tick::Done),
            ..NEW
        };
        assert_eq!(count(&steps(viewer)), (2, 2));
    }

    #[test]
    fn what_could_not_be_asked_is_neither_done_nor_open() {
        let steps = steps(Known {
            key: Some(Tick::of(None)),
            ..NEW
        });
        assert_eq!(steps[1].tick, Tick::Unknown);
    }

    #[test]
    fn a_job_of_somebody_else_is_not_ones_own() {
        let job = |by: Option<&str>| -> Job {
            serde_json::from_value(serde_json::json!({
                "job_id": "j", "status": "pending", "created_at": "2026-11-01T00:00:00Z",
                "created_by": by,
            }))
            .unwrap()
        };
        let of = |items| Page {
            items,
            total: None,
            next_cursor: None,
        };
        let page = |by| of(vec![job(by)]);
        assert!(has_started(&page(Some("Ada")), Some("Ada")));
        assert!(!has_started(&page(Some("Bob")), Some("Ada")));
        assert!(has_started(&page(None), Some("Ada")));
        assert!(!has_started(&of(Vec::new()), None));
    }
}
