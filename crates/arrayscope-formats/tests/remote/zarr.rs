//! Stores behind HTTP, which gives no lists.

use arrayscope_formats::{OpenOptions, open};

use crate::common::expected::{arrays, check};
use crate::common::{fixture, message};
use crate::load;
use crate::loopback::{Loopback, Request, file, status};

fn names(address: &str) -> Vec<String> {
    let container = open(address.as_ref(), &OpenOptions::default()).unwrap();
    container.arrays().iter().map(|info| info.name.clone().unwrap_or_default()).collect()
}

#[test]
fn every_array_of_a_store_reads_as_from_a_folder() {
    let server = Loopback::of_folder(fixture(""));
    for (name, expected) in arrays("zarr") {
        let loaded = load(&server.url(&name)).unwrap_or_else(|error| panic!("{error}"));
        check(&name, &loaded, &expected);
    }
}

#[test]
fn without_consolidated_metadata_an_array_is_named_and_that_is_told() {
    let server = Loopback::of_folder(fixture("zarr"));
    let address = server.url("tree");
    let container = open(address.as_ref(), &OpenOptions::default()).unwrap();
    assert!(container.arrays().is_empty());
    assert!(container.notes()[0].to_string().contains("the server gives no lists"));
    let said = message(load(&address));
    assert!(said.contains("a store whose arrays nobody lists"), "{said}");
    let said = message(load(&format!("{address}::train/y")));
    assert!(said.contains("there is no member 'train/y'"), "{said}");
    let part = load(&format!("{address}::train/x[1:3, ::-1]")).unwrap();
    assert_eq!((part.format, part.array.shape()), ("zarr", &[2, 6][..]));
    // The array itself is a store too.
    assert_eq!(load(&server.url("tree/train/x")).unwrap().array.shape().len(), 2);
}

/// The document of four bytes in two chunks.
const FOUR: &str = r#"{"zarr_format": 3, "node_type": "array", "shape": [4], "data_type": "uint8",
    "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}},
    "chunk_key_encoding": {"name": "default"}, "fill_value": 9,
    "codecs": [{"name": "bytes"}], "attributes": {}}"#;

/// The same in version 2.
const FOUR_2: &str = r#"{"zarr_format": 2, "shape": [4], "chunks": [2], "dtype": "|u1",
    "compressor": null, "fill_value": 9, "order": "C", "filters": null}"#;

#[test]
fn consolidated_metadata_of_both_versions_name_the_arrays() {
    let version_3 = format!(
        r#"{{"zarr_format": 3, "node_type": "group", "attributes": {{}}, "consolidated_metadata":
        {{"kind": "inline", "must_understand": false, "metadata": {{"g/x": {FOUR},
        "g": {{"zarr_format": 3, "node_type": "group"}}}}}}}}"#
    );
    let version_2 = format!(
        r#"{{"zarr_consolidated_format": 1, "metadata": {{".zgroup": {{"zarr_format": 2}},
        "g/x/.zarray": {FOUR_2}, "g/x/.zattrs": {{"_ARRAY_DIMENSIONS": ["time"]}}}}}}"#
    );
    for (key, document, chunk) in
        [("/s/zarr.json", version_3, "/s/g/x/c/1"), ("/s/.zmetadata", version_2, "/s/g/x/1")]
    {
        let server = Loopback::new(move |request| match request.target.as_str() {
            target if target == key => file(request, document.as_bytes()),
            target if target == chunk => file(request, &[3, 4]),
            _ => status(404, "Not Found", b""),
        });
        assert_eq!(names(&server.url("s")), ["g/x"]);
        let loaded = load(&server.url("s::g/x")).unwrap();
        assert_eq!(crate::common::values(&loaded), ["9", "9", "3", "4"]);
    }
}

#[test]
fn a_chunk_that_may_not_be_read_is_not_the_fill_value() {
    for code in [403, 401, 418] {
        let server = Loopback::new(move |request: &Request| match request.target.as_str() {
            "/s/zarr.json" => file(request, FOUR.as_bytes()),
            "/s/c/1" => status(code, "No", b"<Error><Code>Access\x1bDenied</Code></Error>"),
            _ => status(404, "Not Found", b""),
        });
        let said = message(load(&server.url("s")));
        assert!(said.starts_with("chunk 'c/1' cannot be read: the server answered "), "{said}");
        assert!(said.contains(&format!("{code}, 'Access\\u{{1b}}Denied'")), "{said}");
        assert_eq!(load(&server.url("s[:2]")).unwrap().array.shape(), [2]);
    }
}

#[test]
fn of_a_shard_only_the_index_and_the_chunks_of_the_window_are_asked_for() {
    let inner = r#""codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [1],
        "codecs": [{"name": "bytes"}], "index_codecs": [{"name": "bytes", "configuration":
        {"endian": "little"}}], "index_location": "end"}}]"#;
    let document = FOUR.replace(r#""codecs": [{"name": "bytes"}]"#, inner);
    let mut shard = vec![5, 6];
    shard.extend([0_u64, 1, 1, 1].iter().flat_map(|number| number.to_le_bytes()));
    let server = Loopback::new(move |request| match request.target.as_str() {
        "/s/zarr.json" => file(request, document.as_bytes()),
        "/s/c/1" => file(request, &shard),
        _ => status(404, "Not Found", b""),
    });
    let loaded = load(&server.url("s[3:]")).unwrap();
    assert_eq!(crate::common::values(&loaded), ["6"]);
    let asked = server.asked();
    let of_shard = asked.iter().filter(|request| request.target == "/s/c/1");
    let ranges: Vec<_> = of_shard.map(|request| request.header("range").unwrap()).collect();
    assert_eq!(ranges, ["bytes=-32", "bytes=1-1"]);
}
