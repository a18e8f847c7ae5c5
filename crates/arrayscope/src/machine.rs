//! What this machine has free.

use sysinfo::{MemoryRefreshKind, System};

/// Memory that programs can still have, in bytes, a limit of the container or service that
/// we run in included; `None` where the system does not tell.
pub(crate) fn available_memory() -> Option<u64> {
    let mut system = System::new().ok()?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let free = Some(system.available_memory()).filter(|bytes| *bytes > 0)?;
    Some(system.cgroup_limits().map_or(free, |limits| free.min(limits.free_memory)))
}
