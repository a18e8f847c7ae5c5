//! Shapes near the one asked for that a number of elements does fill.

/// How far from the wished length a divisor is looked for.
const SEARCH: usize = 100_000;

/// Up to three shapes with as many axes as `wished` that `size` elements fill, nearest
/// first: one length changed where that suffices, else every length the divisor next to
/// the wished one.
pub(super) fn shapes_that_fit(size: usize, wished: &[usize]) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = Vec::new();
    for axis in (0..wished.len()).rev() {
        let others = wished.iter().enumerate().filter(|(other, _)| *other != axis);
        let Some(others) = others.map(|(_, length)| *length).try_fold(1, usize::checked_mul) else {
            continue;
        };
        if others > 0 && size.is_multiple_of(others) {
            let mut shape = wished.to_vec();
            shape[axis] = size / others;
            found.push(shape);
        }
    }
    if found.is_empty() && size > 0 && !wished.is_empty() {
        let last = wished.len() - 1;
        found.push(shape_with_free(size, &wished[..last], last));
    }
    if wished.is_empty() {
        found.push(vec![size]);
    }
    found.dedup();
    found.truncate(3);
    found
}

/// Each wished length replaced by the nearest divisor of what is left, and what is left in
/// the end put in at `free`.
pub(super) fn shape_with_free(size: usize, wished: &[usize], free: usize) -> Vec<usize> {
    let mut left = size.max(1);
    let mut shape: Vec<usize> = wished
        .iter()
        .map(|&length| {
            let divisor = nearest_divisor(left, length.clamp(1, left));
            left /= divisor;
            divisor
        })
        .collect();
    shape.insert(free, if size == 0 { 0 } else { left });
    shape
}

fn nearest_divisor(size: usize, wished: usize) -> usize {
    (0..SEARCH.min(wished.max(size / wished).saturating_add(1)))
        .flat_map(|away| [wished.checked_sub(away), wished.checked_add(away)])
        .flatten()
        .find(|&divisor| divisor > 0 && size.is_multiple_of(divisor))
        .unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirteen_elements_fit_one_by_thirteen() {
        assert_eq!(shapes_that_fit(13, &[3, 4]), [[1, 13]]);
    }

    #[test]
    fn one_changed_length_is_preferred() {
        assert_eq!(shapes_that_fit(12, &[3, 5]), [[3, 4]]);
        assert_eq!(shapes_that_fit(12, &[3, 2]), [[3, 4], [6, 2]]);
        assert_eq!(shapes_that_fit(24, &[2, 3, 5]), [[2, 3, 4]]);
    }

    #[test]
    fn every_answer_has_the_right_number_of_elements() {
        for size in 0..60 {
            for a in 0..7 {
                for b in 0..7 {
                    for shape in shapes_that_fit(size, &[a, b]) {
                        assert_eq!(shape.iter().product::<usize>(), size, "{size} {a} {b}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_huge_size_is_answered_without_a_long_search() {
        let prime = (1 << 61) - 1;
        assert_eq!(shapes_that_fit(prime, &[1 << 30, 1 << 30]).len(), 1);
        assert!(shapes_that_fit(5, &[usize::MAX, usize::MAX]).len() <= 3);
    }
}
