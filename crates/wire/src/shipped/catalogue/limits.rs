//! How long a post may be, where two routes of one server say it differently.

use std::collections::BTreeMap;

use super::Rules;
use crate::{
    channel::Platform,
    generate::{Part, Parts},
    shipped::templates::PlatformFacts,
};

/// How long a post may be by the server's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The strictest that it says.
    pub characters: u32,
    /// What another of its routes allows instead.
    pub elsewhere: Option<u32>,
}

/// The server's limits, the stricter one where its routes disagree.
pub fn limits(facts: &[PlatformFacts], rules: Option<&Rules>) -> BTreeMap<Platform, Limit> {
    let mut limits = BTreeMap::new();
    let listed = facts
        .iter()
        .filter_map(|facts| Some((facts.id.clone(), facts.character_limit?)));
    let ruled = rules.into_iter().flat_map(Rules::character_limits);
    for (platform, characters) in listed.chain(ruled) {
        limits
            .entry(platform)
            .and_modify(|limit: &mut Limit| {
                if characters != limit.characters {
                    let (strict, loose) = (
                        characters.min(limit.characters),
                        characters.max(limit.characters),
                    );
                    *limit = Limit {
                        characters: strict,
                        elsewhere: Some(loose),
                    };
                }
            })
            .or_insert(Limit {
                characters,
                elsewhere: None,
            });
    }
    limits
}

/// Holds each post to the server's limit, where the post has none of its own.
pub fn limit_posts(parts: &mut Parts, limits: &BTreeMap<Platform, Limit>) {
    for (_, part) in &mut parts.0 {
        let Part::Social(social) = part else {
            continue;
        };
        for post in &mut social.posts {
            if post.limit.is_none() {
                post.limit = limits.get(&post.platform).map(|limit| limit.characters);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stricter_of_two_limits_holds_and_the_other_is_told() {
        let facts: Vec<PlatformFacts> = serde_json::from_str(
            r#"[{"id":"facebook","name":"F","character_limit":63206},
                {"id":"twitter","name":"X","character_limit":280},{"id":"fax","name":"Fax"}]"#,
        )
        .unwrap();
        let rules = serde_json::from_str(
            r#"{"social_platforms":{"character_limits":
                {"facebook":3000,"twitter":280,"instagram":2200,"odd":"many"}}}"#,
        );
        let rules = Rules(rules.unwrap());
        let limits = limits(&facts, Some(&rules));
        let limit = |platform: Platform| limits.get(&platform).copied();
        assert_eq!(
            limit(Platform::Facebook),
            Some(Limit {
                characters: 3_000,
                elsewhere: Some(63_206)
            })
        );
        assert_eq!(limit(Platform::Twitter).unwrap().elsewhere, None);
        assert_eq!(limit(Platform::Instagram).unwrap().characters, 2_200);
        assert_eq!(limit("odd".into()), None);

        let mut parts: Parts = serde_json::from_str(
            r#"{"social":{"posts":[{"platform":"facebook","content":"a"},
                {"platform":"fax","content":"b"}]}}"#,
        )
        .unwrap();
        limit_posts(&mut parts, &limits);
        let Part::Social(social) = &parts.0[0].1 else {
            panic!("no posts");
        };
        let now: Vec<_> = social.posts.iter().map(|post| post.limit).collect();
        assert_eq!(now, [Some(3_000), None]);
    }
}
