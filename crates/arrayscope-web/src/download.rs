//! Answers that a browser saves as files.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The longest name of a file, without its ending, in characters.
const LONGEST_NAME: usize = 100;
/// Endings of files that arrays come from.
const ENDINGS: [&str; 6] = [".gz", ".npy", ".npz", ".csv", ".tsv", ".txt"];

/// A file to save.
pub(crate) struct Download {
    /// As [`file_name`] makes it.
    pub(crate) name: String,
    /// The content type.
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let disposition = disposition(&self.name);
        let headers = [
            (header::CONTENT_TYPE, self.kind.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ];
        (headers, self.bytes).into_response()
    }
}

/// A name for a file about (a part of) the array at `address`: letters, digits, `.`, `-` and
/// `_` alone, so that it is one name in one folder on every system.
pub(crate) fn file_name(address: &str, part: &str, ending: &str) -> String {
    let mut stem = address.to_owned();
    for known in ENDINGS {
        // In the middle too: `run.npz::x`.
        stem = stem.replace(&format!("{known}::"), "::");
        stem = stem.strip_suffix(known).map_or(stem.clone(), str::to_owned);
    }
    let mut name = clean(&stem);
    if name.is_empty() {
        name.push_str("array");
    }
    let part = clean(part);
    if !part.is_empty() {
        name = format!("{name}_{part}");
    } else if is_device(&name) {
        name.push('_');
    }
    format!("{name}.{ending}")
}

/// Only what every system takes in a name, cut to its length.
fn clean(text: &str) -> String {
    let mut name = String::new();
    for c in text.chars().take(LONGEST_NAME) {
        if c.is_alphanumeric() || ['.', '-', '_'].contains(&c) {
            name.push(c);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    name.trim_matches(['_', '.', '-']).to_owned()
}

/// Names that Windows keeps for devices.
fn is_device(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let numbered = |device: &str| {
        let rest = first.strip_prefix(device);
        rest.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&first.as_str()) || numbered("com") || numbered("lpt")
}

/// The header that names the file (RFC 6266): in ASCII, and in full where that says less.
fn disposition(name: &str) -> String {
    let ascii: String = name.chars().map(|c| if c.is_ascii() { c } else { '_' }).collect();
    let mut text = format!("attachment; filename=\"{ascii}\"");
    if ascii != name {
        text.push_str("; filename*=UTF-8''");
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() || [b'.', b'-', b'_'].contains(&byte) {
                text.push(char::from(byte));
            } else {
                // Writing into a String cannot fail.
                let _ = write!(text, "%{byte:02X}");
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_name_in_one_folder() {
        assert_eq!(file_name("batch.npy", "0-all-all-1", "csv"), "batch_0-all-all-1.csv");
        assert_eq!(file_name("run.npz::x_train[3, ...]", "", "html"), "run_x_train_3.html");
        assert_eq!(file_name("table.csv.gz", "all-all", "npy"), "table_all-all.npy");
        assert_eq!(file_name("../../etc/passwd", "", "npy"), "etc_passwd.npy");
        assert_eq!(file_name("..\\C:\\x\"; a=b\r\n", "", "npy"), "C_x_a_b.npy");
        assert_eq!(file_name("\u{202e}", "", "npy"), "array.npy");
        assert_eq!(file_name("con.npy", "", "html"), "con_.html");
        assert!(file_name(&"x".repeat(500), "0", "npy").len() < 120);
    }

    #[test]
    fn letters_of_every_script_travel_percent_encoded() {
        assert_eq!(disposition("a.npy"), "attachment; filename=\"a.npy\"");
        assert_eq!(
            disposition("ä.npy"),
            "attachment; filename=\"_.npy\"; filename*=UTF-8''%C3%A4.npy"
        );
    }
}
