//! Arguments, as text from outside, into a task.

use anyhow::{Result, bail};

use crate::bench;
use crate::steps::{self, Step};

/// What `help` prints.
pub(crate) const USAGE: &str = "\
cargo xtask test            runs every test there is
cargo xtask test STEP...    runs single steps
cargo xtask bench [CASE...] measures the Python module against its rivals (--quick, --table)
cargo xtask bench page      measures the page in a browser (--quick)
cargo xtask fixtures        writes the fixtures again with the pinned reference libraries
cargo xtask layers          tells imports that run upward and files that are too long
cargo xtask screenshot      takes the README's picture, docs/page.png";

/// What is asked for.
#[derive(Debug)]
pub(crate) enum Task {
    /// Runs these steps, in the order of the catalogue.
    Test(Vec<&'static Step>),
    /// Measures, or writes the README's table.
    Bench(bench::Task),
    Fixtures,
    Layers,
    Screenshot,
    Help,
}

/// Reads the arguments that follow the program's name.
pub(crate) fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task> {
    let mut arguments = arguments.into_iter();
    let Some(name) = arguments.next() else {
        return Ok(Task::Help);
    };
    let rest: Vec<String> = arguments.collect();
    let task = match name.as_str() {
        "test" => return Ok(Task::Test(steps::choose(&rest)?)),
        "bench" => return Ok(Task::Bench(bench::parse(&rest)?)),
        "fixtures" => Task::Fixtures,
        "layers" => Task::Layers,
        "screenshot" => Task::Screenshot,
        "help" | "--help" | "-h" => Task::Help,
        _ => bail!("{name} is no task (valid: test, bench, fixtures, layers, screenshot, help)"),
    };
    match rest.first() {
        Some(unexpected) => bail!("{name} takes no argument, found {unexpected}"),
        None => Ok(task),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Task> {
        parse(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn no_argument_asks_for_help() {
        assert!(matches!(parsed("").unwrap(), Task::Help));
    }

    #[test]
    fn an_unknown_task_names_the_valid_ones() {
        let error = parsed("deploy").unwrap_err().to_string();
        assert_eq!(
            error,
            "deploy is no task (valid: test, bench, fixtures, layers, screenshot, help)"
        );
    }

    #[test]
    fn an_argument_too_many_is_refused() {
        assert_eq!(
            parsed("layers now").unwrap_err().to_string(),
            "layers takes no argument, found now"
        );
    }
}
