//! Several safetensors files that one index holds together.
//!
//! Source: `huggingface_hub`, `serialization`: a JSON object whose `weight_map` leads
//! from each tensor's name to the file that it is in, beside the index.

use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::sync::Arc;

use serde::Deserialize;

use super::{Decoded, Shard, Tensor, take};
use crate::error::{Error, Result};
use crate::io::{File, ReadAt as _};
use crate::note::Note;
use crate::options::OpenOptions;
use crate::place::Place;
use crate::printable::quoted;
use crate::tensors::{Tensors, check_count};

/// Bytes of an index: 128 for each tensor that can be listed.
const LONGEST_INDEX: u64 = 8 << 20;

/// Files of one index, each of which stays open.
const MOST_SHARDS: usize = 512;

#[derive(Deserialize)]
struct Index {
    weight_map: BTreeMap<String, String>,
}

/// Opens an index and the files that it names, which must lie beside it.
pub(crate) fn open_index(
    file: &File,
    path: &Path,
    shown: &str,
    options: &OpenOptions,
) -> Result<Tensors> {
    let place = Place::new(shown, "safetensors");
    let index = read(file, &place)?;
    check_count(index.weight_map.len() as u64, 0, &place)?;
    let mut shards: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, shard) in &index.weight_map {
        shards.entry(shard).or_default().push(name);
    }
    if shards.len() > MOST_SHARDS {
        let found = format!("{} files", shards.len());
        return Err(place.malformed(0, found, format!("at most {MOST_SHARDS} files in an index")));
    }
    // Files that are not there have no bytes; they are refused where they are opened.
    let nbytes = |name: &&str| path.with_file_name(name).metadata().map_or(0, |file| file.len());
    let access = options.access.of(shards.keys().map(nbytes).fold(0, u64::saturating_add));
    let options = &OpenOptions { access, ..options.clone() };
    let mut tensors = Tensors::new(place);
    let mut decoded = Decoded::default();
    let mut strangers = Vec::new();
    for (name, wanted) in shards {
        let mut shard = beside(path, name, &tensors, options)?;
        let mut held: BTreeMap<String, Tensor> =
            shard.tensors.drain(..).map(|tensor| (tensor.name.clone(), tensor)).collect();
        for tensor in wanted {
            let Some(tensor) = held.remove(tensor) else {
                let found = format!("no tensor {} in {}", quoted(tensor), quoted(name));
                return Err(tensors.place().malformed(
                    0,
                    found,
                    "every tensor where the index says",
                ));
            };
            take(&mut tensors, tensor, &shard.stored, &mut decoded);
        }
        strangers.extend(held.into_keys());
    }
    decoded.tell(&mut tensors);
    if !strangers.is_empty() {
        tensors.note(Note::NotInIndex { members: strangers });
    }
    Ok(tensors)
}

/// The index, of a size that it may have.
fn read(file: &File, place: &Place) -> Result<Index> {
    let nbytes = file.nbytes().map_err(|error| place.io("ask for the file's size", error))?;
    if nbytes > LONGEST_INDEX {
        let found = format!("an index of {nbytes} bytes");
        return Err(place.malformed(0, found, format!("at most {LONGEST_INDEX} bytes")));
    }
    let mut text = vec![0; usize::try_from(nbytes).unwrap_or(0)];
    let got = file.read_full_at(&mut text, 0).map_err(|error| place.io("read the index", error))?;
    text.truncate(got);
    serde_json::from_slice(&text).map_err(|error| {
        let at = crate::json::offset_of(&text, &error) as u64;
        place.malformed(at, crate::json::said(&error), "the index of a sharded safetensors model")
    })
}

/// A file beside the index. Its name comes from a file, so that it may be a name and
/// nothing else: no folder, no way up, no root.
fn beside(index: &Path, name: &str, tensors: &Tensors, options: &OpenOptions) -> Result<Shard> {
    let mut components = Path::new(name).components();
    let is_name = matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == name);
    if !is_name {
        let found = format!("the file {}", quoted(name));
        return Err(tensors.place().malformed(0, found, "the name of a file beside the index"));
    }
    let place = Place::new(&shown_beside(&tensors.place().path, name), "safetensors");
    let fail = |source| Error::Io {
        action: "open a file that the index names",
        path: place.path.clone(),
        source,
    };
    let path = index.with_file_name(name);
    let file = File::open(&path).map_err(fail)?;
    Shard::read(&Arc::new(file), &place, options)
}

/// The path of a file beside the index, as the user knows the index.
fn shown_beside(index: &str, name: &str) -> String {
    Path::new(index).with_file_name(name).to_string_lossy().into_owned()
}
