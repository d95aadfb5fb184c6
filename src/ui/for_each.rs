//! A list whose entries keep their place and state by their key.

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::prelude::*;

/// An entry that can be drawn, whatever it is.
struct Entry {
    key: u64,
    draw: Box<dyn FnOnce() -> AnyView + Send>,
}

/// Draws each entry once; entries keep their place and state by their key.
///
/// Like `For`, whose way of finding what has moved is compiled anew for each list.
#[component]
pub fn ForEach<T, I, K, V>(
    /// The entries, in order.
    each: impl Fn() -> I + Send + Sync + 'static,
    /// What tells an entry from the others of this list.
    key: impl Fn(&T) -> K + Send + Sync + 'static,
    /// Draws an entry.
    children: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    I: IntoIterator<Item = T>,
    K: Hash,
    V: IntoView + 'static,
{
    let entry = move |item: T| {
        let mut hasher = DefaultHasher::new();
        key(&item).hash(&mut hasher);
        let children = children.clone();
        Entry {
            key: hasher.finish(),
            draw: Box::new(move || children(item).into_any()),
        }
    };
    list_of(Box::new(move || each().into_iter().map(&entry).collect()))
}

fn list_of(entries: Box<dyn Fn() -> Vec<Entry> + Send + Sync>) -> AnyView {
    view! { <For each=entries key=|entry| entry.key children=|entry: Entry| (entry.draw)() /> }
        .into_any()
}
