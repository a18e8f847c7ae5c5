//! The project's own commands: `cargo xtask test`, `bench`, `fixtures`, `layers`, `screenshot`.

mod axe;
mod bench;
mod browser;
mod command_line;
mod debian;
mod fixtures;
mod javascript;
mod layers;
mod lengths;
mod oracle;
mod process;
mod python_module;
mod run;
mod screenshot;
mod steps;
mod venv;
mod workspace;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::command_line::{Task, USAGE};
use crate::workspace::Workspace;

fn main() -> ExitCode {
    let outcome = command_line::parse(std::env::args().skip(1)).and_then(perform);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            process::say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(task: Task) -> anyhow::Result<()> {
    let workspace = Workspace::find()?;
    match task {
        Task::Test(steps) => run::run(&workspace, &steps),
        Task::Bench(task) => bench::perform(&workspace, &task),
        Task::Fixtures => fixtures::regenerate(&workspace),
        Task::Layers => {
            layers::check(&workspace)?;
            lengths::check(&workspace)
        }
        Task::Screenshot => screenshot::take(&workspace),
        Task::Help => {
            // Nobody reads any more when this fails.
            let _ = writeln!(
                io::stdout(),
                "{USAGE}\n\nSteps of test, in their order:\n{}",
                steps::table()
            );
            Ok(())
        }
    }
}
