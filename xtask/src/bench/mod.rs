//! `cargo xtask bench`: the Python module against NumPy, Bottleneck and numbagg.
//!
//! The measuring is done by `bench/run.py`, with a process for each contender. Here its
//! environment is made, the module is built the way users get it, and the record becomes a table.
//! `cargo xtask bench page` measures the page instead.

mod page;
mod record;
mod table;
mod units;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::oracle::script;
use crate::workspace::Workspace;
use crate::{oracle, process, python_module, venv};
use record::Record;

/// Where the records stay; the newest one is the README's.
const RESULTS: &str = "bench/results";

/// What is to be measured and how.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Measures these cases (beginnings of their names), all of them when there is none.
    Measure { effort: Effort, cases: Vec<String> },
    /// Measures the page in a browser.
    Page(Effort),
    /// Writes the README's table from the newest record, and measures nothing.
    Table,
}

/// How long is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// To see that it works; never written down as a record.
    Quick,
    Full,
}

/// Reads the arguments after `bench`.
pub(crate) fn parse(arguments: &[String]) -> Result<Task> {
    let (options, cases): (Vec<String>, Vec<String>) =
        arguments.iter().cloned().partition(|argument| argument.starts_with('-'));
    let page = cases.iter().any(|case| case == "page");
    if page && cases.len() > 1 {
        bail!("bench page takes no case, found {}", cases.join(" "));
    }
    match options.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] if page => Ok(Task::Page(Effort::Full)),
        ["--quick"] if page => Ok(Task::Page(Effort::Quick)),
        [] => Ok(Task::Measure { effort: Effort::Full, cases }),
        ["--quick"] => Ok(Task::Measure { effort: Effort::Quick, cases }),
        ["--table"] if cases.is_empty() => Ok(Task::Table),
        ["--table"] => bail!("bench --table takes no case, found {}", cases.join(" ")),
        _ => bail!("bench takes --quick or --table, found {}", options.join(" ")),
    }
}

/// Measures, prints and records, or writes the table again.
pub(crate) fn perform(workspace: &Workspace, task: &Task) -> Result<()> {
    match task {
        Task::Table => write_table(workspace),
        Task::Page(effort) => page::measure(workspace, *effort),
        Task::Measure { effort, cases } => measure(workspace, *effort, cases),
    }
}

/// Fails when the table of wrong digits is not what the pinned rivals and the command answer.
pub(crate) fn check_digits(workspace: &Workspace) -> Result<()> {
    let python = rivals(workspace)?;
    let binary = oracle::build(workspace)?;
    let mut command = script(workspace, &python, "fixtures/wrong_digits.py");
    process::run(command.args(["--check", "--command"]).arg(binary))
}

/// The Python of the environment with the pinned rivals.
fn rivals(workspace: &Workspace) -> Result<PathBuf> {
    venv::environment(workspace, "bench-venv", "bench/requirements.txt")
}

fn measure(workspace: &Workspace, effort: Effort, cases: &[String]) -> Result<()> {
    let python = rivals(workspace)?;
    python_module::install(workspace, &python)?;
    let fresh = workspace.target().join("bench-record.json");
    if fresh.exists() {
        // Nobody shall take an earlier run for this one.
        fs::remove_file(&fresh).with_context(|| format!("cannot remove {}", fresh.display()))?;
    }
    let mut command = script(workspace, &python, "bench/run.py");
    command.arg("--output").arg(&fresh).args(cases);
    if effort == Effort::Quick {
        command.arg("--quick");
    }
    let measured = process::run(&mut command);
    // A wrong answer of ours fails the run after its record is written, so that it can be read.
    if fresh.exists() {
        table::print(&Record::read(&fresh)?)?;
    }
    measured?;
    if effort == Effort::Quick || !cases.is_empty() {
        process::say("no record written: only a full run of all cases makes one");
        return Ok(());
    }
    let record = Record::read(&fresh)?;
    let path = workspace.path(RESULTS).join(record.file_name());
    fs::copy(&fresh, &path).with_context(|| format!("cannot write {}", path.display()))?;
    process::say(&format!("wrote {RESULTS}/{}", record.file_name()));
    write_table(workspace)
}

fn write_table(workspace: &Workspace) -> Result<()> {
    let Some(record) = Record::newest(&workspace.path(RESULTS))? else {
        bail!("there is no record in {RESULTS}: run cargo xtask bench");
    };
    let path = workspace.path("README.md");
    let readme = fs::read_to_string(&path).context("cannot read README.md")?;
    fs::write(&path, table::put(&readme, &record)?).context("cannot write README.md")?;
    process::say("wrote the table of README.md");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn without_arguments_every_case_is_measured_in_full() {
        let all = Task::Measure { effort: Effort::Full, cases: Vec::new() };
        assert_eq!(parsed("").unwrap(), all);
    }

    #[test]
    fn options_may_stand_before_or_after_the_cases() {
        let one = Task::Measure { effort: Effort::Quick, cases: vec!["axes".to_owned()] };
        assert_eq!(parsed("--quick axes").unwrap(), one);
        assert_eq!(parsed("axes --quick").unwrap(), one);
    }

    #[test]
    fn the_page_is_measured_alone() {
        assert_eq!(parsed("page").unwrap(), Task::Page(Effort::Full));
        assert_eq!(parsed("--quick page").unwrap(), Task::Page(Effort::Quick));
        assert_eq!(
            parsed("page axes").unwrap_err().to_string(),
            "bench page takes no case, found page axes"
        );
        assert!(parsed("--table page").is_err());
    }

    #[test]
    fn an_unknown_option_names_the_valid_ones() {
        let error = parsed("--fast").unwrap_err().to_string();
        assert_eq!(error, "bench takes --quick or --table, found --fast");
    }
}
