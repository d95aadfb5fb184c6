//! The key facts of an answer, in words that a table can hold.

use std::collections::BTreeMap;

use wire::{
    Page, Stamp,
    auth::{Grant, User},
    cache::{CacheStats, Invalidation},
    content::Content,
    documents::Document,
    generate::{Part, Parts, Preview},
    health::{Health, HealthReport, Liveness, Readiness},
    jobs::{ChannelResult, Job},
    metrics::Scrape,
    shipped::{
        batch::Plan,
        cache::CacheHealth,
        catalogue::{ContentKinds, Rules},
        document::{DocumentCheck, DocumentSource},
        generate::Generated,
        leak::is_environment_dump,
        sessions::{LiveSessions, SessionContent},
        status::{Startup, StatusReport},
        templates::Catalogue,
        totals::Totals,
    },
    templates::Template,
};

/// Tells the key facts.
pub trait Words {
    fn words(&self) -> String;
}

impl Words for Health {
    fn words(&self) -> String {
        format!("{}, asked {}", self.status, zone(&self.timestamp))
    }
}

impl Words for std::sync::Arc<Scrape> {
    fn words(&self) -> String {
        let families: Vec<_> = self
            .families
            .iter()
            .map(|family| format!("{} {} {}", family.name, family.kind, family.series.len()))
            .collect();
        let common: Vec<_> = self
            .common_labels()
            .into_iter()
            .map(|pair| pair.0)
            .collect();
        let values = self.families.iter().flat_map(|family| &family.series);
        let sum: f64 = values.map(|series| series.value).sum();
        assert!(self.unread.is_empty());
        format!(
            "{}; all of {}; sum {sum:.2}",
            families.join(", "),
            common.join(" ")
        )
    }
}

impl Words for Totals {
    fn words(&self) -> String {
        let statuses = self.status_breakdown.iter();
        let channels = self.channel_breakdown.iter();
        let syncs = self.last_sync_times.iter();
        format!(
            "{} jobs: {}; {}; {} good; {}",
            self.total_jobs,
            joined(statuses.map(|(status, count)| format!("{} {count}", status.label()))),
            joined(channels.map(|(channel, count)| format!("{} {count}", channel.label()))),
            self.success_share().unwrap(),
            joined(syncs.map(|(id, time)| format!("{id} {}", zone(time)))),
        )
    }
}

impl Words for LiveSessions {
    fn words(&self) -> String {
        assert!(self.timestamp.as_ref().unwrap().is_zoned());
        format!("{} sessions", self.sessions.len())
    }
}

impl Words for SessionContent {
    fn words(&self) -> String {
        format!(
            "active {}, {} messages; {}",
            self.active,
            self.messages.len(),
            joined(self.fields.keys().cloned())
        )
    }
}

impl Words for DocumentCheck {
    fn words(&self) -> String {
        let sections = self.sections.iter();
        format!(
            "valid {:?}; {} issues; {:?} items: {}; latest {}",
            self.is_valid.unwrap(),
            self.issues.len(),
            self.total_items.unwrap(),
            joined(sections.map(|it| format!("{} {}", it.name, it.titles.len()))),
            zone(self.latest_date.as_ref().unwrap()),
        )
    }
}

impl Words for DocumentSource {
    fn words(&self) -> String {
        format!(
            "{}; email {:?}, web {:?}, model {:?}",
            self.document_source.as_deref().unwrap(),
            self.crm_configured,
            self.platform_configured,
            self.ai_enabled,
        )
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

impl Words for HealthReport {
    fn words(&self) -> String {
        let components: Vec<_> = self
            .components
            .iter()
            .map(|(name, component)| format!("{name} {}", component.status))
            .collect();
        let dumps = self.errors.iter().filter(|text| is_environment_dump(text));
        format!(
            "{}: {}; {} of {} passed; {} errors, {} dumps",
            self.health.status,
            components.join(", "),
            self.checks_passed.unwrap(),
            self.checks_total.unwrap(),
            self.errors.len(),
            dumps.count()
        )
    }
}

impl Words for Readiness {
    fn words(&self) -> String {
        let checks: Vec<_> = self
            .checks
            .iter()
            .map(|check| {
                let dump = check.message.as_deref().is_some_and(is_environment_dump);
                format!(
                    "{} {}{}",
                    check.name,
                    if check.ready { "ready" } else { "not ready" },
                    if dump { " (dump)" } else { "" }
                )
            })
            .collect();
        let ready = if self.ready { "ready" } else { "not ready" };
        format!("{ready}: {}", checks.join(", "))
    }
}

impl Words for Liveness {
    fn words(&self) -> String {
        format!(
            "alive {}, {} threads",
            self.alive,
            self.thread_count.unwrap()
        )
    }
}

impl Words for Startup {
    fn words(&self) -> String {
        let message = self.message.as_deref().unwrap_or_default();
        let message: String = message.chars().take(23).collect();
        format!("started {}: {message}", self.started)
    }
}

impl Words for StatusReport {
    fn words(&self) -> String {
        let services: Vec<_> = self
            .services
            .iter()
            .map(|(name, service)| format!("{name} {}", service.status.as_deref().unwrap_or("-")))
            .collect();
        format!(
            "{}, a failure {}; {}; {} facts",
            self.status,
            self.is_failure(),
            services.join(", "),
            self.facts.len()
        )
    }
}

impl Words for CacheStats {
    fn words(&self) -> String {
        let targets: Vec<_> = self
            .targets
            .iter()
            .map(|(name, target)| format!("{name} {:?}", target.healthy))
            .collect();
        format!(
            "{}; {} requests",
            targets.join(", "),
            self.total_requests.unwrap()
        )
    }
}

impl Words for CacheHealth {
    fn words(&self) -> String {
        format!("{}, {} targets", self.overall_health, self.targets.len())
    }
}

impl Words for Invalidation {
    fn words(&self) -> String {
        let targets: Vec<_> = self
            .targets()
            .map(|(target, went)| format!("{target} {went:?}"))
            .collect();
        format!(
            "says {:?} {}, is {}; {}; {} errors; {}",
            self.success,
            self.status,
            self.outcome(),
            targets.join(", "),
            self.errors.len(),
            zone(self.timestamp.as_ref().unwrap())
        )
    }
}

impl Words for Page<Invalidation> {
    fn words(&self) -> String {
        let first = self.items.first().unwrap();
        format!(
            "{} of {}; first {} {}",
            self.items.len(),
            self.total.unwrap(),
            first.request_id.as_deref().unwrap(),
            first.outcome()
        )
    }
}

impl Words for Job {
    fn words(&self) -> String {
        let mut words = format!("{} {}", self.job_id, self.outcome());
        if let Some(old) = &self.retry_of {
            words += &format!(", again for {old}");
        }
        let channels: Vec<_> = self.channels.iter().map(|c| c.as_str()).collect();
        if !channels.is_empty() {
            words += &format!(", for {}", channels.join(" "));
        }
        if let Some(time) = &self.scheduled_for {
            words += &format!(", at {time}");
        }
        words += &results(&self.results);
        if !self.errors.is_empty() {
            words += &format!("; {} errors", self.errors.len());
        }
        if let Some(millis) = self.duration_millis() {
            words += &format!("; {millis} ms");
        }
        format!("{words}; {}", zone(&self.created_at))
    }
}

impl Words for Page<Job> {
    fn words(&self) -> String {
        let mut counts = BTreeMap::<String, usize>::new();
        for job in &self.items {
            *counts.entry(job.outcome().to_string()).or_default() += 1;
        }
        let counts: Vec<_> = counts
            .iter()
            .map(|(word, n)| format!("{n} {word}"))
            .collect();
        match self.items.first() {
            Some(first) => format!("{}; first {}", counts.join(", "), first.job_id),
            None => "no jobs".to_owned(),
        }
    }
}

impl Words for Preview {
    fn words(&self) -> String {
        format!(
            "preview{}; {}",
            parts(&self.parts),
            zone(&self.generated_at)
        )
    }
}

impl Words for Generated {
    fn words(&self) -> String {
        let notes: Vec<_> = self.notes.keys().map(String::as_str).collect();
        format!(
            "says {}, is {}{}{}; notes {}; {}",
            self.status,
            self.outcome(),
            results(&self.results),
            parts(&self.parts),
            notes.join(" "),
            zone(self.generated_at.as_ref().unwrap())
        )
    }
}

impl Words for Catalogue {
    fn words(&self) -> String {
        let templates: Vec<_> = self
            .templates
            .iter()
            .map(|template| format!("{} {}", template.channel, template.id))
            .collect();
        let platforms: Vec<_> = self
            .platforms
            .iter()
            .map(|facts| format!("{} {}", facts.id, facts.character_limit.unwrap()))
            .collect();
        format!("{}; {}", templates.join(", "), platforms.join(", "))
    }
}

impl Words for Plan {
    fn words(&self) -> String {
        let items: Vec<_> = self
            .items
            .iter()
            .take(3)
            .map(|item| {
                let shape = match &item.part {
                    Part::Email(_) => "email",
                    Part::Social(social) => social.posts[0].platform.as_str(),
                    Part::Web(_) => "page",
                    Part::Other(_) => "something",
                };
                let at = item.scheduled_for.as_ref().map_or("no time", zone);
                format!("{} as {shape}, {at}", item.channel)
            })
            .collect();
        let times = match &self.scheduling {
            Some(_) => "with times",
            None => "without times",
        };
        format!(
            "{} items {times}: {}; reaches {}; made {}",
            self.items.len(),
            items.join("; "),
            self.estimated_reach().unwrap(),
            zone(self.generated_at.as_ref().unwrap())
        )
    }
}

impl Words for ContentKinds {
    fn words(&self) -> String {
        let kinds: Vec<_> = self
            .kinds
            .iter()
            .map(|(word, kind)| format!("{word} needs {}", kind.required_fields.join(" ")))
            .collect();
        format!(
            "{}; templates {}",
            kinds.join(", "),
            self.templates().join(" ")
        )
    }
}

impl Words for Rules {
    fn words(&self) -> String {
        let limits: Vec<_> = self
            .character_limits()
            .into_iter()
            .map(|(platform, limit)| {
                let tags = self.hashtag_limit(&platform).unwrap();
                format!("{platform} {limit} #{tags}")
            })
            .collect();
        let subject = self.number("newsletter", "subject_max_length").unwrap();
        format!("{}; subject {subject}", limits.join(", "))
    }
}

/// No sample holds a good one of these; reading one would be a surprise.
macro_rules! never {
    ($($type:ty),+) => { $( impl Words for $type {
        fn words(&self) -> String {
            "unexpectedly good".to_owned()
        }
    } )+ };
}

never!(
    Grant,
    User,
    Page<Document>,
    Template,
    Page<Content>,
    Content
);

fn zone(time: &Stamp) -> &'static str {
    if time.is_zoned() {
        "in UTC"
    } else {
        "zone unknown"
    }
}

fn results(results: &BTreeMap<String, ChannelResult>) -> String {
    results
        .iter()
        .map(|(name, result)| {
            let error = result.error.as_ref().map(|error| {
                let start: String = error.chars().take(30).collect();
                format!(" \"{start}\"")
            });
            format!("; {name} {}{}", result.label(), error.unwrap_or_default())
        })
        .collect()
}

fn parts(parts: &Parts) -> String {
    parts
        .0
        .iter()
        .map(|(_, part)| match part {
            Part::Email(email) => format!(
                "; email {} characters{}",
                email.html.chars().count(),
                if email.preheader.is_some() {
                    " with preheader"
                } else {
                    ""
                }
            ),
            Part::Web(web) => format!("; web {} tags {}", web.slug, web.tags.len()),
            Part::Social(social) => {
                let posts: Vec<_> = social.posts.iter().map(|p| p.platform.as_str()).collect();
                format!("; posts {}", posts.join(" "))
            }
            Part::Other(_) => "; other".to_owned(),
        })
        .collect()
}
