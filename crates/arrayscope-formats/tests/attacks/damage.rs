//! Damage at random.

use proptest::prelude::*;

use crate::common::{fixture, npy};
use crate::read_everything;

/// The files that are damaged at random.
const SEEDS: &[&str] = &[
    "structured.npy",
    "version3.npy",
    "stored.npz",
    "deflated.npz",
    "iris.csv",
    "diabetes_data_raw.csv.gz",
    "safetensors/dtypes.safetensors",
    "netcdf/data.nc",
    "netcdf/weather.nc",
    "nifti/scaled.nii.gz",
    "nifti/nifti2_big_endian.nii",
    "gguf/little.gguf",
    "hdf5/links.h5",
    "hdf5/scales.h5",
    "hdf5/user_block.h5",
    "hdf5/weather.nc",
    "torch/checkpoint.pt",
    "images/palette.png",
    "images/colour.jpg",
    "images/lzw.tif",
    "images/mixed.tif",
    "columns/snappy.parquet",
    "columns/packed.parquet",
    "columns/holes_v2.parquet",
    "columns/tensors.parquet",
    "columns/lz4_holes.arrow",
    "columns/zstd_tensors.arrow",
    "columns/stream.arrows",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(800) })]

    #[test]
    fn damaged_files_never_panic(
        seed in 0..SEEDS.len(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = std::fs::read(fixture(SEEDS[seed])).unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_everything(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9a-z.,;| \t\n\r\"#-]{0,200}") {
        read_everything(text.as_bytes());
    }

    #[test]
    fn any_dictionary_is_read_or_refused(text in "[(){}\\[\\]:,'<>|a-z0-9 \\\\-]{0,120}") {
        read_everything(&npy(&text, &[0; 16]));
        let shape = format!("{{'descr': '|u1', 'fortran_order': False, 'shape': ({text})}}");
        read_everything(&npy(&shape, &[0; 16]));
    }
}
