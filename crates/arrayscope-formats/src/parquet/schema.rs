//! What the columns of a Parquet file are.
//!
//! Source: `LogicalTypes.md` and `parquet.thrift` of Apache Parquet 2.11.

use arrayscope_core::DType;

use super::thrift::{Kind, Result, Thrift};

/// Columns and groups of columns of a schema.
pub(super) const MOST_ELEMENTS: usize = 1 << 16;

/// How values are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Physical {
    Boolean,
    /// So many bytes per value.
    Fixed(usize),
    /// Of this name, and nothing that we read.
    Other(&'static str),
}

/// How often a value occurs in what holds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Repetition {
    #[default]
    Required,
    Optional,
    Repeated,
}

/// One column of the schema, or a group of columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) children: usize,
    pub(super) repetition: Repetition,
    physical: i64,
    length: u64,
    converted: i64,
    logical: Logical,
}

/// The logical types that decide how a column is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Logical {
    #[default]
    None,
    Integer {
        bits: i64,
        signed: bool,
    },
    Date,
    Timestamp(&'static str),
    Float16,
    Other(&'static str),
}

impl Element {
    pub(super) fn read(thrift: &mut Thrift<'_>) -> Result<Self> {
        let mut element = Self { physical: -1, converted: -1, ..Self::default() };
        let mut last = 0;
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Integer) => element.physical = thrift.integer()?,
                (2, Kind::Integer) => element.length = thrift.count()?,
                (3, Kind::Integer) => {
                    element.repetition = match thrift.integer()? {
                        0 => Repetition::Required,
                        1 => Repetition::Optional,
                        _ => Repetition::Repeated,
                    };
                }
                (4, Kind::Binary) => {
                    element.name = String::from_utf8_lossy(thrift.binary()?).into_owned();
                }
                (5, Kind::Integer) => {
                    element.children = usize::try_from(thrift.count()?).unwrap_or(usize::MAX);
                }
                (6, Kind::Integer) => element.converted = thrift.integer()?,
                (10, Kind::Struct) => element.logical = Logical::read(thrift)?,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(element)
    }

    /// How the values of a column are written.
    pub(super) fn physical(&self) -> Physical {
        match self.physical {
            0 => Physical::Boolean,
            1 | 4 => Physical::Fixed(4),
            2 | 5 => Physical::Fixed(8),
            3 => Physical::Other("int96"),
            6 => Physical::Other("byte array"),
            7 => Physical::Fixed(usize::try_from(self.length).unwrap_or(usize::MAX)),
            _ => Physical::Other("unknown type"),
        }
    }

    /// The dtype of the values, or the name of what is no number.
    pub(super) fn dtype(&self) -> std::result::Result<DType, &'static str> {
        let time = |unit: &str| Ok(DType::DateTime64(unit.into()));
        match (self.physical, self.logical(), self.length) {
            (0, Logical::None, _) => Ok(DType::Bool),
            (1, Logical::None, _) => Ok(DType::I32),
            (2, Logical::None, _) => Ok(DType::I64),
            (4, Logical::None, _) => Ok(DType::F32),
            (5, Logical::None, _) => Ok(DType::F64),
            (physical @ (1 | 2), Logical::Integer { bits, signed }, _) => {
                match (physical, bits, signed) {
                    (1, 8, true) => Ok(DType::I8),
                    (1, 16, true) => Ok(DType::I16),
                    (1, 32, true) => Ok(DType::I32),
                    (2, 64, true) => Ok(DType::I64),
                    (1, 8, false) => Ok(DType::U8),
                    (1, 16, false) => Ok(DType::U16),
                    (1, 32, false) => Ok(DType::U32),
                    (2, 64, false) => Ok(DType::U64),
                    _ => Err("integer of an odd number of bits"),
                }
            }
            (1, Logical::Date, _) => time("D"),
            (2, Logical::Timestamp(unit), _) => time(unit),
            (7, Logical::Float16, 2) => Ok(DType::F16),
            (_, Logical::Other(name), _) => Err(name),
            (3, ..) => Err("timestamp of 96 bits"),
            (6 | 7, ..) => Err("bytes"),
            _ => Err("unknown type"),
        }
    }

    /// The logical type; old files name it by a number.
    fn logical(&self) -> Logical {
        if self.logical != Logical::None {
            return self.logical;
        }
        match self.converted {
            0 | 4 => Logical::Other("text"),
            1 | 2 => Logical::Other("map"),
            3 => Logical::Other("list"),
            5 => Logical::Other("decimal"),
            6 => Logical::Date,
            7 | 8 => Logical::Other("time of day"),
            9 => Logical::Timestamp("ms"),
            10 => Logical::Timestamp("us"),
            code @ 11..=14 => Logical::Integer { bits: 8 << (code - 11), signed: false },
            code @ 15..=18 => Logical::Integer { bits: 8 << (code - 15), signed: true },
            19 => Logical::Other("JSON"),
            20 => Logical::Other("BSON"),
            21 => Logical::Other("interval"),
            _ => Logical::None,
        }
    }
}

impl Logical {
    /// A union: the number of its only field says which type it is.
    fn read(thrift: &mut Thrift<'_>) -> Result<Self> {
        let (mut logical, mut last) = (Self::None, 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            logical = match (id, kind) {
                (8, Kind::Struct) => Self::timestamp(thrift)?,
                (10, Kind::Struct) => Self::integer(thrift)?,
                (id, kind) => {
                    thrift.skip(kind)?;
                    match id {
                        1 | 4 => Self::Other("text"),
                        2 => Self::Other("map"),
                        3 => Self::Other("list"),
                        5 => Self::Other("decimal"),
                        6 => Self::Date,
                        7 => Self::Other("time of day"),
                        11 => Self::Other("null"),
                        12 => Self::Other("JSON"),
                        13 => Self::Other("BSON"),
                        14 => Self::Other("UUID"),
                        15 => Self::Float16,
                        _ => Self::Other("unknown type"),
                    }
                }
            };
        }
        Ok(logical)
    }

    fn timestamp(thrift: &mut Thrift<'_>) -> Result<Self> {
        let (mut unit, mut last) = (Self::Other("timestamp of an unknown unit"), 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            if (id, kind) != (2, Kind::Struct) {
                thrift.skip(kind)?;
                continue;
            }
            let mut last = 0;
            while let Some((id, kind)) = thrift.field(&mut last)? {
                thrift.skip(kind)?;
                unit = match id {
                    1 => Self::Timestamp("ms"),
                    2 => Self::Timestamp("us"),
                    3 => Self::Timestamp("ns"),
                    _ => unit,
                };
            }
        }
        Ok(unit)
    }

    fn integer(thrift: &mut Thrift<'_>) -> Result<Self> {
        let (mut bits, mut signed, mut last) = (0, true, 0);
        while let Some((id, kind)) = thrift.field(&mut last)? {
            match (id, kind) {
                (1, Kind::Byte) => bits = i64::from(thrift.byte()?),
                (2, Kind::True) => signed = true,
                (2, Kind::False) => signed = false,
                (_, kind) => thrift.skip(kind)?,
            }
        }
        Ok(Self::Integer { bits, signed })
    }
}
