//! From a file to entries of the catalogue.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrayscope_core::sample::Labels;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_formats::{
    Access, Address, ArrayInfo, Container, OpenOptions, Window, is_remote, printable,
    usual_axis_names,
};

use super::catalogue::Notice;
use super::entry::{Data, Entry, FileData, Origin, Place};
use super::file::OpenFile;
use super::known::Known;
use super::named::Named;
use super::progress::Progress;
use super::stamp::Stamp;
use super::uploads::Upload;
use crate::error::{ApiError, ErrorKind};
use crate::guard::random_hex;
use crate::text::{shorten, with_command};

/// The longest name of an upload that is shown, in characters.
const LONGEST_NAME: usize = 200;

/// The most arrays of one file that are taken up, fields included: more cannot be listed.
const MOST_ARRAYS: usize = 4096;
/// The most fields of one structured array that are taken up.
const MOST_FIELDS: usize = 256;
/// The longest note that is shown, in characters.
const LONGEST_NOTE: usize = 2000;
/// The most notes that an array repeats from its file.
const MOST_NOTES: usize = 20;
/// The most notes of one file that the page lists.
const MOST_NOTICES: usize = 256;

/// What a file gave.
pub(super) struct Opened {
    pub(super) entries: Vec<Entry>,
    pub(super) notices: Vec<Notice>,
}

/// Opens `path::member[index]`; an index is applied now, and may read `read_bytes` at most.
pub(super) fn open(
    address: &str,
    options: &OpenOptions,
    read_bytes: u64,
) -> Result<Opened, ApiError> {
    let address: Address = address.parse()?;
    let name = name_of(&address.path);
    let options =
        OpenOptions { access: Access::Read, shown_as: Some(name.clone()), ..options.clone() };
    let file = File::open(Origin::File, address.path.clone(), &name, options, None)?;
    let mut opened = file.opened(address.member.as_deref())?;
    if let Some(index) = &address.index {
        if address.member.is_none() {
            // Refuses with the names of the members when there are several.
            file.container.source(None)?;
        }
        // The first entry is the array itself, the others are fields of a structured one.
        opened.entries.truncate(1);
        if let Some(entry) = opened.entries.first_mut() {
            file.select(entry, index, read_bytes)?;
        }
    }
    Ok(opened)
}

/// Opens an uploaded file, which is known as `name`.
pub(super) fn open_upload(
    name: &str,
    upload: Upload,
    max_table_bytes: u64,
) -> Result<Opened, ApiError> {
    let name = match name_of(Path::new(name.trim())).as_str() {
        "" => "upload".to_owned(),
        name => shorten(name, LONGEST_NAME),
    };
    let options =
        OpenOptions { shown_as: Some(name.clone()), max_table_bytes, ..OpenOptions::default() };
    let path = upload.path().to_owned();
    File::open(Origin::Upload, path, &name, options, Some(Arc::new(upload)))?.opened(None)
}

/// The page knows files by name: where they lie on a machine, or on which, is not its
/// business, and a query may hold a key.
pub(super) fn name_of(path: &Path) -> String {
    let name =
        |path: &Path| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    match path.to_str().filter(|_| is_remote(path)).and_then(|text| text.split_once('?')) {
        Some((without_query, _)) => name(Path::new(without_query)),
        None => name(path),
    }
}

/// A container, and what every entry made from it shares.
struct File<'a> {
    origin: Origin,
    opened: Arc<OpenFile>,
    container: Arc<dyn Container>,
    /// How it is called in titles and addresses.
    name: &'a str,
    /// What is odd about it, as far as every array tells it.
    notes: Arc<[String]>,
}

impl<'a> File<'a> {
    fn open(
        origin: Origin,
        path: PathBuf,
        name: &'a str,
        options: OpenOptions,
        upload: Option<Arc<Upload>>,
    ) -> Result<Self, ApiError> {
        // Before the file is read: a change in between is then seen as a change.
        let stamp = Stamp::of(&path).map_err(|error| {
            let message = format!("cannot open the file: {error}: {}", printable(name));
            ApiError::new(ErrorKind::Unreadable, message)
        })?;
        let opened = Arc::new(OpenFile::open(path, stamp, options, upload)?);
        let container = opened.container();
        let notes = notes(origin, &*container, MOST_NOTES).into();
        Ok(Self { origin, opened, container, name, notes })
    }

    /// The entries of one member, or of all that can be read.
    fn opened(&self, member: Option<&str>) -> Result<Opened, ApiError> {
        let mut entries = Vec::new();
        let mut left_out = Vec::new();
        if let Some(member) = member {
            let info = self.container.source(Some(member))?.info().clone();
            self.add(&info, Some(member), &mut entries, &mut left_out)?;
        } else {
            let infos = self.container.arrays();
            for (taken, info) in infos.iter().enumerate() {
                if entries.len() >= MOST_ARRAYS {
                    left_out.push(format!(
                        "{} of {} arrays are left out: at most {MOST_ARRAYS} arrays of a file \
                         are listed, fields included",
                        infos.len() - taken,
                        infos.len()
                    ));
                    break;
                }
                self.add(info, info.name.as_deref(), &mut entries, &mut left_out)?;
            }
        }
        if entries.is_empty() {
            // The container's own words say that there is nothing in it.
            self.container.source(None)?;
        }
        let title = printable(self.name);
        let notices = short(left_out, MOST_NOTES)
            .into_iter()
            .chain(notes(self.origin, &*self.container, MOST_NOTICES))
            .map(|text| Notice { title: title.clone(), text })
            .collect();
        Ok(Opened { entries, notices })
    }

    /// Adds the entry of an array and those of its fields: the numbers of a structured array
    /// are in them, each is an array to look at.
    fn add(
        &self,
        info: &ArrayInfo,
        name: Option<&str>,
        entries: &mut Vec<Entry>,
        left_out: &mut Vec<String>,
    ) -> Result<(), ApiError> {
        entries.push(self.entry(info, name.map(str::to_owned))?);
        let fields = info.field_infos()?;
        let room = MOST_ARRAYS.saturating_sub(entries.len()).min(MOST_FIELDS);
        if fields.len() > room {
            let title = entries.last().map_or("", |entry| &entry.title);
            left_out.push(format!(
                "{} of {} fields are left out of the list, it takes {MOST_FIELDS} of one array \
                 and {MOST_ARRAYS} arrays of a file: {title}",
                fields.len() - room,
                fields.len()
            ));
        }
        for field in fields.into_iter().take(room) {
            entries.push(self.entry(&field, field.name.clone())?);
        }
        Ok(())
    }

    fn entry(&self, info: &ArrayInfo, member: Option<String>) -> Result<Entry, ApiError> {
        let suffix = member.as_ref().map_or_else(String::new, |member| format!("::{member}"));
        let address = printable(&format!("{}{suffix}", self.name));
        let named = Named::in_file(self.name, member.as_deref());
        let place = Place {
            file: Some(printable(self.name)),
            member: member.as_deref().map(printable),
            chunk_shape: info.storage.chunk_shape.clone(),
            codecs: info.storage.codecs.iter().map(|codec| printable(codec)).collect(),
        };
        Ok(Entry {
            id: random_hex().map_err(|error| {
                ApiError::new(ErrorKind::Internal, format!("no random bytes for an id: {error}"))
            })?,
            origin: self.origin,
            title: address.clone(),
            address,
            place,
            named,
            format: self.container.format().to_owned(),
            dtype: info.dtype.clone(),
            byte_order: info.byte_order,
            layout: info.layout.clone(),
            axis_names: shown_axis_names(info),
            labels: shown_labels(info),
            unit: None,
            notes: Arc::clone(&self.notes),
            data: Data::File(FileData { file: Arc::clone(&self.opened), member }),
            summary: Known::default(),
            measures: Known::default(),
            progress: Progress::default(),
        })
    }

    /// Replaces an entry by the part of it that an index expression selects.
    fn select(
        &self,
        entry: &mut Entry,
        index: &IndexExpression,
        read_bytes: u64,
    ) -> Result<(), ApiError> {
        let Data::File(file) = &entry.data else {
            return Ok(());
        };
        let (window, rest) = Window::covering(index, entry.shape())?;
        super::read::check_size(window.ranges(), entry.layout.itemsize(), read_bytes)?;
        let source = self.container.source(file.member.as_deref())?;
        let array = source.read(&window)?.index(&rest)?;
        for text in [&mut entry.title, &mut entry.address] {
            *text = format!("{text}[{index}]");
        }
        // A part is no longer as the file keeps the whole.
        entry.place = Place { file: entry.place.file.take(), ..Place::default() };
        if let Some(named) = &mut entry.named {
            named.select(&index.to_string());
        }
        // Which axis of the file is which axis of the part is not told by an expression.
        entry.axis_names = usual_axis_names(array.shape());
        entry.labels = None;
        // As it lies in the file, not as it was read.
        entry.layout = index.apply(&entry.layout)?;
        entry.data = Data::Memory(array);
        Ok(())
    }
}

/// The names of the axes as the page shows them.
pub(super) fn shown_axis_names(info: &ArrayInfo) -> Vec<String> {
    if info.axis_names.len() == info.shape().len() {
        info.axis_names.iter().map(|name| printable(name)).collect()
    } else {
        usual_axis_names(info.shape())
    }
}

/// The names of positions as the page shows them.
pub(super) fn shown_labels(info: &ArrayInfo) -> Option<Labels> {
    info.labels.as_ref().map(|labels| Labels {
        axis: labels.axis,
        names: labels.names.iter().map(|name| printable(name)).collect(),
        units: Vec::new(),
    })
}

/// What is odd about a file, each with the flag that helps; at most `most` of it.
fn notes(origin: Origin, container: &dyn Container, most: usize) -> Vec<String> {
    let notes = container.notes();
    let told = notes.iter().take(most).map(|note| {
        let text = match note.help() {
            Some(help) => format!("{note}; {help}"),
            None => note.to_string(),
        };
        // Who uploads a file has never seen a flag.
        let text = if origin == Origin::Upload { with_command(&text) } else { text };
        shorten(&text, LONGEST_NOTE)
    });
    told.chain(more(notes.len(), most)).collect()
}

/// At most `most` of some notes.
fn short(mut notes: Vec<String>, most: usize) -> Vec<String> {
    let more = more(notes.len(), most);
    notes.truncate(most);
    notes.extend(more);
    notes
}

fn more(all: usize, most: usize) -> Option<String> {
    (all > most).then(|| format!("… and {} more", all - most))
}
