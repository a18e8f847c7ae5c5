//! What the columns of Arrow data are, and where in a batch their bytes are.
//!
//! Source: `Schema.fbs` and "Arrow Columnar Format" 1.5 of Apache Arrow.

use std::collections::HashMap;

use arrayscope_core::DType;
use arrayscope_core::dtype::ByteOrder;

use super::flat::{Broken, Result, Table};
use super::rows::Rows;

/// Fields of a schema, those inside of others counted.
const MOST_FIELDS: usize = 1 << 16;

/// Fields inside of fields.
const DEEPEST: usize = 32;

/// Bytes of all names: a small schema could name one long text everywhere.
const LONGEST_NAMES: usize = 16 << 20;

/// A schema.
#[derive(Debug)]
pub(super) struct Schema {
    pub(super) byte_order: ByteOrder,
    pub(super) fields: Vec<Field>,
    /// Nodes and buffers of all fields.
    pub(super) nodes: usize,
}

/// A column.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What a column holds.
#[derive(Debug)]
pub(super) enum Kind {
    /// Numbers or times, or lists of one length of them.
    Numbers(Numbers),
    /// What it is instead.
    Other(&'static str),
}

/// Where a column's values are in each batch, and what they are.
#[derive(Clone, Debug)]
pub(super) struct Numbers {
    pub(super) dtype: DType,
    /// Bits of a value.
    pub(super) bits: usize,
    pub(super) rows: Rows,
    /// Lengths of the lists, the outermost first; none for a number per row.
    pub(super) lists: Vec<usize>,
    /// The first of its nodes: one per list, then that of the values.
    pub(super) node: usize,
    /// The first of its buffers, were there no views before it: one per list, then validity
    /// and values.
    pub(super) buffer: usize,
    /// Columns of views before it, which have as many more buffers as a batch says.
    pub(super) views: usize,
}

/// Why a schema cannot be read.
#[derive(Debug)]
pub(super) enum Refused {
    Broken(Broken),
    TooLarge(&'static str),
}

impl From<Broken> for Refused {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

/// Counts what fields before had.
#[derive(Debug, Default)]
struct Counter {
    fields: usize,
    name_nbytes: usize,
    nodes: usize,
    buffers: usize,
    views: usize,
}

impl Schema {
    /// Reads the table of a schema. `version` is that of the message.
    pub(super) fn read(table: &Table<'_>, version: i16) -> std::result::Result<Self, Refused> {
        let byte_order = match table.i16_or(0, 0)? {
            0 => ByteOrder::Little,
            _ => ByteOrder::Big,
        };
        let (mut counter, mut fields) = (Counter::default(), Vec::new());
        for field in table.tables(1)? {
            let field = field?;
            let name = field.text(0)?;
            counter.name_nbytes = counter.name_nbytes.saturating_add(name.len());
            if counter.name_nbytes > LONGEST_NAMES {
                return Err(Refused::TooLarge("names of more than 16777216 bytes"));
            }
            let kind = counter.field(&field, version, 0)?;
            fields.push(Field { name: String::from_utf8_lossy(name).into_owned(), kind });
        }
        Ok(Self { byte_order, fields, nodes: counter.nodes })
    }
}

impl Counter {
    /// Counts a field and those inside of it.
    fn field(
        &mut self,
        field: &Table<'_>,
        version: i16,
        depth: usize,
    ) -> std::result::Result<Kind, Refused> {
        self.fields += 1;
        if self.fields > MOST_FIELDS {
            return Err(Refused::TooLarge("a schema of more than 65536 fields"));
        }
        if depth > DEEPEST {
            return Err(Refused::TooLarge("fields nested more than 32 levels deep"));
        }
        let (node, buffer, views) = (self.nodes, self.buffers, self.views);
        self.nodes += 1;
        if field.table(4)?.is_some() {
            // Indices into a dictionary.
            self.buffers += 2;
            return Ok(Kind::Other("dictionary"));
        }
        let kind = Type::read(field)?;
        self.buffers += match kind {
            Type::Null | Type::RunEnds => 0,
            // Version 4, which is numbered 3, gave unions a validity, too.
            Type::Union { is_dense } => 1 + usize::from(is_dense) + usize::from(version < 4),
            Type::Struct | Type::FixedList(_) => 1,
            Type::Numbers(..) | Type::Fixed(_) | Type::List | Type::View(_) => 2,
            Type::Text(_) | Type::ListView => 3,
        };
        let mut children = Vec::new();
        for child in field.tables(5)? {
            children.push(self.field(&child?, version, depth + 1)?);
        }
        Ok(match kind {
            Type::Numbers(dtype, bits) => Kind::Numbers(Numbers {
                dtype,
                bits,
                rows: Rows::default(),
                lists: Vec::new(),
                node,
                buffer,
                views,
            }),
            Type::FixedList(length) => match children.pop() {
                Some(Kind::Numbers(mut inner)) if children.is_empty() => {
                    inner.lists.insert(0, length);
                    let Some(rows) = Rows::read(field, &inner.lists)? else {
                        return Ok(Kind::Other("list"));
                    };
                    Kind::Numbers(Numbers { rows, node, buffer, views, ..inner })
                }
                _ => Kind::Other("list"),
            },
            Type::View(name) => {
                self.views += 1;
                Kind::Other(name)
            }
            Type::Text(name) | Type::Fixed(name) => Kind::Other(name),
            Type::List | Type::ListView => Kind::Other("list"),
            Type::Struct => Kind::Other("group of columns"),
            Type::Null => Kind::Other("null"),
            Type::RunEnds => Kind::Other("runs"),
            Type::Union { .. } => Kind::Other("union"),
        })
    }
}

/// The types of Arrow, as far as their buffers differ.
#[derive(Debug)]
enum Type {
    Null,
    /// A dtype, and bits of a value.
    Numbers(DType, usize),
    /// Values of one size that are no numbers.
    Fixed(&'static str),
    Text(&'static str),
    View(&'static str),
    List,
    ListView,
    FixedList(usize),
    Struct,
    Union {
        is_dense: bool,
    },
    RunEnds,
}

impl Type {
    fn read(field: &Table<'_>) -> Result<Self> {
        let code = field.u8(2)?;
        let table = field.table(3)?;
        // A type without fields may leave its table out.
        let int = |index: usize| table.map_or(Ok(0), |table| table.i32(index));
        let unit_or = |absent| table.map_or(Ok(absent), |table| table.i16_or(0, absent));
        Ok(match code {
            1 => Self::Null,
            2 => {
                let is_signed = table.map_or(Ok(0), |table| table.u8(1))? != 0;
                match (int(0)?, is_signed) {
                    (8, true) => Self::Numbers(DType::I8, 8),
                    (16, true) => Self::Numbers(DType::I16, 16),
                    (32, true) => Self::Numbers(DType::I32, 32),
                    (64, true) => Self::Numbers(DType::I64, 64),
                    (8, false) => Self::Numbers(DType::U8, 8),
                    (16, false) => Self::Numbers(DType::U16, 16),
                    (32, false) => Self::Numbers(DType::U32, 32),
                    (64, false) => Self::Numbers(DType::U64, 64),
                    _ => Self::Fixed("integer of an odd number of bits"),
                }
            }
            3 => match unit_or(0)? {
                0 => Self::Numbers(DType::F16, 16),
                1 => Self::Numbers(DType::F32, 32),
                2 => Self::Numbers(DType::F64, 64),
                _ => Self::Fixed("float of an odd number of bits"),
            },
            4 | 19 => Self::Text("bytes"),
            5 | 20 => Self::Text("text"),
            6 => Self::Numbers(DType::Bool, 1),
            7 => Self::Fixed("decimal"),
            8 => match unit_or(1)? {
                0 => Self::Numbers(DType::DateTime64("D".into()), 32),
                _ => Self::Numbers(DType::DateTime64("ms".into()), 64),
            },
            9 => Self::Fixed("time of day"),
            10 => Self::Numbers(DType::DateTime64(time_unit(unit_or(0)?).into()), 64),
            11 => Self::Fixed("interval"),
            12 | 17 | 21 => Self::List,
            13 => Self::Struct,
            14 => Self::Union { is_dense: unit_or(0)? == 1 },
            15 => Self::Fixed("bytes"),
            16 => Self::FixedList(usize::try_from(int(0)?).unwrap_or(0)),
            18 => Self::Numbers(DType::TimeDelta64(time_unit(unit_or(1)?).into()), 64),
            22 => Self::RunEnds,
            23 => Self::View("bytes"),
            24 => Self::View("text"),
            25 | 26 => Self::ListView,
            // What it is cannot be known, and nothing behind it can be found.
            _ => return Err(Broken { at: 0 }),
        })
    }
}

fn time_unit(code: i16) -> &'static str {
    match code {
        0 => "s",
        1 => "ms",
        2 => "us",
        _ => "ns",
    }
}

/// The columns of lists of one length in a schema that a Parquet file holds, in base64.
pub(crate) fn fixed_size_lists(text: &[u8]) -> HashMap<String, Rows> {
    use base64::Engine as _;
    let decoded = base64::engine::general_purpose::STANDARD.decode(text).unwrap_or_default();
    // A message: a mark of four bytes that old ones lack, its length, the message.
    let message = match decoded.strip_prefix(&[0xff; 4]) {
        Some(rest) => rest.get(4..),
        None => decoded.get(4..),
    };
    let schema = message.and_then(|message| {
        let message = Table::root(message).ok()?;
        Schema::read(&message.table(2).ok()??, message.i16_or(0, 0).ok()?).ok()
    });
    let fields = schema.map(|schema| schema.fields).unwrap_or_default();
    let lists = fields.into_iter().filter_map(|field| match field.kind {
        Kind::Numbers(Numbers { rows, lists, .. }) if lists.len() == 1 => Some((field.name, rows)),
        _ => None,
    });
    lists.collect()
}
