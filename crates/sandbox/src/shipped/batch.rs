//! A plan for a period; nothing of it is stored, and its further routes are stubs.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{
    answer::{Answer, HandlerResult, missing, problem, put},
    clock::{naive, now},
    parsed_request::ParsedRequest,
    world::World,
};

const CHANNELS: [&str; 3] = ["email", "web", "social"];
/// Periods: how many items of each channel, and over how many days.
const PERIODS: [(&str, usize, i64); 3] = [("day", 3, 1), ("week", 7, 7), ("month", 30, 30)];
/// The most items of a plan.
const MOST: usize = 50;
/// What lies between two items.
const APART: TimeDelta = TimeDelta::hours(2);

/// `POST /api/v1/batch/generateBatch`
pub fn generate(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let channels: Vec<&str> = parsed.all("channels").collect();
    // Its refusal of a missing list crashes.
    if channels.is_empty() {
        return Err(Answer::crash());
    }
    let Some(period) = parsed.query("period") else {
        return Err(Answer::invalid(vec![missing(
            json!(["query", "period"]),
            Value::Null,
        )]));
    };
    let count = parsed.query("count").unwrap_or("0");
    let Ok(wanted) = count.trim().parse::<i64>() else {
        let message = "Input should be a valid integer, unable to parse string as an integer";
        let place = json!(["query", "count"]);
        return Err(Answer::invalid(vec![problem(
            "int_parsing",
            place,
            message,
            count.into(),
        )]));
    };
    let bad = |reason: String| Answer::refusal(StatusCode::BAD_REQUEST, reason);
    let found = PERIODS.iter().find(|(name, ..)| *name == period);
    let (_, each, days) = found.ok_or_else(|| bad(format!("Invalid period: {period}")))?;
    let strangers = channels
        .iter()
        .filter(|channel| !CHANNELS.contains(channel));
    let strangers: Vec<_> = strangers.map(|channel| format!("'{channel}'")).collect();
    if !strangers.is_empty() {
        return Err(bad(format!("Invalid channels: [{}]", strangers.join(", "))));
    }
    let wanted = match usize::try_from(wanted) {
        Err(_) => return Ok(world.recorded("batch-generate-count-negative")),
        Ok(wanted) if wanted > MOST => return Err(world.recorded("batch-generate-400-count")),
        Ok(0) => MOST,
        Ok(wanted) => wanted,
    };

    let begins = now();
    let local = |time| naive(time + world.zone());
    let id = begins.format("batch-%Y%m%d-%H%M%S").to_string();
    let is_dry = parsed.switch("dry_run").unwrap_or(false);
    let is_scheduled = parsed.switch("include_scheduling").unwrap_or(true);
    let recorded = world.samples.body("batch-generate-week");
    let recorded = recorded
        .get("items")
        .and_then(Value::as_array)
        .map(Vec::as_slice);
    let count = wanted.min(each.saturating_mul(channels.len()));
    let mut of_channel = BTreeMap::<&str, u32>::new();
    let mut of_hour = BTreeMap::<u32, u32>::new();
    let mut time = begins;
    let mut items = Vec::new();
    for (at, channel) in channels.iter().cycle().take(count).enumerate() {
        let ours = |item: &&Value| item.get("content_type").is_some_and(|kind| kind == channel);
        // Another one each time.
        let all = recorded.unwrap_or_default().iter().filter(ours);
        let mut item = all
            .cycle()
            .nth(at / CHANNELS.len())
            .cloned()
            .unwrap_or_default();
        put(&mut item, "/item_id", format!("{id}-{channel}-{at:03}"));
        put(
            &mut item,
            "/scheduled_for",
            is_scheduled.then(|| local(time)),
        );
        put(&mut item, "/content/dry_run", is_dry);
        put(&mut item, "/metadata/generation_index", at);
        items.push(item);
        *of_channel.entry(channel).or_default() += 1;
        *of_hour
            .entry(chrono::Timelike::hour(&(time + world.zone())))
            .or_default() += 1;
        time += APART;
    }
    let name = if period == "day" {
        "batch-generate-day"
    } else {
        "batch-generate-week"
    };
    Ok(world.changed(name, |told| {
        put(told, "/batch_id", id.as_str());
        put(told, "/items", items);
        put(told, "/dry_run", is_dry);
        put(told, "/generated_at", naive(begins));
        put(told, "/total_items", count);
        put(told, "/summary/channels_generated", json!(of_channel));
        put(told, "/summary/total_items", count);
        put(told, "/summary/time_period", period);
        put(
            told,
            "/summary/generation_success_rate",
            count as f64 / wanted as f64,
        );
        put(told, "/summary/dry_run_mode", is_dry);
        if !is_scheduled || count == 0 {
            return put(told, "/scheduling_plan", Value::Null);
        }
        let ends = begins + TimeDelta::days(*days);
        let peak = of_hour.iter().rev().max_by_key(|(_, count)| **count);
        put(told, "/scheduling_plan/total_items", count);
        put(told, "/scheduling_plan/next_publish", local(begins));
        put(
            told,
            "/scheduling_plan/time_span",
            format!("{} to {}", local(begins), local(ends)),
        );
        put(
            told,
            "/scheduling_plan/distribution",
            json!({
                "hourly_distribution": of_hour,
                "peak_hour": peak.map(|(hour, _)| hour),
                "total_scheduled": count,
            }),
        );
    }))
}

/// `POST /api/v1/batch/schedule/{id}`
pub fn schedule(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if parsed.text.is_empty() {
        return Err(world.recorded("batch-schedule-nobody"));
    }
    let is_dry = parsed.field("dry_run") == true;
    let name = if is_dry {
        "batch-schedule-dry-run"
    } else {
        "batch-schedule"
    };
    Ok(renamed(world, name, &parsed.param))
}

/// `GET /api/v1/batch/status/{id}`
pub fn status(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    Ok(renamed(world, "batch-status", &parsed.param))
}

/// A recorded answer about another batch.
fn renamed(world: &World, name: &str, id: &str) -> Answer {
    let mut answer = world.recorded(name);
    if let Some(recorded) = world
        .samples
        .body(name)
        .get("batch_id")
        .and_then(Value::as_str)
    {
        answer.body = answer.body.replace(recorded, id);
    }
    answer
}
