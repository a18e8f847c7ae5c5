//! No source file is so long that nobody reads it, unless its first comment says why.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::process::say;
use crate::workspace::{Workspace, files_below, root};

/// Lines that a file may have without an excuse.
const MOST_LINES: usize = 600;
/// The words that the excuse begins with, in the first comment.
const EXCUSE: &str = "long because";

/// Tells every file that is too long.
pub(crate) fn check(_: &Workspace) -> Result<()> {
    let found = too_long(root())?;
    for line in &found {
        say(line);
    }
    if !found.is_empty() {
        bail!(
            "source files over {MOST_LINES} lines: {}; split, or say why in the first comment: Long because …",
            found.len()
        );
    }
    Ok(())
}

/// One line per source file below `folder` that is too long and has no excuse.
fn too_long(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for path in files_below(folder, &["rs", "js", "mjs", "css", "html", "py"])? {
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let lines = text.lines().count();
        if lines > MOST_LINES && !has_excuse(&text) {
            let shown = path.strip_prefix(folder).unwrap_or(&path).display();
            found.push(format!("{lines} lines, at most {MOST_LINES}: {shown}"));
        }
    }
    Ok(found)
}

fn has_excuse(text: &str) -> bool {
    first_comment(text).to_lowercase().contains(EXCUSE)
}

/// What opens and what closes a comment of several lines, in the languages of the workspace.
const BLOCKS: &[(&str, &str)] = &[("/*", "*/"), ("\"\"\"", "\"\"\""), ("<!--", "-->")];
/// What a comment of one line begins with; `#!` is also the first line of a script.
const LINES: &[&str] = &["//", "# ", "#!", "<!doctype"];

/// The lines up to the first one that is code.
fn first_comment(text: &str) -> String {
    let mut comment = Vec::new();
    let mut closing = None;
    for line in text.lines().map(str::trim) {
        if let Some(close) = closing {
            if line.contains(close) {
                closing = None;
            }
        } else if let Some((open, close)) = BLOCKS.iter().find(|(open, _)| line.starts_with(open)) {
            closing = (!line[open.len()..].contains(close)).then_some(*close);
        } else if !line.is_empty() && !LINES.iter().any(|mark| line.starts_with(mark)) {
            break;
        }
        comment.push(line);
    }
    comment.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_of_the_workspace_is_too_long() {
        assert_eq!(too_long(root()).unwrap(), [""; 0]);
    }

    #[test]
    fn a_long_file_is_found_unless_its_first_comment_excuses_it() {
        let folder =
            std::env::temp_dir().join(format!("arrayscope-lengths-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let code = "let x = 1;\n".repeat(MOST_LINES + 1);
        fs::write(folder.join("long.rs"), &code).unwrap();
        fs::write(
            folder.join("excused.rs"),
            format!("//! Names.\n//! Long because it is a catalogue.\n\n{code}"),
        )
        .unwrap();
        fs::write(folder.join("late.css"), format!("{code}/* Long because. */\n")).unwrap();
        fs::write(folder.join("short.py"), "x = 1\n").unwrap();
        let found = too_long(&folder);
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(
            found.unwrap(),
            ["602 lines, at most 600: late.css", "601 lines, at most 600: long.rs"]
        );
    }

    #[test]
    fn the_first_comment_ends_where_code_begins() {
        assert_eq!(first_comment("// a\n\n// b\nuse c;\n// d"), "// a\n\n// b");
        assert_eq!(first_comment("/** a\n b */\nlet c; // d"), "/** a\nb */");
        assert_eq!(
            first_comment("#!/usr/bin/env python3\n\"\"\"a\nb\n\"\"\"\nimport c"),
            "#!/usr/bin/env python3\n\"\"\"a\nb\n\"\"\""
        );
    }
}
