//! Names of axes: by dimension scales, labels, or the dimensions of netCDF.
//!
//! Sources: HDF5 Dimension Scale Specification, and appendix C of the netCDF User's Guide
//! (`_Netcdf4Dimid`, `_Netcdf4Coordinates`).

use std::collections::HashMap;

use super::{Hints, numbers};
use crate::hdf5::structure::{GlobalHeaps, Store};

/// What a dataset says of its axes.
#[derive(Debug, Default)]
pub(in crate::hdf5) struct Axes {
    /// Per axis, the dataset that is its scale.
    scales: Vec<Option<u64>>,
    /// Per axis, its name.
    labels: Vec<String>,
    /// Per axis, the number of a dimension.
    dimensions: Vec<f64>,
}

/// A dataset that can name axes.
#[derive(Debug)]
pub(in crate::hdf5) struct Scale {
    /// Whether it is its own first axis' scale.
    names_itself: bool,
    /// Its name, with the units of its values: `time (hours since 2000-01-01)`.
    pub(in crate::hdf5) shown: String,
    /// The number of its dimension.
    pub(in crate::hdf5) dimension: Option<f64>,
}

impl Scale {
    /// A dataset of this path, as a scale.
    pub(in crate::hdf5) fn read(
        path: &str,
        hints: &Hints,
        store: &Store,
        heaps: &mut GlobalHeaps,
    ) -> Self {
        let name = path.rsplit('/').next().unwrap_or(path);
        let shown = match hints.text("units", store, heaps) {
            Some(units) => format!("{name} ({})", units.chars().take(80).collect::<String>()),
            None => name.to_owned(),
        };
        let class = hints.text("CLASS", store, heaps);
        let dimension = hints.get("_Netcdf4Dimid").and_then(|id| numbers(id).first().copied());
        Self { names_itself: class.as_deref() == Some("DIMENSION_SCALE"), shown, dimension }
    }
}

impl Axes {
    /// What the attributes say.
    pub(in crate::hdf5) fn read(hints: &Hints, store: &Store, heaps: &mut GlobalHeaps) -> Self {
        let mut axes = Self::default();
        if let Some(list) = hints.get("DIMENSION_LIST") {
            axes.scales = list.objects(store, heaps);
        }
        if let Some(labels) = hints.get("DIMENSION_LABELS") {
            axes.labels = labels.texts(store, heaps);
        }
        if let Some(coordinates) = hints.get("_Netcdf4Coordinates") {
            axes.dimensions = numbers(coordinates);
        }
        axes
    }

    /// The names of a dataset's axes; none if nothing names any of them.
    pub(in crate::hdf5) fn names(
        &self,
        ndim: usize,
        own: &Scale,
        by_address: &HashMap<u64, Scale>,
        by_dimension: &HashMap<u64, u64>,
    ) -> Vec<String> {
        let name = |axis: usize| -> Option<String> {
            let scale = self.scales.get(axis).copied().flatten();
            if let Some(scale) = scale.and_then(|address| by_address.get(&address)) {
                return Some(scale.shown.clone());
            }
            if let Some(label) = self.labels.get(axis).filter(|label| !label.is_empty()) {
                return Some(label.clone());
            }
            let dimension = self.dimensions.get(axis).map(|number| number.to_bits());
            if let Some(address) = dimension.and_then(|bits| by_dimension.get(&bits)) {
                return by_address.get(address).map(|scale| scale.shown.clone());
            }
            (axis == 0 && own.names_itself).then(|| own.shown.clone())
        };
        let names: Vec<Option<String>> = (0..ndim).map(name).collect();
        if names.iter().all(Option::is_none) {
            return Vec::new();
        }
        let names = names.into_iter().enumerate();
        names.map(|(axis, name)| name.unwrap_or_else(|| format!("axis {axis}"))).collect()
    }
}
