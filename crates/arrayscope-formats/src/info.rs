//! What is known of an array before any of its values is read.

use arrayscope_core::Layout;
use arrayscope_core::dtype::{ByteOrder, DType};

/// An array as its container describes it; no value has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrayInfo {
    /// The member's name, for the part after `::` of its address; `None` for
    /// the only array of a file that does not name it.
    pub name: Option<String>,
    /// The dtype of the elements.
    pub dtype: DType,
    /// The byte order in the file.
    pub byte_order: ByteOrder,
    /// Where the elements are in the file, counted from the first element.
    pub layout: Layout,
    /// What the axes are called, one per axis, or empty if the file does not say.
    pub axis_names: Vec<String>,
    /// What the positions along an axis are called, if the file says.
    pub labels: Option<Labels>,
    /// How the elements are kept in the file.
    pub storage: Storage,
}

/// How the elements of an array are kept in its file.
///
/// The default is one piece that is not encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Storage {
    /// Lengths per axis of the chunks that are read and decoded as one; `None` where there
    /// are none.
    pub chunk_shape: Option<Vec<usize>>,
    /// What was done to the bytes when they were written, in that order, by the names of the
    /// format: `["shuffle", "gzip"]`.
    pub codecs: Vec<String>,
}

/// Names of the positions along one axis, as the column names of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// The axis.
    pub axis: usize,
    /// One name per position.
    pub names: Vec<String>,
}

impl ArrayInfo {
    /// Lengths per axis.
    pub fn shape(&self) -> &[usize] {
        self.layout.shape()
    }

    /// Bytes of all elements.
    pub fn nbytes(&self) -> usize {
        self.layout.nbytes()
    }

    /// The names of the fields of a structured array; empty for other dtypes.
    pub fn fields(&self) -> Vec<&str> {
        crate::field::fields_of(&self.dtype).iter().map(|field| field.name.as_str()).collect()
    }

    /// The fields of a structured array as arrays of their own, as
    /// [`Container::source`](crate::Container::source) gives them; empty for other dtypes.
    /// One pass over the fields, and nothing is read.
    ///
    /// A field in a field is among the fields of that one.
    ///
    /// # Errors
    /// When a field has more axes, with those of the array, than an array can have.
    ///
    /// ```
    /// use arrayscope_formats::{OpenOptions, open};
    /// let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/formats/structured.npy");
    /// let file = open(path.as_ref(), &OpenOptions::default())?;
    /// let fields = file.arrays()[0].field_infos()?;
    /// assert_eq!(fields[0].name.as_deref(), Some("id"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn field_infos(&self) -> Result<Vec<Self>, arrayscope_core::Error> {
        let fields = crate::field::fields_of(&self.dtype);
        fields.iter().map(|field| crate::field::info_of(self, field)).collect()
    }
}

/// Names for the axes of an array that brings none: what they mostly are at this number of
/// axes. They are hints for reading, nothing is computed from them.
pub fn usual_axis_names(shape: &[usize]) -> Vec<String> {
    let names: &[&str] = match shape {
        [] => &[],
        [_] => &["feature"],
        [_, _] => &["row", "column"],
        [_, _, 1..=4] => &["height", "width", "channel"],
        [_, _, _] => &["batch", "height", "width"],
        [_, _, _, 1..=4] => &["batch", "height", "width", "channel"],
        [_, 1..=4, _, _] => &["batch", "channel", "height", "width"],
        _ => {
            return (0..shape.len()).map(|axis| format!("axis {axis}")).collect();
        }
    };
    names.iter().map(|&name| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_axis_gets_a_name() {
        for ndim in 0..8 {
            assert_eq!(usual_axis_names(&vec![3; ndim]).len(), ndim);
        }
    }

    #[test]
    fn three_colours_are_recognised_first_or_last() {
        assert_eq!(usual_axis_names(&[32, 28, 28, 3])[3], "channel");
        assert_eq!(usual_axis_names(&[32, 3, 28, 28])[1], "channel");
        assert_eq!(usual_axis_names(&[512, 512, 3])[2], "channel");
        assert_eq!(usual_axis_names(&[32, 8, 28, 28])[1], "axis 1");
    }
}
