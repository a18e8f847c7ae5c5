//! What the first line of a table is: column names, data, or neither.

use super::cell::Cell;
use super::splitter::Cells;
use crate::options::{Decimal, Header};

/// What becomes of the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstLine {
    /// It holds column names.
    Names,
    /// It is data.
    Data,
    /// It is data, but reads like column names in part.
    DataPerhaps,
    /// It is neither, and is left out with a note.
    Odd,
}

/// How many cells of a record are of which kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Census {
    pub(crate) numbers: usize,
    pub(crate) words: usize,
}

impl Census {
    pub(crate) fn of(cells: &Cells, decimal: Decimal) -> Self {
        let mut census = Self::default();
        for cell in cells.iter().map(|cell| Cell::read(cell, decimal)) {
            census.numbers += usize::from(cell.is_number());
            census.words += usize::from(cell == Cell::Text);
        }
        census
    }
}

/// Judges the first line by itself and by the line after it.
pub(crate) fn judge(
    header: Header,
    first: &Cells,
    second: Option<&Cells>,
    decimal: Decimal,
) -> FirstLine {
    match header {
        Header::Yes => return FirstLine::Names,
        Header::No => return FirstLine::Data,
        Header::Auto => {}
    }
    let census = Census::of(first, decimal);
    let Some(second) = second else {
        // A line of words alone is no table that one could recognise.
        return FirstLine::Data;
    };
    let same_length = first.len() == second.len();
    if census.words == 0 {
        // A line of numbers is never left out; if its length is odd, it is
        // refused as ragged.
        return if same_length && counts_up(first) {
            FirstLine::DataPerhaps
        } else {
            FirstLine::Data
        };
    }
    if same_length && census.numbers == 0 {
        return FirstLine::Names;
    }
    let is_text = |cells: &Cells, column| Cell::read(cells.get(column), decimal) == Cell::Text;
    let words_below =
        || (0..first.len()).all(|column| !is_text(first, column) || is_text(second, column));
    if same_length && words_below() { FirstLine::DataPerhaps } else { FirstLine::Odd }
}

/// Whether the cells are 0, 1, 2, ... (an empty first cell aside), as pandas
/// writes column names when there are none.
fn counts_up(cells: &Cells) -> bool {
    let skipped = usize::from(cells.get(0).is_empty());
    cells.len() > skipped + 1
        && cells
            .iter()
            .skip(skipped)
            .enumerate()
            .all(|(at, cell)| cell == at.to_string().as_bytes())
}

/// What an odd line seems to be: scikit-learn starts its tables with the number
/// of rows, the number of features and the names of the classes.
pub(crate) fn guess(text: &str, rows: usize, columns: usize) -> Option<String> {
    let cells = || text.split([',', ';', '\t', ' ']).map(str::trim);
    // A third count is one too many.
    let counts: Vec<usize> = cells().map_while(|cell| cell.parse().ok()).take(3).collect();
    match counts.as_slice() {
        [first, second] if *first == rows && (*second == columns || second + 1 == columns) => {
            let names = cells().count() - counts.len();
            Some(format!(
                "the number of rows ({rows}), of features ({second}) and {names} class names"
            ))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::splitter::Splitter;
    use crate::options::Delimiter;

    fn auto(first: &str, second: &str) -> FirstLine {
        let cells = |line: &str| {
            let mut cells = Cells::default();
            Splitter::new(Delimiter::Byte(b',')).split_alone(line.as_bytes(), &mut cells);
            cells
        };
        judge(Header::Auto, &cells(first), Some(&cells(second)), Decimal::Point)
    }

    #[test]
    fn words_over_numbers_are_names() {
        assert_eq!(auto("a,b,c", "1,2,3"), FirstLine::Names);
        assert_eq!(auto(",x,y", "0,2,3"), FirstLine::Names);
        assert_eq!(auto("a,b", "x,y"), FirstLine::Names);
    }

    #[test]
    fn numbers_over_numbers_are_data() {
        assert_eq!(auto("1,2,3", "4,5,6"), FirstLine::Data);
        assert_eq!(auto("1,,NA", "4,5,6"), FirstLine::Data);
        assert_eq!(auto("5.1,3.5,setosa", "4.9,3.0,setosa"), FirstLine::DataPerhaps);
        assert_eq!(auto("0,1,2", "4,5,6"), FirstLine::DataPerhaps);
        assert_eq!(auto("1,2", "4,5,6"), FirstLine::Data);
    }

    #[test]
    fn counts_and_class_names_are_neither() {
        assert_eq!(auto("150,4,setosa,versicolor,virginica", "5.1,3.5,1.4,0.2,0"), FirstLine::Odd);
        assert_eq!(auto("569,30,malignant,benign", "1,2,3,4,5"), FirstLine::Odd);
        assert_eq!(
            guess("150,4,setosa,versicolor,virginica", 150, 5).as_deref(),
            Some("the number of rows (150), of features (4) and 3 class names")
        );
        assert_eq!(guess("150,4,setosa", 149, 5), None);
    }
}
