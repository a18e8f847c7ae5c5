//! Parquet and Arrow, as pyarrow writes them.

use arrayscope_core::DType;
use arrayscope_formats::{Cost, OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

#[test]
fn every_array_reads_as_the_library_reads_it() {
    reads_as_expected("columns");
}

#[test]
fn columns_of_numbers_are_a_table_with_their_names() {
    let table = load("columns/plain.parquet").unwrap();
    let labels = table.info.labels.unwrap();
    assert_eq!((labels.axis, labels.names.len()), (1, 12));
    assert_eq!((&*labels.names[0], &*labels.names[11]), ("int8", "bool"));
    assert_eq!(table.info.axis_names, ["row", "column"]);
    assert_eq!(load("columns/required.parquet").unwrap().info.dtype, DType::F32);
    let words = message(load("columns/words.parquet"));
    assert!(words.contains("holds no arrays"), "{words}");
    let several = message(load("columns/tensors.parquet"));
    assert!(several.contains("there are plain, cube, turned, holes"), "{several}");
    let missing = message(load("columns/plain.parquet::word"));
    assert!(missing.contains("there is no member 'word'; there are int8,"), "{missing}");
}

#[test]
fn what_is_left_out_converted_or_null_is_told() {
    let nulls = "18 nulls read as NaN, or as no time: 6 in 'integer', 6 in 'float', 6 in 'flag'";
    for (name, view) in [("holes.parquet", "text"), ("plain_holes.arrow", "text")] {
        let notes = notes(&format!("columns/{name}"));
        let expected = [
            format!(
                "columns that hold no numbers are left out: 'word' (text), 'category' ({}), 'list' (list), 'view' ({view}), 'pair' (group of columns) and 1 more",
                if name.ends_with("arrow") { "dictionary" } else { "text" }
            ),
            "int64 is read as float64, which rounds integers beyond 2^53: 'integer'".to_owned(),
            "float32 is read as float64, which holds its values exactly: 'float'".to_owned(),
            "bool is read as float64, which holds its values exactly: 'flag'".to_owned(),
            "uint16 is read as float64, which holds its values exactly: 'last'".to_owned(),
            format!("24{}, 6 in 'time'", &nulls[2..]),
        ];
        assert_eq!(notes, expected, "{name}");
    }
    let untold = notes("columns/holes_untold.parquet");
    let untold = untold.last().unwrap();
    assert!(untold.starts_with("at least 0 nulls read as NaN"), "{untold}");
    assert!(untold.contains("some, perhaps, in 'integer'"), "{untold}");
}

#[test]
fn chunks_are_the_row_groups_and_plain_batches_have_none() {
    let storage = |name: &str| {
        let file = open(&fixture(name), &OpenOptions::default()).unwrap();
        let (source, info) = (file.source(None).unwrap(), file.arrays()[0].clone());
        (source.cost(), info.storage.chunk_shape, info.storage.codecs.join(" "))
    };
    let chunks = |rows| Some(vec![rows, 1]);
    assert_eq!(storage("columns/gzip.parquet"), (Cost::Chunks, chunks(7), "gzip".into()));
    assert_eq!(storage("columns/plain.parquet"), (Cost::Chunks, chunks(23), String::new()));
    assert_eq!(storage("columns/lz4.arrow"), (Cost::Chunks, chunks(9), "lz4".into()));
    assert_eq!(storage("columns/batches.arrow"), (Cost::Window, None, String::new()));
}

#[test]
fn axes_of_a_tensor_have_its_names_in_its_order() {
    for name in ["columns/tensors.parquet::turned", "columns/plain_tensors.arrow::turned"] {
        let tensor = load(name).unwrap();
        assert_eq!(tensor.info.axis_names, ["row", "w", "c", "h"], "{name}");
        assert_eq!(tensor.array.shape(), [23, 4, 3, 2], "{name}");
    }
}
