//! What is written reads back as it was.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use arrayscope_core::Array;
use arrayscope_formats::{Address, Error, Loaded, OpenOptions, write};
use common::values;
use std::path::Path;

fn load(path: &Path, member: Option<&str>) -> Loaded {
    let member = member.map(str::to_owned);
    let address = Address { member, ..Address::from_path(path) };
    address.load(&OpenOptions::default()).unwrap()
}

#[test]
fn a_transposed_view_is_written_in_its_own_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.npy");
    let array = Array::from_slice(&[1i16, 2, 3, 4, 5, 6], &[2, 3]).unwrap();
    let transposed = array.with_layout(array.layout().transpose()).unwrap();
    write::npy(&path, &transposed).unwrap();
    let copy = load(&path, None);
    assert_eq!(copy.array.shape(), [3, 2]);
    assert_eq!(values(&copy), ["1", "4", "2", "5", "3", "6"]);
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 128 + 12);
}

#[test]
fn an_archive_of_several_arrays_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stats.npz");
    let mean = Array::from_slice(&[0.5f64, f64::NAN], &[2]).unwrap();
    let count = Array::from_slice(&[u64::MAX], &[]).unwrap();
    write::npz(&path, &[("mean", &mean), ("axis0/count", &count)]).unwrap();
    assert_eq!(values(&load(&path, Some("mean"))), ["0.5", "nan"]);
    assert_eq!(values(&load(&path, Some("axis0/count"))), ["18446744073709551615"]);
    let first = std::fs::read(&path).unwrap();
    write::npz(&path, &[("mean", &mean), ("axis0/count", &count)]).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), first);
    for names in [["", "a"], ["a", "a"]] {
        let result = write::npz(&path, &[(names[0], &mean), (names[1], &mean)]);
        assert!(matches!(result, Err(Error::Unwritable { .. })));
    }
    assert_eq!(std::fs::read(&path).unwrap(), first);
}

#[test]
fn a_table_reads_back_with_its_names_and_every_digit() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    let numbers = [0.1, 1e-300, f64::NAN, f64::NEG_INFINITY, -0.0, f64::MAX];
    let names = ["a".to_owned(), "b, \"c\"".to_owned(), "größe".to_owned()];
    write::csv(&path, &Array::from_slice(&numbers, &[2, 3]).unwrap(), Some(&names)).unwrap();
    let table = load(&path, None);
    assert_eq!(table.info.labels.as_ref().unwrap().names, names);
    let bits = |x: &f64| x.to_bits();
    let read: Vec<f64> = values(&table).iter().map(|text| text.parse().unwrap()).collect();
    assert_eq!(
        read.iter().map(bits).collect::<Vec<_>>(),
        numbers.iter().map(bits).collect::<Vec<_>>()
    );
}

#[test]
fn a_picture_reads_back_pixel_by_pixel() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.png");
    let rgba: Vec<u8> = (0..24).collect();
    write::png(&path, 3, 2, &rgba).unwrap();
    let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
    let mut reader = png::Decoder::new(file).read_info().unwrap();
    let mut pixels = vec![0; 24];
    let info = reader.next_frame(&mut pixels).unwrap();
    assert_eq!((info.width, info.height, pixels), (3, 2, rgba));
    for (width, height, nbytes) in [(3, 2, 23), (0, 2, 0), (u32::MAX, u32::MAX, 4)] {
        let result = write::png(&path, width, height, &vec![0; nbytes]);
        assert!(matches!(result, Err(Error::Unwritable { .. })));
    }
}

#[test]
fn a_folder_that_does_not_exist_is_named() {
    let array = Array::from_slice(&[1u8], &[1]).unwrap();
    let error = write::npy(Path::new("/nonexistent/x.npy"), &array).unwrap_err().to_string();
    assert!(error.ends_with(": /nonexistent/x.npy"), "{error}");
}
