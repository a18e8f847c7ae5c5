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
