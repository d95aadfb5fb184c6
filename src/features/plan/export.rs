//! The plan as files, and its items as text.

use leptos::prelude::*;
use wire::{
    generate::Part,
    shipped::batch::{Plan, PlannedItem},
};

use super::days::by_day;
use crate::{
    features::{plan::text as words, shared::download},
    state::notices::use_notices,
    ui::{Button, ButtonSize, ButtonTone, IconName, format_csv},
};

/// Buttons that save the plan.
#[component]
pub fn Exports(
    /// The plan.
    plan: Plan,
) -> impl IntoView {
    let notices = use_notices();
    let plan = StoredValue::new(plan);
    let button = move |label: &'static str,
                       ending: &'static str,
                       kind: &'static str,
                       write: fn(&Plan) -> String| {
        let save = move |()| {
            let (name, text) =
                plan.with_value(|plan| (format!("{}.{ending}", file_name(plan)), write(plan)));
            download(notices, &name, kind, &text);
        };
        view! {
            <Button
                size=ButtonSize::Small
                tone=ButtonTone::Quiet
                icon=Some(IconName::Download)
                label=Some(words::export_of(label))
                on_click=save
            >
                {label}
            </Button>
        }
    };
    view! {
        {button(words::JSON, "json", "application/json", json)}
        {button(words::CSV, "csv", "text/csv", csv)}
        {button(words::MARKDOWN, "md", "text/markdown", markdown)}
    }
}

fn file_name(plan: &Plan) -> String {
    let letters = plan.batch_id.chars();
    let name: String = letters
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .take(60)
        .collect();
    if name.is_empty() {
        "plan".to_owned()
    } else {
        name
    }
}

/// The server's answer as it came.
fn json(plan: &Plan) -> String {
    serde_json::to_string_pretty(&plan.answer).unwrap_or_default()
}

/// A table for a spreadsheet, a row for each item.
fn csv(plan: &Plan) -> String {
    let row = |item: &PlannedItem| {
        let claim = item.estimated_engagement.map(|claim| claim.to_string());
        [
            item.item_id.clone(),
            item.scheduled_text.clone().unwrap_or_default(),
            item.channel.label(),
            item.title(),
            claim.unwrap_or_default(),
            text(item),
        ]
    };
    format_csv(words::CSV_HEADS, plan.items.iter().map(row))
}

fn markdown(plan: &Plan) -> String {
    let mut page = words::page(&plan.batch_id);
    for day in by_day(&plan.items) {
        page.push_str(&format!("\n## {}\n", day.label));
        for item in &day.items {
            let at = super::days::time(item);
            let head = words::page_item(&at, &item.channel.label(), &item.title());
            page.push_str(&format!("\n### {}\n\n", head.trim()));
            for line in text(item).trim().lines() {
                page.push_str(format!("> {line}").trim_end());
                page.push('\n');
            }
        }
    }
    page
}

/// What an item says, as text.
pub fn text(item: &PlannedItem) -> String {
    match &item.part {
        Part::Email(email) => {
            let body = email.text.as_ref().unwrap_or(&email.html);
            format!("{}\n\n{}", email.subject, body.trim())
        }
        Part::Web(page) => page.markdown.clone(),
        Part::Social(social) => {
            let posts: Vec<_> = social
                .posts
                .iter()
                .map(|post| post.content.trim())
                .collect();
            posts.join("\n\n")
        }
        Part::Other(value) => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use wire::{
        Answer,
        channel::Channel,
        shipped::batch::{self, BatchOrder, Period},
    };

    use super::*;

    fn plan() -> Plan {
        let body = r#"{"batch_id":"batch-1/..","items":[
            {"item_id":"a","content_type":"email","scheduled_for":"2026-11-23T08:00:00",
             "content":{"data":{"subject":"=Hi, \"you\"","html":"<p>","text":"line;=1+1\nnext"}}},
            {"item_id":"b","content_type":"social",
             "content":{"data":{"platform":"linkedin","content":"\nPost"}}}]}"#;
        let order = BatchOrder::new(Period::Day, &[Channel::Web], None).unwrap();
        batch::plan(&order).read(&Answer::new(200, body)).unwrap()
    }

    #[test]
    fn a_table_has_a_row_per_item_and_runs_no_formula() {
        let table = csv(&plan());
        assert!(table.contains(r#""'=Hi, ""you""""#), "{table}");
        assert!(
            table.contains("line;'=1+1"),
            "also where a semicolon separates: {table}"
        );
        assert!(table.contains("\r\nb,,Social,Post,"), "{table}");
        assert_eq!(table.matches("\r\n").count(), 3);
        assert_eq!(file_name(&plan()), "batch-1");
    }

    #[test]
    fn markdown_reads_by_day_and_json_is_what_came() {
        let page = markdown(&plan());
        assert!(page.contains("## Monday, November 23, 2026\n\n### 08:00 Email: =Hi"));
        assert!(page.contains("> line;=1+1\n> next\n"));
        assert!(page.contains("### Social: Post\n\n> Post\n"));
        assert!(json(&plan()).contains("\"batch_id\": \"batch-1/..\""));
    }
}
