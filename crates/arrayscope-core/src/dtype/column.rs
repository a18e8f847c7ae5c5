//! Results in columns: many values of one type.

use super::DType;
use crate::kernel::Number;
use serde::{Serialize, Serializer};

/// A type of the values of a [`Column`]: an integer, `f32` or `f64`.
pub trait ColumnValue: Copy + Default + PartialEq + Send + Sync + bytemuck::Pod {
    /// Its dtype.
    const DTYPE: DType;

    /// The value with its type told at run time.
    fn number(self) -> Number;

    /// The values with their type told at run time.
    fn column(values: Vec<Self>) -> Column;

    /// The values of a column, if they are of this type.
    fn values(column: &Column) -> Option<&[Self]>;

    /// NaN or an infinity as a value of this type; 0 for an integer, which has neither.
    fn from_float(value: f64) -> Self;
}

macro_rules! columns {
    ($($variant:ident $type:ty, $number:ident;)*) => {
        /// One value per lane.
        #[derive(Clone, Debug, PartialEq)]
        #[expect(missing_docs, reason = "the variants are the types")]
        pub enum Column {
            $($variant(Vec<$type>),)*
        }

        impl Column {
            /// The type of the values.
            pub fn dtype(&self) -> DType {
                match self {
                    $(Self::$variant(_) => DType::$variant,)*
                }
            }

            /// Number of values.
            pub fn len(&self) -> usize {
                match self {
                    $(Self::$variant(values) => values.len(),)*
                }
            }

            /// The values at these positions, which must be inside.
            pub(crate) fn picked(&self, positions: impl Iterator<Item = usize>) -> Self {
                match self {
                    $(Self::$variant(values) => {
                        Self::$variant(positions.map(|position| values[position]).collect())
                    })*
                }
            }

            /// The value at a position, if there is one.
            pub fn get(&self, position: usize) -> Option<Number> {
                match self {
                    $(Self::$variant(values) => values.get(position).map(|x| x.number()),)*
                }
            }
        }

        $(impl ColumnValue for $type {
            const DTYPE: DType = DType::$variant;

            fn number(self) -> Number {
                Number::$number(self.into())
            }

            fn column(values: Vec<Self>) -> Column {
                Column::$variant(values)
            }

            fn values(column: &Column) -> Option<&[Self]> {
                if let Column::$variant(values) = column { Some(values) } else { None }
            }

            #[expect(clippy::allow_attributes, reason = "not every type needs every lint")]
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
            fn from_float(value: f64) -> Self {
                value as $type
            }
        })*
    };
}

columns! {
    I8 i8, Integer;
    I16 i16, Integer;
    I32 i32, Integer;
    I64 i64, Integer;
    U8 u8, Integer;
    U16 u16, Integer;
    U32 u32, Integer;
    U64 u64, Integer;
    F32 f32, Float;
    F64 f64, Float;
}

impl Column {
    /// A column without values: what was not asked for.
    pub const EMPTY: Self = Self::F64(Vec::new());

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The values, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = Number> + '_ {
        (0..self.len()).filter_map(|position| self.get(position))
    }

    /// The nearest `f64` of each value.
    pub fn to_f64(&self) -> Vec<f64> {
        self.iter().map(Number::to_f64).collect()
    }
}

/// A list of numbers, each as a [`Number`] is written.
impl Serialize for Column {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_its_values_with_their_type() {
        let column = u64::column(vec![u64::MAX, 1]);
        assert_eq!((column.dtype(), column.len()), (DType::U64, 2));
        assert_eq!(column.get(0), Some(Number::Integer(u64::MAX.into())));
        assert_eq!(column.get(2), None);
        assert_eq!(f32::column(vec![0.5]).to_f64(), [0.5]);
    }
}
