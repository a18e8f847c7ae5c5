//! A page of the list of a bucket, in XML that a stranger sent.

use std::io;

use quick_xml::Reader;
use quick_xml::events::Event;

/// What one page says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// Names of folders, without their paths.
    pub(super) folders: Vec<String>,
    /// What asks for the next page, if there is one.
    pub(super) next: Option<String>,
}

/// Elements in elements.
const DEEPEST: usize = 8;

impl Page {
    /// The folders directly below `folder`, which is empty or ends with a slash.
    pub(super) fn parse(bytes: &[u8], folder: &str) -> io::Result<Self> {
        let mut page = Self::default();
        let (mut is_cut, mut is_list) = (false, false);
        let mut path: Vec<Vec<u8>> = Vec::new();
        let mut value = String::new();
        let mut reader = Reader::from_reader(bytes);
        loop {
            match reader.read_event().map_err(|_| refuse("markup that is not XML"))? {
                Event::Start(start) => {
                    if path.len() == DEEPEST {
                        return Err(refuse("elements that are nested too deeply"));
                    }
                    path.push(start.local_name().as_ref().to_vec());
                    value.clear();
                }
                Event::Text(text) => {
                    value.push_str(&text.decode().map_err(|_| refuse("text that is not UTF-8"))?);
                }
                // Only the five of XML itself and numbers: a document defines no others here.
                Event::GeneralRef(name) => value.push(entity(&name)?),
                Event::DocType(_) => return Err(refuse("a document type")),
                Event::End(_) => {
                    let names: Vec<&[u8]> = path.iter().map(Vec::as_slice).collect();
                    match names.as_slice() {
                        [b"ListBucketResult", b"CommonPrefixes", b"Prefix"] => {
                            page.folders.extend(name_below(folder, &value));
                        }
                        [b"ListBucketResult"] => is_list = true,
                        [b"ListBucketResult", b"IsTruncated"] => is_cut = value == "true",
                        [b"ListBucketResult", b"NextContinuationToken"] => {
                            page.next = Some(value.clone());
                        }
                        _ => {}
                    }
                    path.pop();
                    value.clear();
                }
                Event::Eof if path.is_empty() && is_list => break,
                Event::Eof => return Err(refuse("no list, or not all of one")),
                _ => {}
            }
        }
        match (is_cut, &page.next) {
            (true, None) => return Err(refuse("that there is more, and not where")),
            (false, _) => page.next = None,
            _ => {}
        }
        Ok(page)
    }
}

/// The name of a folder in `folder`, which its prefix starts with.
fn name_below(folder: &str, prefix: &str) -> Option<String> {
    let name = prefix.strip_prefix(folder)?.strip_suffix('/')?;
    let is_name = !name.is_empty() && !name.contains('/') && !matches!(name, "." | "..");
    is_name.then(|| name.to_owned())
}

/// The character that a reference stands for.
fn entity(name: &quick_xml::events::BytesRef<'_>) -> io::Result<char> {
    if let Ok(Some(character)) = name.resolve_char_ref() {
        return Ok(character);
    }
    let name: &[u8] = name;
    match name {
        b"amp" => Ok('&'),
        b"lt" => Ok('<'),
        b"gt" => Ok('>'),
        b"quot" => Ok('"'),
        b"apos" => Ok('\''),
        _ => Err(refuse("a reference to nothing")),
    }
}

/// What is wrong with a list.
pub(super) fn refuse(found: &str) -> io::Error {
    let said = format!("found {found} in the server's list, expected a page of ListObjectsV2");
    io::Error::new(io::ErrorKind::InvalidData, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(inside: &str) -> io::Result<Page> {
        let text = format!(
            "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"x\">{inside}</ListBucketResult>"
        );
        Page::parse(text.as_bytes(), "a&b/")
    }

    #[test]
    fn folders_are_those_directly_below() {
        let page = parse(
            "<Prefix>a&amp;b/</Prefix><Contents><Key>a&amp;b/file</Key></Contents>\
             <CommonPrefixes><Prefix>a&amp;b/c/</Prefix></CommonPrefixes>\
             <CommonPrefixes><Prefix>a&#38;b/d e/</Prefix></CommonPrefixes>\
             <CommonPrefixes><Prefix>other/f/</Prefix></CommonPrefixes>\
             <CommonPrefixes><Prefix>a&amp;b/../</Prefix></CommonPrefixes>\
             <IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken>",
        );
        let folders = vec!["c".to_owned(), "d e".to_owned()];
        assert_eq!(page.unwrap(), Page { folders, next: Some("t".to_owned()) });
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for text in [
            "<IsTruncated>true</IsTruncated>",
            "<Prefix>&bomb;</Prefix>",
            "<a><b><c><d><e><f><g><h>",
            "<a></b>",
            "<a",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(Page::parse(b"<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", "").is_err());
        assert!(Page::parse(b"<ListBucketResult>", "").is_err());
        assert!(Page::parse(b"\xff\xfe<", "").is_err());
        assert!(Page::parse(b"", "").is_err());
        assert_eq!(parse("").unwrap(), Page::default());
    }
}
