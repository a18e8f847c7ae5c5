//! TIFF, by the `tiff` crate: pages of strips or tiles, compressed or not.

mod color;
mod copy;
mod page;
mod source;

use std::io::BufReader;
use std::sync::{Arc, Mutex};

use arrayscope_core::dtype::ByteOrder;
use tiff::decoder::{Decoder, Limits};
use tiff::tags::Tag;

use self::page::Page;
use self::source::TiffSource;
use super::guarded::guarded;
use super::{info, undecodable};
use crate::container::{ArraySource, Container, Contents};
use crate::error::{Error, Result};
use crate::info::ArrayInfo;
use crate::io::{File, Part};
use crate::limits::{MOST_ARRAYS, check_credible};
use crate::note::Note;
use crate::place::Place;

/// Bytes of one value of a directory: where 2 million tiles are.
const LONGEST_VALUE: usize = 16 << 20;

/// Bytes of one strip or tile that is unpacked; it must be held as a whole.
const LARGEST_CHUNK: usize = 256 << 20;

type Pages = Decoder<BufReader<Part>>;

/// What all sources of a file share.
#[derive(Debug)]
struct Shared {
    file: Arc<File>,
    byte_order: ByteOrder,
    /// It keeps a position in the file: one reader at a time.
    decoder: Mutex<Pages>,
}

/// One TIFF file.
#[derive(Debug)]
pub(crate) struct TiffContainer {
    contents: Contents,
    /// The pages of each array.
    groups: Vec<Arc<[Page]>>,
    refused: Vec<(String, Error)>,
    shared: Arc<Shared>,
}

impl TiffContainer {
    /// Opens a file whose magic has been seen. Pages of one shape and dtype become an
    /// axis; where they differ, each kind is an array of its own.
    pub(crate) fn open(file: File, path: &str) -> Result<Self> {
        let (place, file) = (Place::new(path, "tiff"), Arc::new(file));
        let stored = file.nbytes();
        let stored = stored.map_err(|error| place.io("ask for the file's size", error))?;
        guarded(&place, || Self::read(file, stored, place.clone()))
    }

    fn read(file: Arc<File>, stored: u64, place: Place) -> Result<Self> {
        let mut limits = Limits::default();
        limits.decoding_buffer_size = LARGEST_CHUNK;
        limits.ifd_value_size = LONGEST_VALUE;
        let stream = BufReader::new(Part::all(&file));
        let fail = |error| undecodable(&place, &error);
        let mut decoder = Decoder::new(stream).map_err(fail)?.with_limits(limits);
        let byte_order = match decoder.byte_order() {
            tiff::tags::ByteOrder::LittleEndian => ByteOrder::Little,
            tiff::tags::ByteOrder::BigEndian => ByteOrder::Big,
        };
        let (mut groups, mut refused): (Vec<Vec<Page>>, Vec<(String, Error)>) = Default::default();
        let frames = imagej_frames(&mut decoder);
        let (mut index, mut tables) = (0, 0_u64);
        loop {
            match Page::describe(&mut decoder, index, stored, &place) {
                Ok(page) => {
                    tables = tables.saturating_add(page.table_nbytes());
                    match groups.iter_mut().find(|group| group[0].is_like(&page)) {
                        Some(group) => group.push(page),
                        None => groups.push(vec![page]),
                    }
                }
                Err(error) => refused.push((format!("page{index}"), error)),
            }
            // Each page has a table of its own; where they are shared, a small file could
            // make us read one of them for hours.
            if tables > stored.saturating_add(LONGEST_VALUE as u64) {
                let found = format!("{tables} bytes of tables in {stored} bytes");
                return Err(place.malformed(0, found, "pages with tables of their own"));
            }
            if !decoder.more_images() {
                break;
            }
            index += 1;
            if index == MOST_ARRAYS {
                let found = format!("more than {MOST_ARRAYS} pages");
                return Err(place.malformed(0, found, format!("at most {MOST_ARRAYS} pages")));
            }
            decoder.next_image().map_err(fail)?;
        }
        if groups.is_empty() && refused.len() == 1 {
            return Err(refused.swap_remove(0).1);
        }
        let shared = Arc::new(Shared { file, byte_order, decoder: Mutex::new(decoder) });
        let mut file = Self::grouped(groups, refused, shared, stored, place)?;
        if index == 0 && frames > 1 {
            file.contents.notes.push(Note::FirstFrame { frames });
        }
        Ok(file)
    }

    fn grouped(
        groups: Vec<Vec<Page>>,
        refused: Vec<(String, Error)>,
        shared: Arc<Shared>,
        stored: u64,
        place: Place,
    ) -> Result<Self> {
        let is_only = groups.len() == 1 && refused.is_empty();
        let mut contents = Contents { place, arrays: Vec::new(), notes: Vec::new() };
        for group in &groups {
            let place = &contents.place;
            let page = &group[0];
            let sides = [group.len(), page.height, page.width];
            let shape = if group.len() == 1 { &sides[1..] } else { &sides[..] };
            let mut info =
                info(shape, page.channels, page.dtype.clone(), shared.byte_order, place)?;
            info.name = (!is_only).then(|| format!("page{}", page.index));
            check_credible(place, info.nbytes() as u64, stored)?;
            contents.arrays.push(info);
        }
        if groups.iter().flatten().any(|page| page.is_white_zero) {
            contents.notes.push(Note::WhiteIsZero);
        }
        contents.notes.extend(refused.iter().map(|(name, error)| Note::UnreadableMember {
            member: name.clone(),
            because: error.to_string(),
        }));
        let groups = groups.into_iter().map(Arc::from).collect();
        Ok(Self { contents, groups, refused, shared })
    }

    fn names(&self) -> Vec<String> {
        let readable = self.contents.arrays.iter().filter_map(|info| info.name.clone());
        readable.chain(self.refused.iter().map(|(name, _)| name.clone())).collect()
    }
}

/// How many pages `ImageJ` says that there are: it may keep those after the first without a
/// directory, where other programs do not find them.
fn imagej_frames(decoder: &mut Pages) -> u64 {
    let text = decoder.get_tag_ascii_string(Tag::ImageDescription).unwrap_or_default();
    let mut lines = text.lines();
    if !lines.next().is_some_and(|line| line.starts_with("ImageJ=")) {
        return 0;
    }
    let frames = lines.find_map(|line| line.strip_prefix("images="));
    frames.and_then(|frames| frames.trim().parse().ok()).unwrap_or(0)
}

impl Container for TiffContainer {
    fn contents(&self) -> &Contents {
        &self.contents
    }

    fn source(&self, member: Option<&str>) -> Result<Box<dyn ArraySource>> {
        let path = || self.contents.place.path.clone();
        let is_wanted = |info: &ArrayInfo| info.name.as_deref() == member;
        let Some(at) = self.contents.arrays.iter().position(is_wanted) else {
            let members = self.names();
            return Err(match member {
                None => Error::SeveralArrays { path: path(), members },
                Some(member) => match self.refused.iter().find(|(name, _)| name == member) {
                    // Errors cannot be copied: what it said is said again.
                    Some((_, error)) => self
                        .contents
                        .place
                        .member(member, "tiff")
                        .unsupported(error.to_string(), "the other pages are read"),
                    None => {
                        Error::NoSuchMember { path: path(), member: member.to_owned(), members }
                    }
                },
            });
        };
        let info = self.contents.arrays[at].clone();
        let place = match &info.name {
            Some(name) => self.contents.place.member(name, "tiff"),
            None => self.contents.place.clone(),
        };
        let (pages, shared) = (Arc::clone(&self.groups[at]), Arc::clone(&self.shared));
        Ok(Box::new(TiffSource { place, info, pages, shared }))
    }
}
