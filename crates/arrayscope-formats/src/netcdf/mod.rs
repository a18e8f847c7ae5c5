//! Classic `NetCDF`: CDF-1, CDF-2 and CDF-5, as its own library wrote it before it wrote HDF5.
//!
//! Source: "The `NetCDF` Classic Format Specification", <https://docs.unidata.ucar.edu/nug>.
//!
//! Read by ourselves: what a viewer needs is a header of three lists, and where values are,
//! which lie in the file as they are.

mod header;
mod place;

use std::collections::HashMap;
use std::sync::Arc;

use arrayscope_core::dtype::ByteOrder;

use self::header::{Header, Variable};
use self::place::Records;
use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::info::{ArrayInfo, Storage};
use crate::io::File;
use crate::note::Note;
use crate::npy::{RandomSource, Stored};
use crate::options::OpenOptions;
use crate::packed::{Given, PackedSource, Packing};
use crate::place::Place;

/// What the array as it is stored is called, behind the name of the one with values.
const RAW: &str = "raw";

/// One file.
#[derive(Debug)]
pub(crate) struct NetcdfContainer {
    contents: Contents,
    stored: Stored,
    nbytes: u64,
    header: Header,
    records: Records,
    by_name: HashMap<String, usize>,
}

/// A variable as it can be read.
struct Readable {
    /// As it is stored.
    info: ArrayInfo,
    begin: u64,
    packing: Option<Packing>,
}

impl NetcdfContainer {
    /// Opens a file whose magic has been seen.
    pub(crate) fn open(file: File, path: &str, options: &OpenOptions) -> Result<Self> {
        let (place, file) = (Place::new(path, "netcdf3"), Arc::new(file));
        let nbytes = file.nbytes().map_err(|error| place.io("ask for the file's size", error))?;
        let header = Header::read(&file, &place)?;
        let stored = Stored::open(&file, options.access, &place)?;
        let records = header.records(nbytes).ok_or_else(|| {
            place.malformed(4, "records of more bytes than can be counted", "records in the file")
        })?;
        let names = header.variables.iter().enumerate();
        let by_name = names.map(|(at, variable)| (variable.name.clone(), at)).collect();
        let contents = Contents { place, arrays: Vec::new(), notes: Vec::new() };
        let mut container = Self { contents, stored, nbytes, header, records, by_name };
        container.list()?;
        Ok(container)
    }

    /// Lists what can be read, and tells what cannot.
    fn list(&mut self) -> Result<()> {
        if self.by_name.len() < self.header.variables.len() {
            self.contents.notes.push(Note::DuplicateMembers);
        }
        let units: HashMap<&str, String> = self
            .header
            .variables
            .iter()
            .filter_map(|one| Some((one.name.as_str(), self.units(one)?)))
            .collect();
        let (mut arrays, mut notes) = (Vec::new(), Vec::new());
        for (at, variable) in self.header.variables.iter().enumerate() {
            let member = variable.name.clone();
            if self.by_name.get(&member) != Some(&at) {
                continue;
            }
            match self.readable(variable, &units) {
                Ok(Readable { info, packing: None, .. }) => arrays.push(info),
                Ok(Readable { info, packing: Some(packing), .. }) => {
                    let (how, stored) = (packing.to_string(), info.dtype.name());
                    notes.push(Note::Packed { member, how, stored });
                    let info = packing.info(&info);
                    arrays.push(info.map_err(|error| self.contents.place.core(error))?);
                }
                Err(error) => {
                    notes.push(Note::UnreadableMember { member, because: error.to_string() });
                }
            }
        }
        self.contents.arrays = arrays;
        self.contents.notes.extend(notes);
        Ok(())
    }

    /// What a variable of one axis that has the axis's name is counted in. Source: CF
    /// conventions 1.12, chapter 5.
    fn units(&self, variable: &Variable) -> Option<String> {
        let [only] = variable.dimensions.as_slice() else { return None };
        let is_coordinate = self.header.dimensions.get(*only)?.name == variable.name;
        let units = variable.text("units").filter(|units| is_coordinate && !units.is_empty());
        units.map(|units| units.chars().take(80).collect())
    }

    /// A variable, if all of it is in the file.
    fn readable(&self, variable: &Variable, units: &HashMap<&str, String>) -> Result<Readable> {
        let place = self.contents.place.member(&variable.name, self.contents.place.format);
        let layout = self.header.layout(variable, self.records);
        let layout = layout.map_err(|error| place.core(error))?;
        let end = variable.begin.checked_add(layout.extent().end as u64);
        if layout.size() > 0 && end.is_none_or(|end| end > self.nbytes) {
            let found = format!("values that reach beyond the {} bytes of the file", self.nbytes);
            let expected = "all values in the file: it may be cut short";
            return Err(place.malformed(variable.begin.min(self.nbytes), found, expected));
        }
        let axis_name = |&number: &usize| {
            let name = &self.header.dimensions[number].name;
            match units.get(name.as_str()) {
                Some(units) => format!("{name} ({units})"),
                None => name.clone(),
            }
        };
        let info = ArrayInfo {
            name: Some(variable.name.clone()),
            dtype: variable.dtype.clone(),
            byte_order: match variable.dtype.itemsize() {
                1 => ByteOrder::NotApplicable,
                _ => ByteOrder::Big,
            },
            layout,
            axis_names: variable.dimensions.iter().map(axis_name).collect(),
            labels: None,
            storage: Storage::default(),
        };
        let packing = Packing::new(&info, &given(variable));
        Ok(Readable { info, begin: variable.begin, packing })
    }

    /// What reads a variable, or the numbers of it as they are stored.
    fn member(&self, name: &str, at: usize, is_raw: bool) -> Result<Box<dyn ArraySource>> {
        let variable = &self.header.variables[at];
        let units = self.header.variables.iter();
        let units = units.filter_map(|one| Some((one.name.as_str(), self.units(one)?))).collect();
        let Readable { info, begin, packing } = self.readable(variable, &units)?;
        let place = self.contents.place.member(name, self.contents.place.format);
        let name = Some(name.to_owned());
        let source = |info: ArrayInfo| {
            let (place, stored) = (place.clone(), self.stored.clone());
            Box::new(RandomSource { place, info, data_offset: begin, stored, checksum: None })
        };
        match packing {
            Some(packing) if !is_raw => {
                let values = packing.info(&info).map_err(|error| place.core(error))?;
                let (place, stored) = (place.clone(), source(info));
                Ok(Box::new(PackedSource { place, info: values, stored, packing }))
            }
            None if is_raw => Err(self.missing(name.as_deref().unwrap_or_default())),
            _ => Ok(source(ArrayInfo { name, ..info })),
        }
    }

    fn missing(&self, name: &str) -> Error {
        let members = self.header.variables.iter().map(|variable| variable.name.clone()).collect();
        Error::NoSuchMember {
            path: self.contents.place.path.clone(),
            member: name.to_owned(),
            members,
        }
    }
}

/// What the attributes of a variable say of its numbers.
fn given(variable: &Variable) -> Given {
    let numbers = |name: &str| variable.attributes.get(name).cloned();
    Given {
        unsigned: variable.text("_Unsigned"),
        scale: numbers("scale_factor"),
        offset: numbers("add_offset"),
        fills: ["_FillValue", "missing_value"].into_iter().filter_map(numbers).collect(),
    }
}

impl Container for NetcdfContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let path = || self.contents.place.path.clone();
        let name = match (member, self.header.variables.as_slice()) {
            (Some(name), _) => name,
            (None, [only]) => &only.name,
            (None, []) => return Err(Error::NoArrays { path: path() }),
            (None, several) => {
                let members = several.iter().map(|variable| variable.name.clone()).collect();
                return Err(Error::SeveralArrays { path: path(), members });
            }
        };
        if let Some(&at) = self.by_name.get(name) {
            return self.member(name, at, false);
        }
        let raw = name.strip_suffix(RAW).and_then(|name| name.strip_suffix("::"));
        match raw.and_then(|raw| self.by_name.get(raw)) {
            Some(&at) => self.member(name, at, true),
            None => Err(self.missing(name)),
        }
    }
}
