//! Classic NetCDF.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| -> libfuzzer_sys::Corpus {
    arrayscope_fuzz::read_file(bytes, &["netcdf3"])
});
