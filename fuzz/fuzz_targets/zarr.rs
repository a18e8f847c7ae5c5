//! Zarr: a store that is given as a list of its entries.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus {
    arrayscope_fuzz::read_store(bytes, &["zarr"])
});
