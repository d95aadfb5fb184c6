//! Threads of the backend as shipped: it writes all posts of one into one text.

use crate::generate::SocialPost;

/// The posts of a thread that was written as one text: each begins with its number and a slash.
///
/// Empty for any other text.
pub fn pieces(text: &str) -> Vec<&str> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(&format!("{}/", starts.len() + 1)) {
            starts.push(at);
        }
        at += line.len();
    }
    // What stands before the first number belongs to nobody: then it is no such text.
    if starts.first() != Some(&0) || starts.len() < 2 {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| text.get(*start..end).map(str::trim_end))
        .collect()
}

/// Posts with each thread told apart. What belongs to the whole text goes with its last post.
pub(super) fn told_apart(posts: Vec<SocialPost>) -> Vec<SocialPost> {
    let mut found = Vec::with_capacity(posts.len());
    for mut post in posts {
        let texts: Vec<String> = pieces(&post.content)
            .into_iter()
            .map(str::to_owned)
            .collect();
        let Some((last, before)) = texts.split_last() else {
            found.push(post);
            continue;
        };
        found.extend(before.iter().map(|text| SocialPost {
            content: text.clone(),
            hashtags: Vec::new(),
            media_urls: Vec::new(),
            ..post.clone()
        }));
        post.content.clone_from(last);
        found.push(post);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_is_told_apart_and_a_text_that_only_begins_like_one_is_not() {
        let text = "1/ First.\n\n2/ Second\n\nFollow us.";
        assert_eq!(pieces(text), ["1/ First.", "2/ Second\n\nFollow us."]);
        for other in ["1/ Alone.", "News\n1/ a\n2/ b", "", "2/ b\n3/ c"] {
            assert!(pieces(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn hashtags_and_pictures_of_a_thread_stay_with_one_post() {
        let post = |text: &str| -> SocialPost {
            let travelling = serde_json::json!({
                "platform": "twitter", "content": text, "hashtags": ["#a"],
            });
            serde_json::from_value(travelling).unwrap()
        };
        let posts = told_apart(vec![post("News"), post("1/ a\n2/ b")]);
        let shown: Vec<_> = posts
            .iter()
            .map(|post| (post.content.as_str(), post.hashtags.len()))
            .collect();
        assert_eq!(shown, [("News", 1), ("1/ a", 0), ("2/ b", 1)]);
    }
}
