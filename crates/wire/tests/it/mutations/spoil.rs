//! Ways to spoil a recorded answer.

use proptest::{prelude::*, sample::Index};
use serde_json::Value;

use crate::shape::anything;

/// One way to spoil a text.
#[derive(Clone, Debug)]
pub enum Spoil {
    /// Another value somewhere.
    Replace(Index, Value),
    /// A field or entry less.
    Remove(Index),
    /// Two values in each other's place.
    Swap(Index, Index),
    /// A value inside many lists.
    Bury(Index, u16),
    /// Only the beginning.
    Truncate(Index),
    /// Other bytes somewhere.
    Insert(Index, String),
    /// A number that fits nowhere.
    Huge(Index),
}

/// All ways to spoil a text.
pub fn spoil() -> impl Strategy<Value = Spoil> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), anything()).prop_map(|(at, value)| Spoil::Replace(at, value)),
        2 => at().prop_map(Spoil::Remove),
        2 => (at(), at()).prop_map(|(a, b)| Spoil::Swap(a, b)),
        1 => (at(), 1_u16..3_000).prop_map(|(at, depth)| Spoil::Bury(at, depth)),
        2 => at().prop_map(Spoil::Truncate),
        2 => (at(), any::<String>()).prop_map(|(at, text)| Spoil::Insert(at, text)),
        1 => at().prop_map(Spoil::Huge),
    ]
}

/// The pointers to all values inside a value.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                places(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (name, item) in map {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(item, &format!("{at}/{name}"), found);
            }
        }
        _ => {}
    }
}

/// The text, spoilt.
pub fn spoiled(body: &str, how: &Spoil) -> String {
    let boundary = |at: &Index| {
        let mut at = at.index(body.len() + 1);
        while !body.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    match how {
        Spoil::Truncate(at) => return body[..boundary(at)].to_owned(),
        Spoil::Insert(at, text) => {
            let (before, after) = body.split_at(boundary(at));
            return format!("{before}{text}{after}");
        }
        _ => {}
    }
    let Ok(mut value) = serde_json::from_str::<Value>(body) else {
        return body.to_owned();
    };
    let mut all = Vec::new();
    places(&value, "", &mut all);
    let place = |at: &Index| at.get(&all).clone();
    const MARK: &str = "the-marked-place";
    let mut mark = |at: &Index| {
        *value.pointer_mut(&place(at)).unwrap() = MARK.into();
        value.to_string()
    };
    let mark_of = format!("\"{MARK}\"");
    match how {
        Spoil::Bury(at, depth) => {
            let lists = usize::from(*depth);
            let buried = format!("{}7{}", "[".repeat(lists), "]".repeat(lists));
            mark(at).replace(&mark_of, &buried)
        }
        Spoil::Huge(at) => mark(at).replace(&mark_of, "-1e99999"),
        Spoil::Replace(at, new) => {
            *value.pointer_mut(&place(at)).unwrap() = new.clone();
            value.to_string()
        }
        Spoil::Swap(a, b) => {
            let (a, b) = (place(a), place(b));
            let old = value.pointer(&a).unwrap().clone();
            let new = value.pointer(&b).unwrap().clone();
            *value.pointer_mut(&a).unwrap() = new;
            // The second place may have gone with the first.
            if let Some(there) = value.pointer_mut(&b) {
                *there = old;
            }
            value.to_string()
        }
        Spoil::Remove(at) => {
            let at = place(at);
            let (parent, name) = at.rsplit_once('/').unwrap_or_default();
            match value.pointer_mut(parent) {
                Some(Value::Object(map)) => {
                    map.remove(&name.replace("~1", "/").replace("~0", "~"));
                }
                Some(Value::Array(items)) if !name.is_empty() => {
                    items.remove(name.parse().unwrap());
                }
                _ => {}
            }
            value.to_string()
        }
        Spoil::Truncate(_) | Spoil::Insert(..) => unreachable!("done above"),
    }
}
