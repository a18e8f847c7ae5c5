//! What attributes say of a dataset: which of its axes are which, what its numbers mean.

mod axes;

pub(super) use axes::{Axes, Scale};

use super::object::{Attribute, Header, attributes};
use super::structure::{GlobalHeaps, Store};
use crate::packed::{Given, Numbers};

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

    /// What they say of the dataset's numbers.
    pub(super) fn given(&self, store: &Store, heaps: &mut GlobalHeaps) -> Given {
        let numbers = |name: &str| self.get(name).and_then(stored);
        Given {
            unsigned: self.text("_Unsigned", store, heaps),
            scale: numbers("scale_factor"),
            offset: numbers("add_offset"),
            fills: ["_FillValue", "missing_value"].into_iter().filter_map(numbers).collect(),
        }
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

/// The numbers of an attribute, as they are stored; `None` of a type that is not read.
fn stored(attribute: &Attribute) -> Option<Numbers> {
    let typed = super::dtype::typed(&attribute.datatype).ok()?;
    let (dtype, byte_order) = (typed.dtype, typed.byte_order);
    Some(Numbers { dtype, byte_order, bytes: attribute.bytes().to_vec() })
}

/// The numbers of an attribute; none where it has no real numbers.
fn numbers(attribute: &Attribute) -> Vec<f64> {
    stored(attribute).map_or_else(Vec::new, |numbers| numbers.values())
}
