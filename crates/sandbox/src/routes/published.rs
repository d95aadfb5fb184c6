//! What was published, as its readers see it.

use std::fmt::Write;

use axum::{
    extract::State,
    http::header,
    response::{Html, IntoResponse, Response},
};
use wire::{
    content::{Content, ContentStatus},
    generate::Part,
};

use crate::{
    error::{Error, Result},
    extract::Segment,
    state::App,
    store::contents,
};

/// Published pages are made from what people wrote: they may show, not run.
const POLICY: &str = "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; \
     font-src *; base-uri 'none'; form-action 'none'";

/// Shows a published piece; what is a draft, archived or in the trash is not out.
pub async fn show(State(app): State<App>, Segment(id): Segment) -> Result<Response> {
    let content = app
        .store
        .read(move |view| contents::get(view.connection, &id.into()))
        .await?;
    if content.status != ContentStatus::Published {
        let id = content.content_id;
        return Err(Error::not_found(format!(
            "A published page of content {id}"
        )));
    }
    let html = Html(page(content));
    Ok(([(header::CONTENT_SECURITY_POLICY, POLICY)], html).into_response())
}

fn page(content: Content) -> String {
    match content.body {
        Part::Email(part) => part.html,
        Part::Web(part) => match part.html {
            Some(html) => html,
            None => document(
                &part.title,
                &format!("<pre>{}</pre>", escape(&part.markdown)),
            ),
        },
        Part::Social(part) => {
            let mut body = String::new();
            for post in &part.posts {
                // Writing to a string cannot fail.
                let _ = write!(
                    body,
                    "<article><h2>{}</h2><p>{}</p></article>",
                    escape(&post.platform.label()),
                    escape(&post.content)
                );
            }
            document(&content.title, &body)
        }
        Part::Other(value) => document(
            &content.title,
            &format!("<pre>{}</pre>", escape(&value.to_string())),
        ),
    }
}

fn document(title: &str, body: &str) -> String {
    let title = escape(title);
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
         <style>body{{font:1rem/1.5 system-ui;max-width:40rem;margin:2rem auto;padding:0 1rem}}\
         p,pre{{white-space:pre-wrap}}</style></head><body><h1>{title}</h1>{body}</body></html>"
    )
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
