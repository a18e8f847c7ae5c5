//! What a running server knows: its configuration and the catalogue of arrays.

mod benchmark;
mod cache;
mod catalogue;
mod config;
mod difference;
mod entry;
mod file;
mod known;
mod measure;
mod named;
mod open;
mod progress;
mod read;
mod stamp;
mod touched;
mod uploads;

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, RwLock};

use tokio::sync::Semaphore;

pub use config::{Config, MemoryLimits, UploadLimits};

pub(crate) use catalogue::Notice;
pub(crate) use entry::Entry;

use crate::guard::{Access, Hosts};
use benchmark::Benchmark;
use cache::Cache;
use uploads::Uploads;

/// Whole-array computations that run at once: each uses all cores and may hold an array in
/// memory, so more of them would only be slower together.
const COMPUTATIONS_AT_ONCE: usize = 2;

/// Pictures and values read at once. They have places of their own, so that the picture does
/// not wait for the statistics, and few, because each may hold a whole cross-section.
const READS_AT_ONCE: usize = 2;

/// The state that all requests share; a clone is another handle to it.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

struct Inner {
    hosts: Hosts,
    access: Access,
    cookie_name: String,
    memory: MemoryLimits,
    entries: RwLock<Vec<Arc<Entry>>>,
    notices: RwLock<Vec<Notice>>,
    cache: Cache,
    // After `entries`: fields are dropped in order, and the folder outlives its files.
    uploads: Uploads,
    benchmark: Benchmark,
    computing: Arc<Semaphore>,
    reading: Arc<Semaphore>,
}

/// Why a server could not be set up.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Without a token, everybody who reaches the address may read the files.
    #[error(
        "{0} can be reached from other machines and there is no token: leave out --no-token, or bind to 127.0.0.1"
    )]
    OpenBeyondLoopback(SocketAddr),
    /// The folder for uploads.
    #[error("the private folder for uploads could not be made: {0}")]
    Uploads(#[source] io::Error),
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A sample tensor; a defect.
    #[error("a sample tensor could not be made: {0}")]
    Sample(#[from] arrayscope_core::Error),
}

impl AppState {
    /// A state with the sample tensors, 0-D to 4-D.
    ///
    /// # Errors
    ///
    /// When there is no token for an address beyond loopback, or the system gives no random
    /// bytes or no temporary folder.
    pub fn try_new(config: Config) -> Result<Self, StartError> {
        let Config { address, access, seed, uploads, memory } = config;
        if matches!(access, Access::Open) && !address.ip().is_loopback() {
            return Err(StartError::OpenBeyondLoopback(address));
        }
        let state = Self(Arc::new(Inner {
            hosts: Hosts::new(address),
            access,
            // Cookies know no ports: with the port in the name, two servers on one machine
            // do not overwrite each other's token.
            cookie_name: format!("arrayscope_{}", address.port()),
            memory,
            entries: RwLock::default(),
            notices: RwLock::default(),
            cache: Cache::new(memory),
            uploads: Uploads::try_new(uploads).map_err(StartError::Uploads)?,
            benchmark: Benchmark::new(),
            computing: Arc::new(Semaphore::new(COMPUTATIONS_AT_ONCE)),
            reading: Arc::new(Semaphore::new(READS_AT_ONCE)),
        }));
        state.add_samples(seed)?;
        Ok(state)
    }

    /// The URL to open, with the token: whoever knows it may read the files.
    pub fn url(&self) -> String {
        let host = self.0.hosts.preferred();
        match &self.0.access {
            Access::Token(token) => format!("http://{host}/?token={}", token.as_str()),
            Access::Open => format!("http://{host}/"),
        }
    }

    /// Removes all uploaded files, whoever still reads them: the server has ended.
    pub(crate) fn remove_uploads(&self) {
        self.0.uploads.remove();
    }

    pub(crate) fn hosts(&self) -> &Hosts {
        &self.0.hosts
    }

    pub(crate) fn access(&self) -> &Access {
        &self.0.access
    }

    pub(crate) fn cookie_name(&self) -> &str {
        &self.0.cookie_name
    }
}
