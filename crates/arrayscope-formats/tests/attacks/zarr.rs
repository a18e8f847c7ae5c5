//! Stores that lie about their arrays and chunks.

use std::io::Write as _;
use std::path::Path;

use arrayscope_formats::{Address, Loaded, OpenOptions, Result, Window, open};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::common::message;

/// A store of these files.
fn store(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (key, bytes) in files {
        let path = folder.path().join(key);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn load_store(folder: &Path) -> Result<Loaded> {
    Address::from_path(folder).load(&OpenOptions::default())
}

/// What is said of a store whose root is this array, and whose first chunk is this.
fn said(document: &Json, chunk: &[u8]) -> String {
    let text = document.to_string();
    let folder = store(&[("zarr.json", text.as_bytes()), ("c/0", chunk)]);
    let said = message(load_store(folder.path()));
    said.replace(folder.path().to_str().unwrap(), "STORE")
}

/// Four bytes in one chunk.
fn four() -> Json {
    json!({
        "zarr_format": 3, "node_type": "array", "shape": [4], "data_type": "uint8",
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4]}},
        "chunk_key_encoding": {"name": "default"}, "fill_value": 0,
        "codecs": [{"name": "bytes"}], "attributes": {},
    })
}

/// The same with some members replaced.
fn four_with(members: &Json) -> Json {
    let mut document = four();
    document.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
    document
}

fn four_encoded(codecs: &Json) -> Json {
    let mut all = vec![json!({"name": "bytes"})];
    all.extend(codecs.as_array().unwrap().clone());
    four_with(&json!({"codecs": all}))
}

#[test]
fn documents_that_lie_are_refused_with_what_would_work() {
    let grid = |shape: Json| json!({"name": "regular", "configuration": {"chunk_shape": shape}});
    let shard = |chunks: Json| {
        json!([{"name": "sharding_indexed", "configuration": {"chunk_shape": chunks,
            "codecs": [{"name": "bytes"}],
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}}])
    };
    for (members, expected) in [
        (json!({"shape": [-4]}), "invalid value: integer `-4`"),
        (json!({"shape": vec![1; 65]}), "at most 64 lengths"),
        (json!({"shape": [u64::MAX]}), "a shape that fits in memory addresses"),
        (json!({"shape": [1_u64 << 40, 1_u64 << 40]}), "expected 2 axes, as the array has"),
        (json!({"chunk_grid": grid(json!([0]))}), "at least one element along each axis"),
        (json!({"chunk_grid": grid(json!([-1]))}), "a chunk grid without lengths"),
        (json!({"chunk_grid": grid(json!([u64::MAX]))}), "chunks that fit in memory addresses"),
        (json!({"chunk_grid": {"name": "rectilinear"}}), "regular grids are read"),
        (json!({"chunk_key_encoding": {"name": "x\u{1b}"}}), "the chunk key encoding 'x\\u{1b}'"),
        (
            json!({"data_type": "float12"}),
            "the data type 'float12', which arrayscope does not read",
        ),
        (json!({"data_type": "int32"}), "a codec bytes without a byte order"),
        (json!({"data_type": "r18446744073709551608"}), "elements of 2305843009213693951 bytes"),
        (json!({"fill_value": 256}), "the fill value '256', expected a value of uint8"),
        (json!({"codecs": []}), "no codec that makes bytes"),
        (json!({"codecs": [{"name": "bytes"}, {"name": "pcodec"}]}), "the codec 'pcodec'"),
        (
            json!({"codecs": [{"name": "transpose", "configuration": {"order": [1]}}]}),
            "each of the 1 axes once",
        ),
        (json!({"codecs": shard(json!([3]))}), "a shape that divides (4,)"),
        (json!({"codecs": shard(json!([0]))}), "a shape that divides (4,)"),
        (json!({"codecs": "x".repeat(1 << 17)}), "codecs of 131074 bytes"),
        (json!({"storage_transformers": [{"name": "x"}]}), "a storage transformer"),
        (json!({"zarr_format": 4}), "version 4"),
        (json!({"node_type": "tensor"}), "unknown variant `tensor`"),
    ] {
        let said = said(&four_with(&members), &[1, 2, 3, 4]);
        assert!(said.contains(expected) && said.contains("STORE"), "{members}\n{said}");
    }
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    for text in ["", "no JSON", "[]", "{}", "\u{0}", &deep] {
        let folder = store(&[("zarr.json", text.as_bytes())]);
        assert!(
            message(load_store(folder.path())).contains("zarr is malformed at byte"),
            "{text:.9}"
        );
    }
}

#[test]
fn a_chunk_that_fails_says_which_and_why() {
    let whole = |codec: &str| four_encoded(&json!([{"name": codec}]));
    assert_eq!(
        said(&four(), &[1, 2, 3]),
        "chunk 'c/0' cannot be read: at byte 3 found 3 bytes, expected 4 bytes: STORE"
    );
    for (document, chunk, expected) in [
        (four(), vec![0; 5], "found 5 bytes, expected at most 4 bytes"),
        (whole("gzip"), vec![0; 9], "data that do not unpack"),
        (whole("zstd"), vec![0; 9], "data that do not unpack"),
        (whole("blosc"), vec![0; 9], "a Blosc header of 16 bytes"),
        (whole("crc32c"), vec![0; 8], "a checksum of 48674bc7, expected 00000000"),
        (whole("crc32c"), vec![0; 3], "found 3 bytes, expected 8 bytes"),
    ] {
        let said = said(&document, &chunk);
        assert!(said.contains("chunk 'c/0' cannot be read") && said.contains(expected), "{said}");
    }
}

#[test]
fn a_chunk_that_unpacks_to_more_than_it_declares_is_stopped() {
    let zeros = vec![0; 100 << 20];
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(&zeros).unwrap();
    // A megabyte of zeros in one frame, without a word about its length, a hundred times.
    let frame = [&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58][..], &[0x03, 0, 0x10, 0]].concat();
    let blosc = |nbytes: u32, flags: u8| {
        let mut bytes = vec![2, 1, flags, 1];
        for number in [nbytes, nbytes, 20] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([0; 4]);
        bytes
    };
    for (codec, chunk, expected) in [
        ("gzip", gzip.finish().unwrap(), "expected at most 65540 bytes"),
        ("zstd", frame.repeat(100), "data that do not unpack"),
        ("blosc", blosc(1 << 30, 2), "a Blosc container of 1073741824 bytes, expected at most 4"),
        ("blosc", blosc(0, 2), "found 0 bytes, expected 4 bytes"),
    ] {
        let document = four_encoded(&json!([{"name": codec}]));
        let said = said(&document, &chunk);
        assert!(said.contains(expected), "{codec}: {said}");
    }
    // One that is short enough to be taken in.
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&zeros[..20 << 20]).unwrap();
    let said = said(&four_encoded(&json!([{"name": "gzip"}])), &gzip.finish().unwrap());
    assert!(said.contains("found more than 4 bytes packed, expected 4 bytes"), "{said}");
}

#[test]
fn an_array_of_nothing_may_have_any_shape_but_is_not_read_whole() {
    let shape = json!([1_u64 << 20, 1 << 20]);
    let chunks = json!({"name": "regular", "configuration": {"chunk_shape": [1 << 20, 1]}});
    let huge = four_with(&json!({"shape": shape, "chunk_grid": chunks, "fill_value": 7}));
    let folder = store(&[("zarr.json", huge.to_string().as_bytes())]);
    let whole = message(load_store(folder.path()));
    assert!(whole.contains("over 1000 × what is stored is not credible"), "{whole}");
    let store = open(folder.path(), &OpenOptions::default()).unwrap();
    let window = Window::new(vec![9..11, 1_000_000..1_000_002]);
    let array = store.source(None).unwrap().read(&window).unwrap();
    assert_eq!(array.value(&[1, 1]).unwrap().to_string(), "7");
    // A chunk of 64 GiB in four bytes.
    let chunks = json!({"name": "regular", "configuration": {"chunk_shape": [1_u64 << 36]}});
    let codecs = json!([{"name": "bytes"}, {"name": "zstd"}]);
    let said = said(&four_with(&json!({"chunk_grid": chunks, "codecs": codecs})), &[0; 4]);
    assert!(said.contains("it would unpack 68719476736 bytes out of 4 stored bytes"), "{said}");
}

#[test]
fn indices_of_shards_that_lie_are_refused() {
    let shard = |length: u64, index: &[u64]| {
        let codecs = json!([{"name": "sharding_indexed", "configuration": {"chunk_shape": [2],
            "codecs": [{"name": "bytes"}],
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}}]);
        let grid = json!({"name": "regular", "configuration": {"chunk_shape": [length]}});
        let index: Vec<u8> = index.iter().flat_map(|number| number.to_le_bytes()).collect();
        said(
            &four_with(&json!({"codecs": codecs, "chunk_grid": grid})),
            &[&[1, 2, 3, 4], &index[..]].concat(),
        )
    };
    let outside = shard(4, &[0, 2, 100, 2]);
    assert!(outside.contains("expected 2 bytes from 100 on"), "{outside}");
    let overflowing = shard(4, &[0, 2, u64::MAX - 1, 2]);
    assert!(
        overflowing.contains("chunk [1], which starts at byte 18446744073709551614"),
        "{overflowing}"
    );
    let long = shard(4, &[0, 2, 0, 20]);
    assert!(long.contains("found 20 bytes in its chunk [1]"), "{long}");
    let missing = shard(1 << 40, &[0, 2]);
    assert!(missing.contains("for the index of the shard"), "{missing}");
}

#[test]
fn what_cannot_be_read_keeps_nothing_else_from_being_read() {
    let (group, array) = (br#"{"zarr_format": 3, "node_type": "group"}"#, four().to_string());
    let deep = format!("{}zarr.json", "g/".repeat(40));
    let mut files = vec![
        ("zarr.json", &group[..]),
        ("good/zarr.json", array.as_bytes()),
        ("broken/zarr.json", b"{"),
        ("odd\x1b[2J/zarr.json", b"[]"),
        ("plain/x.txt", b"1"),
    ];
    let groups: Vec<String> = (1..40).map(|n| format!("{}zarr.json", "g/".repeat(n))).collect();
    files.extend(groups.iter().map(|key| (key.as_str(), &group[..])));
    files.push((&deep, array.as_bytes()));
    let folder = store(&files);
    let store = open(folder.path(), &OpenOptions::default()).unwrap();
    let names: Vec<_> = store.arrays().iter().map(|info| info.name.clone().unwrap()).collect();
    assert_eq!(names, ["good"]);
    let notes: Vec<String> = store.notes().iter().map(ToString::to_string).collect();
    let notes = notes.join("\n");
    for expected in [
        "member 'broken' cannot be read: zarr is malformed at byte 0",
        "member 'odd\\u{1b}[2J' cannot be read",
        "groups nested deeper than 32 levels",
        "one member is no array: 'plain'",
    ] {
        assert!(notes.contains(expected), "{notes}");
    }
    let error = store.source(Some("broken")).unwrap_err().to_string();
    assert!(error.contains("zarr is malformed at byte 0"), "{error}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_store_are_refused_and_circles_end() {
    use std::os::unix::fs::symlink;
    let group = br#"{"zarr_format": 3, "node_type": "group"}"#;
    let array = four().to_string();
    let outside = store(&[("zarr.json", array.as_bytes()), ("c/0", &[1, 2, 3, 4])]);
    let files =
        [("zarr.json", &group[..]), ("a/zarr.json", array.as_bytes()), ("b/zarr.json", group)];
    let folder = store(&files);
    symlink(outside.path(), folder.path().join("out")).unwrap();
    symlink(outside.path().join("c"), folder.path().join("a/c")).unwrap();
    symlink(folder.path().join("b"), folder.path().join("b/circle")).unwrap();
    let store = open(folder.path(), &OpenOptions::default()).unwrap();
    let names: Vec<_> = store.arrays().iter().map(|info| info.name.clone().unwrap()).collect();
    assert_eq!(names, ["a"]);
    let notes: Vec<String> = store.notes().iter().map(ToString::to_string).collect();
    let notes = notes.join("\n");
    assert!(
        notes.contains("member 'out' cannot be read: a symbolic link that leads out"),
        "{notes}"
    );
    assert!(notes.contains("groups nested deeper than 32 levels"), "{notes}");
    let source = store.source(Some("a")).unwrap();
    let error = source.read(&Window::all(&[4])).unwrap_err().to_string();
    assert!(error.starts_with("chunk 'a/c/0' cannot be read: a symbolic link"), "{error}");
}

#[test]
fn consolidated_metadata_are_enough_where_there_are_no_others() {
    let array = json!({"zarr_format": 2, "shape": [2], "chunks": [2], "dtype": "|u1",
        "compressor": null, "filters": null, "fill_value": 0, "order": "C"});
    let documents = json!({"metadata": {".zgroup": {"zarr_format": 2}, "a/b/.zarray": array,
        "a/b/.zattrs": {"_ARRAY_DIMENSIONS": ["x"]}, "../out/.zarray": array, "/etc/.zarray": array}});
    let text = documents.to_string();
    let folder =
        store(&[("in/.zmetadata", text.as_bytes()), ("in/a/b/0", &[7, 8]), ("out/0", &[9, 9])]);
    let store = open(&folder.path().join("in"), &OpenOptions::default()).unwrap();
    let array = store.source(Some("a/b")).unwrap().read(&Window::all(&[2])).unwrap();
    assert_eq!(array.value(&[1]).unwrap().to_string(), "8");
    assert_eq!(store.arrays().last().unwrap().axis_names, ["x"]);
    // A key that leads out of the store leads nowhere.
    let out = store.source(Some("../out")).unwrap().read(&Window::all(&[2])).unwrap_err();
    assert!(out.to_string().contains("only what lies in the store is read"), "{out}");
    let broken = json!({"metadata": {"a": {}, "b": 3}}).to_string();
    let folder = self::store(&[(".zmetadata", broken.as_bytes())]);
    assert!(message(load_store(folder.path())).contains("holds no arrays"));
}

/// A fixture's chunk and its document: small, and of every kind of decompressor.
fn seeds() -> Vec<(Json, Vec<u8>)> {
    let file = std::fs::File::open(crate::common::fixture("zarr/v3.zip")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut read = |name: &str| {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut bytes).unwrap();
        bytes
    };
    [
        "codecs/gzip_5",
        "codecs/zstd_0_True",
        "codecs/crc32c",
        "codecs/blosc_4_lz4_5_shuffle_0",
        "codecs/blosc_4_zstd_5_bitshuffle_0",
        "shards/end",
        "shards/nested",
    ]
    .iter()
    .map(|name| {
        let document = serde_json::from_slice(&read(&format!("{name}/zarr.json"))).unwrap();
        (document, read(&format!("{name}/c/0/0")))
    })
    .collect()
}

fn read_chunk(document: &Json, chunk: &[u8]) -> Result<Loaded> {
    let text = document.to_string();
    let folder = store(&[("zarr.json", text.as_bytes()), ("c/0/0", chunk)]);
    load_store(folder.path())
}

#[test]
fn a_chunk_cut_anywhere_is_refused() {
    for (document, chunk) in seeds() {
        assert!(read_chunk(&document, &chunk).is_ok(), "{document}");
        for length in 0..chunk.len() {
            let said = message(read_chunk(&document, &chunk[..length]));
            assert!(said.contains("chunk 'c/0/0' cannot be read"), "{length}: {said}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn damaged_chunks_never_panic(
        seed in 0..7_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (document, mut chunk) = seeds().swap_remove(seed);
        for (at, byte) in damage {
            let at = at.index(chunk.len());
            chunk[at] = byte;
        }
        let _ = read_chunk(&document, &chunk);
    }

    #[test]
    fn damaged_documents_never_panic(
        seed in 0..7_usize,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let (document, chunk) = seeds().swap_remove(seed);
        let mut text = document.to_string().into_bytes();
        for (at, byte) in damage {
            let at = at.index(text.len());
            text[at] = byte;
        }
        let folder = store(&[("zarr.json", &text), ("c/0/0", &chunk)]);
        if let Ok(store) = open(folder.path(), &OpenOptions::default())
            && let Ok(source) = store.source(None)
            && source.info().nbytes() < 1 << 20
        {
            let _ = source.read(&Window::all(source.info().shape()));
        }
    }
}
