//! On macOS a library that Python loads may only be linked if told that Python has the rest.

fn main() {
    pyo3_build_config::add_extension_module_link_args();
}
