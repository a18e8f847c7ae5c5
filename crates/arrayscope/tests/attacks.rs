//! Every hostile file in `attacks/` of which not all elements can be read, given to the command.

use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the command in the folder of hostile files: exit status, output, and errors.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_arrayscope"));
    let output = command.args(arguments).current_dir(folder).stdin(Stdio::null()).output();
    let output = output.expect("the command runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn what_is_refused_ends_with_status_2_and_one_sentence() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../attacks");
    let table = std::fs::read_to_string(folder.join("expected.tsv")).unwrap();
    let mut last = "";
    for line in table.lines().skip(1) {
        let [file, step, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        if file == last || step == "note" {
            continue;
        }
        last = file;
        let (status, stdout, stderr) = run(&folder, &["stats", file]);
        assert_eq!((status, stdout.as_str()), (Some(2), ""), "{file}: {stderr}");
        let errors = stderr.lines().filter(|line| line.starts_with("arrayscope: ")).count();
        assert_eq!(errors, 1, "{file}: {stderr}");
        let is_safe = !stderr.contains(|c: char| c.is_control() && c != '\n');
        assert!(is_safe && stderr.contains(words), "{file}: {words}\n{stderr}");
    }
}
