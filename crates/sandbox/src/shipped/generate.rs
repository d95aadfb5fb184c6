//! Generation: one living document, a preview or a publication of it.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{
    answer::{Answer, HandlerResult, problem, put},
    clock::{naive, now},
    parsed_request::{BodyProblem, ParsedRequest},
    world::{Environment, World},
};

const STYLES: [&str; 4] = ["modern", "minimal", "plain", "breathscape"];
const PLATFORMS: [&str; 4] = ["twitter", "linkedin", "instagram", "facebook"];
const FLAGS: [&str; 7] = [
    "send_email",
    "publish_web",
    "generate_social",
    "preview_only",
    "include_preview",
    "force_refresh",
    "invalidate_cache",
];

/// `POST /api/v2/generate-content`
pub fn generate(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    check(world, parsed)?;
    let wishes = |name: &str| parsed.field(name).as_bool().unwrap_or(true);
    let kept = [
        ("email", "newsletter", wishes("send_email")),
        ("web", "web_update", wishes("publish_web")),
        ("social", "social_posts", wishes("generate_social")),
    ];
    let [(.., email), _, (.., social)] = kept;
    let style = parsed.query("template_style").unwrap_or("modern");
    let tones = parsed.field("per_channel_tones");
    if is_true(parsed.field("tone")) || is_true(parsed.field("tone_combination")) {
        return Err(world.recorded("v2-generate-preview-tone-no-email"));
    }
    if email && tones.get("email").is_some_and(is_true) {
        return Err(world.recorded("v2-generate-preview-per-channel-tones"));
    }
    if email && !STYLES.contains(&style) {
        return Err(Answer::refusal(StatusCode::INTERNAL_SERVER_ERROR, style));
    }
    let dry = parsed.json.pointer("/content/dry_run") == Some(&true.into());
    let preview = dry || parsed.field("preview_only") == true;
    let mut platforms: Vec<&str> = parsed.all("social_platforms").collect();
    if platforms.is_empty() {
        platforms = PLATFORMS.to_vec();
    }
    let is_wanted = |post: &Value| {
        let platform = post.get("platform").and_then(Value::as_str);
        social && platform.is_some_and(|name| platforms.contains(&name))
    };
    let drawn = world.samples.body(match preview {
        true => "v2-generate-preview",
        false => "v2-generate-full",
    });
    // It says success, whatever became of the channels.
    let name = match (preview, world.environment) {
        (true, _) => "v2-generate-preview",
        (_, Environment::Dryrun) => "dryrun-v2-generate-full-no-preview",
        (_, Environment::Nomock) => "nomock-v2-generate-full-no-preview",
        _ => "v2-generate-full",
    };
    Ok(world.changed(name, |told| {
        put(told, "/content_id", super::uuid());
        put(told, "/generated_at", naive(now()));
        let shown = wishes("include_preview");
        for (_, part, kept) in kept {
            let made = drawn
                .get(part)
                .filter(|_| shown)
                .cloned()
                .unwrap_or_default();
            put(
                told,
                &format!("/{part}"),
                match made {
                    Value::Array(mut posts) => {
                        posts.retain(is_wanted);
                        posts.into()
                    }
                    made if kept => made,
                    _ => Value::Null,
                },
            );
        }
        if preview {
            let switch = |name| parsed.switch(name).unwrap_or(true);
            let known = |name: &&&str| social && PLATFORMS.contains(*name);
            let listed: Vec<_> = platforms.iter().filter(known).collect();
            put(told, "/results/template_style", style);
            put(told, "/results/seo_enabled", switch("seo_optimize"));
            put(
                told,
                "/results/content_validated",
                switch("validate_content"),
            );
            put(told, "/results/platforms", json!(listed));
            if is_true(tones) {
                put(told, "/results/tone_system/selected_tone", Value::Null);
                put(
                    told,
                    "/results/tone_system/per_channel_tones",
                    tones.clone(),
                );
            }
            return;
        }
        let published = kept
            .iter()
            .filter(|(.., kept)| *kept)
            .map(|(name, ..)| *name);
        put(told, "/published_to", json!(published.collect::<Vec<_>>()));
        if let Some(results) = told.get_mut("results").and_then(Value::as_object_mut) {
            results.retain(|name, _| kept.iter().all(|(of, _, kept)| name != of || *kept));
        }
        if let Some(sent) = told
            .pointer_mut("/results/social/posts")
            .and_then(Value::as_array_mut)
        {
            sent.retain(is_wanted);
            let mut names: Vec<Value> = Vec::new();
            for name in sent.iter().filter_map(|post| post.get("platform")) {
                if !names.contains(name) {
                    names.push(name.clone());
                }
            }
            let count = sent.len();
            put(told, "/results/social/total_posts", count);
            put(told, "/results/social/platforms", names);
        }
    }))
}

/// Refuses what the request has wrong, before anything is made of it.
fn check(world: &World, parsed: &ParsedRequest) -> HandlerResult<()> {
    if let Some((name, value)) = parsed.bad_switch(&["seo_optimize", "validate_content"]) {
        return Err(world.changed("v2-generate-bad-query", |told| {
            put(told, "/detail/0/loc", json!(["query", name]));
            put(told, "/detail/0/input", value);
        }));
    }
    let wish = &parsed.json;
    let recorded = match wish {
        // No body at all is fine, and broken ones are not told as such.
        _ if parsed.text.is_empty() => return Ok(()),
        _ if parsed.body_problem == Some(BodyProblem::Broken) => Some("v2-generate-bad-json"),
        Value::Null => Some("v2-generate-null-body"),
        Value::Array(_) => Some("v2-generate-array-body"),
        wish if wish.pointer("/content/tags").is_some() => Some("v2-generate-nested-422-tags"),
        wish if wish.pointer("/content/featured") == Some(&true.into()) => {
            Some("v2-generate-nested-422-featured")
        }
        _ => None,
    };
    if let Some(name) = recorded {
        return Err(world.recorded(name));
    }
    let mut found = Vec::new();
    for flag in FLAGS {
        if let Some(value) = wish.get(flag).filter(|value| !value.is_boolean()) {
            let message = "Input should be a valid boolean, unable to interpret input";
            found.push(problem(
                "bool_parsing",
                json!([flag]),
                message,
                value.clone(),
            ));
        }
    }
    let tones = parsed.field("per_channel_tones");
    if tones.is_array() {
        let message = "Input should be a valid dictionary";
        found.push(problem(
            "dict_type",
            json!(["per_channel_tones"]),
            message,
            tones.clone(),
        ));
    }
    match found.is_empty() {
        true => Ok(()),
        false => Err(Answer::invalid(found)),
    }
}

/// `POST /api/v1/generate-content`: the older route, with a body that it insists on.
pub fn generate_v1(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    if parsed.text.is_empty() {
        return Err(world.recorded("v1-generate-422-nobody"));
    }
    if is_true(parsed.field("tone")) {
        return Err(world.recorded("v1-generate-bad-tone"));
    }
    if parsed.field("send_email").is_string() {
        return Err(world.recorded("v1-generate-422-type"));
    }
    Ok(world.changed("v1-generate-full", |told| {
        put(told, "/generated_at", naive(now()))
    }))
}

/// `GET /api/v2/social-preview/{platform}`
pub fn social_preview(world: &mut World, parsed: &ParsedRequest) -> HandlerResult {
    let platform = parsed.param.as_str();
    if PLATFORMS.contains(&platform) {
        return Ok(world.recorded(&format!("social-preview-{platform}")));
    }
    Ok(world.changed("social-preview-myspace", |told| {
        put(
            told,
            "/error",
            format!("No content available for {platform}"),
        );
    }))
}

/// Whether Python takes a value for true.
fn is_true(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(is) => *is,
        Value::Number(number) => number.as_f64() != Some(0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}
