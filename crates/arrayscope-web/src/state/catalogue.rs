//! Which arrays there are: samples, files named at the start, uploads.

use std::path::Path;
use std::sync::{Arc, PoisonError};

use arrayscope_core::sample::{Sample, sample};
use arrayscope_formats::{OpenOptions, printable};
use axum::body::Body;

use super::AppState;
use super::difference::MINUS;
use super::entry::{Data, Entry, Origin, Place};
use super::known::Known;
use super::named::Named;
use super::open::{Opened, name_of, open, open_upload};
use super::progress::Progress;
use super::uploads::Upload;
use crate::error::{ApiError, ErrorKind};
use crate::text::shorten;

/// The samples go from a scalar to a batch of RGB images.
const SAMPLE_NDIMS: std::ops::RangeInclusive<usize> = 0..=4;

/// Something about a container that the page should tell.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    /// What it is about.
    pub(crate) title: String,
    pub(crate) text: String,
}

impl AppState {
    /// Takes up every array of a file, or the one that the address names.
    ///
    /// An address is `path::member[index]`. Members that cannot be read become notes on the
    /// page; so does the error, if nothing could be opened. Files are read, never mapped,
    /// whatever `options` say: a file cut short under a map kills the process.
    ///
    /// Returns how many arrays were added.
    ///
    /// # Errors
    ///
    /// When the address or the file cannot be read.
    pub fn open(&self, address: &str, options: &OpenOptions) -> Result<usize, ApiError> {
        match open(address, options, self.0.memory.read_bytes) {
            Ok(opened) => Ok(self.take_up(opened).0.len()),
            Err(error) => {
                let text = without_folder(&error.to_string(), address);
                let title = printable(&name_of(Path::new(address)));
                self.note(vec![Notice { title, text }]);
                Err(error)
            }
        }
    }

    /// Takes up the arrays of an uploaded file, which is known as `name` from here on.
    pub(crate) async fn add_upload(
        &self,
        name: String,
        upload: Upload,
    ) -> Result<(Vec<Arc<Entry>>, Vec<Notice>), ApiError> {
        let table_bytes = self.0.uploads.limits.table_bytes;
        self.clone()
            .compute(move |state| Ok(state.take_up(open_upload(&name, upload, table_bytes)?)))
            .await
    }

    /// Stores the body of an upload.
    pub(crate) async fn receive(
        &self,
        body: Body,
        declared: Option<u64>,
    ) -> Result<Upload, ApiError> {
        self.0.uploads.receive(body, declared).await
    }

    /// The array called `id`, or the [difference](AppState::difference_of) of two.
    pub(crate) fn find(&self, id: &str) -> Result<Arc<Entry>, ApiError> {
        match id.split_once(MINUS) {
            Some((a, b)) => {
                Self::difference_of(&self.find_one(a)?, &self.find_one(b)?).map(Arc::new)
            }
            None => self.find_one(id),
        }
    }

    fn find_one(&self, id: &str) -> Result<Arc<Entry>, ApiError> {
        let entries = self.0.entries.read().unwrap_or_else(PoisonError::into_inner);
        entries.iter().find(|entry| entry.id == id).cloned().ok_or_else(|| {
            let message = format!(
                "there is no array with the id \"{}\"; /api/arrays lists them, and ids change \
                 when arrayscope is started again",
                shorten(id, 40)
            );
            ApiError::new(ErrorKind::NotFound, message)
        })
    }

    /// Every array: files in the order of the command line, uploads, samples.
    pub(crate) fn entries(&self) -> Vec<Arc<Entry>> {
        let entries = self.0.entries.read().unwrap_or_else(PoisonError::into_inner);
        let mut entries = entries.clone();
        entries.sort_by_key(|entry| entry.origin);
        entries
    }

    /// Everything that is odd about containers.
    pub(crate) fn notices(&self) -> Vec<Notice> {
        self.0.notices.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn take_up(&self, opened: Opened) -> (Vec<Arc<Entry>>, Vec<Notice>) {
        let added: Vec<_> = opened.entries.into_iter().map(Arc::new).collect();
        self.note(opened.notices.clone());
        let mut entries = self.0.entries.write().unwrap_or_else(PoisonError::into_inner);
        entries.extend(added.iter().cloned());
        (added, opened.notices)
    }

    fn note(&self, more: Vec<Notice>) {
        self.0.notices.write().unwrap_or_else(PoisonError::into_inner).extend(more);
    }

    /// The samples. Their ids tell nothing that is secret and stay the same, so that a link
    /// to a sample works tomorrow.
    pub(super) fn add_samples(&self, seed: u64) -> Result<(), arrayscope_core::Error> {
        let entries = SAMPLE_NDIMS
            .map(|ndim| Ok(sample_entry(ndim, seed, sample(ndim, seed)?)))
            .collect::<Result<Vec<_>, arrayscope_core::Error>>()?;
        self.take_up(Opened { entries, notices: Vec::new() });
        Ok(())
    }
}

/// A sentence about an address as the page may read it: with the file's name, without the
/// folders before it.
fn without_folder(sentence: &str, address: &str) -> String {
    let ends = [address.find('['), address.find("::")];
    let end = ends.into_iter().flatten().min().unwrap_or(address.len());
    let plain = address[..end].rfind(std::path::is_separator);
    // A folder may hold a bracket, a member and an index may hold a separator: what exists
    // decides, as in the address itself.
    let mut separators = address.rmatch_indices(std::path::is_separator).map(|(at, _)| at);
    let real = separators.find(|&at| Path::new(&address[..=at]).is_dir());
    let Some(end) = plain.max(real) else {
        return sentence.to_owned();
    };
    let name = printable(&address[end + 1..]); // a separator that an address has is one byte
    sentence.replace(address, &name).replace(&printable(address), &name)
}

fn sample_entry(ndim: usize, seed: u64, sample: Sample) -> Entry {
    let id = format!("sample-{ndim}d");
    Entry {
        title: sample.title,
        address: id.clone(),
        place: Place::default(),
        named: Some(Named::Sample { sample: ndim, seed }),
        id,
        origin: Origin::Sample,
        format: "sample".to_owned(),
        dtype: sample.array.dtype().clone(),
        byte_order: sample.array.byte_order(),
        layout: sample.array.layout().clone(),
        axis_names: sample.axis_names,
        labels: sample.labels,
        unit: sample.unit,
        notes: Arc::default(),
        data: Data::Memory(sample.array),
        summary: Known::default(),
        measures: Known::default(),
        progress: Progress::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_for_the_page_names_the_file_and_not_its_folder() {
        let told = without_folder("bad index: /secret/a.npy[1/2]", "/secret/a.npy[1/2]");
        assert_eq!(told, "bad index: a.npy[1/2]");
        assert_eq!(without_folder("no a.npy", "a.npy"), "no a.npy");
    }
}
