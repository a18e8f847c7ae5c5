//! What the machine has left.

/// Memory that programs can still have, in bytes, where the system tells it (Linux).
pub(crate) fn available_memory() -> Option<u64> {
    available_in(&std::fs::read_to_string("/proc/meminfo").ok()?)
}

/// `MemAvailable` of a text in the format of `/proc/meminfo`; it counts in kibibytes.
fn available_in(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn available_memory_is_read_in_bytes() {
        let text = "MemTotal:  100 kB\nMemAvailable:      7 kB\n";
        assert_eq!(available_in(text), Some(7168));
        assert_eq!(available_in("MemTotal: 100 kB\n"), None);
        assert_eq!(available_in("MemAvailable: 99999999999999999999 kB"), None);
    }
}
