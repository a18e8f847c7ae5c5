//! A text read as an address. What exists decides where a path ends and what brackets mean.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use arrayscope_core::slicing::IndexExpression;

use super::Address;
use crate::error::{Error, Result};
use crate::open::holds;
use crate::remote::{path_end, shown};

impl FromStr for Address {
    type Err = Error;

    /// Parses an address. Files that exist decide where a path ends, and their members
    /// where a name with brackets ends.
    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text, Path::exists, holds)
    }
}

impl Address {
    /// Parses `text`, asking `exists` which files there are and `holds` which members.
    fn parse(
        text: &str,
        exists: impl Fn(&Path) -> bool,
        holds: impl Fn(&Path, &str) -> bool,
    ) -> Result<Self> {
        if text.is_empty() {
            return Err(not_an_address(text, "it is empty"));
        }
        // Nobody is asked what a server has, before it is opened.
        if let Some(end) = path_end(text) {
            let (path, rest) = text.split_at(end);
            let (member, brackets) = split_index(rest);
            return Self::new(path, member.strip_prefix("::"), brackets, text);
        }
        // The longest name of a file wins, and after it `[..]` is an index, unless the file
        // holds a member whose name has these brackets.
        let best = readings(text)
            .into_iter()
            .filter(|(path, ..)| exists(Path::new(path)))
            .max_by_key(|(path, _, brackets)| (path.len(), brackets.is_some()));
        if let Some((path, member, brackets)) = best {
            let file = Path::new(path);
            let whole = text[path.len()..].strip_prefix("::");
            if let Some(whole) = whole.filter(|whole| whole.is_empty() || whole.contains('['))
                && holds(file, whole)
            {
                return Ok(Self { member: Some(whole.to_owned()), ..Self::from_path(file) });
            }
            if member == Some("") && brackets.is_some() && holds(file, "") {
                let index = parsed_index(brackets, text)?;
                return Ok(Self { member: Some(String::new()), index, ..Self::from_path(file) });
            }
            if brackets.is_none() && is_open(&text[path.len()..]) {
                return Err(not_an_address(text, "its bracket '[' is not closed"));
            }
            return Self::new(path, member, brackets, text);
        }
        // `a.npy[0`: the file is there, so the name is not what is wrong.
        if let Some((path, _)) = text.rsplit_once('[')
            && is_open(&text[path.len()..])
            && exists(Path::new(path))
        {
            return Err(not_an_address(text, "its bracket '[' is not closed"));
        }
        // No such file, whatever it is: the plain reading makes the clearest error.
        let (body, brackets) = split_index(text);
        let (path, member) = match body.split_once("::") {
            Some((path, member)) => (path, Some(member)),
            None => (body, None),
        };
        Self::new(path, member, brackets, text)
    }

    fn new(path: &str, member: Option<&str>, index: Option<&str>, text: &str) -> Result<Self> {
        if path.is_empty() {
            return Err(not_an_address(text, "there is no path before '::' or '['"));
        }
        if member == Some("") {
            return Err(not_an_address(text, "there is no member after '::'"));
        }
        let index = parsed_index(index, text)?;
        Ok(Self { path: PathBuf::from(path), member: member.map(str::to_owned), index })
    }
}

fn parsed_index(index: Option<&str>, text: &str) -> Result<Option<IndexExpression>> {
    let refuse = |error: arrayscope_core::Error| not_an_address(text, &error.to_string());
    index.map(str::parse).transpose().map_err(refuse)
}

/// Whether the last `[` of a text has no `]` behind it.
fn is_open(text: &str) -> bool {
    text.rsplit_once('[').is_some_and(|(_, inside)| !inside.contains(']'))
}

/// Every way to read a text as path, member and index.
fn readings(text: &str) -> Vec<(&str, Option<&str>, Option<&str>)> {
    let mut readings = Vec::new();
    let (body, brackets) = split_index(text);
    let bodies =
        if brackets.is_some() { vec![(text, None), (body, brackets)] } else { vec![(text, None)] };
    for (body, brackets) in bodies {
        readings.push((body, None, brackets));
        let splits = body.match_indices("::");
        readings.extend(splits.map(|(at, _)| (&body[..at], Some(&body[at + 2..]), brackets)));
    }
    readings
}

/// The text before the brackets at the end, and what stands in them.
fn split_index(text: &str) -> (&str, Option<&str>) {
    let inside = text.strip_suffix(']').and_then(|open| open.rsplit_once('['));
    inside.map_or((text, None), |(body, index)| (body, Some(index)))
}

fn not_an_address(text: &str, reason: &str) -> Error {
    Error::Address { text: shown(text), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, files: &[&str]) -> (String, Option<String>, Option<String>) {
        parse_with(text, files, &[])
    }

    fn parse_with(
        text: &str,
        files: &[&str],
        members: &[&str],
    ) -> (String, Option<String>, Option<String>) {
        let exists = |path: &Path| files.iter().any(|file| Path::new(file) == path);
        let address = Address::parse(text, exists, |_, name| members.contains(&name)).unwrap();
        let index = address.index.map(|index| index.to_string());
        (address.path.to_str().unwrap().to_owned(), address.member, index)
    }

    fn expected(
        path: &str,
        member: Option<&str>,
        index: Option<&str>,
    ) -> (String, Option<String>, Option<String>) {
        (path.to_owned(), member.map(str::to_owned), index.map(str::to_owned))
    }

    #[test]
    fn the_plain_reading_holds_when_nothing_exists() {
        assert_eq!(parse("a.npy", &[]), expected("a.npy", None, None));
        assert_eq!(
            parse("a.npz::x[3, ..., ::2]", &[]),
            expected("a.npz", Some("x"), Some("3, ..., ::2"))
        );
        assert_eq!(parse("a.npy[0]", &[]), expected("a.npy", None, Some("0")));
        assert_eq!(parse("a.npy::pos::x", &[]), expected("a.npy", Some("pos::x"), None));
        assert_eq!(parse("C:\\data\\a.npz::x", &[]), expected("C:\\data\\a.npz", Some("x"), None));
    }

    #[test]
    fn files_that_exist_decide_where_the_path_ends() {
        assert_eq!(parse("a[0]", &["a[0]"]), expected("a[0]", None, None));
        assert_eq!(parse("a[0]", &["a[0]", "a"]), expected("a[0]", None, None));
        assert_eq!(parse("a[0]", &["a"]), expected("a", None, Some("0")));
        assert_eq!(parse("a::b::c", &["a::b"]), expected("a::b", Some("c"), None));
        assert_eq!(parse("a::b::c[1]", &["a"]), expected("a", Some("b::c"), Some("1")));
        assert_eq!(parse("a[x].npy[1:2]", &["a[x].npy"]), expected("a[x].npy", None, Some("1:2")));
        assert_eq!(parse("a::b", &["a", "a::b"]), expected("a::b", None, None));
        assert_eq!(parse("z.npz::w[0]", &["z.npz"]), expected("z.npz", Some("w"), Some("0")));
    }

    #[test]
    fn members_that_exist_decide_what_brackets_mean() {
        let parse = |text| parse_with(text, &["z.npz"], &["w[0]", "w[a]", ""]);
        assert_eq!(parse("z.npz::w[0]"), expected("z.npz", Some("w[0]"), None));
        assert_eq!(parse("z.npz::w[a]"), expected("z.npz", Some("w[a]"), None));
        assert_eq!(parse("z.npz::w[0][1]"), expected("z.npz", Some("w[0]"), Some("1")));
        assert_eq!(parse("z.npz::w[1]"), expected("z.npz", Some("w"), Some("1")));
        assert_eq!(parse("z.npz::"), expected("z.npz", Some(""), None));
        assert_eq!(parse("z.npz::[1]"), expected("z.npz", Some(""), Some("1")));
    }

    #[test]
    fn a_bracket_that_stays_open_is_told() {
        let exists = |path: &Path| path == Path::new("a.npy");
        for text in ["a.npy[0", "a.npy::x[0", "a.npy::x[0][1"] {
            let error = Address::parse(text, exists, |_, _| false).unwrap_err().to_string();
            assert!(error.contains("bracket '[' is not closed"), "{error}");
        }
    }

    #[test]
    fn what_is_no_address_says_why() {
        let parse = |text: &str| Address::parse(text, |_| false, |_, _| false);
        let error = |text: &str| parse(text).unwrap_err().to_string();
        assert!(error("").contains("it is empty"));
        assert!(error("::x").contains("no path before"));
        assert!(error("[0]").contains("no path before"));
        assert!(error("a.npz::").contains("no member after"));
        assert!(error("a.npy[x]").contains("not an address"));
    }

    #[test]
    fn an_address_of_a_server_is_taken_as_it_is_written() {
        assert_eq!(
            parse("https://h:80/a.zarr?k=v::g/x[0, ::2]", &[]),
            expected("https://h:80/a.zarr?k=v", Some("g/x"), Some("0, ::2"))
        );
        assert_eq!(
            parse("http://[::1]/a.npy[0]", &[]),
            expected("http://[::1]/a.npy", None, Some("0"))
        );
        assert_eq!(parse("s3://b/a.npz::x", &["s3"]), expected("s3://b/a.npz", Some("x"), None));
        let address: Address = "http://me:word@h/a?key=1[0]".parse().unwrap();
        assert_eq!(address.to_string(), "http://h/a?…[0]");
    }

    #[test]
    fn display_gives_the_text_back() {
        for text in ["a.npy", "a.npz::x", "a.npy[::2, -1]", "a.npz::x[0, ...]"] {
            let address = Address::parse(text, |_| false, |_, _| false).unwrap();
            assert_eq!(address.to_string(), text);
        }
    }
}
