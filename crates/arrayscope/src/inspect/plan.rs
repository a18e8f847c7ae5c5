//! What is done with every address, and what is told about it.

use super::tree::{Kept, Tree};
use crate::interrupt::Interrupted;
use crate::progress::Progress;
use crate::reading::{Opened, Part, ReadArgs, address};
use crate::values::Values;
use anyhow::Result;
use arrayscope_core::Layout;
use arrayscope_core::report::{Geometry, Inspection};
use arrayscope_core::signal::{Context, Contract};
use arrayscope_core::view::Description;
use arrayscope_formats::{Address, Note, available_memory, printable};
use serde::Serialize;
use std::collections::HashSet;
use std::ffi::OsString;

/// What is told about one address.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Report {
    /// The arrays of a container.
    Tree(Tree),
    /// Everything.
    Full(Full),
    /// What is known without reading.
    Geometry(Brief),
    /// Why there is nothing to tell.
    Failed(Failed),
}

#[derive(Serialize)]
pub(super) struct Full {
    #[serde(flatten)]
    pub(super) inspection: Inspection,
    #[serde(flatten)]
    pub(super) more: More,
    pub(super) notes: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Brief {
    pub(super) address: String,
    pub(super) format: String,
    #[serde(flatten)]
    pub(super) geometry: Geometry,
    #[serde(flatten)]
    pub(super) more: More,
    pub(super) notes: Vec<String>,
}

/// What the reports of the core do not have.
#[derive(Serialize)]
pub(super) struct More {
    /// Of a table that has names.
    #[serde(skip_serializing_if = "Option::is_none")]
    column_names: Option<Vec<String>>,
    #[serde(flatten)]
    pub(super) kept: Kept,
    /// What one step along every axis does in memory.
    #[serde(skip)]
    pub(super) steps: Vec<String>,
}

impl More {
    fn of(part: &Part, layout: &Layout) -> Self {
        let info = part.source.info();
        Self {
            column_names: part.labels(1).map(<[String]>::to_vec),
            kept: Kept::of(&info.storage, info.shape()),
            steps: (0..layout.ndim()).map(|axis| layout.step_text(axis)).collect(),
        }
    }
}

#[derive(Serialize)]
pub(super) struct Failed {
    pub(super) address: String,
    pub(super) error: String,
}

impl Report {
    fn failed(address: &impl ToString, error: &impl ToString) -> Self {
        Self::Failed(Failed { address: address.to_string(), error: error.to_string() })
    }

    /// What is odd about the container.
    pub(super) fn notes(&self) -> &[String] {
        match self {
            Self::Tree(tree) => &tree.notes,
            Self::Full(full) => &full.notes,
            Self::Geometry(brief) => &brief.notes,
            Self::Failed(_) => &[],
        }
    }
}

/// What is done with every address.
pub(super) struct Plan {
    pub(super) read: ReadArgs,
    pub(super) memory: u64,
    pub(super) contract: Contract,
    pub(super) detail: Detail,
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// Which arrays there are.
    Tree,
    /// What is known of each without reading a value.
    Geometry,
    /// The six signals and a summary as well.
    Everything,
}

impl Plan {
    /// Hands the reports of one argument to `take`, one per array. A container has as many
    /// as it holds.
    pub(super) fn inspect(
        &self,
        argument: &OsString,
        take: &mut dyn FnMut(Report) -> Result<()>,
    ) -> Result<()> {
        let shown = printable(&argument.to_string_lossy());
        // Before anything is read: what an array takes is part of what is judged.
        let available = available_memory();
        let options = self.read.options_within(self.memory);
        let opened = match address(argument).and_then(|a| Opened::open(&a, &options)) {
            Ok(opened) => opened,
            Err(error) => return take(Report::failed(&shown, &error)),
        };
        let (parts, unreadable) = (opened.parts(), self.unreadable(&opened));
        if parts.is_empty() && unreadable.is_empty() && opened.listed().is_empty() {
            // The container's own words say that there is nothing in it.
            return opened
                .part()
                .map_or_else(|error| take(Report::failed(&shown, &error)), |_| Ok(()));
        }
        if self.detail == Detail::Tree || parts.len() + unreadable.len() > 1 {
            take(Report::Tree(Tree::of(&opened, told(&opened))))?;
        }
        if self.detail == Detail::Tree {
            return unreadable.into_iter().try_for_each(take);
        }
        for (address, part) in parts {
            let report = part.map_err(anyhow::Error::from);
            let report = report.and_then(|part| self.array(&opened, &part, available));
            match report {
                // The others are not wanted either.
                Err(error) if error.is::<Interrupted>() => return Err(error),
                report => take(report.unwrap_or_else(|error| Report::failed(&address, &error)))?,
            }
        }
        unreadable.into_iter().try_for_each(take)
    }

    fn array(&self, opened: &Opened, part: &Part, available: Option<u64>) -> Result<Report> {
        let (address, format) = (part.address.to_string(), part.format);
        let notes = told(opened);
        // As it lies in the file, whether it is read, mapped or copied.
        let info = part.source.info();
        let layout = part.layout()?;
        let more = More::of(part, &layout);
        if self.detail == Detail::Geometry {
            let geometry = Geometry::of(&info.dtype, info.byte_order, &layout);
            return Ok(Report::Geometry(Brief {
                address,
                format: format.to_owned(),
                geometry,
                more,
                notes,
            }));
        }
        let (dtype, byte_order) = (&info.dtype, info.byte_order);
        let described = Description { dtype, byte_order, layout: &layout };
        let values = Values::of(part, &described, self.memory)?;
        let of = Inspected { opened, part, described: &described, values: &values };
        let inspection = of.inspect(&self.contract, available)?;
        Ok(Report::Full(Full { inspection, more, notes }))
    }

    /// Members of a container that was asked for as a whole, but that cannot be read: they must
    /// not pass for not being there. Those in the tree do not, where nothing else was asked.
    fn unreadable(&self, opened: &Opened) -> Vec<Report> {
        if opened.address().member.is_some() {
            return Vec::new();
        }
        let in_tree: HashSet<&str> = match self.detail {
            Detail::Tree => opened.container().listed().iter().map(|all| &*all.name).collect(),
            Detail::Geometry | Detail::Everything => HashSet::new(),
        };
        let failed = |note: &Note| match note {
            Note::UnreadableMember { member, because } if !in_tree.contains(&**member) => {
                let address = Address { member: Some(member.clone()), ..opened.address().clone() };
                Some(Report::failed(&address, because))
            }
            _ => None,
        };
        opened.container().notes().iter().filter_map(failed).collect()
    }
}

/// An array, as it lies in its file, and its values.
pub(crate) struct Inspected<'a> {
    pub(crate) opened: &'a Opened,
    pub(crate) part: &'a Part,
    pub(crate) described: &'a Description<'a>,
    pub(crate) values: &'a Values<'a>,
}

impl Inspected<'_> {
    /// Everything about it, with a progress bar. What memory was `available` before it was
    /// read is part of what is judged.
    pub(crate) fn inspect(
        &self,
        contract: &Contract,
        available: Option<u64>,
    ) -> Result<Inspection> {
        let Self { opened, part, described, values } = self;
        let address = part.address.to_string();
        let context = Context { available_memory: available, siblings: opened.siblings(part) };
        let progress = Progress::through(described.layout, 1, "inspecting");
        progress.on(&address);
        let watch = |elements| progress.advance_by(elements);
        let measured = || {
            let has_statistics = described.dtype.has_statistics();
            let summary = has_statistics.then(|| values.summary(&watch)).transpose()?;
            let measures = values.measures(summary.as_ref(), contract)?;
            let (name, found) = ((address.as_str(), part.format), (summary, measures.as_ref()));
            Ok(Inspection::measured(name, described, found, contract, &context)?)
        };
        measured().map_err(|error| part.located(error))
    }
}

/// What is odd about a container. Members that cannot be read have reports of their own where
/// all were asked for.
fn told(opened: &Opened) -> Vec<String> {
    let whole = opened.address().member.is_none();
    opened.notes(|note| !(whole && matches!(note, Note::UnreadableMember { .. })))
}
