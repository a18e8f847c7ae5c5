//! What a command line or a program calls an array.

use arrayscope_formats::printable;
use serde::Serialize;

/// The parts of an array's address, for lines that are copied from the page.
///
/// Only the name of the file: in which folder it lies is not the page's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum Named {
    /// A sample, which `arrayscope sample` writes.
    Sample {
        /// Its number of axes.
        sample: usize,
        seed: u64,
    },
    /// An array in a file.
    File { file: String, member: Option<String>, index: Option<String> },
}

impl Named {
    /// An array of a file; `None` where a name has characters that are escaped wherever it
    /// is shown, because a line with the escapes would name another file.
    pub(super) fn in_file(file: &str, member: Option<&str>) -> Option<Self> {
        let is_plain = |name: &str| printable(name) == name;
        (is_plain(file) && member.is_none_or(is_plain)).then(|| Self::File {
            file: file.to_owned(),
            member: member.map(str::to_owned),
            index: None,
        })
    }

    /// The part of it that an index expression selects.
    pub(super) fn select(&mut self, expression: &str) {
        if let Self::File { index, .. } = self {
            *index = Some(expression.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_shown_with_escapes_has_no_parts() {
        assert!(Named::in_file("a b'c.npy", Some("::x[0]")).is_some());
        assert_eq!(Named::in_file("a\nb.npy", None), None);
        assert_eq!(Named::in_file("a.npz", Some("x\u{202e}")), None);
    }
}
