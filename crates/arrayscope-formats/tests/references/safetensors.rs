//! Files of the safetensors library.

use crate::common::{load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_tensor_reads_as_the_library_reads_it() {
    reads_as_expected("safetensors");
}

#[test]
fn dtypes_without_a_name_here_are_told() {
    let notes = notes("safetensors/dtypes.safetensors");
    let expected = "F8_E8M0 is read as float32, which holds its values exactly: 'float8_e8m0fnu'";
    assert!(notes.iter().any(|note| note == expected), "{notes:?}");
    assert_eq!(notes.len(), 4, "{notes:?}");
}

#[test]
fn tensors_are_members() {
    let several = message(load("safetensors/dtypes.safetensors"));
    assert!(several.contains("holds 22 arrays and none was named"), "{several}");
    let missing = message(load("safetensors/single.safetensors::y"));
    assert!(missing.contains("there is no member 'y'; there are x"), "{missing}");
    assert!(message(load("safetensors/none.safetensors")).contains("holds no arrays"));
    let single = load("safetensors/single.safetensors[1, ::-1]").unwrap();
    assert_eq!(single.info.name.as_deref(), Some("x"));
    assert_eq!((single.format, single.array.shape()), ("safetensors", &[3][..]));
}
