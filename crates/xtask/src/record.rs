//! The recorded answers of the backend as shipped, asked for anew from a live one.
//!
//! What says the same as before, but for times, ids and measurements, is left
//! as it is: `git diff` is the review.

mod ask;
mod order;
mod sample;
mod shape;

use std::path::PathBuf;
use std::time::{Duration, Instant};
use std::{fs, thread};

use anyhow::{Context, Result, bail};

use crate::commands::Record;
use crate::workspace::Workspace;
use ask::Asker;
use order::Ids;
use sample::Sample;

/// Where samples are: those that the contract's tests read, and those for the journeys.
const FOLDERS: [&str; 2] = ["crates/wire/samples", "tests/e2e/samples"];

/// Samples that are asked for by name only, and why.
const BY_NAME: [(&str, &str); 4] = [
    (
        "rate-limit-429",
        "it takes hundreds of requests in a minute",
    ),
    ("sync-lone-surrogate", "every list of jobs fails afterwards"),
    ("jobs-list-poisoned", "it follows sync-lone-surrogate"),
    (
        "ws-http-live-announce",
        "a client has to be connected to its session",
    ),
];

/// How long a job may take until it says what was recorded of it.
const JOB_TAKES: Duration = Duration::from_secs(20);

/// What became of one sample.
enum Outcome {
    /// It says what it said.
    Same,
    /// It says something else.
    Changed(Vec<String>),
    /// It was not asked, and why.
    Left(String),
}

/// Asks for every sample of this environment, in the order in which they were recorded.
pub fn run(workspace: &Workspace, options: &Record) -> Result<()> {
    let mut samples = read(workspace)?;
    for name in &options.only {
        if !samples.iter().any(|(_, sample)| sample.name == *name) {
            bail!("There is no sample `{name}` in {}.", FOLDERS.join(" or "));
        }
    }
    samples.retain(|(_, sample)| is_selected(&sample.name, options));
    if samples.is_empty() {
        bail!(
            "No sample belongs to the environment `{}`.",
            options.environment
        );
    }
    // What a job's id or a fresh start means is known only in this order.
    samples.sort_by(|(_, a), (_, b)| a.recorded_at.cmp(&b.recorded_at));

    let asker = Asker::new(&options.backend)?;
    let mut ids = Ids::default();
    let (mut changed, mut left) = (0, 0);
    for (path, sample) in &samples {
        match rerecord(&asker, &mut ids, sample, path, options)? {
            Outcome::Same => {}
            Outcome::Changed(differences) => {
                changed += 1;
                println!("{}", sample.name);
                for difference in differences {
                    println!("    {difference}");
                }
            }
            Outcome::Left(why) => {
                left += 1;
                println!("{}: not asked, {why}", sample.name);
            }
        }
    }
    let asked = samples.len().saturating_sub(left);
    println!("\n{asked} asked, {changed} differ, {left} not asked");
    if options.check && changed > 0 {
        bail!("The backend answers in another way than was recorded.");
    }
    Ok(())
}

/// Whether a sample is asked for.
fn is_selected(name: &str, options: &Record) -> bool {
    if !options.only.is_empty() {
        return options.only.iter().any(|only| only == name);
    }
    order::environment_of(name) == options.environment
}

/// Asks for one sample.
fn rerecord(
    asker: &Asker,
    ids: &mut Ids,
    sample: &Sample,
    path: &PathBuf,
    options: &Record,
) -> Result<Outcome> {
    if let Some((_, why)) = BY_NAME.iter().find(|(name, _)| *name == sample.name)
        && options.only.is_empty()
    {
        return Ok(Outcome::Left(format!("{why}; name it with --only")));
    }
    let (target, is_known) = ids.translate(&sample.target());
    if !is_known && sample.status == 200 {
        let why = "its job was created by a request that is not among the samples";
        return Ok(Outcome::Left(why.to_owned()));
    }
    let started = Instant::now();
    let answer = loop {
        let answer = asker.ask(sample, &target)?;
        // A job is asked for again until it has come as far as it had.
        let early = sample.job_status().is_some_and(|status| {
            answer.status == sample.status && sample::job_status(&answer.body) != Some(status)
        });
        if !early || started.elapsed() > JOB_TAKES {
            break answer;
        }
        thread::sleep(Duration::from_millis(25));
    };
    ids.learn(&sample.response_body, &answer.body);
    let differences = sample.differences(&answer);
    if !options.check && !sample.says_the_same(&answer) {
        fs::write(path, sample.renewed(answer).text()?)
            .with_context(|| format!("writing {}", path.display()))?;
        if differences.is_empty() {
            return Ok(Outcome::Changed(vec![
                "other values, see the diff".to_owned(),
            ]));
        }
    }
    Ok(if differences.is_empty() {
        Outcome::Same
    } else {
        Outcome::Changed(differences)
    })
}

/// All samples that are requests; sockets are recorded by hand.
fn read(workspace: &Workspace) -> Result<Vec<(PathBuf, Sample)>> {
    let mut samples = Vec::new();
    for folder in FOLDERS {
        let folder = workspace.path(folder);
        let entries =
            fs::read_dir(&folder).with_context(|| format!("reading {}", folder.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let text = fs::read_to_string(&path)?;
            let sample = Sample::read(&text).with_context(|| format!("in {}", path.display()))?;
            samples.extend(sample.map(|sample| (path, sample)));
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recorded_request_can_be_read_and_is_written_as_it_was() {
        let workspace = Workspace::find().expect("a checkout");
        let samples = read(&workspace).expect("readable samples");
        assert!(samples.len() > 100, "{} samples", samples.len());
        for (path, sample) in samples {
            let text = fs::read_to_string(&path).expect("readable");
            assert_eq!(sample.text().expect("writable"), text, "{}", path.display());
        }
    }

    #[test]
    fn every_sample_that_is_asked_for_by_name_is_there() {
        let workspace = Workspace::find().expect("a checkout");
        let samples = read(&workspace).expect("readable samples");
        for (name, _) in BY_NAME {
            assert!(
                samples.iter().any(|(_, sample)| sample.name == name),
                "{name}"
            );
        }
    }
}
