//! An index space as boxes: one range of indices per axis.

use std::ops::Range;

/// Cuts an index space of these lengths into boxes of at most `most` positions each, but at
/// least one: every box is a stretch of C order, and they come in C order.
///
/// A space without positions is one box.
///
/// ```
/// use arrayscope_core::layout::boxes;
/// let all: Vec<_> = boxes(&[2, 3, 4], 8).collect();
/// assert_eq!(all[..2], [[0..1, 0..2, 0..4], [0..1, 2..3, 0..4]]);
/// assert_eq!(all.len(), 4);
/// ```
pub fn boxes(shape: &[usize], most: usize) -> impl Iterator<Item = Vec<Range<usize>>> + use<> {
    let shape = shape.to_vec();
    let steps = steps(&shape, most);
    let mut next = Some(vec![0_usize; shape.len()]);
    std::iter::from_fn(move || {
        let start = next.take()?;
        let ends = start.iter().zip(&steps).zip(&shape);
        let part: Vec<Range<usize>> =
            ends.map(|((&from, step), &length)| from..length.min(from + step)).collect();
        if !shape.contains(&0) {
            // The last axis that is not at its end goes on, those behind it begin again.
            let axis = (0..shape.len()).rev().find(|&axis| part[axis].end < shape[axis]);
            next = axis.map(|axis| {
                let mut from = start;
                from[axis] = part[axis].end;
                from[axis + 1..].fill(0);
                from
            });
        }
        Some(part)
    })
}

/// The lengths of the first box: whole axes from the last one on, then a part of one, then
/// single indices.
pub(crate) fn steps(shape: &[usize], most: usize) -> Vec<usize> {
    if shape.contains(&0) {
        return shape.to_vec();
    }
    let mut steps = vec![1; shape.len()];
    let mut left = most.max(1);
    for (step, &length) in steps.iter_mut().zip(shape).rev() {
        *step = left.min(length);
        if *step < length {
            break;
        }
        left /= length;
    }
    steps
}

/// The boxes of the positions `range` of C order, in C order: one where they are one, and at
/// most two for each axis.
pub(crate) fn stretch(shape: &[usize], range: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let Some((_, inner)) = shape.split_first() else {
        return vec![Vec::new()];
    };
    if range.is_empty() {
        return Vec::new();
    }
    let within: usize = inner.iter().product();
    let (first, last) = (range.start / within, (range.end - 1) / within);
    let begin = |index: usize| index * within;
    let of_one = |index: usize, range: Range<usize>| -> Vec<Vec<Range<usize>>> {
        let below = stretch(inner, range.start - begin(index)..range.end - begin(index));
        let on_top = |mut part: Vec<Range<usize>>| {
            part.insert(0, index..index + 1);
            part
        };
        below.into_iter().map(on_top).collect()
    };
    if first == last && range.len() < within {
        return of_one(first, range);
    }
    let mut parts = Vec::new();
    let mut whole = first..last + 1;
    if range.start > begin(first) {
        parts.extend(of_one(first, range.start..begin(first + 1)));
        whole.start += 1;
    }
    let is_cut = range.end < begin(last + 1);
    if is_cut {
        whole.end -= 1;
    }
    if !whole.is_empty() {
        let mut part = vec![whole];
        part.extend(inner.iter().map(|&length| 0..length));
        parts.push(part);
    }
    if is_cut {
        parts.extend(of_one(last, begin(last)..range.end));
    }
    parts
}

/// A box as it is written in an index: `[0:2, 3:7]`.
pub fn box_text(ranges: &[Range<usize>]) -> String {
    let terms: Vec<String> =
        ranges.iter().map(|range| format!("{}:{}", range.start, range.end)).collect();
    format!("[{}]", terms.join(", "))
}

/// Boxes that together are what `taken` leaves of the whole index space; those in `taken`
/// lie inside of it.
pub(crate) fn left_over(shape: &[usize], taken: &[Vec<Range<usize>>]) -> Vec<Vec<Range<usize>>> {
    let mut left = vec![shape.iter().map(|&length| 0..length).collect::<Vec<_>>()];
    left.retain(|all| all.iter().all(|range| !range.is_empty()));
    for taken in taken {
        left = left.into_iter().flat_map(|part| without(part, taken)).collect();
    }
    left
}

/// A box without what it has in common with another one.
fn without(mut part: Vec<Range<usize>>, taken: &[Range<usize>]) -> Vec<Vec<Range<usize>>> {
    if !have_common(&part, taken) {
        return vec![part];
    }
    let mut left = Vec::new();
    for (axis, taken) in taken.iter().enumerate() {
        let (range, common) =
            (part[axis].clone(), part[axis].start.max(taken.start)..part[axis].end.min(taken.end));
        for beside in [range.start..common.start, common.end..range.end] {
            if !beside.is_empty() {
                let mut piece = part.clone();
                piece[axis] = beside;
                left.push(piece);
            }
        }
        part[axis] = common;
    }
    left
}

/// Whether two boxes have an index in common.
pub(crate) fn have_common(one: &[Range<usize>], other: &[Range<usize>]) -> bool {
    one.iter().zip(other).all(|(one, other)| one.start.max(other.start) < one.end.min(other.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPES: [&[usize]; 6] = [&[], &[7], &[2, 3, 4], &[3, 1, 5], &[1, 1], &[2, 2, 2, 3]];

    /// The positions of a box, in C order.
    fn positions(shape: &[usize], part: &[Range<usize>]) -> Vec<usize> {
        part.iter().zip(shape).fold(vec![0], |before, (range, length)| {
            before.iter().flat_map(|at| range.clone().map(move |k| at * length + k)).collect()
        })
    }

    #[test]
    fn boxes_are_stretches_that_follow_each_other() {
        for shape in SHAPES {
            let size: usize = shape.iter().product();
            for most in 0..=size + 1 {
                let parts: Vec<_> =
                    boxes(shape, most).map(|part| positions(shape, &part)).collect();
                assert!(parts.iter().all(|part| part.len() <= most.max(1)), "{shape:?} {most}");
                assert!(parts.concat().into_iter().eq(0..size), "{shape:?} {most}");
            }
        }
    }

    #[test]
    fn a_space_without_positions_is_one_box() {
        assert_eq!(boxes(&[0, 3], 4).collect::<Vec<_>>(), [[0..0, 0..3]]);
    }

    #[test]
    fn every_stretch_is_the_boxes_that_it_is_made_of() {
        for shape in SHAPES {
            let size: usize = shape.iter().product();
            for (start, end) in (0..size).flat_map(|s| (s + 1..=size).map(move |e| (s, e))) {
                let parts = stretch(shape, start..end);
                let found: Vec<_> = parts.iter().flat_map(|part| positions(shape, part)).collect();
                assert!(found.into_iter().eq(start..end), "{shape:?} {start}..{end}");
                assert!(parts.len() <= (2 * shape.len()).max(1), "{shape:?} {start}..{end}");
            }
        }
    }

    #[test]
    fn what_boxes_leave_over_is_the_rest_without_repetition() {
        for shape in SHAPES {
            let size: usize = shape.iter().product();
            let all: Vec<_> = boxes(shape, 3).collect();
            for taken in 0..1_usize << all.len().min(7) {
                let chosen = all.iter().enumerate().filter(|(k, _)| taken >> k & 1 == 1);
                let taken: Vec<_> = chosen.map(|(_, part)| part.clone()).collect();
                let left = left_over(shape, &taken);
                let mut found: Vec<usize> =
                    taken.iter().chain(&left).flat_map(|part| positions(shape, part)).collect();
                found.sort_unstable();
                assert!(found.into_iter().eq(0..size), "{taken:?} of {shape:?}");
            }
        }
        assert!(left_over(&[3, 0], &[]).is_empty());
    }

    #[test]
    fn whole_rows_are_one_box() {
        assert_eq!(stretch(&[5, 3, 2], 6..18), [[1..3, 0..3, 0..2]]);
        assert_eq!(stretch(&[5, 3, 2], 0..30), [[0..5, 0..3, 0..2]]);
    }
}
