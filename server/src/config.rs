//! The server's configuration. The host's clock and randomness enter here only.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use interlude_protocol::wire::{MAX_PAIRINGS_A_DAY, MAX_RECORDS_A_DAY};

use crate::storage::sqlite::QUEUE;

/// The current time, in Unix seconds.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Fills the bytes with cryptographic randomness; returns false on failure.
pub type Random = Arc<dyn Fn(&mut [u8]) -> bool + Send + Sync>;

/// Where records are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// In a folder, created if missing.
    Directory(PathBuf),
    /// In memory, for tests: lost when the server ends.
    Memory,
}

/// Bounds that tests may set tighter or wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Writes that may wait; further writes get 503.
    pub queue: usize,
    /// Records that one author may add in a day.
    pub records_a_day: u64,
    /// Invitations that one clinic may open in a day.
    pub pairings_a_day: u64,
    /// Failed sign-ins per hour to one account: from all unknown browsers together, and from each
    /// known browser.
    pub tries_per_account: usize,
    /// Failed sign-ins and set-ups per hour from one address.
    pub tries_per_address: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            queue: QUEUE,
            records_a_day: MAX_RECORDS_A_DAY,
            pairings_a_day: MAX_PAIRINGS_A_DAY,
            tries_per_account: 10,
            tries_per_address: 100,
        }
    }
}

/// The server's configuration.
#[derive(Clone)]
pub struct Config {
    /// Where to listen; port 0 selects a free one.
    pub listen: SocketAddr,
    /// Where records are kept.
    pub data: Data,
    /// The public address, such as `https://clinic.example`; `None` means the bound loopback address.
    pub origin: Option<String>,
    /// Whether to print a set-up token although a clinic exists.
    pub new_clinic: bool,
    /// The clock.
    pub clock: Clock,
    /// The source of randomness.
    pub random: Random,
    /// Bounds.
    pub limits: Limits,
}

impl Config {
    /// A server on a free loopback port, with the system's clock and randomness.
    #[must_use]
    pub fn new(data: Data) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            data,
            origin: None,
            new_clinic: false,
            clock: Arc::new(system_clock),
            random: Arc::new(|bytes| getrandom::fill(bytes).is_ok()),
            limits: Limits::default(),
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the host's clock enters here")]
fn system_clock() -> i64 {
    chrono::Utc::now().timestamp()
}
