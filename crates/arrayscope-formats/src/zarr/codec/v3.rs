//! The codecs of version 3: some for the array, one that makes bytes of it, some for bytes.

use arrayscope_core::dtype::{ByteOrder, DType};
use arrayscope_core::layout::shape_text;
use serde_json::Value as Json;

use super::v2::numcodec;
use super::{Codec, Content, Pipeline, Shard};
use crate::json::Lengths;
use crate::printable::quoted;
use crate::zarr::metadata::{named, order_of};
use crate::zarr::trouble::Trouble;

const READ: &str = "transpose, bytes, sharding_indexed, blosc, zstd, gzip and crc32c are read";

/// Shards in shards.
const DEEPEST: usize = 4;

/// What is done to chunks of this shape, and the byte order of their elements.
pub(in crate::zarr) fn pipeline(
    codecs: &Json,
    chunk_shape: &[usize],
    dtype: &DType,
) -> Result<(Pipeline, ByteOrder), Trouble> {
    let axes = (0..chunk_shape.len()).collect();
    Building { dtype, depth: 0 }.pipeline(codecs, chunk_shape.to_vec(), axes)
}

#[derive(Clone, Copy)]
struct Building<'a> {
    dtype: &'a DType,
    depth: usize,
}

impl Building<'_> {
    /// `axes` are those of the array, in the order in which the codecs are given them.
    fn pipeline(
        self,
        codecs: &Json,
        shape: Vec<usize>,
        mut axes: Vec<usize>,
    ) -> Result<(Pipeline, ByteOrder), Trouble> {
        let list = codecs.as_array();
        let list = list.ok_or_else(|| Trouble::malformed(0, "no codecs", "a list of codecs"))?;
        let (mut content, mut of_bytes, mut reordered) = (None, Vec::new(), None);
        for codec in list {
            let (name, configuration) = named(codec, "codec")?;
            let configuration = configuration.unwrap_or(&Json::Null);
            match (name, &content) {
                ("transpose", None) => {
                    axes = permuted(&axes, configuration)?;
                    reordered = Some("transpose");
                }
                ("bytes", None) => {
                    let endian = configuration.get("endian").and_then(Json::as_str);
                    content = Some((Content::Elements, order_of(self.dtype, endian)?));
                }
                ("sharding_indexed", None) => {
                    let (shard, order) = self.shard(configuration, &shape, &axes)?;
                    content = Some((Content::Shard(Box::new(shard)), order));
                }
                (name, Some(_)) => of_bytes.push(codec_of_bytes(name, configuration)?),
                (name, None) => return Err(unknown(name)),
            }
        }
        let (content, order) = content.ok_or_else(|| {
            Trouble::malformed(0, "no codec that makes bytes", "bytes or sharding_indexed")
        })?;
        let itemsize = self.dtype.itemsize();
        Ok((Pipeline { shape, axes, reordered, content, codecs: of_bytes, itemsize }, order))
    }

    /// Chunks in a chunk. Source: Zarr, sharding codec version 1.0.
    fn shard(
        self,
        configuration: &Json,
        shape: &[usize],
        axes: &[usize],
    ) -> Result<(Shard, ByteOrder), Trouble> {
        if self.depth == DEEPEST {
            let found = format!("shards nested deeper than {DEEPEST} levels");
            return Err(Trouble::unsupported(found, "fewer levels are read"));
        }
        let lengths = configuration.get("chunk_shape").cloned().unwrap_or_default();
        let lengths = serde_json::from_value::<Lengths>(lengths).unwrap_or(Lengths(Vec::new())).0;
        // They are given in the order in which the axes are stored.
        let mut inner = vec![0; shape.len()];
        if lengths.len() == axes.len() {
            std::iter::zip(axes, &lengths).for_each(|(&axis, &length)| inner[axis] = length);
        }
        let divides = |(&length, &inner): (&usize, &usize)| inner > 0 && length % inner == 0;
        if !std::iter::zip(shape, &inner).all(divides) || lengths.len() != axes.len() {
            let found = format!("chunks of shape {} in a shard", shape_text(&lengths));
            let expected = format!("a shape that divides {}", shape_text(shape));
            return Err(Trouble::malformed(0, found, expected));
        }
        let counts = std::iter::zip(shape, &inner).map(|(length, inner)| length / inner).collect();
        let missing = &Json::Null;
        let index = configuration.get("index_codecs").unwrap_or(missing);
        let (index_order, index_codecs) = index_codecs(index)?;
        let index_is_first = match configuration.get("index_location").map(Json::as_str) {
            None | Some(Some("end")) => false,
            Some(Some("start")) => true,
            Some(_) => {
                let found = "an index at another place";
                return Err(Trouble::malformed(0, found, "\"start\" or \"end\""));
            }
        };
        let codecs = configuration.get("codecs").unwrap_or(missing);
        let deeper = Self { depth: self.depth + 1, ..self };
        let (inner, order) = deeper.pipeline(codecs, inner, axes.to_vec())?;
        Ok((Shard { inner, counts, index_order, index_codecs, index_is_first }, order))
    }
}

/// The codecs of an index, whose length must be known before it is read.
fn index_codecs(codecs: &Json) -> Result<(ByteOrder, Vec<Codec>), Trouble> {
    let dtype = DType::U64;
    let building = Building { dtype: &dtype, depth: DEEPEST };
    let (pipeline, order) = building.pipeline(codecs, vec![1, 2], vec![0, 1])?;
    let is_plain =
        pipeline.axes.is_sorted() && pipeline.codecs.iter().all(|codec| *codec == Codec::Crc32c);
    if is_plain {
        return Ok((order, pipeline.codecs));
    }
    let found = "an index of a shard that is transposed or compressed";
    Err(Trouble::unsupported(found, "bytes and crc32c are read there"))
}

/// The axes in the order that a transpose stores them in.
fn permuted(axes: &[usize], configuration: &Json) -> Result<Vec<usize>, Trouble> {
    let order = configuration.get("order");
    let order = order.and_then(|order| serde_json::from_value::<Lengths>(order.clone()).ok());
    let order = order.map(|order| order.0).filter(|order| {
        let mut sorted = order.clone();
        sorted.sort_unstable();
        sorted.iter().copied().eq(0..axes.len())
    });
    let order = order.ok_or_else(|| {
        let expected = format!("each of the {} axes once", axes.len());
        Trouble::malformed(0, "a transpose of another order", expected)
    })?;
    Ok(order.into_iter().map(|axis| axes[axis]).collect())
}

/// A codec from bytes to bytes.
fn codec_of_bytes(name: &str, configuration: &Json) -> Result<Codec, Trouble> {
    match name {
        "blosc" | "zstd" | "gzip" | "crc32c" => numcodec(name, configuration),
        _ => match name.strip_prefix("numcodecs.") {
            Some(id) => numcodec(id, configuration),
            None => Err(unknown(name)),
        },
    }
}

fn unknown(name: &str) -> Trouble {
    Trouble::unsupported(format!("the codec {}", quoted(name)), READ)
}
