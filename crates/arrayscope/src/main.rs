//! The program `arrayscope`; all that it does is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(arrayscope::run(std::env::args_os()))
}
