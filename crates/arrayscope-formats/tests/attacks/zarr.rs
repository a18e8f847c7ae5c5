//! Stores that lie about their arrays and chunks.

use std::io::Write as _;
use std::path::Path;

use arrayscope_formats::{Address, Loaded, OpenOptions, Result, Window, open};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::Files;
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

/// A store whose root is this array, and whose first chunk is this.
fn root(name: &str, document: &Json, chunk: &[u8]) -> Files {
    let text = serde_json::to_vec_pretty(document).unwrap();
    [("zarr.json", text), ("c/0", chunk.to_vec())]
        .map(|(key, bytes)| (format!("zarr/{name}/{key}"), bytes))
        .to_vec()
}

/// Documents of version 3.
fn documents() -> Files {
    let grid = |shape: Json| json!({"name": "regular", "configuration": {"chunk_shape": shape}});
    let shard = |chunks: Json| {
        json!([{"name": "sharding_indexed", "configuration": {"chunk_shape": chunks,
            "codecs": [{"name": "bytes"}],
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}}])
    };
    let codecs = |codecs: Json| json!({"codecs": codecs});
    [
        ("negative_length", json!({"shape": [-4]})),
        ("axes_65", json!({"shape": vec![1; 65]})),
        ("shape_overflows", json!({"shape": [u64::MAX]})),
        ("grid_of_fewer_axes", json!({"shape": [1_u64 << 40, 1_u64 << 40]})),
        ("chunks_of_nothing", json!({"chunk_grid": grid(json!([0]))})),
        ("negative_chunks", json!({"chunk_grid": grid(json!([-1]))})),
        ("chunks_overflow", json!({"chunk_grid": grid(json!([u64::MAX]))})),
        ("grid_unknown", json!({"chunk_grid": {"name": "rectilinear"}})),
        ("key_moves_the_cursor", json!({"chunk_key_encoding": {"name": "x\u{1b}"}})),
        ("dtype_unknown", json!({"data_type": "float12"})),
        ("dtype_is_markup", json!({"data_type": "<script>alert(1)</script>"})),
        ("no_byte_order", json!({"data_type": "int32"})),
        ("elements_of_2_eib", json!({"data_type": "r18446744073709551608"})),
        ("fill_outside", json!({"fill_value": 256})),
        ("no_codecs", codecs(json!([]))),
        ("codec_unknown", codecs(json!([{"name": "bytes"}, {"name": "pcodec"}]))),
        (
            "axes_that_are_not_there",
            codecs(json!([{"name": "transpose", "configuration": {"order": [1]}}])),
        ),
        ("shards_that_do_not_fit", codecs(shard(json!([3])))),
        ("shards_of_nothing", codecs(shard(json!([0])))),
        ("codecs_of_68_kb", codecs(json!("x".repeat(68_000)))),
        ("transformers", json!({"storage_transformers": [{"name": "x"}]})),
        ("version_4", json!({"zarr_format": 4})),
        ("node_unknown", json!({"node_type": "tensor"})),
    ]
    .into_iter()
    .flat_map(|(name, members)| root(name, &four_with(&members), &[1, 2, 3, 4]))
    .collect()
}

/// Texts that are no documents, and documents of version 2.
fn others() -> Files {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let texts = [
        ("empty", ""),
        ("no_json", "no JSON"),
        ("list", "[]"),
        ("nothing", "{}"),
        ("zero_byte", "\u{0}"),
        ("deep", &deep),
    ];
    let text = |(name, text): (&str, &str)| {
        (format!("zarr/document_{name}/zarr.json"), text.as_bytes().to_vec())
    };
    let array = |members: Json| {
        let mut document = json!({"zarr_format": 2, "shape": [4], "chunks": [4], "dtype": "|u1",
            "compressor": null, "filters": null, "fill_value": 0, "order": "C"});
        document.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        serde_json::to_vec_pretty(&document).unwrap()
    };
    let second = [
        ("negative_length", json!({"shape": [-4]})),
        ("shape_overflows", json!({"shape": [u64::MAX]})),
        ("shape_bomb", json!({"shape": [1_u64 << 40]})),
        ("chunks_of_nothing", json!({"chunks": [0]})),
        ("chunks_overflow", json!({"chunks": [u64::MAX]})),
        ("chunks_of_2_axes", json!({"chunks": [2, 2]})),
        ("objects", json!({"dtype": "|O"})),
        ("dtype_unknown", json!({"dtype": "<q8"})),
        ("compressor_unknown", json!({"compressor": {"id": "\u{1b}[2J"}})),
        ("filter_pickle", json!({"filters": [{"id": "pickle"}]})),
        ("order_unknown", json!({"order": "K"})),
        ("separator_leads_up", json!({"dimension_separator": "/../"})),
        ("version_9", json!({"zarr_format": 9})),
    ];
    let second = second.into_iter().flat_map(|(name, members)| {
        [(".zarray", array(members)), ("0", vec![1, 2, 3, 4])]
            .map(|(key, bytes)| (format!("zarr/v2_{name}/{key}"), bytes))
    });
    texts.map(text).into_iter().chain(second).collect()
}

/// Chunks that are not as their document says.
fn chunks() -> Files {
    let zeros = vec![0; 20 << 20];
    let mut bomb = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    bomb.write_all(&zeros).unwrap();
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
    let plain = [("short", vec![1, 2, 3]), ("long", vec![0; 5])];
    let plain =
        plain.into_iter().flat_map(|(name, chunk)| root(&format!("chunk_{name}"), &four(), &chunk));
    let packed = [
        ("gzip", "broken", vec![0; 9]),
        ("zstd", "broken", vec![0; 9]),
        ("blosc", "broken", vec![0; 9]),
        ("crc32c", "wrong", vec![0; 8]),
        ("crc32c", "short", vec![0; 3]),
        ("gzip", "bomb", bomb.finish().unwrap()),
        ("zstd", "bomb", frame.repeat(100)),
        ("blosc", "bomb", blosc(1 << 30, 2)),
        ("blosc", "of_nothing", blosc(0, 2)),
    ];
    let packed = packed.into_iter().flat_map(|(codec, name, chunk)| {
        root(&format!("{codec}_{name}"), &four_encoded(&json!([{"name": codec}])), &chunk)
    });
    // A chunk of 64 GiB in four bytes.
    let giant = four_with(&json!({
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1_u64 << 36]}},
        "codecs": [{"name": "bytes"}, {"name": "zstd"}],
    }));
    plain.chain(packed).chain(root("chunk_of_64_gib", &giant, &[0; 4])).collect()
}

/// Indexes of shards.
fn shards() -> Files {
    let shard = |name: &str, length: u64, index: &[u64]| {
        let codecs = json!([{"name": "sharding_indexed", "configuration": {"chunk_shape": [2],
            "codecs": [{"name": "bytes"}],
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}]}}]);
        let grid = json!({"name": "regular", "configuration": {"chunk_shape": [length]}});
        let index: Vec<u8> = index.iter().flat_map(|number| number.to_le_bytes()).collect();
        let document = four_with(&json!({"codecs": codecs, "chunk_grid": grid}));
        root(&format!("shard_{name}"), &document, &[&[1, 2, 3, 4], &index[..]].concat())
    };
    [
        shard("chunk_outside", 4, &[0, 2, 100, 2]),
        shard("offset_overflows", 4, &[0, 2, u64::MAX - 1, 2]),
        shard("chunk_too_long", 4, &[0, 2, 0, 20]),
        shard("index_missing", 1 << 40, &[0, 2]),
    ]
    .concat()
}

pub(crate) fn files() -> Files {
    [documents(), others(), chunks(), shards()].concat()
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
