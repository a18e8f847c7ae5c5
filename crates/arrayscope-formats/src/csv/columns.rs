//! Which columns of a table are read.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::printable::{printable, quoted};

/// A choice of columns: indices from 0, ranges as in `0:4` (the end excluded,
/// as in a slice) and column names, separated by commas (`--columns`).
///
/// A whole number is always an index, whatever the columns are called; negative
/// ones count from the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns(Vec<Choice>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Index(isize),
    Range(Option<isize>, Option<isize>),
    Name(String),
}

impl FromStr for Columns {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let choices: Vec<Choice> =
            text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(choice).collect();
        if choices.is_empty() {
            return Err(refused(
                text,
                "indices from 0, ranges and names would work, as in 0:4,6,age",
            ));
        }
        Ok(Self(choices))
    }
}

fn choice(item: &str) -> Choice {
    let bound = |text: &str| match text.trim() {
        "" => Some(None),
        number => number.parse().ok().map(Some),
    };
    if let Ok(index) = item.parse() {
        return Choice::Index(index);
    }
    match item.split_once(':').map(|(start, stop)| (bound(start), bound(stop))) {
        Some((Some(start), Some(stop))) => Choice::Range(start, stop),
        _ => Choice::Name(item.to_owned()),
    }
}

impl Columns {
    /// The indices of the chosen columns, in the order of the choice.
    pub(crate) fn resolve(&self, columns: usize, names: Option<&[String]>) -> Result<Vec<usize>> {
        let mut chosen = Vec::new();
        for choice in &self.0 {
            match choice {
                Choice::Index(index) => chosen.push(
                    position(*index, columns).filter(|&index| index < columns).ok_or_else(
                        || {
                            refused(
                                &index.to_string(),
                                &format!("there are {columns} columns, counted from 0"),
                            )
                        },
                    )?,
                ),
                Choice::Range(start, stop) => {
                    let start =
                        start.map_or(Some(0), |start| position(start, columns)).unwrap_or(0);
                    let stop =
                        stop.map_or(Some(columns), |stop| position(stop, columns)).unwrap_or(0);
                    chosen.extend(start..stop.min(columns));
                }
                Choice::Name(name) => chosen.push(named(name, names)?),
            }
        }
        if chosen.is_empty() {
            let found = self.to_string();
            return Err(refused(&found, &format!("it chooses none of the {columns} columns")));
        }
        Ok(chosen)
    }
}

fn position(index: isize, columns: usize) -> Option<usize> {
    if index < 0 { columns.checked_add_signed(index) } else { usize::try_from(index).ok() }
}

fn named(name: &str, names: Option<&[String]>) -> Result<usize> {
    let Some(names) = names else {
        return Err(refused(name, "the table has no column names; indices from 0 would work"));
    };
    names.iter().position(|candidate| candidate == name).ok_or_else(|| {
        let shown: Vec<String> = names.iter().take(20).map(|name| printable(name)).collect();
        refused(name, &format!("the columns are {}", shown.join(", ")))
    })
}

fn refused(found: &str, expected: &str) -> Error {
    Error::Option { option: "--columns", found: quoted(found), expected: expected.to_owned() }
}

impl fmt::Display for Columns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, choice) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            let bound = |bound: &Option<isize>| bound.map_or_else(String::new, |n| n.to_string());
            match choice {
                Choice::Index(index) => write!(f, "{index}")?,
                Choice::Range(start, stop) => write!(f, "{}:{}", bound(start), bound(stop))?,
                Choice::Name(name) => f.write_str(&printable(name))?,
            }
        }
        Ok(())
    }
}

/// The shortest choice of the columns for which `wanted` holds, as a flag's value.
pub(crate) fn spelled(wanted: &[bool]) -> Option<String> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for column in (0..wanted.len()).filter(|&column| wanted[column]) {
        match runs.last_mut() {
            Some(run) if run.end == column => run.end += 1,
            _ => runs.push(column..column + 1),
        }
    }
    let items: Vec<String> = runs
        .iter()
        .map(|run| match run.len() {
            1 => run.start.to_string(),
            _ => format!("{}:{}", run.start, run.end),
        })
        .collect();
    (!items.is_empty()).then(|| items.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(text: &str) -> Result<Vec<usize>> {
        let names: Vec<String> = ["id", "x", "y", "2020"].map(str::to_owned).into();
        text.parse::<Columns>()?.resolve(4, Some(&names))
    }

    #[test]
    fn indices_ranges_and_names_are_understood() {
        assert_eq!(resolve("0,2").unwrap(), [0, 2]);
        assert_eq!(resolve("1:").unwrap(), [1, 2, 3]);
        assert_eq!(resolve(":-1").unwrap(), [0, 1, 2]);
        assert_eq!(resolve("y, x, -1").unwrap(), [2, 1, 3]);
    }

    #[test]
    fn what_is_not_there_is_refused_with_what_is() {
        let error = resolve("z").unwrap_err().to_string();
        assert_eq!(error, "--columns cannot be 'z': the columns are id, x, y, 2020");
        for text in ["2020", "4", "-5", "", "3:1", "-9:-8"] {
            assert!(resolve(text).is_err(), "{text}");
        }
        assert!("x".parse::<Columns>().unwrap().resolve(2, None).is_err());
    }

    #[test]
    fn a_choice_is_spelled_in_its_shortest_form() {
        assert_eq!(spelled(&[true, true, true, false, true]).as_deref(), Some("0:3,4"));
        assert_eq!(spelled(&[false]), None);
    }
}
