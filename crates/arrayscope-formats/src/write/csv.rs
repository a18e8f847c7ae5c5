//! Writing CSV.

use std::io::Write;
use std::path::Path;

use arrayscope_core::Array;

use super::{atomically, failed, unwritable};
use crate::error::Result;

/// Lines without a value that are written: their number costs a file nothing to claim.
const MOST_EMPTY_LINES: usize = 1 << 20;

/// Writes an array of at most two axes as CSV: a row per line, an array of one
/// axis as one value per line, a scalar as one value.
///
/// Every value is its exact text, as [`arrayscope_core::Value`] shows it: the
/// shortest digits that give the same float, `nan`, `inf`, `-inf`. `names` are
/// the column names of the first line.
///
/// # Errors
/// [`Unwritable`](crate::Error::Unwritable) for more than two axes, for more than 1 Mi
/// rows of no columns, and for names of which there are more or fewer than columns;
/// otherwise what the system says.
pub fn csv(path: &Path, array: &Array, names: Option<&[String]>) -> Result<()> {
    atomically(path, |out| csv_to(out, array, names, &path.to_string_lossy()))
}

/// Writes CSV to a stream; `shown_as` names it in messages.
///
/// # Errors
/// As [`csv()`].
pub fn csv_to(
    out: &mut impl Write,
    array: &Array,
    names: Option<&[String]>,
    shown_as: &str,
) -> Result<()> {
    let (rows, columns) = match *array.shape() {
        [] => (1, 1),
        [rows] => (rows, 1),
        [rows, columns] => (rows, columns),
        _ => {
            let what = format!("an array of {} axes", array.shape().len());
            return Err(unwritable(
                what,
                "CSV",
                "a slice of at most two axes would work",
                shown_as,
            ));
        }
    };
    if columns == 0 && rows > MOST_EMPTY_LINES {
        let what = format!("{rows} rows of no columns");
        return Err(unwritable(what, "CSV", ".npy holds such a shape without a line", shown_as));
    }
    let fault = |error: ::csv::Error| failed(shown_as)(error.into());
    let mut writer = ::csv::WriterBuilder::new().from_writer(out);
    if let Some(names) = names {
        if names.len() != columns {
            let what = format!("{} column names over {columns} columns", names.len());
            return Err(unwritable(what, "CSV", "a name for every column would work", shown_as));
        }
        writer.write_record(names).map_err(fault)?;
    }
    let ndim = array.shape().len();
    let mut record = ::csv::StringRecord::new();
    for row in 0..rows {
        record.clear();
        for column in 0..columns {
            let index = &[row, column][..ndim];
            let value = array
                .value(index)
                .map_err(|source| crate::Error::Core { address: shown_as.to_owned(), source })?;
            record.push_field(&value.to_string());
        }
        writer.write_record(&record).map_err(fault)?;
    }
    writer.flush().map_err(failed(shown_as))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(array: &Array, names: Option<&[String]>) -> Result<String> {
        let mut out = Vec::new();
        csv_to(&mut out, array, names, "x.csv").map(|()| String::from_utf8(out).unwrap())
    }

    #[test]
    fn values_are_written_exactly() {
        let array = Array::from_slice(&[0.1f32, f32::NAN, -f32::INFINITY, 1e-8], &[2, 2]).unwrap();
        let names = ["a,b".to_owned(), "c".to_owned()];
        assert_eq!(text(&array, Some(&names)).unwrap(), "\"a,b\",c\n0.1,nan\n-inf,1e-8\n");
        let integers = Array::from_slice(&[i64::MIN, i64::MAX], &[2]).unwrap();
        assert_eq!(text(&integers, None).unwrap(), "-9223372036854775808\n9223372036854775807\n");
        let scalar = Array::from_slice(&[7u8], &[]).unwrap();
        assert_eq!(text(&scalar, None).unwrap(), "7\n");
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let cube = Array::from_slice(&[0u8; 8], &[2, 2, 2]).unwrap();
        assert!(text(&cube, None).unwrap_err().to_string().contains("at most two axes"));
        let row = Array::from_slice(&[0u8; 2], &[1, 2]).unwrap();
        assert!(text(&row, Some(&["a".to_owned()])).is_err());
    }

    #[test]
    fn endless_rows_of_nothing_are_refused_and_no_npy_either() {
        let endless = Array::from_slice::<u8>(&[], &[1 << 40, 0]).unwrap();
        let error = text(&endless, None).unwrap_err().to_string();
        assert!(error.contains("1099511627776 rows of no columns"), "{error}");
        let mut npy = Vec::new();
        crate::write::npy_to(&mut npy, &endless, "x.npy").unwrap();
        assert_eq!(npy.len(), 128);
        assert!(text(&Array::from_slice::<u8>(&[], &[3, 0]).unwrap(), None).is_ok());
    }
}
