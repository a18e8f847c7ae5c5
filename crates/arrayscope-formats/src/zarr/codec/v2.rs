//! The filters and the compressor of version 2, by their names in numcodecs.

use serde_json::Value as Json;

use super::Codec;
use crate::printable::quoted;
use crate::zarr::trouble::Trouble;

const READ: &str = "blosc, zstd, gzip, zlib, lz4, crc32c and shuffle are read";

/// The codecs of an array, in the order in which they were applied.
pub(in crate::zarr) fn codecs(filters: &Json, compressor: &Json) -> Result<Vec<Codec>, Trouble> {
    let filters = match filters {
        Json::Null => &[],
        Json::Array(filters) => filters.as_slice(),
        _ => return Err(Trouble::malformed(0, "filters that are no list", "a list of filters")),
    };
    let compressor = Some(compressor).filter(|compressor| !compressor.is_null());
    filters.iter().chain(compressor).map(codec).collect()
}

/// One of them, by its `id`.
fn codec(json: &Json) -> Result<Codec, Trouble> {
    let id = json.get("id").and_then(Json::as_str);
    let id =
        id.ok_or_else(|| Trouble::malformed(0, "a codec without an id", "one as \"blosc\""))?;
    numcodec(id, json)
}

/// A codec of numcodecs and its configuration.
pub(super) fn numcodec(id: &str, configuration: &Json) -> Result<Codec, Trouble> {
    Ok(match id {
        "gzip" => Codec::Gzip,
        "zlib" => Codec::Zlib,
        "zstd" => Codec::Zstd,
        "lz4" => Codec::Lz4,
        "blosc" => Codec::Blosc,
        "crc32c" => Codec::Crc32c,
        "shuffle" => {
            let itemsize = configuration.get("elementsize").map_or(Some(4), Json::as_u64);
            let itemsize = itemsize.and_then(|itemsize| usize::try_from(itemsize).ok());
            let itemsize = itemsize.filter(|&itemsize| itemsize > 0).ok_or_else(|| {
                Trouble::malformed(0, "a shuffle of elements of no size", "1 byte or more")
            })?;
            Codec::Shuffle { itemsize }
        }
        other => {
            return Err(Trouble::unsupported(format!("the codec {}", quoted(other)), READ));
        }
    })
}
