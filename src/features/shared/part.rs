//! One channel's part, as its reader sees it.

use leptos::prelude::*;
use wire::generate::{Part, SocialPart, SocialPost, WebPart};

use crate::{
    features::shared::text,
    ui::{CopyText, EmailPreview, Empty, IconName, LongText, PostPreview, WebPreview},
};

/// A rendered part, as its reader will see it.
#[component]
pub fn PartView(
    /// What came.
    part: Part,
    /// With a button beside each post that copies its text, for whoever has to post it.
    #[prop(optional)]
    copies: bool,
) -> impl IntoView {
    match part {
        Part::Email(email) => view! {
            <EmailPreview
                subject=email.subject
                preheader=email.preheader
                html=as_page(email.html)
                text=email.text
                recipient_count=email.recipient_count
                from_name=email.from_name
            />
        }
        .into_any(),
        Part::Social(social) => view! { <Posts social copies /> }.into_any(),
        Part::Web(page) => view! { <Page page /> }.into_any(),
        Part::Other(value) => {
            let text = serde_json::to_string_pretty(&value).unwrap_or_default();
            view! {
                <pre class="preview-source" tabindex="0">
                    <LongText text />
                </pre>
            }
            .into_any()
        }
    }
}

/// The backend as shipped sends some newsletters as plain text where HTML belongs.
fn as_page(html: String) -> String {
    if html.contains('<') {
        return without_imports(&html);
    }
    let text = html.replace('&', "&amp;").replace('>', "&gt;");
    format!("<!DOCTYPE html><style>pre{{white-space:pre-wrap}}</style><pre>{text}</pre>")
}

/// The frame's policy stops foreign style sheets, with an entry in the console for each.
fn without_imports(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("@import url(") {
        kept.push_str(before);
        let Some((_, after)) = after.split_once(')') else {
            return kept;
        };
        rest = after.trim_start().strip_prefix(';').unwrap_or(after);
    }
    kept.push_str(rest);
    kept
}

#[component]
fn Posts(social: SocialPart, copies: bool) -> impl IntoView {
    if social.posts.is_empty() {
        return view! {
            <Empty icon=IconName::Share title=text::NO_POSTS>
                {text::NO_POSTS_HINT}
            </Empty>
        }
        .into_any();
    }
    let of = |post: &SocialPost| {
        let same = |other: &&SocialPost| other.platform == post.platform;
        social.posts.iter().filter(same).count()
    };
    let mut seen: Vec<wire::channel::Platform> = Vec::new();
    let posts = social
        .posts
        .iter()
        .map(|post| {
            seen.push(post.platform.clone());
            let at = seen.iter().filter(|it| **it == post.platform).count();
            let copied = post.content.clone();
            let preview = view! {
                <PostPreview
                    platform=post.platform.label()
                    limit=post.limit()
                    length=post.length()
                    cut=cut(post)
                    text=post.content.clone()
                    hashtags=post.hashtags.clone()
                    media_urls=post.media_urls.clone()
                    author=post.author.clone()
                    place=Some((at, of(post)))
                />
            };
            if copies {
                view! {
                    <div class="post-copied">
                        {preview} <CopyText text=copied words=text::COPY_TEXT />
                    </div>
                }
                .into_any()
            } else {
                preview.into_any()
            }
        })
        .collect_view();
    view! { <div class="posts">{posts}</div> }.into_any()
}

/// Where the post's own limit cuts it off.
fn cut(post: &SocialPost) -> Option<usize> {
    let limit = post.limit()?;
    post.platform.cut_at(&post.content, limit)
}

#[component]
fn Page(page: WebPart) -> impl IntoView {
    let (title, description, url) = match page.seo {
        Some(seo) => (Some(seo.title), Some(seo.description), seo.url),
        None => (None, None, None),
    };
    view! {
        <WebPreview
            title=page.title
            html=page.html
            markdown=page.markdown
            seo_title=title
            seo_description=description
            seo_url=url
            excerpt=page.excerpt
            tags=page.tags
        />
    }
}

#[cfg(test)]
mod tests {
    use wire::channel::Platform;

    use super::*;

    #[test]
    fn a_newsletter_of_plain_text_keeps_its_lines() {
        assert_eq!(as_page("<p>a</p>".to_owned()), "<p>a</p>");
        let styled = "<style>@import url('https://a.test/b;c'); p{}</style>".to_owned();
        assert_eq!(as_page(styled), "<style> p{}</style>");
        assert!(as_page("A & B\n===".to_owned()).ends_with("<pre>A &amp; B\n===</pre>"));
    }

    #[test]
    fn a_post_is_cut_at_its_own_limit() {
        let mut post = SocialPost {
            platform: Platform::LinkedIn,
            content: "éé twelve chars".to_owned(),
            hashtags: Vec::new(),
            media_urls: Vec::new(),
            scheduled_for: None,
            limit: None,
            author: None,
        };
        assert_eq!(cut(&post), None);
        post.limit = Some(5);
        assert_eq!(cut(&post), Some(7));
        post.limit = Some(50);
        assert_eq!(cut(&post), None);
    }
}
