//! Bodies of open records: membership, grants of keys, and marks of what was read.
//!
//! Format 1 has a closed set of kinds; an unknown kind, an unknown field and a repeated field are
//! errors (protocol.md 3.1). The hash covers the body as sent, so a parsed body is never written
//! again.

use super::base64;
use super::identity::PublicIdentity;
use crate::id::{Fingerprint, KeyId, Pin, RecordHash, SeriesId, SpaceId};

/// Length of a wrapped content key, in bytes.
pub const WRAP: usize = 1_168;

/// The body of an open record.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Open {
    /// Founds the space.
    Genesis(Genesis),
    /// Makes a member.
    Add(Add),
    /// Ends a membership.
    Remove(Remove),
    /// Gives a content key to members.
    Grant(Grant),
    /// States that no alert of the author is past its deadline.
    Watch(Watch),
    /// States which records the author has verified and opened.
    Mark(Mark),
    /// Ends the space.
    Close(Close),
}

/// Founds a space; the hash of its body is the space's pin.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genesis {
    /// A clinic's space or a patient's.
    pub space: SpaceKind,
    /// 16 random bytes.
    #[serde(with = "base64")]
    pub nonce: [u8; 16],
    /// Name of the clinic; absent in a patient's space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Pin of the clinic that shares the journal; absent in an own journal and in a clinic.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clinic: Option<Pin>,
    /// The founders.
    pub members: Vec<Member>,
}

/// What a space is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpaceKind {
    /// A clinic's directory and internal records.
    Clinic,
    /// A patient's journal, shared or own.
    Patient,
}

/// What a member may do.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A clinic's key on paper: names leads, removes anyone.
    Root,
    /// Adds and removes clinicians.
    Lead,
    /// Reads and writes where added.
    Clinician,
    /// A patient's phone.
    Device,
    /// A patient's code on paper.
    Recovery,
}

impl Role {
    /// The role's byte in a consent (protocol.md 3.1).
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Root => 1,
            Self::Lead => 2,
            Self::Clinician => 3,
            Self::Device => 4,
            Self::Recovery => 5,
        }
    }
}

/// A member in a genesis or an `add`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "RawMember", into = "RawMember")]
pub struct Member {
    /// The member's role.
    pub role: Role,
    /// The member's keys, or its fingerprint in the directory.
    pub who: Who,
}

/// Who a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A clinician in a patient's space. Its keys come from the clinic's directory only.
    Listed(Fingerprint),
    /// Any other member, with its keys and its consent.
    Presented {
        /// The member's keys.
        identity: Box<PublicIdentity>,
        /// A name to show, at most 80 characters.
        name: Option<String>,
        /// The member's signature over context, role and fingerprint.
        consent: [u8; 64],
    },
}

impl Member {
    /// A clinician of the directory.
    #[must_use]
    pub fn listed(clinician: Fingerprint) -> Self {
        Self { role: Role::Clinician, who: Who::Listed(clinician) }
    }

    /// A member with its keys.
    #[must_use]
    pub fn presented(
        role: Role,
        identity: PublicIdentity,
        name: Option<String>,
        consent: [u8; 64],
    ) -> Self {
        Self { role, who: Who::Presented { identity: Box::new(identity), name, consent } }
    }

    /// The member's fingerprint.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        match &self.who {
            Who::Listed(fingerprint) => *fingerprint,
            Who::Presented { identity, .. } => identity.fingerprint(),
        }
    }

    /// The member's name; `None` without one or if the directory holds it.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match &self.who {
            Who::Listed(_) => None,
            Who::Presented { name, .. } => name.as_deref(),
        }
    }

    /// The member's keys; `None` if the directory holds them.
    #[must_use]
    pub fn identity(&self) -> Option<&PublicIdentity> {
        match &self.who {
            Who::Listed(_) => None,
            Who::Presented { identity, .. } => Some(identity),
        }
    }
}

#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct RawMember {
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fp: Option<Fingerprint>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign: Option<Bytes<32>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kem: Option<Bytes<{ super::identity::KEM_PUBLIC }>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consent: Option<Bytes<64>>,
}

#[derive(Clone, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
struct Bytes<const N: usize>(#[serde(with = "base64")] [u8; N]);

impl TryFrom<RawMember> for Member {
    type Error = &'static str;

    fn try_from(raw: RawMember) -> Result<Self, Self::Error> {
        let RawMember { role, fp, sign, kem, name, consent } = raw;
        match (fp, sign, kem, consent) {
            (Some(fp), None, None, None) if name.is_none() && role == Role::Clinician => {
                Ok(Self::listed(fp))
            }
            (None, Some(sign), Some(kem), Some(consent)) => {
                let identity = PublicIdentity { sign: sign.0, kem: kem.0 };
                Ok(Self::presented(role, identity, name, consent.0))
            }
            _ => Err("a member is a listed clinician or has keys and consent"),
        }
    }
}

impl From<Member> for RawMember {
    fn from(member: Member) -> Self {
        let role = member.role;
        match member.who {
            Who::Listed(fp) => {
                Self { role, fp: Some(fp), sign: None, kem: None, name: None, consent: None }
            }
            Who::Presented { identity, name, consent } => Self {
                role,
                fp: None,
                sign: Some(Bytes(identity.sign)),
                kem: Some(Bytes(identity.kem)),
                name,
                consent: Some(Bytes(consent)),
            },
        }
    }
}

/// Makes a member.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    /// The new member.
    pub member: Member,
    /// Why, at most 80 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Ends a membership.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    /// The removed member. A removed fingerprint cannot be added again.
    pub subject: Fingerprint,
    /// How many records of each series of the subject still count; 0 for a series not listed.
    pub cuts: Vec<Head>,
    /// Why, at most 80 characters.
    pub reason: String,
}

/// Gives a content key to members.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The key's name.
    pub key: KeyId,
    /// The key, wrapped for each recipient.
    pub wraps: Vec<Wrapped>,
}

/// A content key that only its recipient can unwrap.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wrapped {
    /// The recipient.
    pub to: Fingerprint,
    /// HPKE encapsulation and ciphertext.
    #[serde(with = "base64")]
    pub wrap: [u8; WRAP],
}

impl std::fmt::Debug for Wrapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wrapped").field("to", &self.to).finish_non_exhaustive()
    }
}

/// States that no alert of the author is past its deadline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// The author's clock, in seconds of Unix time.
    pub at: u64,
}

/// States which records the author has verified and opened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The series that changed since the author's last mark, and how many records were opened.
    pub heads: Vec<Head>,
    /// Keys that the author lacks and asks for.
    pub want: Vec<KeyId>,
    /// The author's clock, in seconds of Unix time.
    pub at: u64,
}

/// The length of a series: `count` records, the last of which has `hash`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The clinic's space, if the series is one of its directory; absent for the mark's own space.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub space: Option<SpaceId>,
    /// The series.
    pub series: SeriesId,
    /// Number of its records.
    pub count: u64,
    /// Hash of record `count` − 1; zero if there is none.
    pub hash: RecordHash,
}

/// Ends the space.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Close {
    /// Why.
    pub why: Why,
}

/// Why a space ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Why {
    /// The patient left the clinic.
    Left,
    /// The patient went to another clinic.
    Moved,
    /// The patient asked for deletion.
    Erase,
}
