//! Runs tasks with bounded concurrency.

use std::{cell::RefCell, collections::VecDeque, rc::Rc};

use super::mutation::detach;

/// Does the work for each item, for no more than so many at once, in their order.
///
/// Work that ends with `false` starts no other: whoever wanted it may be gone.
pub fn run_concurrently<T, F>(
    items: impl IntoIterator<Item = T>,
    at_once: usize,
    work: impl Fn(T) -> F + 'static,
) where
    T: 'static,
    F: Future<Output = bool> + 'static,
{
    let queue: Rc<RefCell<VecDeque<T>>> = Rc::new(RefCell::new(items.into_iter().collect()));
    let work = Rc::new(work);
    for _ in 0..at_once {
        let (queue, work) = (queue.clone(), work.clone());
        detach(async move {
            loop {
                let next = queue.borrow_mut().pop_front();
                let Some(item) = next else {
                    return;
                };
                if !work(item).await {
                    return;
                }
            }
        });
    }
}
