//! From the words of the command line to arrays: addresses, options for tables, notes.

use crate::progress::Progress;
use crate::target;
use anyhow::Result;
use arrayscope_core::signal::Sibling;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_core::{Array, Layout};
use arrayscope_formats::{
    Access, Address, ArraySource, Columns, Comments, Container, Decimal, Delimiter, Error, Header,
    Listed, Note, OpenOptions, Window, open, usual_axis_names,
};
use std::ffi::OsString;
use std::ops::Range;
use std::path::Path;

/// How text tables are read; other formats say these things themselves.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Reading tables (CSV, TSV)")]
pub(crate) struct ReadArgs {
    /// What separates cells: one character, or comma, semicolon, tab, bar, spaces [default: detected]
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<Delimiter>,
    /// Whether the first line holds column names: auto, yes or no
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    header: Header,
    /// Leave out so many lines at the top
    #[arg(long, value_name = "LINES", default_value_t = 0)]
    skip_lines: u64,
    /// What comment lines start with: one character, or none
    #[arg(long, value_name = "CHARACTER", default_value = "#")]
    comment: Comments,
    /// The decimal mark: point or comma
    #[arg(long, value_name = "MARK", default_value = "point")]
    decimal: Decimal,
    /// Read these columns only, as in 0:4,6,age
    #[arg(long, value_name = "COLUMNS")]
    columns: Option<Columns>,
    /// The most memory that a table may take
    #[arg(long, value_name = "BYTES", default_value = "8GiB", value_parser = parse_bytes)]
    max_table_bytes: u64,
}

/// How much memory the values of an array may take.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct MemoryArgs {
    /// Arrays larger than this are read in parts that take no more of it together
    #[arg(long, value_name = "BYTES", default_value = "512MiB", value_parser = parse_bytes)]
    pub(crate) memory: u64,
}

impl ReadArgs {
    /// The options of the formats crate; files are mapped where their format allows it.
    pub(crate) fn options(&self) -> OpenOptions {
        OpenOptions {
            delimiter: self.delimiter,
            header: self.header,
            skip_lines: self.skip_lines,
            comments: self.comment,
            decimal: self.decimal,
            columns: self.columns.clone(),
            max_table_bytes: self.max_table_bytes,
            ..OpenOptions::mapped()
        }
    }

    /// The same, where files larger than the memory for them are not mapped.
    pub(crate) fn options_within(&self, memory: u64) -> OpenOptions {
        OpenOptions { access: Access::MapUpTo(memory), ..self.options() }
    }
}

/// The address that an argument spells. A name that is not UTF-8 is a path as a whole.
pub(crate) fn address(argument: &OsString) -> Result<Address, Error> {
    argument.to_str().map_or_else(|| Ok(Address::from_path(argument)), str::parse)
}

/// A container that was opened, and which part of it was asked for.
pub(crate) struct Opened {
    container: Box<dyn Container>,
    address: Address,
}

impl Opened {
    /// Opens the file of an address; a table is read while doing so.
    pub(crate) fn open(address: &Address, options: &OpenOptions) -> Result<Self, Error> {
        let progress = Progress::new(1, "opening");
        progress.on(&address.to_string());
        Ok(Self { container: open(&address.path, options)?, address: address.clone() })
    }

    /// What was asked for.
    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// The container.
    pub(crate) fn container(&self) -> &dyn Container {
        &*self.container
    }

    /// What is odd about the file and `wanted`, each with the flag that helps.
    pub(crate) fn notes(&self, wanted: impl Fn(&Note) -> bool) -> Vec<String> {
        let told = self.container.notes().iter().filter(|note| wanted(note));
        told.map(|note| match note.help() {
            Some(help) => format!("{note}; {help}"),
            None => note.to_string(),
        })
        .collect()
    }

    /// The array asked for, or the only one. Its address has the member that was taken.
    pub(crate) fn part(&self) -> Result<Part, Error> {
        let source = self.container.source(self.address.member.as_deref())?;
        let member = self.address.member.clone().or_else(|| source.info().name.clone());
        Ok(self.with(source, member))
    }

    /// Every array asked for: the one named, or all that can be read.
    pub(crate) fn parts(&self) -> Vec<(Address, Result<Part, Error>)> {
        let names: Vec<Option<String>> = match &self.address.member {
            None => self.container.arrays().iter().map(|info| info.name.clone()).collect(),
            member => vec![member.clone()],
        };
        let part = |member: Option<String>| {
            let address = Address { member, ..self.address.clone() };
            let source = self.container.source(address.member.as_deref());
            let part = source.map(|source| {
                let member = address.member.clone().or_else(|| source.info().name.clone());
                self.with(source, member)
            });
            (address, part)
        };
        names.into_iter().map(part).collect()
    }

    /// The arrays that are described but cannot be read, of those that were asked for.
    pub(crate) fn listed(&self) -> &[Listed] {
        if self.address.member.is_none() { self.container.listed() } else { &[] }
    }

    fn with(&self, source: Box<dyn ArraySource>, member: Option<String>) -> Part {
        let address = Address { member, ..self.address.clone() };
        Part { source, address, format: self.container.format() }
    }

    /// The other arrays of the container, for the signal that compares dtypes.
    pub(crate) fn siblings(&self, part: &Part) -> Vec<Sibling> {
        let others = self.container.arrays().iter().filter(|info| info.name != part.address.member);
        others
            .filter_map(|info| {
                let name = info.name.clone()?;
                let name = arrayscope_formats::printable(&name);
                Some(Sibling { name, dtype: info.dtype.clone(), size: info.layout.size() })
            })
            .collect()
    }
}

/// One array of a container, not read yet.
pub(crate) struct Part {
    pub(crate) source: Box<dyn ArraySource>,
    pub(crate) address: Address,
    /// The format of the file that it is in.
    pub(crate) format: &'static str,
}

impl Part {
    /// Reads what the address selects, and no more where the format allows it.
    pub(crate) fn read(&self) -> Result<Array, Error> {
        let progress = Progress::new(1, "reading");
        progress.on(&self.address.to_string());
        match &self.address.index {
            None => self.source.read(&Window::all(self.source.info().shape())),
            Some(index) => self.read_selection(index),
        }
    }

    /// Reads what an index expression selects.
    pub(crate) fn read_selection(&self, index: &IndexExpression) -> Result<Array, Error> {
        let core = |error| self.misfit(error);
        let (window, rest) = Window::covering(index, self.source.info().shape()).map_err(core)?;
        self.source.read(&window)?.index(&rest).map_err(core)
    }

    /// Refuses what the address selects where far too little of it is stored, as reading it at
    /// once would.
    pub(crate) fn check_credible(&self) -> Result<(), Error> {
        let shape = self.source.info().shape();
        let window = match &self.address.index {
            None => Window::all(shape),
            Some(index) => Window::covering(index, shape).map_err(|error| self.misfit(error))?.0,
        };
        self.source.check_credible(&window)
    }

    /// Reads one range of indices per axis of what the address selects.
    pub(crate) fn read_ranges(&self, ranges: &[Range<usize>]) -> Result<Array, Error> {
        match &self.address.index {
            None => self.source.read(&Window::new(ranges.to_vec())),
            Some(index) => {
                let part = index.narrowed(self.source.info().shape(), ranges);
                self.read_selection(&part.map_err(|error| self.misfit(error))?)
            }
        }
    }

    /// What the address selects, as it lies in the file.
    pub(crate) fn layout(&self) -> Result<Layout, Error> {
        let info = self.source.info();
        match &self.address.index {
            Some(index) => index.apply(&info.layout).map_err(|error| self.misfit(error)),
            None => Ok(info.layout.clone()),
        }
    }

    /// An error of the core, with the address that it is about.
    pub(crate) fn misfit(&self, source: arrayscope_core::Error) -> Error {
        Error::Core { address: self.address.to_string(), source }
    }

    /// The same where other errors, which have theirs, may come too.
    pub(crate) fn located(&self, error: anyhow::Error) -> anyhow::Error {
        match error.downcast::<arrayscope_core::Error>() {
            Ok(of_core) => self.misfit(of_core).into(),
            Err(other) => other,
        }
    }

    /// Names for the axes of what the address selects: the file's, if no index has moved them.
    pub(crate) fn axis_names(&self, shape: &[usize]) -> Vec<String> {
        let names = &self.source.info().axis_names;
        if self.address.index.is_none() && names.len() == shape.len() {
            names.clone()
        } else {
            usual_axis_names(shape)
        }
    }

    /// Names of the positions along an axis of the array as it was read, if the file has
    /// them and no index has moved them.
    pub(crate) fn labels(&self, axis: usize) -> Option<&[String]> {
        let labels = self.source.info().labels.as_ref()?;
        (self.address.index.is_none() && labels.axis == axis).then_some(&labels.names)
    }
}

/// Opens the one array that an argument names, and gives the notes with it. `output` is
/// the file that will be written, which must be another.
pub(crate) fn open_one(
    argument: &OsString,
    options: &OpenOptions,
    output: Option<&Path>,
) -> Result<(Part, Vec<String>)> {
    let address = address(argument)?;
    if let Some(output) = output {
        target::spare(&address.path, output)?;
    }
    let opened = Opened::open(&address, options)?;
    Ok((opened.part()?, opened.notes(|_| true)))
}

/// A number of bytes: `4000000`, `4GB`, `1.5 GiB`.
pub(crate) fn parse_bytes(text: &str) -> Result<u64, String> {
    const UNITS: [(&str, u64); 9] = [
        ("kb", 1_000),
        ("mb", 1_000_000),
        ("gb", 1_000_000_000),
        ("tb", 1_000_000_000_000),
        ("kib", 1 << 10),
        ("mib", 1 << 20),
        ("gib", 1 << 30),
        ("tib", 1 << 40),
        ("b", 1),
    ];
    let refuse = || format!("{text:?} is not a number of bytes (valid: 4000000, 4GB, 1.5GiB)");
    let lower = text.trim().to_ascii_lowercase();
    if let Ok(count) = lower.parse() {
        return Ok(count);
    }
    let split = lower.find(|c: char| c.is_ascii_alphabetic()).ok_or_else(refuse)?;
    let (number, unit) = (lower[..split].trim(), &lower[split..]);
    let (_, scale) = UNITS.iter().find(|(name, _)| *name == unit).ok_or_else(refuse)?;
    if let Ok(whole) = number.parse::<u64>() {
        return whole.checked_mul(*scale).ok_or_else(refuse);
    }
    let value = number.parse::<f64>().map_err(|_| refuse())?;
    #[expect(clippy::cast_precision_loss, reason = "a unit is a small power")]
    let product = value * *scale as f64;
    if !(0.0..9e18).contains(&product) {
        return Err(refuse());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked above")]
    Ok(product as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_read_with_decimal_and_binary_units() {
        assert_eq!(parse_bytes("12"), Ok(12));
        assert_eq!(parse_bytes("4GB"), Ok(4_000_000_000));
        assert_eq!(parse_bytes("1.5 GiB"), Ok(3 << 29));
        assert_eq!(parse_bytes("7 b"), Ok(7));
        for wrong in ["", "GB", "-1GB", "4XB", "1e30TB", "99999999999999TB", "nanGB"] {
            assert!(parse_bytes(wrong).is_err(), "{wrong}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_not_utf8_is_a_path() {
        use std::os::unix::ffi::OsStringExt as _;
        let name = OsString::from_vec(b"a\xff[0]".to_vec());
        assert_eq!(address(&name).unwrap(), Address::from_path(&name));
    }
}
