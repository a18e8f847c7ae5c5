//! What the machine has free.

use sysinfo::{MemoryRefreshKind, System};

/// Memory that programs can still have, in bytes; `None` where the system does not tell.
///
/// A limit of the container or service that we run in counts as the machine's.
pub fn available_memory() -> Option<u64> {
    let mut system = System::new().ok()?;
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let free = Some(system.available_memory()).filter(|bytes| *bytes > 0)?;
    Some(system.cgroup_limits().map_or(free, |limits| free.min(limits.free_memory)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_machine_that_runs_tests_has_memory_free() {
        assert!(super::available_memory().is_none_or(|bytes| bytes > 1 << 20));
    }
}
