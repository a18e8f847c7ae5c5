//! The units of axes, which the arrays of coordinates beside an array have.
//!
//! Source: CF conventions 1.12, chapter 5: what a dimension measures is said by a variable
//! of one axis that has the dimension's name.

use std::collections::BTreeMap;

use super::store::join;
use super::tree::Node;

/// Adds the units of coordinates to the names of axes: `time (days since 2000-01-01)`.
pub(super) fn add_units(nodes: &mut [Node]) {
    let units: BTreeMap<String, String> = nodes.iter().filter_map(coordinate).collect();
    for node in nodes {
        let group = node.key.rsplit_once('/').map_or("", |(group, _)| group);
        let Ok(described) = &mut node.described else { continue };
        for name in &mut described.axis_names {
            if let Some(units) = units.get(&join(group, name)) {
                *name = format!("{name} ({units})");
            }
        }
    }
}

/// The key and the units of an array that has one axis and that axis's name.
fn coordinate(node: &Node) -> Option<(String, String)> {
    let described = node.described.as_ref().ok()?;
    let name = node.key.rsplit('/').next()?;
    let is_coordinate = described.layout.ndim() == 1
        && (described.axis_names.is_empty() || described.axis_names == [name]);
    let units = described.units.clone().filter(|_| is_coordinate)?;
    Some((node.key.clone(), units))
}
