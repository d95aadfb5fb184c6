//! What the machine has left.

use std::path::Path;

use sysinfo::{Disks, MemoryRefreshKind, Pid, ProcessRefreshKind, ProcessesToUpdate, System};

/// The machine's memory, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// What may still be used.
    pub available: u64,
    /// All of it.
    pub total: u64,
}

/// The machine's memory.
pub fn memory() -> Option<Memory> {
    let mut system = System::new().ok()?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let total = system.total_memory();
    (total > 0).then(|| Memory {
        available: system.available_memory(),
        total,
    })
}

/// Free space, in bytes, where a folder lies; without one, at the root.
pub fn free_disk(folder: Option<&Path>) -> Option<u64> {
    let folder = folder.unwrap_or(Path::new("/"));
    let folder = folder.canonicalize().ok()?;
    Disks::new_with_refreshed_list()
        .ok()?
        .iter()
        .filter(|disk| folder.starts_with(disk.mount_point()))
        .max_by_key(|disk| disk.mount_point().as_os_str().len())
        .map(|disk| disk.available_space())
}

/// How much memory this process uses, in bytes.
pub fn own_memory() -> Option<u64> {
    let pid = Pid::from_u32(std::process::id());
    let mut system = System::new().ok()?;
    system.refresh_processes_specifics(
        ProcessesToUpdate::Some(&[pid]),
        false,
        ProcessRefreshKind::nothing().with_memory(),
    );
    system.process(pid).map(|process| process.memory())
}
