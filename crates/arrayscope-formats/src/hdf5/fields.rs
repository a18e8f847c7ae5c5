//! A field of a structured dataset whose elements must be read as wholes.

use arrayscope_core::Array;

use crate::container::{ArraySource, Cost};
use crate::error::Result;
use crate::field::{self, fields_of};
use crate::info::ArrayInfo;
use crate::place::Place;
use crate::window::{Window, narrow};

/// A field of another source.
#[derive(Debug)]
pub(super) struct FieldSource {
    pub(super) place: Place,
    info: ArrayInfo,
    whole: Box<dyn ArraySource>,
    /// The names that lead to it, one inside of the other.
    names: Vec<String>,
}

impl FieldSource {
    /// The field that a path such as `position::x` leads to.
    pub(super) fn new(whole: Box<dyn ArraySource>, path: &str, place: Place) -> Result<Self> {
        let mut info = field::select(whole.info(), path, &place)?;
        info.storage = whole.info().storage.clone();
        let names = names(whole.info(), path);
        Ok(Self { place, info, whole, names })
    }
}

/// The names of a path that leads to a field.
fn names(whole: &ArrayInfo, path: &str) -> Vec<String> {
    let (mut dtype, mut rest, mut names) = (&whole.dtype, Some(path), Vec::new());
    while let Some(path) = rest {
        let Some((field, after)) = field::first(fields_of(dtype), path) else { break };
        names.push(field.name.clone());
        (dtype, rest) = (&field.dtype, after);
    }
    names
}

impl ArraySource for FieldSource {
    fn info(&self) -> &ArrayInfo {
        &self.info
    }

    fn cost(&self) -> Cost {
        self.whole.cost()
    }

    fn check_credible(&self, window: &Window) -> Result<()> {
        window.narrow(&self.info.layout, &self.place)?;
        let outer = &window.ranges()[..self.whole.info().shape().len()];
        self.whole.check_credible(&Window::new(outer.to_vec()))
    }

    fn read(&self, window: &Window) -> Result<Array> {
        let core = |error| self.place.core(error);
        window.narrow(&self.info.layout, &self.place)?;
        let ndim = self.whole.info().shape().len();
        let (outer, inner) = window.ranges().split_at(ndim);
        let whole = self.whole.read(&Window::new(outer.to_vec()))?;
        let mut field = whole;
        for name in &self.names {
            field = field.field(name).map_err(core)?;
        }
        let outer = field.shape()[..ndim].iter().map(|&length| 0..length);
        let ranges: Vec<_> = outer.chain(inner.iter().cloned()).collect();
        let layout = narrow(field.layout(), &ranges).map_err(core)?;
        // A copy, so that nothing is kept of the other fields.
        field.with_layout(layout).and_then(|field| field.to_c_order()).map_err(core)
    }
}
