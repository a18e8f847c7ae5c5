//! What the targets share: bytes become a file, the file is opened, and all of it is read.

mod entries;

use std::cell::RefCell;
use std::fs::File;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};

use arrayscope_core::Array;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_formats::{ArraySource, OpenOptions, Window, open};
use libfuzzer_sys::Corpus;

/// Arrays of one file that are read: a file of thousands would only be slow.
const MOST_ARRAYS: usize = 16;

/// Bytes of an array that is read as a whole.
const MOST_BYTES: usize = 1 << 20;

/// Opens the bytes as a file and reads every array in it, where the file is one of these
/// formats; of others nothing is kept, so that a target stays with its parser.
///
/// # Panics
/// When a window is not the same part of the whole, which is what the fuzzer looks for.
pub fn read_file(bytes: &[u8], formats: &[&str]) -> Corpus {
    let path = written(bytes);
    let options = OpenOptions { max_table_bytes: MOST_BYTES as u64, ..OpenOptions::default() };
    let container = match open(&path, &options) {
        Ok(container) => container,
        // What is refused is worth keeping when it is refused by the parser.
        Err(error) => {
            let message = error.to_string();
            let is_known = formats.iter().any(|format| message.starts_with(format));
            return if is_known { Corpus::Keep } else { Corpus::Reject };
        }
    };
    if !formats.contains(&container.format()) {
        return Corpus::Reject;
    }
    container.notes().iter().for_each(|note| drop((note.to_string(), note.help())));
    for info in container.arrays().iter().take(MOST_ARRAYS) {
        // Fields of structured arrays are arrays too.
        for field in info.field_infos().unwrap_or_default().iter().take(MOST_ARRAYS) {
            let _ = container.source(field.name.as_deref()).map(|source| read(&*source));
        }
        let _ = container.source(info.name.as_deref()).map(|source| read(&*source));
    }
    Corpus::Keep
}

/// Opens a store that the bytes list, as a zip archive, and reads every array in it.
///
/// An entry is the length of its key in one byte, the key, the length of its value in two
/// bytes, little-endian, and the value; the last may be cut short.
///
/// # Panics
/// As [`read_file`].
pub fn read_store(bytes: &[u8], formats: &[&str]) -> Corpus {
    entries::zipped(bytes).map_or(Corpus::Reject, |archive| read_file(&archive, formats))
}

/// Reads an array as a whole and in part, and compares.
fn read(source: &dyn ArraySource) {
    let (shape, nbytes) = (source.info().shape().to_vec(), source.info().nbytes());
    let middle = Window::new(shape.iter().map(|&n| n / 3..(n / 3 + 1).min(n)).collect());
    let part = source.read(&middle);
    if nbytes > MOST_BYTES {
        return;
    }
    // Damage behind the window is found only by reading the whole.
    let Ok(whole) = source.read(&Window::all(&shape)) else { return };
    let part = part.expect("a window of what can be read as a whole");
    let cut: IndexExpression = middle.to_string().parse().expect("a window is an index");
    let expected = whole.index(&cut).expect("a window lies inside");
    assert_eq!(elements(&part), elements(&expected), "[{middle}] of {shape:?}");
}

/// The elements, in C order.
fn elements(array: &Array) -> Vec<Vec<u8>> {
    array.view().elements().map(<[u8]>::to_vec).collect()
}

/// Writes the bytes to the file of this process. It lies in memory where the system has
/// such a folder.
fn written(bytes: &[u8]) -> PathBuf {
    thread_local! {
        static FILE: RefCell<Option<(File, tempfile::TempPath)>> = const { RefCell::new(None) };
    }
    FILE.with_borrow_mut(|slot| {
        let (file, path) = slot.get_or_insert_with(|| {
            let memory = Path::new("/dev/shm");
            let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
            tempfile::NamedTempFile::new_in(folder).expect("a temporary file").into_parts()
        });
        file.set_len(0).and_then(|()| file.rewind()).expect("emptied");
        file.write_all(bytes).expect("written");
        path.to_path_buf()
    })
}
