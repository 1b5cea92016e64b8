//! Wire types of a pairing between an inviter and a newcomer (protocol.md 4.2).

use serde::{Deserialize, Serialize};

use crate::id::PairingId;
use crate::wire::bytes::{Bytes, Fixed};

/// The role offered to the newcomer; a number in JSON and in the QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Purpose {
    /// A patient of the clinic, who founds two spaces.
    Patient,
    /// A further device in a patient's space.
    Device,
    /// A clinician of the clinic.
    Staff,
}

/// The error for a number that is not a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no such purpose of a pairing")]
pub struct UnknownPurpose;

impl TryFrom<u8> for Purpose {
    type Error = UnknownPurpose;

    fn try_from(number: u8) -> Result<Self, UnknownPurpose> {
        match number {
            1 => Ok(Self::Patient),
            2 => Ok(Self::Device),
            3 => Ok(Self::Staff),
            _ => Err(UnknownPurpose),
        }
    }
}

impl From<Purpose> for u8 {
    fn from(purpose: Purpose) -> Self {
        match purpose {
            Purpose::Patient => 1,
            Purpose::Device => 2,
            Purpose::Staff => 3,
        }
    }
}

/// Body of `POST /v1/pairings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewPairing {
    /// Random id of the pairing.
    pub id: PairingId,
    /// The role offered to the newcomer.
    pub purpose: Purpose,
    /// When the invitation ends, in Unix seconds; at most ten minutes ahead.
    pub expires: i64,
}

/// Body of `PUT …/claim`. The claim is hashed, signed and MACed exactly as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimUpload {
    /// The claim's bytes: for a patient the JSON of [`PatientClaim`].
    pub claim: Bytes,
    /// HMAC-SHA-256 under a key from the invitation's secret.
    pub mac: Fixed<32>,
    /// Signature of the newcomer's first identity.
    pub sig: Fixed<64>,
}

/// Body of `PUT …/reply`. The reply is hashed and signed exactly as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyUpload {
    /// The reply's bytes.
    pub reply: Bytes,
    /// Signature of the inviter.
    pub sig: Fixed<64>,
}

/// The claim of a future patient: the founding bodies of both journals.
///
/// The bodies hold pins, identities and consents. The newcomer signs the claim and is the first
/// member of the shared journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatientClaim {
    /// The claimed pairing.
    pub pairing: PairingId,
    /// Always [`Purpose::Patient`].
    pub purpose: Purpose,
    /// Genesis body of the journal shared with the clinic.
    pub shared: Bytes,
    /// Genesis body of the patient's own journal.
    pub own: Bytes,
}

/// The stage of a pairing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Not claimed yet.
    Waiting,
    /// Claimed; the inviter can read the claim.
    Claimed,
    /// Replied; the newcomer can read the reply.
    Replied,
    /// The digits were confirmed.
    Confirmed,
    /// The newcomer has founded its shared journal.
    Enrolled,
}

/// Answer to `GET /v1/pairings/{pairing}`. An ended or burnt pairing is not found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PairingState {
    /// The role offered to the newcomer.
    pub purpose: Purpose,
    /// The stage of the pairing.
    pub stage: Stage,
    /// When the invitation ends, in Unix seconds.
    pub expires: i64,
    /// The claim, for the inviter.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub claim: Option<ClaimUpload>,
    /// The reply, for the newcomer.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub reply: Option<ReplyUpload>,
}
