//! What is wrong with a recipe itself, before anything is rendered.

use wire::{
    channel::{Channel, Platform},
    generate::Finding,
};

use super::{
    EngineError, Recipe,
    findings::{self, FindingExt as _},
    outline::Outline,
    variables::Values,
};

/// What is wrong with the recipe itself, before anything is rendered.
pub fn check(recipe: &Recipe<'_>) -> Vec<Finding> {
    let request = recipe.request;
    let mut found = Vec::new();
    let empty = Outline::read(recipe.document).is_empty();
    let mut declared = Vec::new();
    for channel in &request.channels {
        if let Channel::Other(name) = channel.family() {
            found.push(EngineError::UnknownChannel(name).to_finding(channel));
            continue;
        }
        if empty {
            found.push(EngineError::NoText.to_finding(channel));
        }
        if channel.family() == Channel::Social && platforms(recipe, channel).is_empty() {
            found.push(EngineError::NoPlatform.to_finding(channel));
        }
        match recipe.template(channel) {
            Ok(template) => {
                declared.extend(template.variables.iter().map(|variable| &variable.name));
                Values::fill(template, &request.options.variables, channel, &mut found);
            }
            Err(error) => found.push(error.to_finding(channel)),
        }
    }
    found.extend(misplaced_template(recipe));
    for name in request.options.variables.keys() {
        if !declared.contains(&name) {
            let channel = request.channels.first().cloned().unwrap_or(Channel::Email);
            let message = format!("No selected template uses \"{name}\".");
            found.push(
                findings::warning(&channel, "unknown_variable", message)
                    .at(format!("options.variables.{name}")),
            );
        }
    }
    found
}

/// The platforms that a channel posts to.
pub fn platforms(recipe: &Recipe<'_>, channel: &Channel) -> Vec<Platform> {
    let mut platforms: Vec<Platform> = Vec::new();
    let word = channel.as_str();
    if matches!(channel, Channel::Other(_)) {
        platforms.push(Platform::from(word.strip_prefix("social_").unwrap_or(word)));
    } else {
        for platform in &recipe.request.social_platforms {
            if !platforms.contains(platform) {
                platforms.push(platform.clone());
            }
        }
    }
    platforms
}

fn misplaced_template(recipe: &Recipe<'_>) -> Option<Finding> {
    let id = recipe.request.template_id.as_ref()?;
    let template = recipe
        .templates
        .iter()
        .find(|template| template.id == *id)?;
    let family = template.channel.family();
    let fits = recipe
        .request
        .channels
        .iter()
        .any(|channel| channel.family() == family);
    (!fits).then(|| {
        let message = format!(
            "Template {} is for {}, which isn't selected.",
            template.name,
            template.channel.label(),
        );
        let channel = recipe.request.channels.first().unwrap_or(&template.channel);
        findings::error(channel, "template_mismatch", message).at("template_id")
    })
}
