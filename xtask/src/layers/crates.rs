//! What each crate may depend on, and what its `Cargo.toml` says.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The crates of the workspace, and those among them that each may use, in tests and build scripts too.
const MAY_USE: &[(&str, &[&str])] = &[
    ("arrayscope-core", &[]),
    ("arrayscope-formats", &["arrayscope-core"]),
    // The lesson's measurements, for the page and the command.
    ("arrayscope-bench", &["arrayscope-core", "arrayscope-formats"]),
    ("arrayscope-web", &["arrayscope-bench", "arrayscope-core", "arrayscope-formats"]),
    (
        "arrayscope",
        &["arrayscope-bench", "arrayscope-core", "arrayscope-formats", "arrayscope-web"],
    ),
    // `python -m arrayscope` is the command.
    ("arrayscope-python", &["arrayscope", "arrayscope-core", "arrayscope-formats"]),
    // These two see the others from outside only, as programs.
    ("arrayscope-walks", &[]),
    ("xtask", &[]),
];

/// One line per dependency that runs upward.
pub(super) fn violations(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in manifests(root)? {
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        found.extend(upward(&text));
    }
    Ok(found)
}

/// The `Cargo.toml` of every member, sorted.
fn manifests(root: &Path) -> Result<Vec<PathBuf>> {
    let crates = root.join("crates");
    let mut found = vec![root.join("xtask/Cargo.toml")];
    for entry in
        fs::read_dir(&crates).with_context(|| format!("cannot list {}", crates.display()))?
    {
        let path = entry
            .with_context(|| format!("cannot list {}", crates.display()))?
            .path()
            .join("Cargo.toml");
        if path.exists() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// What is wrong with one manifest.
fn upward(manifest: &str) -> Vec<String> {
    let Some(name) = package_name(manifest) else {
        return vec!["a Cargo.toml has no package name".to_owned()];
    };
    let Some((_, allowed)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{name} has no place among the layers: give it one in xtask/src/layers/crates.rs"
        )];
    };
    let mut found: Vec<String> = used_crates(manifest)
        .into_iter()
        .filter(|used| *used != name && !allowed.contains(used))
        .map(|used| format!("{name} depends on {used} (it may use: {})", list(allowed)))
        .collect();
    found.dedup();
    found
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none of the workspace".to_owned() } else { names.join(", ") }
}

fn package_name(manifest: &str) -> Option<&str> {
    let value = manifest
        .lines()
        .find_map(|line| line.strip_prefix("name")?.trim_start().strip_prefix('='))?;
    Some(value.trim().trim_matches('"'))
}

/// Crates of the workspace that stand in a section of dependencies, under their own name or renamed.
fn used_crates(manifest: &str) -> Vec<&'static str> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in manifest.lines() {
        let line = line.split('#').next().unwrap_or_default();
        if line.trim_start().starts_with('[') {
            let mut parts = line.split(['[', ']', '.', '"', '\'']).map(str::trim);
            inside = parts.any(|part| part.ends_with("dependencies"));
        }
        if inside {
            let words = line
                .split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '_');
            found.extend(words.filter_map(|word| {
                MAY_USE.iter().map(|(known, _)| *known).find(|known| *known == word)
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_downward_is_fine() {
        let manifest = "[package]\nname = \"arrayscope-web\"\n[dependencies]\narrayscope-core.workspace = true\n";
        assert_eq!(upward(manifest), [""; 0]);
    }

    #[test]
    fn a_dependency_upward_is_told_however_it_is_written() {
        let expected =
            ["arrayscope-core depends on arrayscope-formats (it may use: none of the workspace)"];
        for section in [
            "[dependencies]\narrayscope-formats.workspace = true",
            "[dev-dependencies]\nfiles = { package = \"arrayscope-formats\" }",
            "[build-dependencies.arrayscope-formats]\nworkspace = true",
            "[target.'cfg(unix)'.dependencies]\nfiles = { path = \"../arrayscope-formats\" }",
        ] {
            let manifest = format!("[package]\nname = \"arrayscope-core\"\n\n{section}\n");
            assert_eq!(upward(&manifest), expected, "{section}");
        }
    }

    #[test]
    fn a_name_outside_of_the_dependencies_is_not_a_dependency() {
        let manifest = "[package]\nname = \"arrayscope-core\"\n# [dependencies]\nkeywords = [\"arrayscope-web\"]\n";
        assert_eq!(upward(manifest), [""; 0]);
    }

    #[test]
    fn a_crate_without_a_place_is_told() {
        assert!(
            upward("[package]\nname = \"arrayscope-extra\"\n")[0]
                .starts_with("arrayscope-extra has no place")
        );
    }
}
