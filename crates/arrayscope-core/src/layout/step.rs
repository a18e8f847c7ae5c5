//! What one step along an axis passes over in memory, in words.

use super::{Layout, shape_text};

impl Layout {
    /// What one step along `axis` does in memory, as the strides table tells it: how many
    /// elements and bytes it passes over, and whether that is a whole block of later axes.
    ///
    /// ```
    /// use arrayscope_core::Layout;
    /// let layout = Layout::c_order(&[32, 28, 28, 3], 4)?;
    /// assert_eq!(layout.step_text(0), "a whole (28, 28, 3) block: 2352 elements, 9408 bytes");
    /// assert_eq!(layout.step_text(2), "3 elements, 12 bytes");
    /// assert_eq!(layout.step_text(3), "to the neighbour in memory, 4 bytes");
    /// # Ok::<(), arrayscope_core::Error>(())
    /// ```
    ///
    /// # Panics
    /// When there is no such axis.
    pub fn step_text(&self, axis: usize) -> String {
        let (stride, itemsize) = (self.strides()[axis], self.itemsize());
        if self.shape()[axis] < 2 {
            return "nothing: there is no second step".to_owned();
        }
        if stride == 0 {
            return "nothing: every index is the same element".to_owned();
        }
        let distance = stride.unsigned_abs();
        let backwards = if stride < 0 { ", backwards" } else { "" };
        let bytes = counted(distance, "byte");
        if itemsize == 0 || !distance.is_multiple_of(itemsize) {
            return format!("{bytes}{backwards}, no whole number of elements");
        }
        let elements = distance / itemsize;
        if elements == 1 {
            return format!("to the neighbour in memory, {bytes}{backwards}");
        }
        let block = self.block_text(axis, elements);
        format!("{block}{}, {bytes}{backwards}", counted(elements, "element"))
    }

    /// The later axes, if in C order a step passes over all that they span.
    fn block_text(&self, axis: usize, elements: usize) -> String {
        let inner = &self.shape()[axis + 1..];
        if inner.len() > 1 && inner.iter().product::<usize>() == elements {
            format!("a whole {} block: ", shape_text(inner))
        } else {
            String::new()
        }
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_step_has_words() {
        let text = |shape: &[usize], strides: &[isize], offset| {
            Layout::try_new(shape, strides, offset, 4).expect("fits").step_text(0)
        };
        assert_eq!(text(&[1, 5], &[20, 4], 0), "nothing: there is no second step");
        assert_eq!(text(&[3], &[0], 0), "nothing: every index is the same element");
        assert_eq!(text(&[3], &[-4], 8), "to the neighbour in memory, 4 bytes, backwards");
        assert_eq!(text(&[3], &[8], 0), "2 elements, 8 bytes");
        assert_eq!(text(&[3], &[1], 0), "1 byte, no whole number of elements");
    }
}
