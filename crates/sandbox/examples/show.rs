#![allow(missing_docs)]
use sandbox::engine::*;
use wire::channel::*;
use wire::generate::{ContentType, GenerateRequest, Part, Tone};

fn main() {
    let dir = "/tmp/engine-show";
    std::fs::create_dir_all(dir).unwrap();
    let templates = sandbox::seed::templates::all();
    for d in sandbox::seed::documents::all() {
        for (tone, kind) in [
            (None, ContentType::Update),
            (Some(Tone::Professional), ContentType::Announcement),
            (Some(Tone::Friendly), ContentType::Blog),
            (Some(Tone::Encouraging), ContentType::Blog),
            (Some(Tone::Urgent), ContentType::Update),
        ] {
            for t in &templates {
                let mut r = GenerateRequest {
                    document_id: d.id.clone(),
                    channels: vec![t.channel.clone()],
                    social_platforms: Platform::KNOWN.to_vec(),
                    template_id: Some(t.id.clone()),
                    tone: tone.clone(),
                    ..Default::default()
                };
                r.options.content_type = kind.clone();
                if t.id.as_str() == "email-announcement" {
                    r.options.variables = [
                        (
                            "call_to_action".to_string(),
                            "Come to the opening".to_string(),
                        ),
                        (
                            "call_to_action_url".to_string(),
                            "https://example.com/x".to_string(),
                        ),
                        ("available_from".to_string(), "2026-12-01".to_string()),
                    ]
                    .into();
                }
                let (parts, findings) = preview(&Recipe {
                    document: &d,
                    request: &r,
                    templates: &templates,
                });
                let name = format!(
                    "{}-{}-{}",
                    d.id.as_str()
                        .replace(['/', ':'], "_")
                        .chars()
                        .take(24)
                        .collect::<String>(),
                    t.id,
                    tone.as_ref().map_or("none", |t| t.as_str())
                );
                let mut text = String::new();
                for f in &findings {
                    text += &format!("FINDING {:?} {} {}\n", f.severity, f.code, f.message);
                }
                for (_, part) in &parts.0 {
                    match part {
                        Part::Email(e) => {
                            std::fs::write(format!("{dir}/{name}.html"), &e.html).unwrap();
                            text += &format!(
                                "SUBJECT {}\nPREHEADER {:?}\n\n{}",
                                e.subject,
                                e.preheader,
                                e.text.clone().unwrap()
                            );
                        }
                        Part::Web(w) => {
                            std::fs::write(format!("{dir}/{name}.html"), w.html.clone().unwrap())
                                .unwrap();
                            text += &format!(
                                "{:?}\n{} {:?}\n{}\n\n{}",
                                w.seo, w.slug, w.tags, w.excerpt, w.markdown
                            );
                        }
                        Part::Social(s) => {
                            for p in &s.posts {
                                text += &format!(
                                    "=== {} {}/{:?} {:?}\n{}\n\n",
                                    p.platform,
                                    p.length(),
                                    p.limit(),
                                    p.media_urls,
                                    p.content
                                );
                            }
                        }
                        _ => {}
                    }
                }
                std::fs::write(format!("{dir}/{name}.txt"), text).unwrap();
            }
        }
    }
}
