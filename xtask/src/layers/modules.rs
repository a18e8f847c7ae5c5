//! What the bottom modules of the core may use of the rest of it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::tokens::tokens;
use crate::workspace::files_below;

/// A module of `arrayscope-core` with a wall around it.
struct Wall {
    module: &'static str,
    /// Names at the root of the crate that it may use besides itself.
    names: &'static [&'static str],
    /// Crates that it may use besides the standard library.
    crates: &'static [&'static str],
}

const WALLS: &[Wall] = &[
    // serde_json only in its tests.
    Wall { module: "kernel", names: &[], crates: &["serde", "serde_json"] },
    Wall {
        module: "layout",
        names: &["Error", "ErrorKind", "Result"],
        crates: &["serde", "smallvec"],
    },
];

/// Crates that the core uses somewhere, and that a wall may keep out.
const CORE_USES: &[&str] =
    &["half", "serde", "smallvec", "serde_json", "proptest", "rayon", "flate2"];

/// One line per name that a walled module takes from outside.
pub(super) fn violations(root: &Path) -> Result<Vec<String>> {
    let source = root.join("crates/arrayscope-core/src");
    let mut found = Vec::new();
    for wall in WALLS {
        let files = files_below(&source.join(wall.module), &["rs"])?;
        anyhow::ensure!(!files.is_empty(), "arrayscope-core has no module {}", wall.module);
        for path in files {
            let text = fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            let inside = path.strip_prefix(&source).unwrap_or(&path);
            let breaches = breaches(wall, depth(inside), &text);
            found.extend(breaches.into_iter().map(|name| told(wall, &name, inside)));
        }
    }
    Ok(found)
}

fn told(wall: &Wall, name: &str, file: &Path) -> String {
    let allowed: Vec<&str> =
        [wall.module].iter().chain(wall.names).chain(wall.crates).copied().collect();
    format!("{} uses {name} (it may use: {}): {}", wall.module, allowed.join(", "), file.display())
}

/// How many modules deep a file of the crate is: `layout/mod.rs` is one, `layout/axis.rs` two.
fn depth(file: &Path) -> usize {
    let parts = file.components().count();
    if file.file_stem().is_some_and(|stem| stem == "mod") { parts - 1 } else { parts }
}

/// Names from outside of the wall, in the order of the source.
fn breaches(wall: &Wall, depth: usize, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut found = Vec::new();
    let mut braces = 0_usize;
    let mut modules: Vec<usize> = Vec::new();
    for (place, &token) in tokens.iter().enumerate() {
        let starts_path = place == 0 || tokens[place - 1] != "::";
        let goes_on = tokens.get(place + 1) == Some(&"::");
        match token {
            "{" => {
                braces += 1;
                if place >= 2 && tokens[place - 2] == "mod" {
                    modules.push(braces);
                }
            }
            "}" => {
                if modules.last() == Some(&braces) {
                    modules.pop();
                }
                braces = braces.saturating_sub(1);
            }
            "crate" if starts_path && goes_on => found.extend(heads(&tokens[place + 2..])),
            "super" if starts_path && goes_on => {
                let steps =
                    tokens[place..].chunks(2).take_while(|pair| *pair == ["super", "::"]).count();
                if steps >= depth + modules.len() {
                    found.extend(heads(&tokens[place + 2 * steps..]));
                }
            }
            _ if starts_path
                && goes_on
                && CORE_USES.contains(&token)
                && !wall.crates.contains(&token) =>
            {
                found.push(token);
            }
            _ => {}
        }
    }
    found.retain(|name| *name != wall.module && !wall.names.contains(name));
    found.into_iter().map(str::to_owned).collect()
}

/// The first names after `crate::`: one, or those of a group.
fn heads<'a>(tokens: &[&'a str]) -> Vec<&'a str> {
    if tokens.first() != Some(&"{") {
        return tokens.first().copied().into_iter().collect();
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    for (place, &token) in tokens.iter().enumerate() {
        match token {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && matches!(tokens[place - 1], "{" | ",") => found.push(token),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: &Wall = &WALLS[1];
    const NOTHING: [&str; 0] = [];

    #[test]
    fn what_is_inside_and_what_is_allowed_passes() {
        let source = "use crate::{Error, Result, layout::{Axis, Layout}};\nuse super::Layout;\nuse smallvec::SmallVec;
            pub(crate) fn f() -> crate::Result<()> { Err(crate::layout::g()) }
            // crate::dtype
            mod tests { use super::*; use super::super::Layout; }";
        assert_eq!(breaches(LAYOUT, 2, source), NOTHING);
    }

    #[test]
    fn a_name_from_outside_is_found_however_it_is_written() {
        for source in [
            "use crate::dtype::DType;",
            "use crate::{Result, dtype::{self, DType}};",
            "use {crate::dtype, std::fmt};",
            "fn f() { crate::dtype::g() }",
            "use super::super::dtype::DType;",
            "mod tests { mod deep { use super::super::super::super::dtype; } }",
        ] {
            assert_eq!(breaches(LAYOUT, 2, source), ["dtype"], "{source}");
        }
        assert_eq!(breaches(LAYOUT, 1, "use super::dtype::DType;"), ["dtype"]);
        assert_eq!(breaches(LAYOUT, 2, "use crate::*;"), ["*"]);
    }

    #[test]
    fn a_crate_that_is_not_allowed_is_found() {
        assert_eq!(breaches(LAYOUT, 2, "use half::f16;"), ["half"]);
        assert_eq!(
            breaches(&WALLS[0], 2, "fn f() -> smallvec::SmallVec<[u8; 4]> {}"),
            ["smallvec"]
        );
    }

    #[test]
    fn a_file_is_as_deep_as_its_module() {
        assert_eq!(depth(Path::new("layout/mod.rs")), 1);
        assert_eq!(depth(Path::new("layout/axis.rs")), 2);
        assert_eq!(depth(Path::new("layout/deep/mod.rs")), 2);
    }
}
