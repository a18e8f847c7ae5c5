//! What attributes say of a dataset: which of its axes are which, what its numbers mean.

mod axes;
mod packed;
mod packing;

pub(super) use axes::{Axes, Scale};
pub(super) use packed::PackedSource;
pub(super) use packing::Packing;

use super::object::{Attribute, Header, attributes};
use super::structure::{GlobalHeaps, Store};

/// The attributes that mean something to us.
const WANTED: [&str; 13] = [
    "CLASS",
    "NAME",
    "DIMENSION_LIST",
    "DIMENSION_LABELS",
    "_Netcdf4Dimid",
    "_Netcdf4Coordinates",
    "_NCProperties",
    "units",
    "_FillValue",
    "missing_value",
    "scale_factor",
    "add_offset",
    "_Unsigned",
];

/// The attributes of a dataset by name.
#[derive(Debug)]
pub(super) struct Hints(Vec<Attribute>);

impl Hints {
    /// Those of an object. Where they cannot be read, nothing is known of it but its values.
    pub(super) fn read(store: &Store, header: &Header) -> Self {
        Self(attributes(store, header, &WANTED).unwrap_or_default())
    }

    fn get(&self, name: &str) -> Option<&Attribute> {
        self.0.iter().find(|attribute| attribute.name == name)
    }

    fn text(&self, name: &str, store: &Store, heaps: &mut GlobalHeaps) -> Option<String> {
        self.get(name)?.text(store, heaps).filter(|text| !text.is_empty())
    }

    /// Whether the netCDF library wrote the object.
    pub(super) fn is_netcdf(&self) -> bool {
        ["_NCProperties", "_Netcdf4Dimid", "_Netcdf4Coordinates"]
            .iter()
            .any(|name| self.get(name).is_some())
    }

    /// Whether the dataset stands for a dimension of a netCDF file that has no values.
    pub(super) fn is_bare_dimension(&self, store: &Store, heaps: &mut GlobalHeaps) -> bool {
        let name = self.text("NAME", store, heaps);
        name.is_some_and(|name| name.starts_with("This is a netCDF dimension but not a netCDF"))
    }
}

/// The numbers of an attribute; none where it has no real numbers.
fn numbers(attribute: &Attribute) -> Vec<f64> {
    use arrayscope_core::dtype::{ByteOrder, Class, Element, Op};
    use arrayscope_core::kernel::Wide as _;

    struct Numbers<'a>(&'a [u8], ByteOrder);
    impl Op for Numbers<'_> {
        type Output = Vec<f64>;

        fn run<T: Element>(self) -> Vec<f64> {
            let elements = self.0.chunks_exact(T::SIZE);
            elements.map(|element| T::load(element, self.1).widen().to_f64()).collect()
        }
    }
    let Ok(typed) = super::dtype::typed(&attribute.datatype) else { return Vec::new() };
    if !matches!(typed.dtype.class(), Class::Signed | Class::Unsigned | Class::Float) {
        return Vec::new();
    }
    let numbers = Numbers(attribute.bytes(), typed.byte_order);
    typed.dtype.dispatch(numbers).unwrap_or_default()
}
