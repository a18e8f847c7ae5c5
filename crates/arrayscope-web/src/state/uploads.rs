//! Uploaded files: a private folder, capped, gone at exit.

use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use axum::body::Body;
use http_body_util::BodyExt as _;
use tempfile::{NamedTempFile, TempDir, TempPath};
use tokio::io::AsyncWriteExt as _;

use super::config::UploadLimits;
use crate::error::{ApiError, ErrorKind};

/// Where uploads are kept while the server runs.
pub(super) struct Uploads {
    /// Readable by this user alone (`0700`); removed with everything in it when dropped.
    /// Nothing once the server has ended.
    folder: RwLock<Option<TempDir>>,
    pub(super) limits: UploadLimits,
    used: Arc<AtomicU64>,
}

/// One uploaded file; dropping it removes the file and gives its bytes back.
pub(crate) struct Upload {
    path: TempPath,
    /// Held for its `Drop`.
    _reserved: Reservation,
}

impl Upload {
    /// Where the bytes are.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

/// Bytes counted against the total, until dropped.
struct Reservation {
    used: Arc<AtomicU64>,
    bytes: u64,
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.used.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

impl Uploads {
    pub(super) fn try_new(limits: UploadLimits) -> io::Result<Self> {
        let mut builder = tempfile::Builder::new();
        // Set as it is created; without this it would be what the umask leaves.
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let folder = builder.prefix("arrayscope-").tempdir()?;
        Ok(Self { folder: RwLock::new(Some(folder)), limits, used: Arc::default() })
    }

    /// Streams `body` into a file of its own.
    ///
    /// Nothing stays behind when this fails, or when the client goes away and the future is
    /// dropped in the middle.
    pub(super) async fn receive(
        &self,
        body: Body,
        declared: Option<u64>,
    ) -> Result<Upload, ApiError> {
        // A length that is declared is refused before a byte is stored.
        if let Some(declared) = declared {
            self.check(declared, declared)?;
        }
        let file = self.create().map_err(storage)?;
        let (file, path) = file.into_parts();
        let mut file = tokio::fs::File::from_std(file);
        let mut reserved = Reservation { used: Arc::clone(&self.used), bytes: 0 };
        let mut body = body;
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|error| {
                ApiError::new(ErrorKind::Parameter, format!("the upload broke off: {error}"))
            })?;
            let Ok(piece) = frame.into_data() else {
                continue;
            };
            let length = piece.len() as u64;
            self.check(reserved.bytes.saturating_add(length), length)?;
            reserved.bytes += length;
            self.used.fetch_add(length, Ordering::Relaxed);
            file.write_all(&piece).await.map_err(storage)?;
        }
        file.flush().await.map_err(storage)?;
        Ok(Upload { path, _reserved: reserved })
    }

    /// Refuses an upload that has, or will have, `bytes`, `more` of them not yet counted.
    ///
    /// Pieces of two uploads at once may pass the total by one piece each; the limit keeps a
    /// disk from filling, it does not count to the byte.
    fn check(&self, bytes: u64, more: u64) -> Result<(), ApiError> {
        let UploadLimits { per_upload_bytes, total_bytes, .. } = self.limits;
        if bytes > per_upload_bytes {
            let message = format!(
                "the upload has {bytes} bytes or more, at most {per_upload_bytes} are taken; \
                 open a larger file by naming it on the command line"
            );
            return Err(ApiError::new(ErrorKind::TooLarge, message));
        }
        let used = self.used.load(Ordering::Relaxed);
        if used.saturating_add(more) > total_bytes {
            let message = format!(
                "the upload does not fit, {used} of {total_bytes} bytes for all uploads are \
                 taken; restart arrayscope, or open the file by naming it on the command line"
            );
            return Err(ApiError::new(ErrorKind::TooLarge, message));
        }
        Ok(())
    }

    /// A new file with a random name: the name that the client gave is for display only.
    fn create(&self) -> io::Result<NamedTempFile> {
        // Held while the file is made: the folder is not removed under it.
        let folder = self.folder.read().unwrap_or_else(PoisonError::into_inner);
        let folder = folder.as_ref().ok_or_else(|| io::Error::other("the server has ended"))?;
        tempfile::Builder::new().prefix("upload-").tempfile_in(folder.path())
    }

    /// Removes the folder and all that is in it. What is being read stays readable, on
    /// systems where an open file outlives its name.
    pub(super) fn remove(&self) {
        let folder = self.folder.write().unwrap_or_else(PoisonError::into_inner).take();
        // Nobody is left to be told, and dropping it would have kept silent too.
        let _ = folder.map(TempDir::close);
    }

    #[cfg(test)]
    fn path(&self) -> std::path::PathBuf {
        self.folder.read().unwrap().as_ref().unwrap().path().to_owned()
    }

    #[cfg(test)]
    fn files(&self) -> usize {
        std::fs::read_dir(self.path()).unwrap().count()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn storage(error: io::Error) -> ApiError {
    // Where the folder lies is not the page's business: errors of temporary files tell it
    // in their text, not in their kind.
    let reason = match error.raw_os_error() {
        Some(_) => error.to_string(),
        None => error.kind().to_string(),
    };
    ApiError::new(ErrorKind::Storage, format!("the upload could not be stored: {reason}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uploads(per_upload_bytes: u64, total_bytes: u64) -> Uploads {
        let limits = UploadLimits { per_upload_bytes, total_bytes, ..UploadLimits::default() };
        Uploads::try_new(limits).unwrap()
    }

    #[tokio::test]
    async fn an_upload_is_kept_until_it_is_dropped() {
        let uploads = uploads(4, 4);
        let upload = uploads.receive(Body::from("abcd"), Some(4)).await.unwrap();
        assert_eq!(std::fs::read(upload.path()).unwrap(), b"abcd");
        assert!(uploads.receive(Body::from("e"), None).await.is_err());
        drop(upload);
        assert_eq!(uploads.files(), 0);
        assert!(uploads.receive(Body::from("e"), None).await.is_ok());
    }

    #[tokio::test]
    async fn a_body_longer_than_the_limit_leaves_nothing_behind() {
        let uploads = uploads(4, 100);
        // Without a declared length the limit is met while reading.
        let error = uploads.receive(Body::from("abcde"), None).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!(uploads.files(), 0);
        assert_eq!(uploads.used.load(Ordering::Relaxed), 0);
    }

    #[tokio::test]
    async fn a_declared_length_beyond_the_limit_is_refused_before_reading() {
        let uploads = uploads(4, 100);
        let error = uploads.receive(Body::from("a"), Some(5)).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
    }

    #[cfg(unix)]
    #[test]
    fn the_folder_is_for_this_user_alone_and_goes_away() {
        use std::os::unix::fs::PermissionsExt as _;
        let uploads = uploads(4, 4);
        let path = uploads.path();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o700);
        drop(uploads);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn once_removed_nothing_is_left_and_nothing_more_is_taken() {
        let uploads = uploads(4, 4);
        let upload = uploads.receive(Body::from("ab"), None).await.unwrap();
        let path = uploads.path();
        uploads.remove();
        assert!(!path.exists() && !upload.path().exists());
        let error = uploads.receive(Body::from("c"), None).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Storage);
    }

    #[tokio::test]
    async fn a_disk_that_fails_does_not_tell_where_the_folder_lies() {
        let uploads = uploads(4, 4);
        let path = uploads.path();
        std::fs::remove_dir(&path).unwrap();
        let error = uploads.receive(Body::from("c"), None).await.err().unwrap();
        assert_eq!(error.kind(), ErrorKind::Storage);
        assert!(!error.to_string().contains(path.to_str().unwrap()), "{error}");
    }
}
