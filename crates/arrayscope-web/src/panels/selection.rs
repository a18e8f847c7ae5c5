//! The cross-section that a request asks for, repaired until the array has it.

use arrayscope_core::slicing::CrossSection;

use crate::error::ApiError;
use crate::params::Params;
use crate::state::Entry;

/// The parameters of every request that depends on the cross-section.
pub(super) const NAMES: [&str; 3] = ["rows", "columns", "at"];

/// The cross-section of `rows`, `columns` and `at`.
///
/// What is out of range is repaired, because the URL may come from another array; what is no
/// number is refused. Without any of the three it is the default one.
pub(super) fn of(entry: &Entry, params: &Params) -> Result<CrossSection, ApiError> {
    let (shape, names) = (entry.shape(), &entry.axis_names);
    let default = CrossSection::default_for(shape, names);
    if NAMES.iter().all(|name| params.text(name).is_none()) {
        return Ok(default);
    }
    let axis = |name: &str, default: Option<usize>| match params.text(name) {
        // `rows=` says that no axis runs down the rows, as in a 1-D array.
        Some("") => Ok(None),
        Some(_) => params.number(name),
        None => Ok(default),
    };
    let section = CrossSection {
        rows: axis("rows", default.rows)?,
        columns: axis("columns", default.columns)?,
        at: params.numbers("at")?.unwrap_or(default.at),
    };
    Ok(section.repaired(shape, names))
}

/// The NumPy expression of the cross-section, as in `arr[0, :, :, 1]`.
///
/// Rows from a later axis than the columns are a transpose, written `.T`.
pub(super) fn numpy(section: &CrossSection) -> String {
    if section.at.is_empty() {
        return "arr[()]".to_owned();
    }
    let transposed = match (section.rows, section.columns) {
        (Some(rows), Some(columns)) => rows > columns,
        _ => false,
    };
    format!("arr[{}]{}", section.expression(), if transposed { ".T" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rows: Option<usize>, columns: Option<usize>, at: &[usize]) -> CrossSection {
        CrossSection { rows, columns, at: at.to_vec() }
    }

    #[test]
    fn the_expression_is_what_one_would_type() {
        assert_eq!(numpy(&section(Some(1), Some(2), &[0, 9, 9, 1])), "arr[0, :, :, 1]");
        assert_eq!(numpy(&section(Some(2), Some(1), &[0, 9, 9, 1])), "arr[0, :, :, 1].T");
        assert_eq!(numpy(&section(None, Some(0), &[5])), "arr[:]");
        assert_eq!(numpy(&section(None, None, &[])), "arr[()]");
    }
}
