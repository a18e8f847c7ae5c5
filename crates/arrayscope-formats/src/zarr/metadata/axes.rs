//! What the attributes of an array or a group say about axes.
//!
//! Sources: xarray, "Zarr encoding specification" (`_ARRAY_DIMENSIONS`); CF conventions
//! 1.12, section 3.1 (`units`).

use serde::Deserialize;
use serde_json::value::RawValue;

/// Characters of a name or unit that is shown beside every axis.
const LONGEST: usize = 100;

/// The attributes that are looked at; the others, whatever they are, are not kept.
#[derive(Debug, Default, Deserialize)]
pub(in crate::zarr) struct Attributes {
    #[serde(rename = "_ARRAY_DIMENSIONS")]
    dimensions: Option<Box<RawValue>>,
    units: Option<Box<RawValue>>,
}

impl Attributes {
    /// Those of a document of version 2; one that does not fit has none.
    pub(in crate::zarr) fn parse(text: &[u8]) -> Self {
        serde_json::from_slice(text).unwrap_or_default()
    }

    /// The names of the axes, one per axis or none.
    pub(super) fn axis_names(&self, ndim: usize) -> Vec<String> {
        let names = self.dimensions.as_ref().filter(|raw| raw.get().len() <= 64 * LONGEST);
        let names = names.and_then(|raw| serde_json::from_str::<Vec<String>>(raw.get()).ok());
        named(names.unwrap_or_default().into_iter().map(Some), ndim)
    }

    /// What the values are counted in.
    pub(super) fn units(&self) -> Option<String> {
        let units = serde_json::from_str::<String>(self.units.as_ref()?.get()).ok()?;
        Some(cut(units)).filter(|units| !units.is_empty())
    }
}

/// Names for all axes, or none where their number is not that of the axes or nothing is
/// named. An axis that is not named is called by its number.
pub(super) fn named(names: impl Iterator<Item = Option<String>>, ndim: usize) -> Vec<String> {
    let given: Vec<Option<String>> =
        names.map(|name| name.filter(|name| !name.is_empty())).collect();
    if given.len() != ndim || given.iter().all(Option::is_none) {
        return Vec::new();
    }
    let name =
        |(axis, name): (usize, Option<String>)| name.map_or_else(|| format!("axis {axis}"), cut);
    given.into_iter().enumerate().map(name).collect()
}

fn cut(text: String) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_count_only_where_every_axis_can_have_one() {
        let attributes = Attributes::parse(br#"{"_ARRAY_DIMENSIONS": ["t", "x"], "units": "K"}"#);
        assert_eq!(attributes.axis_names(2), ["t", "x"]);
        assert_eq!(attributes.axis_names(3), Vec::<String>::new());
        assert_eq!(attributes.units().as_deref(), Some("K"));
        let some = [None, Some("x".to_owned())];
        assert_eq!(named(some.into_iter(), 2), ["axis 0", "x"]);
        assert_eq!(named([None, None].into_iter(), 2), Vec::<String>::new());
    }

    #[test]
    fn attributes_of_other_types_are_none() {
        let attributes = Attributes::parse(br#"{"_ARRAY_DIMENSIONS": 3, "units": ["K"]}"#);
        assert_eq!(attributes.axis_names(0), Vec::<String>::new());
        assert_eq!(attributes.units(), None);
        assert_eq!(Attributes::parse(b"no JSON").units(), None);
    }
}
