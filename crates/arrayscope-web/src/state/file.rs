//! A file of the catalogue: opened once, and once more when it has changed.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arrayscope_formats::{Container, OpenOptions, Result, open};

use super::stamp::Stamp;
use super::uploads::Upload;

/// What all arrays of one file share.
pub(super) struct OpenFile {
    pub(super) path: PathBuf,
    options: OpenOptions,
    current: Mutex<Current>,
    /// Keeps an uploaded file from being removed while one of its arrays is listed.
    _upload: Option<Arc<Upload>>,
}

/// The container, and what the file looked like before it was opened.
#[derive(Clone)]
pub(super) struct Current {
    pub(super) container: Arc<dyn Container>,
    pub(super) stamp: Stamp,
    /// Whether it is another one than the catalogue was made from.
    pub(super) reopened: bool,
}

impl OpenFile {
    /// Opens the file at `path`, which looked like `stamp` just before.
    pub(super) fn open(
        path: PathBuf,
        stamp: Stamp,
        options: OpenOptions,
        upload: Option<Arc<Upload>>,
    ) -> Result<Self> {
        let container = Arc::from(open(&path, &options)?);
        let current = Mutex::new(Current { container, stamp, reopened: false });
        Ok(Self { path, options, current, _upload: upload })
    }

    /// The container opened last.
    pub(super) fn container(&self) -> Arc<dyn Container> {
        Arc::clone(&self.lock().container)
    }

    /// The container of the file as it looks now, `stamp`; opens the file again if it has
    /// changed. Blocks.
    pub(super) fn at(&self, stamp: Stamp) -> Result<Current> {
        // Held while opening: who asks meanwhile waits and need not open it too.
        let mut current = self.lock();
        if current.stamp != stamp {
            let container = Arc::from(open(&self.path, &self.options)?);
            *current = Current { container, stamp, reopened: true };
        }
        Ok(current.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Current> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
