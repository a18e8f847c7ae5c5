//! The variable that forces a lower level.

use arrayscope_core::Array;
use arrayscope_core::stats::{Level, summary};
use std::process::Command;

const VARIABLE: &str = "ARRAYSCOPE_ISA";
const NAME: &str = "forced::the_variable_forces_a_lower_level_and_never_a_higher_one";

/// Runs itself again, once for each level: the choice is made only once per process.
#[test]
fn the_variable_forces_a_lower_level_and_never_a_higher_one() {
    if let Ok(forced) = std::env::var(VARIABLE) {
        let level = Level::ALL.into_iter().find(|level| level.to_string() == forced);
        let expected = level.unwrap_or(Level::detected()).min(Level::detected());
        assert_eq!(Level::chosen(), expected, "{forced}");
        let values: Vec<f32> = (0..1000u16).map(f32::from).collect();
        let array = Array::from_slice(&values, &[1000]).expect("fits");
        assert_eq!(summary(&array.view()).expect("floats").mean.to_f64(), 499.5);
        return;
    }
    let this = std::env::current_exe().expect("the test has a path");
    for forced in ["baseline", "avx2", "avx512", "sse9"] {
        let run = Command::new(&this).args([NAME, "--exact"]).env(VARIABLE, forced).output();
        let output = run.expect("the test can be started again");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && text.contains("1 passed"), "{forced}: {text}");
    }
}
