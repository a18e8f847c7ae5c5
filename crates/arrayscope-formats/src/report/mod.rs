//! What is known of an array as one HTML file: no script, nothing loaded from elsewhere.
//!
//! The command writes it, the page's server sends it.

mod bins;
mod curve;
mod facts;
mod markup;
mod picture;
mod profiles;
mod shown;
mod signals;

use arrayscope_core::layout::shape_text;
use arrayscope_core::report::Inspection;
use arrayscope_core::{Array, Layout};

pub use bins::{Bin, Bins};
pub use shown::Shown;

use crate::error::Result;
use markup::Markup;

/// The most points of a curve.
const MOST_BINS: usize = 240;

/// What a report is about.
#[derive(Clone, Debug)]
pub struct Report<'a> {
    /// What is known of the array.
    pub inspection: &'a Inspection,
    /// The layout that the inspection is of: in the file, whether the values are a copy.
    pub layout: &'a Layout,
    /// The values, whole.
    pub array: &'a Array,
    /// A title, if the array has one besides its address.
    pub title: Option<&'a str>,
    /// A name per axis, or none at all.
    pub axis_names: &'a [String],
    /// The unit of the values.
    pub unit: Option<&'a str>,
    /// What is shown as a picture.
    pub shown: Shown<'a>,
    /// What is odd about the file.
    pub notes: &'a [String],
}

const STYLE: &str = include_str!("report.css");

impl Report<'_> {
    /// The report as an HTML document. Reads the values once per axis.
    ///
    /// # Errors
    /// When what is shown does not fit the array, or a picture cannot be made.
    pub fn html(&self) -> Result<String> {
        let told = self.inspection;
        let core = |source| crate::Error::Core { address: told.address.clone(), source };
        let mut out = Markup::default();
        out.raw(concat!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
            // The only style is the one below; pictures are in the file.
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ",
            "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">\n",
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
            "<meta name=\"color-scheme\" content=\"light dark\">\n",
        ));
        out.open("title", "").text(&told.address).raw(" · arrayscope").close("title");
        out.raw("<style>\n").raw(STYLE).raw("</style>\n</head>\n<body>\n");
        facts::header(self, &mut out);
        out.raw("<main>\n");
        signals::cards(&told.signals, &mut out);
        if told.summary.is_some() {
            let slice = self.shown.cut(self.array).map_err(core)?;
            picture::section(self, &slice, &mut out)?;
            facts::summary(self, &mut out);
            let profiles = (0..told.geometry.ndim)
                .map(|axis| Bins::along(self.array, axis, MOST_BINS).map_err(core))
                .collect::<Result<Vec<_>>>()?;
            profiles::section(self, &profiles, &mut out);
        } else {
            facts::no_statistics(self, &mut out);
        }
        facts::strides(self, &mut out);
        out.raw("</main>\n<footer>");
        out.raw("arrayscope ").raw(env!("CARGO_PKG_VERSION"));
        out.raw(" · know your tensor before your model does</footer>\n</body>\n</html>\n");
        Ok(out.finish())
    }

    /// `axis 0 (batch)`.
    fn axis(&self, axis: usize) -> String {
        let plain = format!("axis {axis}");
        match self.axis_names.get(axis) {
            Some(name) if *name != plain => format!("{plain} ({name})"),
            _ => plain,
        }
    }

    /// `arr[0, :, :, 1]`.
    fn expression(&self) -> String {
        self.shown.numpy(&self.inspection.geometry.shape)
    }

    /// `(32, 28, 28, 3)`.
    fn shape(&self) -> String {
        shape_text(&self.inspection.geometry.shape)
    }
}
