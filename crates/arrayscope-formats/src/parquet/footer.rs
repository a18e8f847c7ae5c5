//! The end of a Parquet file: its schema, and where the columns of each row group are.
//!
//! Source: `parquet.thrift` of Apache Parquet 2.11.

use super::schema::{Element, MOST_ELEMENTS};
use super::thrift::{Kind, Result, Thrift};

/// What the footer says that we use.
#[derive(Clone, Debug, Default)]
pub(super) struct Footer {
    /// The schema, depth first.
    pub(super) schema: Vec<Element>,
    pub(super) rows: u64,
    pub(super) groups: Vec<Group>,
    /// The schema as Arrow wrote it, in base64.
    pub(super) arrow: Option<Vec<u8>>,
    pub(super) is_encrypted: bool,
}

/// Rows that are stored together.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) rows: u64,
    pub(super) chunks: Vec<Chunk>,
}

/// The values of one column in a group.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Chunk {
    pub(super) codec: u8,
    /// Whether it lies in another file.
    pub(super) is_elsewhere: bool,
    /// Values, nulls included.
    pub(super) values: u64,
    pub(super) nulls: Option<u64>,
    /// Where its first page starts.
    pub(super) start: u64,
    /// Bytes of all its pages.
    pub(super) nbytes: u64,
}

impl Footer {
    pub(super) fn read(thrift: &mut Thrift<'_>) -> Result<Self> {
        let (mut footer, mut last) = (Self::default(), 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (2, Kind::List) => footer.schema = schema(thrift)?,
                (3, Kind::Integer) => footer.rows = thrift.count()?,
                (4, Kind::List) => {
                    let columns = footer.schema.iter().filter(|e| e.children == 0).count();
                    footer.groups = groups(thrift, columns)?;
                }
                (5, Kind::List) => footer.arrow = arrow(thrift)?,
                (8, kind) => {
                    footer.is_encrypted = true;
                    thrift.skip(kind)?;
                }
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(footer)
    }
}

fn schema(thrift: &mut Thrift<'_>) -> Result<Vec<Element>> {
    let (kind, count) = thrift.list()?;
    if kind != Kind::Struct {
        return thrift.broken("a schema that is no list of structures", "one");
    }
    if count > MOST_ELEMENTS {
        return thrift.broken("a schema of more than 65536 columns", "at most 65536");
    }
    (0..count).map(|_| Element::read(thrift)).collect()
}

fn groups(thrift: &mut Thrift<'_>, columns: usize) -> Result<Vec<Group>> {
    let (kind, count) = thrift.list()?;
    if kind != Kind::Struct {
        return thrift.broken("row groups that are no list of structures", "one");
    }
    // Not as many as are declared: each is looked at first.
    let mut groups = Vec::new();
    for _ in 0..count {
        let (mut group, mut last) = (Group::default(), 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::List) => group.chunks = chunks(thrift, columns)?,
                (3, Kind::Integer) => group.rows = thrift.count()?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        if group.chunks.len() != columns {
            return thrift.broken("a row group without columns", "those of the schema");
        }
        groups.push(group);
    }
    Ok(groups)
}

fn chunks(thrift: &mut Thrift<'_>, columns: usize) -> Result<Vec<Chunk>> {
    let (kind, count) = thrift.list()?;
    if kind != Kind::Struct || count != columns {
        return thrift.broken("a row group of other columns than the schema's", "those");
    }
    let mut chunks = Vec::new();
    for _ in 0..count {
        let (mut chunk, mut is_described, mut last) = (Chunk::default(), false, 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Binary) => chunk.is_elsewhere = !thrift.binary()?.is_empty(),
                (3, Kind::Struct) => {
                    chunk.describe(thrift)?;
                    is_described = true;
                }
                (_, kind) => thrift.skip(kind)?,
            }
        }
        if !is_described {
            return thrift.broken("a column without a description", "its codec and place");
        }
        chunks.push(chunk);
    }
    Ok(chunks)
}

impl Chunk {
    fn describe(&mut self, thrift: &mut Thrift<'_>) -> Result<()> {
        let (mut data, mut dictionary, mut last) = (0, None, 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (4, Kind::Integer) => {
                    self.codec = u8::try_from(thrift.integer()?).unwrap_or(u8::MAX);
                }
                (5, Kind::Integer) => self.values = thrift.count()?,
                (7, Kind::Integer) => self.nbytes = thrift.count()?,
                (9, Kind::Integer) => data = thrift.count()?,
                // Some writers write 0 where there is none.
                (11, Kind::Integer) => dictionary = Some(thrift.count()?).filter(|&at| at > 0),
                (12, Kind::Struct) => self.nulls = null_count(thrift)?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        self.start = dictionary.map_or(data, |dictionary: u64| dictionary.min(data));
        Ok(())
    }
}

/// What statistics say of nulls.
fn null_count(thrift: &mut Thrift<'_>) -> Result<Option<u64>> {
    let (mut nulls, mut last) = (None, 0);
    while let Some((id, kind)) = thrift.field(&mut last)? {
        match (id, kind) {
            (3, Kind::Integer) => nulls = Some(thrift.count()?),
            (_, kind) => thrift.skip(kind)?,
        }
    }
    Ok(nulls)
}

/// The value that Arrow's schema is kept under.
fn arrow(thrift: &mut Thrift<'_>) -> Result<Option<Vec<u8>>> {
    let (kind, count) = thrift.list()?;
    if kind != Kind::Struct {
        return thrift.broken("metadata that are no list of structures", "one");
    }
    let mut arrow = None;
    for _ in 0..count {
        let (mut key, mut value, mut last) = (&[][..], &[][..], 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Binary) => key = thrift.binary()?,
                (2, Kind::Binary) => value = thrift.binary()?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        if key == b"ARROW:schema" {
            arrow = Some(value.to_vec());
        }
    }
    Ok(arrow)
}
