//! Runs steps one after the other, tells the time of each, stops at the first that fails.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use crate::process::say;
use crate::steps::{Outcome, Step};
use crate::workspace::Workspace;

/// Runs the steps, after what they need was found or fetched.
///
/// # Errors
///
/// The first failure, with the name of its step.
pub(crate) fn run(workspace: &Workspace, steps: &[&'static Step]) -> Result<()> {
    // First for all of them: nobody wants to be told after ten minutes that a browser is missing.
    for step in steps {
        (step.prepare)().with_context(|| format!("step {} cannot run", step.name))?;
    }
    let started = Instant::now();
    let mut ended = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        say(&format!("\n[{}/{}] {}: {}", place + 1, steps.len(), step.name, step.what));
        let step_started = Instant::now();
        let outcome = (step.run)(workspace);
        let time = seconds(step_started.elapsed());
        let outcome = outcome.with_context(|| format!("step {} failed after {time}", step.name))?;
        let told = match outcome {
            Outcome::Passed => format!("{:<9} passed in {time}", step.name),
            Outcome::Skipped(because) => format!("{:<9} skipped: {because}", step.name),
        };
        say(&told);
        ended.push(told);
    }
    if ended.len() > 1 {
        say(&format!("\n{}\nall in {}", ended.join("\n"), seconds(started.elapsed())));
    }
    Ok(())
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    static PASSES: Step =
        Step { name: "passes", what: "", prepare: || Ok(()), run: |_| Ok(Outcome::Passed) };
    static FAILS: Step =
        Step { name: "fails", what: "", prepare: || Ok(()), run: |_| anyhow::bail!("broken") };
    static IMPOSSIBLE: Step = Step {
        name: "impossible",
        what: "",
        prepare: || anyhow::bail!("install it"),
        run: |_| Ok(Outcome::Passed),
    };

    #[test]
    fn a_failure_names_its_step_and_its_reason() {
        let workspace = Workspace::find().unwrap();
        let error = format!("{:#}", run(&workspace, &[&PASSES, &FAILS]).unwrap_err());
        assert!(
            error.starts_with("step fails failed after ") && error.ends_with(": broken"),
            "{error}"
        );
    }

    #[test]
    fn what_is_missing_is_told_before_anything_runs() {
        let workspace = Workspace::find().unwrap();
        let error = format!("{:#}", run(&workspace, &[&FAILS, &IMPOSSIBLE]).unwrap_err());
        assert_eq!(error, "step impossible cannot run: install it");
    }
}
