//! Structured dtypes: several named fields in one element.

use super::{ByteOrder, DType};
use crate::{Error, ErrorKind, Result};

/// The fields of a structured dtype.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Structure {
    /// Bytes from one element to the next, padding included.
    pub itemsize: usize,
    /// The fields, in the order of the file.
    pub fields: Vec<Field>,
}

/// One field of a structured dtype.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The dtype of one of its elements.
    pub dtype: DType,
    /// The byte order of its elements.
    pub byte_order: ByteOrder,
    /// Bytes from the start of the element to the field.
    pub byte_offset: usize,
    /// The shape of a subarray in every element; empty for a plain field.
    pub shape: Vec<usize>,
}

impl Structure {
    /// The field called `name`.
    ///
    /// # Errors
    /// When there is none; the sentence lists the fields there are.
    pub fn field(&self, name: &str) -> Result<&Field> {
        self.fields.iter().find(|field| field.name == name).ok_or_else(|| {
            let names: Vec<&str> = self.fields.iter().map(|field| field.name.as_str()).collect();
            Error::new(
                ErrorKind::DType,
                format!("there is no field {name:?} in this array (fields: {})", names.join(", ")),
            )
        })
    }
}
