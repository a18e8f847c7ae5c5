//! Whether what is stored of some chunks makes credible what they unpack to.
//!
//! Chunks that were never written take no space, so that a file of a few bytes can claim an array
//! of any size. What is read at once is refused then, and so is what is read in parts, before
//! somebody waits hours for numbers that are nowhere. Where there are too many chunks to look at
//! them all, some stand for the others, spread so that they follow no axis.

use crate::error::Error;
use crate::limits::{CREDIBLE_BYTES, CREDIBLE_RATIO};
use crate::place::Place;

/// How many chunks are looked at before what they store is judged: few first, because of
/// ordinary arrays they are enough.
const ROUNDS: [u64; 3] = [64, 1024, 16_384];

/// Chunks that are looked at where each is a question to a server, or a walk through a tree.
pub(crate) const FEW: u64 = ROUNDS[1];

/// The same where it is one question to the file system.
pub(crate) const MANY: u64 = ROUNDS[2];

/// Why what is declared is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Doubt {
    declared: u64,
    count: u64,
    looked_at: u64,
    /// Bytes that are stored of those that were looked at.
    stored: u64,
}

/// Refuses `count` chunks that unpack to `declared` bytes, more than 4 GiB and more than 1000
/// times what is stored of them; `None` is no doubt.
///
/// `stored` sums what is stored of the chunks with these numbers. Of more than `most` chunks as
/// many are looked at, spread over all.
pub(crate) fn doubt<E>(
    declared: u64,
    count: u64,
    most: u64,
    mut stored: impl FnMut(&[u64]) -> Result<u64, E>,
) -> Result<Option<Doubt>, E> {
    if declared <= CREDIBLE_BYTES {
        return Ok(None);
    }
    let most = most.min(count);
    let (mut looked_at, mut sum) = (0, 0_u64);
    for round in ROUNDS {
        let end = round.min(most);
        let numbers: Vec<u64> = (looked_at..end)
            .map(|position| if most == count { position } else { spread(position, count) })
            .collect();
        sum = sum.saturating_add(stored(&numbers)?);
        looked_at = end;
        // Of all that there are, the sum alone can be enough; of some it stands for the others.
        let of_all = if most == count { 1 } else { u128::from(count) };
        let of_these = if most == count { 1 } else { u128::from(looked_at) };
        let believed = u128::from(sum) * of_all * u128::from(CREDIBLE_RATIO);
        if believed >= u128::from(declared) * of_these {
            return Ok(None);
        }
    }
    Ok(Some(Doubt { declared, count, looked_at, stored: sum }))
}

/// The number of the chunk at a position in an order that goes everywhere soon: multiples of the
/// golden ratio, of which no two are near each other, and which keep no step of any grid.
fn spread(position: u64, count: u64) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    // The first one would be the first chunk, which every file has that has any.
    let fraction = (position + 1).wrapping_mul(GOLDEN);
    let number = (u128::from(fraction) * u128::from(count)) >> 64;
    u64::try_from(number).unwrap_or(0)
}

impl Doubt {
    /// The refusal.
    pub(crate) fn error(self, place: &Place) -> Error {
        let Self { declared, count, looked_at, stored } = self;
        if looked_at == count {
            return Error::Bomb { place: place.boxed(), declared, stored };
        }
        Error::BombOfChunks { place: place.boxed(), declared, count, looked_at, stored }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// What is said of chunks of which each stores as many bytes as `stored` says.
    fn said(declared: u64, count: u64, stored: impl Fn(u64) -> u64) -> (u64, Option<Doubt>) {
        let mut asked = 0;
        let sum = |numbers: &[u64]| {
            asked += numbers.len() as u64;
            assert!(numbers.iter().all(|&number| number < count));
            Ok::<u64, Infallible>(numbers.iter().map(|&number| stored(number)).sum())
        };
        let doubt = doubt(declared, count, MANY, sum).unwrap();
        (asked, doubt)
    }

    #[test]
    fn an_ordinary_array_is_believed_after_a_few_chunks() {
        assert_eq!(said(1 << 40, 1 << 20, |_| 300_000), (64, None));
        assert_eq!(said(1 << 40, 1 << 10, |_| 300 << 20), (64, None));
        assert_eq!(said(1 << 32, 1 << 40, |_| unreachable!("4 GiB are no question")), (0, None));
    }

    #[test]
    fn where_all_chunks_can_be_looked_at_their_sum_decides() {
        let declared = 1_000_000 << 20;
        let last = |stored: u64| move |number: u64| if number == 9999 { stored } else { 0 };
        assert_eq!(said(declared, 10_000, last(1000 << 20)), (10_000, None));
        let (asked, doubt) = said(declared, 10_000, last((1000 << 20) - 1));
        assert_eq!((asked, doubt.map(|doubt| doubt.stored)), (10_000, Some((1000 << 20) - 1)));
    }

    #[test]
    fn one_chunk_of_very_many_is_not_believed() {
        let (asked, doubt) = said(1 << 40, 1 << 38, |number| if number == 0 { 4 } else { 0 });
        let place = Place::new("x", "zarr");
        let said = doubt.map(|doubt| doubt.error(&place).to_string()).unwrap_or_default();
        assert_eq!(asked, MANY);
        assert!(said.contains("16384, spread over all, have 0 stored bytes"), "{said}");
    }

    #[test]
    fn what_was_written_so_far_is_seen_wherever_it_is() {
        let (count, chunk) = (1_000_000, 1 << 20);
        for written in [0..10_000, 990_000..1_000_000, 500_000..505_000] {
            let stored = |number| if written.contains(&number) { chunk } else { 0 };
            assert_eq!(said(count * chunk, count, stored).1, None, "{written:?}");
        }
        // One column of two hundred.
        let stored = |number| if number % 200 == 7 { chunk } else { 0 };
        assert_eq!(said(count * chunk, count, stored).1, None);
    }
}
