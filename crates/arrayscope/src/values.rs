//! The values of an array: in memory, or read in parts where they are larger than what may
//! be taken of it.

use crate::interrupt::Interrupt;
use crate::output::notes as tell_notes;
use crate::reading::Part;
use crate::text::bytes;
use anyhow::{Error, Result};
use arrayscope_core::Array;
use arrayscope_core::signal::{Contract, Measures};
use arrayscope_core::slicing::Index;
use arrayscope_core::stats::{
    Grain, InParts, Reduction, States, Summary, Wanted, Within, reduce_each_axis_watched,
    reduce_watched, summary_watched,
};
use arrayscope_core::view::Description;
use arrayscope_formats::Cost;

/// Called now and then with how many more elements have been read.
pub(crate) type Watch<'a> = &'a (dyn Fn(usize) + Sync);

/// The values of an array.
pub(crate) enum Values<'a> {
    /// All of them.
    Memory(Array),
    /// Parts, as they are asked for.
    Parts(Parts<'a>),
}

/// An array that is larger than the memory for it.
pub(crate) struct Parts<'a> {
    part: &'a Part,
    described: &'a Description<'a>,
    memory: usize,
    /// The chunks of what the address selects, where there are some.
    chunk: Option<Vec<usize>>,
    interrupt: Interrupt,
}

impl<'a> Values<'a> {
    /// The values of what was `described`, read at once if they fit into so many bytes.
    ///
    /// What is read in parts can be interrupted, and is told: it is read again for every
    /// question.
    pub(crate) fn of(part: &'a Part, described: &'a Description<'a>, memory: u64) -> Result<Self> {
        let nbytes = described.layout.nbytes() as u64;
        if nbytes <= memory {
            return Ok(Self::Memory(part.read()?));
        }
        let interrupt = Interrupt::watched()?;
        // Of others no value is asked for.
        if described.dtype.has_statistics() {
            part.check_credible()?;
            let nbytes = bytes(nbytes);
            tell_notes(&[format!("{nbytes} are more than --memory, they are read in parts")]);
        }
        Ok(Self::Parts(Parts {
            part,
            described,
            memory: usize::try_from(memory).unwrap_or(usize::MAX),
            chunk: chunk(part),
            interrupt,
        }))
    }

    /// The array reduced over some axes.
    pub(crate) fn reduce(
        &self,
        axes: &[isize],
        wanted: Wanted,
        watch: Watch<'_>,
    ) -> Result<Reduction> {
        match self {
            Self::Memory(array) => Ok(reduce_watched(&array.view(), axes, wanted, watch)?),
            Self::Parts(parts) => parts.ask(|all| all.reduce(axes, wanted, watch)),
        }
    }

    /// The array reduced over each of its axes in turn.
    pub(crate) fn reduce_each_axis(
        &self,
        wanted: Wanted,
        watch: Watch<'_>,
    ) -> Result<Vec<Reduction>> {
        match self {
            Self::Memory(array) => Ok(reduce_each_axis_watched(&array.view(), wanted, watch)?),
            Self::Parts(parts) => parts.ask(|all| all.reduce_each_axis(wanted, watch)),
        }
    }

    /// The states of the array, which is a part of a larger one, reduced over some axes.
    pub(crate) fn states(
        &self,
        axes: &[isize],
        within: Within<'_>,
        watch: Watch<'_>,
    ) -> Result<States> {
        match self {
            Self::Memory(array) => {
                let states = States::of(array, axes, within)?;
                watch(array.layout().size());
                Ok(states)
            }
            Self::Parts(parts) => parts.ask(|all| all.states(axes, within, watch)),
        }
    }

    /// The statistics of all elements.
    pub(crate) fn summary(&self, watch: Watch<'_>) -> Result<Summary> {
        match self {
            Self::Memory(array) => Ok(summary_watched(&array.view(), watch)?),
            Self::Parts(parts) => parts.ask(|all| all.summary(watch)),
        }
    }

    /// What the signals need to know, given the summary; `None` of a dtype without statistics.
    pub(crate) fn measures(
        &self,
        known: Option<&Summary>,
        contract: &Contract,
    ) -> Result<Option<Measures>> {
        match self {
            Self::Memory(array) => Ok(Measures::of(&array.view(), known, contract)?),
            Self::Parts(parts) => parts.ask(|all| {
                Measures::in_parts(parts.described, known, contract, |take| all.each(take))
            }),
        }
    }
}

impl Parts<'_> {
    fn ask<T>(&self, question: impl FnOnce(&InParts<'_, Error>) -> Result<T>) -> Result<T> {
        let read = |ranges: &[std::ops::Range<usize>]| {
            self.interrupt.check()?;
            Ok(self.part.read_ranges(ranges)?)
        };
        let (grain, memory) = match (self.part.source.cost(), &self.chunk) {
            (Cost::Whole, _) => (Grain::Whole, self.memory),
            // The other half is for chunks that are being unpacked.
            (Cost::Chunks, Some(chunk)) => (Grain::Chunks(chunk), self.memory / 2),
            _ => (Grain::Bytes, self.memory),
        };
        question(&InParts { described: self.described, grain, memory, read: &read })
    }
}

/// How many indices per axis of what the address selects are in one chunk.
fn chunk(part: &Part) -> Option<Vec<usize>> {
    let info = part.source.info();
    let chunk = info.storage.chunk_shape.as_ref()?;
    let Some(index) = &part.address.index else { return Some(chunk.clone()) };
    let mut lengths = chunk.iter();
    let of_term = |term| match term {
        Index::Integer(_) => lengths.next().and(None),
        Index::Slice(slice) => {
            let step = slice.step.unwrap_or(1).unsigned_abs().max(1);
            lengths.next().map(|length| length.div_ceil(step))
        }
        Index::NewAxis | Index::Ellipsis => Some(1),
    };
    Some(index.written_out(info.shape().len()).into_iter().filter_map(of_term).collect())
}
