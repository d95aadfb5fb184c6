//! Kept content as files.

use wire::generate::Part;

use crate::{features::content::text, state::local_history::KeptRun};

/// A file in the making.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// What to call it in a list of formats.
    pub label: &'static str,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// What is in it.
    pub text: String,
}

/// The files that a run can be saved as: all of it as JSON, and each text by itself.
pub fn files(run: &KeptRun) -> Vec<File> {
    let stem = stem(run);
    let mut files = vec![File {
        label: text::JSON,
        name: format!("{stem}.json"),
        kind: "application/json",
        text: serde_json::to_string_pretty(&without_owner(run)).unwrap_or_default(),
    }];
    for (_, part) in &run.made.parts.0 {
        match part {
            Part::Email(email) => {
                files.push(File {
                    label: text::EMAIL_HTML,
                    name: format!("{stem}-email.html"),
                    kind: "text/html",
                    text: email.html.clone(),
                });
                files.extend(email.text.clone().map(|text| File {
                    label: text::EMAIL_TEXT,
                    name: format!("{stem}-email.txt"),
                    kind: "text/plain",
                    text,
                }));
            }
            Part::Web(page) => files.push(File {
                label: text::PAGE_MARKDOWN,
                name: format!("{stem}-web.md"),
                kind: "text/markdown",
                text: page.markdown.clone(),
            }),
            Part::Social(social) => {
                let posts: Vec<_> = social
                    .posts
                    .iter()
                    .map(|post| format!("{}\n\n{}\n", post.platform.label(), post.content.trim()))
                    .collect();
                files.push(File {
                    label: text::POSTS_TEXT,
                    name: format!("{stem}-posts.txt"),
                    kind: "text/plain",
                    text: posts.join("\n---\n\n"),
                });
            }
            Part::Other(_) => {}
        }
    }
    files
}

/// What a file says of a run: whose it is in this browser is nobody else's business.
fn without_owner(run: &KeptRun) -> KeptRun {
    KeptRun {
        owner: String::new(),
        ..run.clone()
    }
}

/// Many runs as one JSON file.
pub fn all(runs: &[KeptRun]) -> File {
    let runs: Vec<_> = runs.iter().map(without_owner).collect();
    File {
        label: text::JSON,
        name: "toombos-content.json".to_owned(),
        kind: "application/json",
        text: serde_json::to_string_pretty(&runs).unwrap_or_default(),
    }
}

/// A name that every file system takes.
fn stem(run: &KeptRun) -> String {
    let words: String = run
        .title()
        .to_lowercase()
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '-'
            }
        })
        .take(48)
        .collect();
    let parts: Vec<_> = words.split('-').filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        "content".to_owned()
    } else {
        parts.join("-")
    }
}

#[cfg(test)]
mod tests {
    use wire::shipped::generate::Generated;

    use super::*;

    #[test]
    fn each_text_is_a_file_and_json_has_everything() {
        let made: Generated = serde_json::from_str(
            r#"{"status":"success","errors":["late"],"parts":{
                "email":{"subject":"Breathe: in/out","html":"<p>x","text":"x"},
                "social":{"posts":[{"platform":"twitter","content":" a "},
                    {"platform":"linkedin","content":"b"}]},
                "web":{"title":"T","content":"b"}}}"#,
        )
        .unwrap();
        let run = KeptRun {
            owner: "u1 https://a.test".to_owned(),
            id: "c".into(),
            at: 1.0,
            backend: "http://b.test".to_owned(),
            recipe: Vec::new(),
            made,
        };
        let files = files(&run);
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(
            names,
            [
                "breathe-in-out.json",
                "breathe-in-out-email.html",
                "breathe-in-out-email.txt",
                "breathe-in-out-posts.txt",
                "breathe-in-out-web.md"
            ]
        );
        assert_eq!(files[3].text, "X\n\na\n\n---\n\nLinkedIn\n\nb\n");
        let again: Vec<KeptRun> =
            serde_json::from_str(&all(std::slice::from_ref(&run)).text).unwrap();
        assert_eq!(again, [without_owner(&run)]);
        assert!(
            !files[0].text.contains("u1 https"),
            "nobody's account is in a file"
        );
    }
}
