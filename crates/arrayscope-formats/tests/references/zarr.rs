//! Stores of zarr-python.

use arrayscope_formats::{Container, Cost, OpenOptions, open};

use crate::common::{fixture, load, message};
use crate::{notes, reads_as_expected};

fn store(name: &str) -> Box<dyn Container> {
    open(&fixture("zarr").join(name), &OpenOptions::default()).unwrap()
}

#[test]
fn every_array_reads_as_zarr_python_reads_it() {
    reads_as_expected("zarr");
}

#[test]
fn arrays_are_members_by_their_path() {
    let names: Vec<_> =
        store("tree").arrays().iter().map(|info| info.name.clone().unwrap()).collect();
    assert_eq!(names, ["heat", "test", "time", "train/labels/y", "train/x"]);
    let missing = message(load("zarr/tree::train/y"));
    assert!(missing.contains("there is no member 'train/y'; there are heat, test"), "{missing}");
    let part = load("zarr/tree::train/x[1:3, ::-1]").unwrap();
    assert_eq!((part.format, part.array.shape()), ("zarr", &[2, 6][..]));
    assert_eq!(load("zarr/array2").unwrap().info.name, None);
    assert_eq!(load("zarr/v2.zip::dtypes/structured::at").unwrap().array.shape(), [2]);
    assert!(message(load("zarr/array3::x")).contains("there is no member 'x'"));
}

#[test]
fn axes_have_the_names_and_units_of_the_store() {
    let names = |address: &str| load(&format!("zarr/{address}")).unwrap().info.axis_names;
    assert_eq!(names("tree::train/x"), ["sample", "feature"]);
    assert_eq!(names("tree::heat"), ["time (days)", "x"]);
    assert_eq!(names("v3.zip::named"), ["time", "axis 1"]);
    assert_eq!(names("v2.zip::f_order"), ["time", "y", "x"]);
    assert_eq!(names("array3"), Vec::<String>::new());
}

#[test]
fn an_array_says_how_it_is_kept() {
    let kept = |address: &str| {
        let storage = load(&format!("zarr/{address}")).unwrap().info.storage;
        (storage.chunk_shape.unwrap(), storage.codecs.join(" "))
    };
    assert_eq!(kept("tree::train/x"), (vec![2, 6], "zstd".to_owned()));
    assert_eq!(kept("v2.zip::f_order"), (vec![2, 4, 2], "F order blosc".to_owned()));
    assert_eq!(kept("v2.zip::codecs/shuffled").1, "shuffle zlib");
    assert_eq!(kept("v3.zip::shards/end"), (vec![2, 3], "sharding_indexed zstd".to_owned()));
    let source = store("tree").source(Some("train/x")).unwrap();
    assert_eq!(source.cost(), Cost::Chunks);
}

#[test]
fn what_is_not_read_is_told_and_keeps_nothing_else_from_being_read() {
    let told = notes("zarr/v2.zip");
    for expected in [
        "member 'words' cannot be read: elements of any length (dtype object)",
        "member 'codecs/bz2' cannot be read: the codec 'bz2', which arrayscope does not read: blosc",
        "member 'codecs/delta' cannot be read: the codec 'delta'",
    ] {
        assert!(told.iter().any(|note| note.contains(expected)), "{told:?}");
    }
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(notes("zarr/v3.zip").len(), 1);
    let words = message(load("zarr/v3.zip::words"));
    assert!(words.starts_with("elements of any length ('string')"), "{words}");
}
