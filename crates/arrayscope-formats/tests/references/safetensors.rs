//! Files of the safetensors library.

use arrayscope_formats::{Access, OpenOptions, open};

use crate::common::{fixture, load, message};
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

#[test]
fn files_of_an_index_are_mapped_only_where_they_fit_together() {
    let folder = fixture("safetensors");
    let nbytes = |n: u8| {
        let name = format!("model-0000{n}-of-00002.safetensors");
        folder.join(name).metadata().unwrap().len()
    };
    let (one, both) = (nbytes(1).max(nbytes(2)), nbytes(1) + nbytes(2));
    let is_mapped = |most: u64| {
        let options = OpenOptions { access: Access::MapUpTo(most), ..OpenOptions::default() };
        let index = open(&folder.join("model.safetensors.index.json"), &options).unwrap();
        format!("{index:?}").contains("Map(")
    };
    assert!(is_mapped(both) && !is_mapped(both - 1) && !is_mapped(one));
}
