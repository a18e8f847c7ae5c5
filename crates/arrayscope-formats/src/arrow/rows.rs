//! What a row of a column is when it is not one number.

use super::flat::{Result, Table};
use crate::columns::Column;

/// The shape of each row of a column.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Lengths per axis, as the elements lie in the file.
    shape: Vec<usize>,
    /// The axes in the order in which they are shown.
    order: Vec<usize>,
    names: Vec<String>,
}

/// The name of the extension.
const TENSOR: &[u8] = b"arrow.fixed_shape_tensor";

/// Bytes of what the extension says of itself.
const LONGEST_METADATA: usize = 1 << 16;

impl Rows {
    /// Rows that are lists of these lengths, the outermost first, or tensors as the metadata
    /// of the field say. `None` for rows without elements, or more than memory has
    /// addresses for.
    pub(super) fn read(field: &Table<'_>, lists: &[usize]) -> Result<Option<Self>> {
        let size = lists.iter().try_fold(1_usize, |size, &length| size.checked_mul(length));
        let Some(size) = size.filter(|&size| size > 0 && lists.len() < 32) else {
            return Ok(None);
        };
        let (mut is_tensor, mut metadata) = (false, &[][..]);
        for pair in field.tables(6)? {
            let pair = pair?;
            match pair.text(0)? {
                b"ARROW:extension:name" => is_tensor = pair.text(1)? == TENSOR,
                b"ARROW:extension:metadata" => metadata = pair.text(1)?,
                _ => {}
            }
        }
        let tensor = (is_tensor && metadata.len() <= LONGEST_METADATA)
            .then(|| Self::tensor(metadata, size))
            .flatten();
        Ok(Some(tensor.unwrap_or_else(|| Self {
            shape: lists.to_vec(),
            order: (0..lists.len()).collect(),
            names: Vec::new(),
        })))
    }

    /// The shape of a tensor of `size` elements; `None` where the metadata do not fit them.
    fn tensor(metadata: &[u8], size: usize) -> Option<Self> {
        #[derive(serde::Deserialize)]
        struct Metadata {
            shape: Vec<usize>,
            permutation: Option<Vec<usize>>,
            dim_names: Option<Vec<String>>,
        }
        let Metadata { shape, permutation, dim_names } = serde_json::from_slice(metadata).ok()?;
        let product = shape.iter().try_fold(1_usize, |n, &length| n.checked_mul(length))?;
        let order = permutation.unwrap_or_else(|| (0..shape.len()).collect());
        let mut sorted = order.clone();
        sorted.sort_unstable();
        let is_order = sorted.iter().copied().eq(0..shape.len());
        let names = dim_names.filter(|names| names.len() == shape.len()).unwrap_or_default();
        (product == size && shape.len() < 32 && is_order).then_some(Self { shape, order, names })
    }

    /// A column of such rows.
    pub(crate) fn of(&self, column: Column) -> Column {
        let (row_shape, axis_order) = (self.shape.clone(), self.order.clone());
        Column { row_shape, axis_order, axis_names: self.names.clone(), ..column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tensor_that_does_not_fit_its_list_is_a_list() {
        let tensor = |text: &str| Rows::tensor(text.as_bytes(), 6).map(|rows| rows.shape);
        assert_eq!(tensor(r#"{"shape":[2,3]}"#), Some(vec![2, 3]));
        for text in [
            r#"{"shape":[2,4]}"#,
            r#"{"shape":[2,3],"permutation":[0,0]}"#,
            r#"{"shape":[-2,-3]}"#,
            r#"{"shape":[9223372036854775807,9223372036854775807,6]}"#,
            "[2,3]",
            "",
        ] {
            assert_eq!(tensor(text), None, "{text}");
        }
    }
}
