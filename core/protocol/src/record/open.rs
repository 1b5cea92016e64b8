//! Bodies of open records: who is a member, who was given which key, who has seen what.
//!
//! The set of kinds is closed in format 1; an unknown kind, an unknown field and a field given
//! twice are errors (protocol.md 3.1). Bodies are hashed as they were sent, so a body is never
//! written again from its parsed form.

use super::identity::PublicIdentity;
use super::{RecordError, base64, limit};
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
    /// Says that no alert of the author is past its deadline.
    Watch(Watch),
    /// Says what the author has verified and opened.
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
    /// Directory and inner affairs of a clinic.
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

/// A member as a genesis or an `add` names it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "RawMember", into = "RawMember")]
pub struct Member {
    /// What it may do.
    pub role: Role,
    /// Who it is.
    pub who: Who,
}

/// Who a member is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// A clinician in a patient's space: keys come from the clinic's directory, never from here.
    Listed(Fingerprint),
    /// Anybody else brings keys and the proof of having agreed.
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

    /// A member that brings its keys.
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

    /// The member's name; `None` if it has none or the directory holds it.
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
            _ => Err("a member is a listed clinician or brings keys and consent"),
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
    /// Who is removed; a removed fingerprint never comes back.
    pub subject: Fingerprint,
    /// How much of each of the subject's series still counts; a series not named counts 0.
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
    /// The key, once for each recipient.
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

/// Says that no alert of the author is past its deadline.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Watch {
    /// When, in seconds of Unix time, as the author claims.
    pub at: u64,
}

/// Says what the author has verified and opened.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The series that changed since the author's last mark, and how far each was opened.
    pub heads: Vec<Head>,
    /// Keys the author lacks.
    pub want: Vec<KeyId>,
    /// When, in seconds of Unix time, as the author claims.
    pub at: u64,
}

/// How far a series goes: `count` records, the last of which has `hash`.
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
    /// Everything is to be deleted.
    Erase,
}

impl Open {
    /// Reads a body.
    ///
    /// [`RecordError::Malformed`] for anything but one known kind with exactly its fields,
    /// [`RecordError::TooLarge`] for a list or a name above its limit.
    pub fn parse(body: &[u8]) -> Result<Self, RecordError> {
        if body.len() > limit::OPEN_BODY {
            return Err(RecordError::TooLarge);
        }
        let open: Self = serde_json::from_slice(body).map_err(|_| RecordError::Malformed)?;
        // serde reads a struct from a list too, and a word from its number: two readers must not
        // disagree over what a signed body says, so it has to say exactly what was read.
        let said: serde_json::Value =
            serde_json::from_slice(body).map_err(|_| RecordError::Malformed)?;
        if serde_json::to_value(&open).ok() != Some(said) {
            return Err(RecordError::Malformed);
        }
        open.check_numbers()?;
        open.check_limits()?;
        Ok(open)
    }

    /// Writes a new body; same limits as [`Open::parse`].
    pub fn to_body(&self) -> Result<Vec<u8>, RecordError> {
        self.check_numbers()?;
        self.check_limits()?;
        let body = serde_json::to_vec(self).map_err(|_| RecordError::Malformed)?;
        if body.len() > limit::OPEN_BODY { Err(RecordError::TooLarge) } else { Ok(body) }
    }

    /// Whether the kind alone can change who is a member.
    #[must_use]
    pub fn is_membership(&self) -> bool {
        match self {
            Self::Genesis(_) | Self::Add(_) | Self::Remove(_) => true,
            Self::Grant(_) | Self::Watch(_) | Self::Mark(_) | Self::Close(_) => false,
        }
    }

    fn check_numbers(&self) -> Result<(), RecordError> {
        let counts = |heads: &[Head]| heads.iter().all(|head| head.count < limit::INTEGER);
        let fits = match self {
            Self::Watch(watch) => watch.at < limit::INTEGER,
            Self::Mark(mark) => mark.at < limit::INTEGER && counts(&mark.heads),
            Self::Remove(remove) => counts(&remove.cuts),
            Self::Genesis(_) | Self::Add(_) | Self::Grant(_) | Self::Close(_) => true,
        };
        if fits { Ok(()) } else { Err(RecordError::Malformed) }
    }

    fn check_limits(&self) -> Result<(), RecordError> {
        let short =
            |text: Option<&str>| text.is_none_or(|text| text.chars().count() <= limit::NAME);
        let fits = match self {
            Self::Genesis(genesis) => {
                short(genesis.name.as_deref())
                    && genesis.members.len() <= limit::MEMBERS
                    && genesis.members.iter().all(|member| short(member.name()))
            }
            Self::Add(add) => short(add.member.name()) && short(add.reason.as_deref()),
            Self::Remove(remove) => {
                short(Some(&remove.reason)) && remove.cuts.len() <= limit::SERIES
            }
            Self::Grant(grant) => grant.wraps.len() <= limit::WRAPS,
            Self::Mark(mark) => mark.heads.len() <= limit::HEADS && mark.want.len() <= limit::KEYS,
            Self::Watch(_) | Self::Close(_) => true,
        };
        if fits { Ok(()) } else { Err(RecordError::TooLarge) }
    }
}
