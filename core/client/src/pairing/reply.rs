//! The inviter's reply, which describes the clinic to the newcomer (protocol.md 4.2, step 3).

use serde::{Deserialize, Serialize};

use super::PairingError;
use crate::journal::Directory;
use interlude_clinical::entry::ClinicInfo;
use interlude_protocol::access::fold::Fold;
use interlude_protocol::access::rule::Audience;
use interlude_protocol::id::{Fingerprint, PairingId, Pin};
use interlude_protocol::record::base64;
use interlude_protocol::record::identity::PublicIdentity;
use interlude_protocol::record::limit;
use interlude_protocol::record::open::{Head, Role};

/// Longest accepted reply, in bytes.
const MAX_REPLY: usize = 256 * 1_024;

/// The JSON of a reply. Its exact bytes are hashed and signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The pairing.
    pub pairing: PairingId,
    /// SHA-256 of the claim.
    #[serde(with = "base64")]
    pub claim: [u8; 32],
    /// Generated after the claim is known, so that nobody can choose a claim for its digits.
    #[serde(with = "base64")]
    pub nonce: [u8; 32],
    /// The inviter's keys; the invitation contains their fingerprint.
    pub identity: PublicIdentity,
    /// The heads that the inviter knows of the series of the clinic's roots and leads.
    pub directory: Vec<Head>,
    /// The heads that the inviter knows of the joined space; empty for a patient, who founds it.
    pub heads: Vec<Head>,
    /// The readers of the shared journal.
    pub team: Vec<Fingerprint>,
    /// The clinic's information; only for patients.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<ClinicInfo>,
}

/// A clinician proposed for the patient's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// The clinician's identity.
    pub fingerprint: Fingerprint,
    /// Name from the clinic's directory; `None` if it has none.
    pub name: Option<String>,
    /// Lead or clinician.
    pub role: Role,
}

impl Reply {
    /// Parses a reply.
    ///
    /// # Errors
    /// [`PairingError::Malformed`] if it is too long, is no valid JSON, or has an unknown field.
    pub fn parse(bytes: &[u8]) -> Result<Self, PairingError> {
        if bytes.len() > MAX_REPLY {
            return Err(PairingError::Malformed);
        }
        serde_json::from_slice(bytes).map_err(|_| PairingError::Malformed)
    }

    /// Returns the JSON.
    ///
    /// # Errors
    /// [`PairingError::Malformed`] if it cannot be written.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PairingError> {
        serde_json::to_vec(self).map_err(|_| PairingError::Malformed)
    }

    /// Verifies the clinic's directory against the invitation's `pin` and the inviter's heads, and returns the team with
    /// names.
    ///
    /// # Errors
    /// [`PairingError::WrongClinic`] if the directory is of another clinic; [`PairingError::Withheld`] if the inviter has
    /// seen more records: fetch it again; [`PairingError::NotInDirectory`] if the inviter or a team member is no current
    /// clinician; [`PairingError::Malformed`] if the team is too large.
    pub fn check_directory(
        &self,
        pin: Pin,
        clinic: &Directory,
    ) -> Result<Vec<TeamMember>, PairingError> {
        let Directory { fold, facts, .. } = clinic;
        if fold.pin() != pin || fold.audience() != Audience::Clinic || facts.pin() != pin {
            return Err(PairingError::WrongClinic);
        }
        let held = |head: &Head| match head.count.checked_sub(1) {
            Some(last) => facts.holds(&head.series, last, &head.hash),
            None => true,
        };
        if !self.directory.iter().all(held) {
            return Err(PairingError::Withheld);
        }
        staff(fold, self.identity.fingerprint()).ok_or(PairingError::NotInDirectory)?;
        if self.team.len() > limit::MEMBERS {
            return Err(PairingError::Malformed);
        }
        let mut team: Vec<TeamMember> = Vec::new();
        for fingerprint in &self.team {
            let member = staff(fold, *fingerprint).ok_or(PairingError::NotInDirectory)?;
            if !team.contains(&member) {
                team.push(member);
            }
        }
        Ok(team)
    }
}

/// Returns a current lead or clinician of the clinic; `None` for anybody else.
fn staff(directory: &Fold, fingerprint: Fingerprint) -> Option<TeamMember> {
    let role = [Role::Lead, Role::Clinician]
        .into_iter()
        .find(|role| directory.has_role(&fingerprint, *role))?;
    let name = directory.name_of(&fingerprint).map(str::to_owned);
    Some(TeamMember { fingerprint, name, role })
}
