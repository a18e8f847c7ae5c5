//! The documentation and the server say the same.

use std::collections::BTreeSet;

use arrayscope_web::{ErrorKind, MemoryLimits, UploadLimits, routes};

const DOCUMENT: &str = include_str!("../../../../docs/http-api.md");

#[test]
fn every_route_is_documented_and_every_documented_route_exists() {
    let documented: BTreeSet<String> = DOCUMENT
        .lines()
        .filter_map(|line| Some(line.strip_prefix("### `")?.strip_suffix('`')?.to_owned()))
        .collect();
    let served: BTreeSet<String> =
        routes().iter().map(|(method, path)| format!("{method} {path}")).collect();
    assert_eq!(documented, served);
}

#[test]
fn every_kind_of_error_is_documented_with_its_status() {
    for kind in ErrorKind::ALL {
        let row = format!("| `{}` | {} |", kind.name(), kind.status().as_u16());
        assert!(DOCUMENT.contains(&row), "{row}");
    }
}

#[test]
fn the_limits_are_those_of_the_documentation() {
    let (uploads, memory) = (UploadLimits::default(), MemoryLimits::default());
    let rows = [
        format!("| one upload | {} MiB |", uploads.per_upload_bytes >> 20),
        format!("| all uploads of one run | {} GiB |", uploads.total_bytes >> 30),
        format!(
            "| {} MiB, all together {} GiB;",
            memory.keep_array_bytes >> 20,
            memory.keep_total_bytes >> 30
        ),
        format!(
            "| bytes of an array that are read for one answer | {} GiB |",
            memory.read_bytes >> 30
        ),
        format!("| memory of an uploaded table | {} GiB |", uploads.table_bytes >> 30),
    ];
    for row in rows {
        assert!(DOCUMENT.contains(&row), "{row}");
    }
}
