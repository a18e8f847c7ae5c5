//! What a server is started with.

use std::net::{Ipv4Addr, SocketAddr};

use crate::guard::Access;

/// Bytes in a mebibyte.
const MIB: u64 = 1 << 20;

/// How the server is started.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address that the listener is bound to, with the real port.
    pub address: SocketAddr,
    /// Who may ask.
    pub access: Access,
    /// The seed of the sample tensors.
    pub seed: u64,
    /// What uploads may take.
    pub uploads: UploadLimits,
    /// What arrays may take in memory.
    pub memory: MemoryLimits,
}

/// Limits of uploads, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// The most that one upload may have.
    pub per_upload_bytes: u64,
    /// The most that all uploads of one run may have together.
    pub total_bytes: u64,
    /// The most memory that one uploaded table may take.
    pub table_bytes: u64,
}

/// Limits of what is held in memory, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct MemoryLimits {
    /// Arrays up to this size are kept once they have been read, if their files give them only
    /// as a whole.
    pub keep_array_bytes: u64,
    /// All kept arrays together; the one used longest ago makes room.
    pub keep_total_bytes: u64,
    /// The most that is read for one answer (a cross-section, or a whole array for its
    /// statistics). What is larger is refused and not tried.
    pub read_bytes: u64,
}

impl Config {
    /// A server on `127.0.0.1:port` with the limits that the documentation names.
    pub fn loopback(port: u16, access: Access) -> Self {
        Self::new(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), access)
    }

    /// A server on `address` with the limits that the documentation names.
    pub fn new(address: SocketAddr, access: Access) -> Self {
        Self {
            address,
            access,
            seed: 0,
            uploads: UploadLimits::default(),
            memory: MemoryLimits::default(),
        }
    }
}

impl Default for UploadLimits {
    /// 256 MiB each, 2 GiB together; tables up to 1 GiB.
    fn default() -> Self {
        Self { per_upload_bytes: 256 * MIB, total_bytes: 2048 * MIB, table_bytes: 1024 * MIB }
    }
}

impl Default for MemoryLimits {
    /// Arrays up to 256 MiB are kept, 1 GiB together; 4 GiB are read for one answer.
    fn default() -> Self {
        Self { keep_array_bytes: 256 * MIB, keep_total_bytes: 1024 * MIB, read_bytes: 4096 * MIB }
    }
}
