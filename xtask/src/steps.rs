//! The catalogue of the test steps, from cheap to dear.

use std::process::Command;

use anyhow::{Result, bail};

use crate::process::{self, cargo};
use crate::workspace::Workspace;
use crate::{
    axe, bench, browser, fixtures, javascript, layers, lengths, oracle, python_module, venv,
};

/// One step of `cargo xtask test`.
pub(crate) struct Step {
    /// What it is called on the command line.
    pub(crate) name: &'static str,
    /// What it finds out.
    pub(crate) what: &'static str,
    /// Fetches what it needs, or says in one line what to install; done for all steps before the first one runs.
    pub(crate) prepare: fn() -> Result<()>,
    pub(crate) run: fn(&Workspace) -> Result<Outcome>,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name)
    }
}

/// How a step ended that did not fail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Passed,
    /// Not run, because of this.
    Skipped(String),
}

/// Every step, in the order in which they run.
pub(crate) static STEPS: &[Step] = &[
    Step {
        name: "fmt",
        what: "the code is formatted",
        prepare: || Ok(()),
        run: |workspace| passed(cargo_in(workspace, &["fmt", "--all", "--check"])),
    },
    Step {
        name: "layers",
        what: "no crate imports upward, no file is too long",
        prepare: || Ok(()),
        run: |workspace| {
            layers::check(workspace)?;
            lengths::check(workspace)?;
            Ok(Outcome::Passed)
        },
    },
    Step {
        name: "node",
        what: "the page's modules that need no browser",
        prepare: || Ok(()),
        run: javascript::run,
    },
    Step {
        name: "clippy",
        what: "the lints of the workspace, as errors",
        prepare: || Ok(()),
        run: |workspace| {
            passed(cargo_in(
                workspace,
                &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
            ))
        },
    },
    Step {
        name: "doc",
        what: "the documentation builds without a warning",
        prepare: || Ok(()),
        run: |workspace| {
            let mut command = cargo_in(workspace, &["doc", "--workspace", "--no-deps"]);
            command.env("RUSTDOCFLAGS", "-D warnings");
            passed(command)
        },
    },
    Step {
        name: "tests",
        what: "unit, integration and documentation tests",
        prepare: || Ok(()),
        run: |workspace| passed(cargo_in(workspace, &["test", "--workspace", "--exclude", WALKS])),
    },
    Step {
        name: "fixtures",
        what: "the stored values are what the pinned scripts write",
        prepare: python,
        run: |workspace| fixtures::check(workspace).map(|()| Outcome::Passed),
    },
    Step {
        name: "oracle",
        what: "the command against NumPy and exact arithmetic",
        prepare: python,
        run: |workspace| oracle::run(workspace).map(|()| Outcome::Passed),
    },
    Step {
        name: "digits",
        what: "the table of the rivals' wrong digits is what they answer",
        prepare: python,
        run: |workspace| bench::check_digits(workspace).map(|()| Outcome::Passed),
    },
    Step {
        name: "python",
        what: "the Python module, installed, against NumPy and its own documentation",
        prepare: python,
        run: |workspace| python_module::test(workspace).map(|()| Outcome::Passed),
    },
    Step {
        name: "walks",
        what: "walks through the page in a real browser",
        prepare: || browser::ensure().and_then(|()| python()),
        run: walks,
    },
];

/// The package of the browser walks.
const WALKS: &str = "arrayscope-walks";

/// The steps with these names, in the order of the catalogue; all of them when no name is given.
pub(crate) fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) =
        names.iter().find(|name| STEPS.iter().all(|step| step.name != name.as_str()))
    {
        let valid: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("{unknown} is no step (valid: {})", valid.join(", "));
    }
    Ok(STEPS
        .iter()
        .filter(|step| names.is_empty() || names.iter().any(|name| name == step.name))
        .collect())
}

/// One line per step.
pub(crate) fn table() -> String {
    STEPS
        .iter()
        .map(|step| format!("  {:<9} {}", step.name, step.what))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Of the whole workspace, so that every crate is built with the same features as in the other steps, and once.
fn walks(workspace: &Workspace) -> Result<Outcome> {
    let axe = axe::script(workspace)?;
    let binary = oracle::build(workspace)?;
    let mut command = cargo_in(workspace, &["test", "--workspace", "--test", "walks"]);
    command.env("ARRAYSCOPE_BINARY", binary).env("ARRAYSCOPE_AXE", axe);
    passed(command)
}

fn python() -> Result<()> {
    venv::ensure_python().map(drop)
}

fn cargo_in(workspace: &Workspace, arguments: &[&str]) -> Command {
    let mut command = cargo();
    command.args(arguments).current_dir(workspace.root());
    command
}

fn passed(mut command: Command) -> Result<Outcome> {
    process::run(&mut command).map(|()| Outcome::Passed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(wanted: &[&str]) -> Result<Vec<&'static str>> {
        let wanted: Vec<String> = wanted.iter().map(|&name| name.to_owned()).collect();
        Ok(choose(&wanted)?.iter().map(|step| step.name).collect())
    }

    #[test]
    fn without_a_name_every_step_runs() {
        assert_eq!(names(&[]).unwrap().len(), STEPS.len());
    }

    #[test]
    fn named_steps_run_in_the_order_of_the_catalogue_and_once() {
        assert_eq!(names(&["clippy", "fmt", "clippy"]).unwrap(), ["fmt", "clippy"]);
    }

    #[test]
    fn an_unknown_step_names_the_valid_ones() {
        let error = names(&["fmt", "lint"]).unwrap_err().to_string();
        assert!(error.starts_with("lint is no step (valid: fmt, layers, "), "{error}");
    }
}
