//! Who has which content open, as the sockets that are open say.
//!
//! Nothing of it is kept: a socket that ends takes along what it has said.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::watch;
use wire::{content::ContentId, events::Viewer};

/// How many pieces of content one socket can have open; more are not told of.
const MOST_OPEN: usize = 16;

/// Who has what open. Copies are the same one.
#[derive(Clone, Default)]
pub struct Presence(Arc<Inner>);

#[derive(Default)]
struct Inner {
    held: Mutex<Held>,
    changes: watch::Sender<u64>,
}

#[derive(Default)]
struct Held {
    /// By content and by the number of the socket.
    open: BTreeMap<ContentId, BTreeMap<u64, Viewer>>,
    last_socket: u64,
}

impl Presence {
    fn with<T>(&self, work: impl FnOnce(&mut Held) -> T) -> T {
        work(&mut self.0.held.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A socket that has nothing open yet.
    pub fn enter(&self, viewer: Viewer) -> SocketPresence {
        let socket = self.with(|held| {
            held.last_socket += 1;
            held.last_socket
        });
        SocketPresence {
            presence: self.clone(),
            viewer,
            socket,
            open: BTreeMap::new(),
        }
    }

    fn changed(&self) {
        self.0.changes.send_modify(|count| *count += 1);
    }
}

/// What one socket has open. It is closed when this is dropped.
pub struct SocketPresence {
    presence: Presence,
    viewer: Viewer,
    socket: u64,
    /// The viewers that the socket was told of, by content.
    open: BTreeMap<ContentId, Option<Vec<Viewer>>>,
}

impl SocketPresence {
    /// Wakes when anybody opens or closes anything.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.presence.0.changes.subscribe()
    }

    /// Opens content; the next [`Self::unseen`] tells who else has it open.
    pub fn open(&mut self, id: ContentId) {
        let is_known = self.open.contains_key(&id);
        if !is_known && self.open.len() >= MOST_OPEN {
            return;
        }
        self.open.insert(id.clone(), None);
        let (socket, viewer) = (self.socket, self.viewer.clone());
        self.presence.with(|held| {
            held.open.entry(id).or_default().insert(socket, viewer);
        });
        self.presence.changed();
    }

    /// Closes content.
    pub fn close(&mut self, id: &ContentId) {
        if self.open.remove(id).is_some() {
            let socket = self.socket;
            self.presence.with(|held| held.leave(id, socket));
            self.presence.changed();
        }
    }

    /// Who else has the content open that this socket has, where that is not what it was told last.
    pub fn unseen(&mut self) -> Vec<(ContentId, Vec<Viewer>)> {
        let (presence, socket) = (self.presence.clone(), self.socket);
        let mut unseen = Vec::new();
        for (id, told) in &mut self.open {
            let viewers = presence.with(|held| held.others(id, socket));
            if told.as_ref() != Some(&viewers) {
                *told = Some(viewers.clone());
                unseen.push((id.clone(), viewers));
            }
        }
        unseen
    }
}

impl Drop for SocketPresence {
    fn drop(&mut self) {
        let ids: Vec<_> = self.open.keys().cloned().collect();
        for id in ids {
            self.close(&id);
        }
    }
}

impl Held {
    fn leave(&mut self, id: &ContentId, socket: u64) {
        if let Some(sockets) = self.open.get_mut(id) {
            sockets.remove(&socket);
            if sockets.is_empty() {
                self.open.remove(id);
            }
        }
    }

    /// Each person once, in the order of their accounts.
    fn others(&self, id: &ContentId, socket: u64) -> Vec<Viewer> {
        let sockets = self.open.get(id).into_iter().flatten();
        let others = sockets.filter(|(of, _)| **of != socket);
        let people: BTreeSet<_> = others.map(|(_, viewer)| viewer.clone()).collect();
        people.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewer(name: &str) -> Viewer {
        Viewer {
            user_id: Some(name.into()),
            name: name.to_owned(),
        }
    }

    fn names(told: &[(ContentId, Vec<Viewer>)]) -> Vec<String> {
        told.iter()
            .map(|(id, viewers)| {
                let names: Vec<_> = viewers.iter().map(|it| it.name.as_str()).collect();
                format!("{id}: {}", names.join(", "))
            })
            .collect()
    }

    #[test]
    fn each_socket_is_told_of_the_others_once() {
        let presence = Presence::default();
        let mut olga = presence.enter(viewer("Olga"));
        olga.open("c1".into());
        assert_eq!(names(&olga.unseen()), ["c1: "]);
        let mut edwin = presence.enter(viewer("Edwin"));
        let mut again = presence.enter(viewer("Edwin"));
        edwin.open("c1".into());
        again.open("c1".into());
        again.open("c2".into());
        assert_eq!(names(&olga.unseen()), ["c1: Edwin"]);
        assert_eq!(names(&olga.unseen()), [""; 0]);
        assert_eq!(names(&edwin.unseen()), ["c1: Edwin, Olga"]);
        drop(again);
        assert_eq!(names(&olga.unseen()), [""; 0], "Edwin still has it open");
        edwin.close(&"c1".into());
        assert_eq!(names(&olga.unseen()), ["c1: "]);
        assert_eq!(names(&edwin.unseen()), [""; 0]);
        drop((olga, edwin));
        assert!(presence.with(|held| held.open.is_empty()));
    }

    #[test]
    fn one_socket_opens_only_so_much() {
        let presence = Presence::default();
        let mut socket = presence.enter(viewer("Olga"));
        for number in 0..MOST_OPEN + 5 {
            socket.open(format!("c{number}").into());
        }
        assert_eq!(socket.unseen().len(), MOST_OPEN);
        assert_eq!(presence.with(|held| held.open.len()), MOST_OPEN);
    }
}
