//! Which two axes are shown: the default, and what is wished for, completed and repaired.

use super::CrossSection;

impl CrossSection {
    /// The cross-section to begin with, from the lengths of the axes and their names, if
    /// they have any (`&[]` if not).
    ///
    /// Axes that are named as the sides of a picture: height and width, y and x, latitude and
    /// longitude. Else the last two, or of a 4-D array of shape (batch, height, width,
    /// channel) the middle two, so that it is `a[b, :, :, c]`; an axis of length 1 is not
    /// shown while two longer ones could be.
    ///
    /// All indices are 0, but of a volume: where three axes or more are named as directions of
    /// space (sides of a picture, z, depth, slice, plane), those stand at their middle,
    /// `length / 2`, because the outermost slice of a scan mostly shows nothing.
    ///
    /// ```
    /// use arrayscope_core::slicing::CrossSection;
    /// let section = CrossSection::default_for(&[32, 28, 28, 3], &[]);
    /// assert_eq!((section.rows, section.columns), (Some(1), Some(2)));
    /// assert_eq!(section.expression().to_string(), "0, :, :, 0");
    /// let names = ["batch", "channel", "height", "width"].map(str::to_owned);
    /// let section = CrossSection::default_for(&[32, 3, 28, 28], &names);
    /// assert_eq!(section.expression().to_string(), "0, 0, :, :");
    /// let names = ["x", "y", "z", "t"].map(str::to_owned);
    /// let section = CrossSection::default_for(&[64, 60, 30, 200], &names);
    /// assert_eq!(section.expression().to_string(), ":, :, 15, 0");
    /// ```
    pub fn default_for(shape: &[usize], names: &[String]) -> Self {
        let (rows, columns) = default_axes(shape, names);
        Self { rows, columns, at: default_at(shape, names) }
    }

    /// The axes that are wished for, completed to as many as there are to show; all indices
    /// are those of the [default](Self::default_for).
    ///
    /// What is missing is taken from the default of `names` and `shape`, then from the last
    /// axes; never one of `fixed`, which are to stand at an index, while others are left.
    /// Wishes for axes that do not exist, and for columns that are the rows, are dropped.
    #[must_use]
    pub fn completed(
        (rows, columns): (Option<usize>, Option<usize>),
        fixed: &[usize],
        shape: &[usize],
        names: &[String],
    ) -> Self {
        let ndim = shape.len();
        let default = Self::default_for(shape, names);
        let rows = rows.filter(|axis| *axis < ndim && ndim > 1);
        let columns = columns.filter(|axis| *axis < ndim && Some(*axis) != rows);
        let other = |first: Option<usize>, second: Option<usize>, taken: Option<usize>| {
            let mut axes = first.into_iter().chain(second).chain((0..ndim).rev());
            let is_left = |axis: &usize| Some(*axis) != taken;
            axes.clone()
                .find(|axis| is_left(axis) && !fixed.contains(axis))
                .or_else(|| axes.find(is_left))
        };
        let is_chosen = rows.is_none() && columns.is_none();
        let columns = columns.or_else(|| match rows {
            None => other(default.columns, None, None),
            rows => other(default.columns, default.rows, rows),
        });
        let rows =
            rows.or_else(|| other(default.rows, default.columns, columns)).filter(|_| ndim > 1);
        let is_default = (rows, columns) == (default.rows, default.columns);
        // Chosen here, and not as a picture: in the order of the array.
        let swap = is_chosen && !is_default && rows > columns;
        let (rows, columns) = if swap { (columns, rows) } else { (rows, columns) };
        Self { rows, columns, ..default }
    }

    /// The selection made to fit `shape`: indices are clamped, missing ones are 0, axes
    /// that do not exist or are named twice are [completed](Self::completed). It never
    /// fails: a view is repaired, not refused.
    #[must_use]
    pub fn repaired(&self, shape: &[usize], names: &[String]) -> Self {
        // Rows win where both name the same axis; a lone axis is always the columns.
        let fits = Self::completed((self.rows, self.columns), &[], shape, names);
        let given = self.at.iter().copied().chain(std::iter::repeat(0));
        let at = shape.iter().zip(given).map(|(length, at)| at.min(length.saturating_sub(1)));
        Self { at: at.collect(), ..fits }
    }
}

/// What the two sides of a picture are called: downwards, then across.
const SIDES: [(&str, &str); 7] = [
    ("height", "width"),
    ("rows", "columns"),
    ("row", "column"),
    ("row", "col"),
    ("y", "x"),
    ("latitude", "longitude"),
    ("lat", "lon"),
];

/// What the third direction of a volume is called.
const DEPTHS: [&str; 4] = ["z", "depth", "slice", "plane"];

/// Whether an axis is called so, apart from its unit: `x (mm)` is called `x`.
fn is_called(name: &str, word: &str) -> bool {
    let name = name.split_once('(').map_or(name, |(name, _)| name);
    name.trim().eq_ignore_ascii_case(word)
}

fn default_at(shape: &[usize], names: &[String]) -> Vec<usize> {
    let sides = SIDES.iter().flat_map(|(down, across)| [*down, *across]);
    let words: Vec<&str> = sides.chain(DEPTHS).collect();
    let is_space = |axis: usize| {
        names.get(axis).is_some_and(|name| words.iter().any(|word| is_called(name, word)))
    };
    let is_volume = (0..shape.len()).filter(|axis| is_space(*axis)).count() >= 3;
    let middle = |axis: usize| if is_volume && is_space(axis) { shape[axis] / 2 } else { 0 };
    (0..shape.len()).map(middle).collect()
}

fn default_axes(shape: &[usize], names: &[String]) -> (Option<usize>, Option<usize>) {
    let (rows, columns) = match shape.len() {
        0 => return (None, None),
        1 => return (None, Some(0)),
        4 => (1, 2),
        ndim => (ndim - 2, ndim - 1),
    };
    let called = |side: &str| names.iter().take(shape.len()).position(|name| is_called(name, side));
    for (down, across) in SIDES {
        if let (Some(rows), Some(columns)) = (called(down), called(across)) {
            return (Some(rows), Some(columns));
        }
    }
    let is_long = |axis: &usize| shape[*axis] > 1;
    let mut long = (0..shape.len()).rev().filter(is_long);
    match (long.next(), long.next()) {
        (Some(last), Some(before)) if !is_long(&rows) || !is_long(&columns) => {
            (Some(before), Some(last))
        }
        _ => (Some(rows), Some(columns)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(rows: Option<usize>, columns: Option<usize>, at: &[usize]) -> CrossSection {
        CrossSection { rows, columns, at: at.to_vec() }
    }

    #[test]
    fn what_is_named_or_shaped_like_a_picture_is_shown_first() {
        type Case<'a> = (&'a [(&'a str, usize)], [usize; 2]);
        let cases: [Case<'_>; 14] = [
            // Named by what is in the file, or guessed.
            (&[("batch", 32), ("height", 28), ("width", 28), ("channel", 3)], [1, 2]),
            (&[("batch", 32), ("channel", 3), ("height", 28), ("width", 28)], [2, 3]),
            (&[("height", 512), ("width", 512), ("channel", 3)], [0, 1]),
            (&[("x", 64), ("y", 60), ("z", 30), ("t", 200)], [1, 0]),
            (&[("x (mm)", 64), ("y (mm)", 60), ("z (mm)", 30), ("t (s)", 200)], [1, 0]),
            (&[("time", 12), ("Lat", 90), (" Lon", 180)], [1, 2]),
            (&[("lon", 180), ("lat", 90), ("time", 12)], [1, 0]),
            // Named, but not as a picture.
            (&[("layer", 4), ("token", 128), ("feature", 768)], [1, 2]),
            // Shapes.
            (&[("a", 5), ("b", 6), ("c", 1)], [0, 1]),
            (&[("a", 5), ("b", 1), ("c", 1), ("d", 9)], [0, 3]),
            (&[("a", 5), ("b", 1)], [0, 1]),
            (&[("a", 1), ("b", 1), ("c", 1)], [1, 2]),
            (&[("a", 0), ("b", 3), ("c", 4)], [1, 2]),
            (&[("a", 32), ("b", 8), ("c", 28), ("d", 28)], [1, 2]),
        ];
        for (axes, [rows, columns]) in cases {
            let (names, shape): (Vec<_>, Vec<_>) =
                axes.iter().map(|(name, length)| ((*name).to_owned(), *length)).unzip();
            let first = CrossSection::default_for(&shape, &names);
            assert_eq!((first.rows, first.columns), (Some(rows), Some(columns)), "{axes:?}");
            assert_eq!(first.repaired(&shape, &names), first);
        }
        assert_eq!(
            CrossSection::default_for(&[9], &["x".to_owned()]),
            section(None, Some(0), &[0])
        );
    }

    #[test]
    fn a_volume_opens_in_its_middle_and_everything_else_at_its_start() {
        type Case<'a> = (&'a [(&'a str, usize)], &'a [usize]);
        let cases: [Case<'_>; 7] = [
            (&[("x (mm)", 64), ("y (mm)", 60), ("z (mm)", 31), ("t (s)", 200)], &[32, 30, 15, 0]),
            (&[("Depth", 9), ("height", 8), ("width", 7)], &[4, 4, 3]),
            (&[("batch", 5), ("depth", 9), ("height", 8), ("width", 0)], &[0, 4, 4, 0]),
            (&[("z", 1), ("y", 2), ("x", 3), ("channel", 4)], &[0, 1, 1, 0]),
            // No volumes.
            (&[("batch", 32), ("height", 28), ("width", 28), ("channel", 3)], &[0, 0, 0, 0]),
            (&[("y", 8), ("x", 9)], &[0, 0]),
            (&[("axis 0", 8), ("axis 1", 9), ("axis 2", 9)], &[0, 0, 0]),
        ];
        for (axes, at) in cases {
            let (names, shape): (Vec<_>, Vec<_>) =
                axes.iter().map(|(name, length)| ((*name).to_owned(), *length)).unzip();
            assert_eq!(CrossSection::default_for(&shape, &names).at, at, "{axes:?}");
        }
        assert_eq!(CrossSection::default_for(&[8, 8, 8], &[]).at, [0, 0, 0]);
    }

    #[test]
    fn axes_that_stand_at_an_index_are_shown_last() {
        let completed = |rows, columns, fixed: &[usize], shape: &[usize]| {
            let section = CrossSection::completed((rows, columns), fixed, shape, &[]);
            (section.rows, section.columns)
        };
        let shape = [32, 28, 28, 3];
        for (wished, fixed, shown) in [
            ((None, None), &[][..], (1, 2)),
            ((None, None), &[1], (2, 3)),
            ((None, None), &[2], (1, 3)),
            ((None, None), &[1, 2], (0, 3)),
            ((Some(0), None), &[2], (0, 1)),
            ((None, Some(1)), &[], (2, 1)),
            ((Some(3), None), &[], (3, 2)),
            ((Some(2), Some(2)), &[], (2, 1)),
            ((None, None), &[0, 1, 2, 3], (1, 2)),
        ] {
            let expected = (Some(shown.0), Some(shown.1));
            assert_eq!(
                completed(wished.0, wished.1, fixed, &shape),
                expected,
                "{wished:?} {fixed:?}"
            );
        }
        assert_eq!(completed(Some(0), None, &[0], &[5]), (None, Some(0)));
        assert_eq!(completed(Some(0), Some(1), &[], &[]), (None, None));
    }

    #[test]
    fn what_fits_is_left_alone_and_what_does_not_is_mended() {
        let shape = [32, 28, 28, 3];
        let mine = section(Some(3), Some(0), &[1, 2, 3, 0]);
        assert_eq!(mine.repaired(&shape, &[]), mine);
        let twice = section(Some(2), Some(2), &[40, 0, 0, 5]).repaired(&shape, &[]);
        assert_eq!(twice, section(Some(2), Some(1), &[31, 0, 0, 2]));
        assert_eq!(section(Some(5), Some(2), &[]).repaired(&shape, &[]).rows, Some(1));
    }
}
