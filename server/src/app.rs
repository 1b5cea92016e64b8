//! The state that every request shares.

use std::collections::HashSet;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use data_encoding::BASE64URL_NOPAD;
use interlude_protocol::id::SpaceId;
use interlude_protocol::primitive::sha256;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::config::{Clock, Limits, Random};
use crate::error::ApiError;
use crate::sessions::Sessions;
use crate::spaces::Spaces;
use crate::storage::{Quota, Storage};
use crate::token;
use crate::tries::Tries;

/// What sign-in attempts are counted by: an account for all unknown browsers together, or one known
/// browser of it.
pub(crate) type Door = (SpaceId, String, Option<[u8; 32]>);

/// The server's state.
pub(crate) struct App {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) spaces: Arc<Spaces>,
    pub(crate) sessions: Sessions,
    pub(crate) account_tries: Tries<Door>,
    pub(crate) address_tries: Tries<IpAddr>,
    /// The origin that requests are signed for.
    pub(crate) origin: String,
    /// Origins of pages that may write.
    pub(crate) page_origins: Vec<String>,
    pub(crate) limits: Limits,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    /// SHA-256 of the unused set-up tokens.
    pub(crate) setup: Mutex<HashSet<[u8; 32]>>,
    /// Memory for concurrent uploads, in KiB.
    pub(crate) room: Arc<Semaphore>,
    /// True once the server shuts down, so that long polls return.
    pub(crate) closing: watch::Receiver<bool>,
}

impl App {
    /// The time, in Unix seconds.
    pub(crate) fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Fresh random bytes.
    pub(crate) fn random<const N: usize>(&self) -> Result<[u8; N], ApiError> {
        let mut bytes = [0; N];
        if (self.random)(&mut bytes) {
            return Ok(bytes);
        }
        tracing::error!("the system gives no randomness");
        Err(ApiError::Busy(1))
    }

    /// A fresh value for a cookie, and the hash that the server keeps.
    pub(crate) fn fresh_token(&self) -> Result<(String, [u8; 32]), ApiError> {
        let value = BASE64URL_NOPAD.encode(&self.random::<32>()?);
        let kept = sha256(&[value.as_bytes()]);
        Ok((value, kept))
    }

    /// Makes a one-time token for setting up a clinic.
    pub(crate) fn new_setup_token(&self) -> Result<String, ApiError> {
        let token = token::write(&self.random::<24>()?);
        let mut good = self.setup.lock().unwrap_or_else(PoisonError::into_inner);
        good.insert(token::digest(&token));
        Ok(token)
    }

    /// Waits for memory for an upload of `bytes`; dropping the permit frees it.
    pub(crate) async fn room_for(&self, bytes: usize) -> Result<OwnedSemaphorePermit, ApiError> {
        let kib = u32::try_from(bytes / 1_024 + 1).map_err(|_| ApiError::TooLarge)?;
        let room = Arc::clone(&self.room).acquire_many_owned(kib).await;
        room.map_err(|_| ApiError::Busy(1))
    }

    /// The quota of the day that `now` is in.
    pub(crate) fn quota(&self, now: i64, most: u64) -> Quota {
        Quota { day: now.div_euclid(86_400), most }
    }
}
