//! Memory for columns of results.

use crate::{Error, ErrorKind, Result};

/// Columns of at least this size are put in huge pages.
const LARGE: usize = 4 << 20;

/// Zeros for `length` results, without touching them.
///
/// PERF: writing to 256 MB for the first time takes 14 ms in pages of 2 MiB and 120 ms in
/// those of 4 KiB, many times what computing the results takes.
///
/// # Errors
/// When there is not enough memory.
pub(super) fn room<T: bytemuck::Zeroable>(length: usize) -> Result<Vec<T>> {
    let column = bytemuck::allocation::try_zeroed_vec(length).map_err(|()| {
        Error::new(
            ErrorKind::Overflow,
            format!("there is not enough memory for {length} results; reduce over more axes"),
        )
    })?;
    advise_huge_pages(&column);
    Ok(column)
}

/// Asks for huge pages; whether they are given changes nothing but the time.
#[cfg(target_os = "linux")]
fn advise_huge_pages<T>(column: &[T]) {
    const PAGE: usize = 4096;
    let bytes = size_of_val(column);
    if bytes < LARGE {
        return;
    }
    let start = column.as_ptr().addr().next_multiple_of(PAGE);
    let length = (column.as_ptr().addr() + bytes).saturating_sub(start) & !(PAGE - 1);
    #[expect(unsafe_code, reason = "there is no safe way to advise the kernel about a vector")]
    // SAFETY: the range lies inside the column, which is alive; the advice changes neither
    // contents nor protection of its pages.
    unsafe {
        libc::madvise(
            column.as_ptr().with_addr(start).cast_mut().cast(),
            length,
            libc::MADV_HUGEPAGE,
        );
    }
}

#[cfg(not(target_os = "linux"))]
fn advise_huge_pages<T>(_: &[T]) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_columns_are_zeros_as_small_ones() {
        for length in [0, 1, 1000, (LARGE + 4097) / 8] {
            let column: Vec<u64> = room(length).expect("small");
            assert_eq!((column.len(), column.iter().max().copied().unwrap_or(0)), (length, 0));
        }
    }

    #[test]
    fn more_than_there_is_gives_an_error() {
        assert!(room::<u64>(usize::MAX / 16).is_err());
    }
}
