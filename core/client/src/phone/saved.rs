//! The phone's state between starts, sealed by its key store.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::error::ClientError;
use crate::journal::{Change, KeyGuard, Store};
use interlude_clinical::entry::ClinicInfo;
use interlude_protocol::id::Pin;
use interlude_protocol::record::base64;
use interlude_protocol::wire::bytes::Bytes;
use interlude_protocol::wire::pairing::ReplyUpload;

/// Name of the only stored value.
const PHONE: &str = "phone";

/// The stage of the phone, with its secrets.
#[derive(Serialize, Deserialize)]
pub(super) enum SavedStage {
    /// An invitation was accepted.
    Joining(SavedJoining),
    /// Both journals are founded.
    Enrolled(Box<SavedEnrolled>),
}

/// A pairing in progress.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedJoining {
    /// Identities, code and claim, from [`Newcomer::save`](crate::pairing::newcomer::Newcomer::save).
    pub(super) newcomer: Bytes,
    /// The clinic's reply, once verified.
    pub(super) reply: Option<ReplyUpload>,
    /// Whether the clinic has typed the digits.
    pub(super) confirmed: bool,
}

/// An enrolled phone.
#[derive(Serialize, Deserialize)]
pub(super) struct SavedEnrolled {
    /// Origin of the clinic's server.
    pub(super) url: String,
    /// Pin of the clinic.
    pub(super) clinic: Pin,
    /// Pin of the shared journal.
    pub(super) shared: Pin,
    /// Seed of the phone's identity in it.
    #[serde(with = "base64")]
    pub(super) shared_seed: [u8; 32],
    /// Pin of the own journal.
    pub(super) own: Pin,
    /// Seed of the phone's identity in it.
    #[serde(with = "base64")]
    pub(super) own_seed: [u8; 32],
    /// The recovery code, until it is typed back.
    pub(super) recovery: Option<String>,
    /// The clinic's information from the pairing.
    pub(super) info: ClinicInfo,
}

impl Drop for SavedJoining {
    fn drop(&mut self) {
        self.newcomer.0.zeroize();
    }
}

impl Drop for SavedEnrolled {
    fn drop(&mut self) {
        self.shared_seed.zeroize();
        self.own_seed.zeroize();
        self.recovery.zeroize();
    }
}

impl SavedStage {
    /// Reads the saved stage; `None` on a new phone.
    pub(super) fn load(
        store: &impl Store,
        guard: &dyn KeyGuard,
    ) -> Result<Option<Self>, ClientError> {
        let Some(sealed) = store.value(None, PHONE)? else { return Ok(None) };
        let plain = Zeroizing::new(guard.open(&sealed)?);
        serde_json::from_slice(&plain).map(Some).map_err(|_| ClientError::WrongKey)
    }

    /// Returns the change that saves the stage.
    pub(super) fn to_change(&self, guard: &dyn KeyGuard) -> Result<Change, ClientError> {
        let plain = serde_json::to_vec(self).map(Zeroizing::new);
        let plain = plain.map_err(|_| ClientError::Internal)?;
        Ok(Change::Put { space: None, name: PHONE, value: guard.seal(&plain)? })
    }

    /// Returns the change that deletes the stage.
    pub(super) fn forget() -> Change {
        Change::Remove { space: None, name: PHONE }
    }
}
