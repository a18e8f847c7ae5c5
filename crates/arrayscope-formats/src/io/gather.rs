//! Reading runs: neighbours together, never more than the bounding extent.

use std::io::Read;
use std::iter::Peekable;

use super::{Habits, ReadAt, Runs};
use crate::error::Result;
use crate::npy::ended;
use crate::place::Place;

/// The bytes of all runs, one after the other. `start` is where offset 0 of the
/// runs lies in `source`.
pub(crate) fn gather(
    source: &impl ReadAt,
    start: u64,
    runs: Runs,
    place: &Place,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reserve(&mut bytes, runs.nbytes, place)?;
    let run_nbytes = runs.run_nbytes;
    let habits = source.habits();
    let mut scratch = Vec::new();
    let mut pieces: Vec<usize> = Vec::new();
    let mut runs = runs.peekable();
    while let Some(first) = runs.next() {
        if run_nbytes > habits.longest_read {
            read_long(source, start + first, run_nbytes, &mut bytes, place)?;
            continue;
        }
        let end = group(first, run_nbytes, habits, &mut runs, &mut pieces);
        if end == pieces.len() * run_nbytes {
            append(source, start + first, end, &mut bytes, place)?;
            continue;
        }
        fill(source, start + first, end, &mut scratch, place)?;
        for &piece in &pieces {
            bytes.extend_from_slice(&scratch[piece..piece + run_nbytes]);
        }
    }
    Ok(bytes)
}

/// The runs that are read together with the one at `first`: where they start, counted from
/// there, and where the last of them ends.
fn group(
    first: u64,
    run_nbytes: usize,
    habits: Habits,
    runs: &mut Peekable<Runs>,
    pieces: &mut Vec<usize>,
) -> usize {
    // Offsets rise, and a group spans at most the longest read.
    let within = |offset: u64| usize::try_from(offset - first).unwrap_or(usize::MAX);
    pieces.clear();
    pieces.push(0);
    let mut end = run_nbytes;
    while let Some(next) = runs.next_if(|&next| {
        let piece = within(next);
        (piece - end) as u64 <= habits.shortest_gap
            && piece.checked_add(run_nbytes).is_some_and(|end| end <= habits.longest_read)
    }) {
        pieces.push(within(next));
        end = within(next) + run_nbytes;
    }
    end
}

/// One run longer than a read.
fn read_long(
    source: &impl ReadAt,
    byte_offset: u64,
    nbytes: usize,
    bytes: &mut Vec<u8>,
    place: &Place,
) -> Result<()> {
    let longest_read = source.habits().longest_read;
    for done in (0..nbytes).step_by(longest_read) {
        let count = (nbytes - done).min(longest_read);
        append(source, byte_offset + done as u64, count, bytes, place)?;
    }
    Ok(())
}

/// Adds `count` bytes of the file to `bytes`, which have room for them.
fn append(
    source: &impl ReadAt,
    byte_offset: u64,
    count: usize,
    bytes: &mut Vec<u8>,
    place: &Place,
) -> Result<()> {
    let filled = bytes.len();
    bytes.resize(filled + count, 0);
    read_all(source, byte_offset, &mut bytes[filled..], place)
}

/// Fills the first `count` bytes of `scratch`.
fn fill(
    source: &impl ReadAt,
    byte_offset: u64,
    count: usize,
    scratch: &mut Vec<u8>,
    place: &Place,
) -> Result<()> {
    if scratch.len() < count {
        scratch.resize(count, 0);
    }
    read_all(source, byte_offset, &mut scratch[..count], place)
}

fn read_all(source: &impl ReadAt, byte_offset: u64, bytes: &mut [u8], place: &Place) -> Result<()> {
    let got = source
        .read_full_at(bytes, byte_offset)
        .map_err(|error| place.io("read the elements", error))?;
    if got < bytes.len() {
        return Err(ended(
            place,
            byte_offset + got as u64,
            "elements: the file was cut while it was open",
        ));
    }
    Ok(())
}

/// The bytes of all runs out of a stream that only goes forward and stands at
/// offset 0 of the runs. `start` is that position, for messages.
///
/// Memory grows with what arrives, not with what is promised.
pub(crate) fn gather_forward(
    stream: &mut impl Read,
    start: u64,
    runs: Runs,
    place: &Place,
) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let run_nbytes = runs.run_nbytes;
    let habits = Habits::OF_A_DISK;
    let mut at = 0;
    let mut scratch: Vec<u8> = Vec::new();
    let mut pieces: Vec<usize> = Vec::new();
    let mut runs = runs.peekable();
    while let Some(first) = runs.next() {
        let skipped = std::io::copy(&mut stream.take(first - at), &mut std::io::sink())
            .map_err(|error| place.unpack(start + at, &error))?;
        let long = run_nbytes > habits.longest_read;
        let wanted = if long {
            run_nbytes
        } else {
            group(first, run_nbytes, habits, &mut runs, &mut pieces)
        };
        scratch.clear();
        // A long run needs no detour.
        let target = if long { &mut bytes } else { &mut scratch };
        let got = stream.take(wanted as u64).read_to_end(target);
        let got = got.map_err(|error| place.unpack(start + first, &error))?;
        if at + skipped < first || got < wanted {
            return Err(ended(
                place,
                start + at + skipped + got as u64,
                "more elements, as the shape says",
            ));
        }
        if !long {
            for &piece in &pieces {
                bytes.extend_from_slice(&scratch[piece..piece + run_nbytes]);
            }
        }
        at = first + wanted as u64;
    }
    Ok(bytes)
}

/// Room for `nbytes`, or a message instead of an abort.
pub(crate) fn reserve(bytes: &mut Vec<u8>, nbytes: usize, place: &Place) -> Result<()> {
    bytes.try_reserve_exact(nbytes).map_err(|_| {
        place.unsupported(
            format!("a window of {nbytes} bytes, more than the memory there is"),
            "a smaller window, as in path[0:100], would work",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::narrow;
    use arrayscope_core::Layout;
    use std::cell::RefCell;
    use std::ops::Range;

    /// Bytes in memory that remember what was asked for.
    struct Counting {
        bytes: Vec<u8>,
        reads: RefCell<Vec<Range<usize>>>,
    }

    impl ReadAt for Counting {
        fn read_at(&self, buffer: &mut [u8], byte_offset: u64) -> std::io::Result<usize> {
            let start = usize::try_from(byte_offset).unwrap().min(self.bytes.len());
            let end = (start + buffer.len()).min(self.bytes.len());
            buffer[..end - start].copy_from_slice(&self.bytes[start..end]);
            self.reads.borrow_mut().push(start..end);
            Ok(end - start)
        }
    }

    /// Bytes and reads of a window over a (rows, columns) array of single bytes.
    fn read(
        shape: [usize; 2],
        rows: Range<usize>,
        columns: Range<usize>,
    ) -> (Vec<u8>, Vec<Range<usize>>) {
        let layout = Layout::c_order(&shape, 1).unwrap();
        let bytes = (0..layout.nbytes()).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let source = Counting { bytes, reads: RefCell::default() };
        let runs = Runs::of(&narrow(&layout, &[rows.clone(), columns.clone()]).unwrap());
        let forward =
            gather_forward(&mut source.bytes.as_slice(), 0, runs.clone(), &Place::new("x", "npy"));
        let got = gather(&source, 0, runs, &Place::new("x", "npy")).unwrap();
        assert_eq!(forward.unwrap(), got);
        let wanted: Vec<u8> = rows
            .flat_map(|row| columns.clone().map(move |column| row * shape[1] + column))
            .map(|at| source.bytes[at])
            .collect();
        assert_eq!(got, wanted);
        (got, source.reads.into_inner())
    }

    #[test]
    fn rows_are_one_read_of_just_those_bytes() {
        let (_, reads) = read([100, 50], 10..20, 0..50);
        assert_eq!((reads.len(), reads[0].clone()), (1, 500..1000));
    }

    #[test]
    fn close_columns_are_read_together_within_the_bounding_extent() {
        let (_, reads) = read([100, 50], 10..20, 7..9);
        assert_eq!((reads.len(), reads[0].clone()), (1, 507..959));
    }

    #[test]
    fn distant_columns_are_read_one_by_one() {
        let (_, reads) = read([4, 10_000], 0..4, 5..8);
        assert_eq!(reads, [5..8, 10_005..10_008, 20_005..20_008, 30_005..30_008]);
    }

    #[test]
    fn long_runs_are_read_in_pieces_and_groups_are_bounded() {
        let (_, reads) = read([1, 3 << 20], 0..1, 0..3 << 20);
        assert_eq!(reads.len(), 3);
        let (_, reads) = read([3000, 1000], 0..3000, 0..10);
        assert!(reads.iter().all(|read| read.len() <= Habits::OF_A_DISK.longest_read));
        assert!(reads.len() <= 4);
    }

    #[test]
    fn nothing_is_read_for_an_empty_window() {
        assert_eq!(read([4, 4], 0..4, 2..2), (vec![], vec![]));
    }

    #[test]
    fn a_source_that_ends_early_is_refused() {
        let layout = Layout::c_order(&[100], 1).unwrap();
        let source = Counting { bytes: vec![0; 60], reads: RefCell::default() };
        let place = Place::new("x", "npy");
        assert!(gather(&source, 0, Runs::of(&layout), &place).is_err());
        assert!(gather_forward(&mut &[0; 60][..], 0, Runs::of(&layout), &place).is_err());
    }
}
