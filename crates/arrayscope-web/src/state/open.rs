//! From a file to entries of the catalogue.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use arrayscope_core::sample::Labels;
use arrayscope_core::slicing::IndexExpression;
use arrayscope_formats::{
    Access, Address, ArrayInfo, Container, OpenOptions, Window, open as open_container, printable,
};

use super::cache::Stamp;
use super::catalogue::Notice;
use super::entry::{Data, Entry, FileData, Origin, usual_axis_names};
use super::uploads::Upload;
use crate::error::{ApiError, ErrorKind};
use crate::guard::random_hex;
use crate::text::{shorten, with_command};

/// The longest name of an upload that is shown, in characters.
const LONGEST_NAME: usize = 200;

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

/// The page knows files by name: where they lie on a machine is not its business.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A container, and what every entry made from it shares.
struct File<'a> {
    origin: Origin,
    container: Arc<dyn Container>,
    path: PathBuf,
    /// How it is called in titles and addresses.
    name: &'a str,
    options: OpenOptions,
    stamp: Stamp,
    upload: Option<Arc<Upload>>,
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
        let container = Arc::from(open_container(&path, &options)?);
        Ok(Self { origin, container, path, name, options, stamp, upload })
    }

    /// The entries of one member, or of all that can be read.
    fn opened(&self, member: Option<&str>) -> Result<Opened, ApiError> {
        let mut entries = Vec::new();
        let infos: Vec<ArrayInfo> = match member {
            Some(member) => vec![self.container.source(Some(member))?.info().clone()],
            None => self.container.arrays().to_vec(),
        };
        for info in infos {
            let name = member.map(str::to_owned).or_else(|| info.name.clone());
            let fields: Vec<String> = info.fields().into_iter().map(str::to_owned).collect();
            entries.push(self.entry(&info, name.clone())?);
            // Numbers of a structured array are in its fields: each is an array to look at.
            for field in fields {
                let path = name.as_ref().map_or(field.clone(), |name| format!("{name}::{field}"));
                let info = self.container.source(Some(&path))?.info().clone();
                entries.push(self.entry(&info, Some(path))?);
            }
        }
        if entries.is_empty() {
            // The container's own words say that there is nothing in it.
            self.container.source(None)?;
        }
        let title = printable(self.name);
        let notices = self.notes().map(|text| Notice { title: title.clone(), text }).collect();
        Ok(Opened { entries, notices })
    }

    fn entry(&self, info: &ArrayInfo, member: Option<String>) -> Result<Entry, ApiError> {
        let suffix = member.as_ref().map_or_else(String::new, |member| format!("::{member}"));
        let address = printable(&format!("{}{suffix}", self.name));
        let names = &info.axis_names;
        Ok(Entry {
            id: random_hex().map_err(|error| {
                ApiError::new(ErrorKind::Internal, format!("no random bytes for an id: {error}"))
            })?,
            origin: self.origin,
            title: address.clone(),
            address,
            format: self.container.format().to_owned(),
            dtype: info.dtype.clone(),
            byte_order: info.byte_order,
            layout: info.layout.clone(),
            axis_names: if names.len() == info.shape().len() {
                names.iter().map(|name| printable(name)).collect()
            } else {
                usual_axis_names(info.shape())
            },
            labels: info.labels.as_ref().map(|labels| Labels {
                axis: labels.axis,
                names: labels.names.iter().map(|name| printable(name)).collect(),
                units: Vec::new(),
            }),
            unit: None,
            notes: self.notes().collect(),
            data: Data::File(FileData {
                container: Arc::clone(&self.container),
                member,
                path: self.path.clone(),
                options: self.options.clone(),
                opened: self.stamp,
                _upload: self.upload.clone(),
            }),
            summary: Mutex::default(),
        })
    }

    /// What is odd about the file, each with the flag that helps.
    fn notes(&self) -> impl Iterator<Item = String> {
        self.container.notes().iter().map(|note| {
            let text = match note.help() {
                Some(help) => format!("{note}; {help}"),
                None => note.to_string(),
            };
            // Who uploads a file has never seen a flag.
            if self.origin == Origin::Upload { with_command(&text) } else { text }
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
        // Which axis of the file is which axis of the part is not told by an expression.
        entry.axis_names = usual_axis_names(array.shape());
        entry.labels = None;
        entry.layout = array.layout().clone();
        entry.data = Data::Memory(array);
        Ok(())
    }
}
