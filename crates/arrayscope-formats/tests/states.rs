//! Files of states: what is written is read back, and nothing that is broken is believed.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use arrayscope_core::Array;
use arrayscope_core::stats::{States, Wanted, Within, reduce};
use arrayscope_formats::states::{SavedStates, read, write};
use arrayscope_formats::write::npz;
use arrayscope_formats::{Labels, OpenOptions, Window, open};

fn array() -> Array {
    let values: Vec<f32> = (0_u16..1200).map(|k| f32::from(k % 37) / 7.0).collect();
    Array::from_slice(&values, &[300, 4]).unwrap()
}

fn part(from: usize, to: usize) -> SavedStates {
    let whole = array();
    let part = whole.region(&[from..to, 0..4]).unwrap();
    let within = Within { whole: &[300, 4], start: &[from, 0] };
    let states = |axis: usize| States::of(&part, &[axis.cast_signed()], within).unwrap();
    let labels = Labels { axis: 1, names: ["a", "b", "c", "d"].map(str::to_owned).to_vec() };
    SavedStates {
        along: false,
        reductions: (0..2).map(|axis| (axis, states(axis))).collect(),
        labels: Some(labels),
    }
}

#[test]
fn states_that_were_kept_answer_as_the_whole_array() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("1.npz"), folder.path().join("2.npz"));
    write(&first, &part(0, 77)).unwrap();
    write(&second, &part(77, 300)).unwrap();
    let (mut all, rest) = (read(&second).unwrap(), read(&first).unwrap());
    assert_eq!(all.labels, part(0, 1).labels);
    for ((axis, ours), (_, theirs)) in all.reductions.iter_mut().zip(rest.reductions) {
        ours.merge(theirs).unwrap();
        let expected = reduce(&array().view(), &[axis.cast_signed()], Wanted::ALL).unwrap();
        assert_eq!(ours.finish(Wanted::ALL).unwrap(), expected);
    }
}

#[test]
fn a_file_of_states_is_read_or_refused_whatever_happened_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("states.npz");
    write(&path, &part(3, 9)).unwrap();
    let good = std::fs::read(&path).unwrap();
    for length in (0..good.len()).step_by(53) {
        std::fs::write(&path, &good[..length]).unwrap();
        assert!(read(&path).is_err(), "{length} of {} bytes", good.len());
    }
    for at in (0..good.len()).step_by(41) {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(&path, &bytes).unwrap();
        // A check sum may not cover it; what is read must still be finished without a panic.
        if let Ok(saved) = read(&path) {
            for (_, states) in saved.reductions {
                drop(states.finish(Wanted::ALL));
            }
        }
    }
}

#[test]
fn headers_that_lie_are_refused_with_what_was_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("states.npz");
    write(&path, &part(0, 300)).unwrap();
    let file = open(&path, &OpenOptions::default()).unwrap();
    let arrays: Vec<(String, Array)> = file
        .arrays()
        .iter()
        .map(|info| {
            let name = info.name.clone().unwrap();
            let array = file.source(Some(&name)).unwrap();
            (name, array.read(&Window::all(info.shape())).unwrap())
        })
        .collect();
    let header: Vec<u8> = arrays[0].1.view().elements().flatten().copied().collect();
    let header = String::from_utf8(header).unwrap();
    for (from, to, expected) in [
        ("\"version\":1", "\"version\":2", "states of version 2, this program reads 1"),
        ("\"shape\":[300,4]", "\"shape\":[299,4]", "does not lie inside shape (299, 4)"),
        ("\"shape\":[300,4]", "\"shape\":[301,4]", "these are no states"),
        ("\"shape\":[300,4]", "\"shape\":[18446744073709551615,4]", ""),
        ("\"shape\":[300,4]", "\"shape\":[300]", ""),
        ("\"dtype\":\"float32\"", "\"dtype\":\"float64\"", "float32 where float64"),
        ("\"dtype\":\"float32\"", "\"dtype\":\"str32\"", ""),
        ("\"axes\":[0,1]", "\"axes\":[0,2]", "axis 2 of an array of 2 axes"),
        ("\"axes\":[0,1]", "\"axes\":[1,0,1,0]", ""),
        ("[[0,300],[0,4]]", "[[0,300],[4,0]]", "has no element"),
        ("[[0,300],[0,4]]", "[[0,300],[0,4]],[[0,300],[0,4]]", "overlap"),
        ("{", "", "the member states"),
    ] {
        assert!(header.contains(from), "{header}");
        let changed = header.replacen(from, to, 1);
        let changed = Array::from_slice(changed.as_bytes(), &[changed.len()]).unwrap();
        let mut all: Vec<(&str, &Array)> = vec![("states", &changed)];
        all.extend(arrays[1..].iter().map(|(name, array)| (name.as_str(), array)));
        npz(&path, &all).unwrap();
        match read(&path) {
            Err(error) => assert!(error.to_string().contains(expected), "{to}: {error}"),
            Ok(saved) => assert_eq!((expected, saved.reductions.len()), ("", 4), "{to}"),
        }
    }
}

#[test]
fn a_file_without_states_is_told_what_would_work() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.npz");
    npz(&path, &[("x", &array())]).unwrap();
    let error = read(&path).unwrap_err().to_string();
    assert!(error.contains("arrayscope stats --save writes"), "{error}");
}
