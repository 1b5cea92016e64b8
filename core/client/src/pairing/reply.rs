//! The inviter's reply: what the newcomer learns of the clinic (protocol.md 4.2, step 3).

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

/// Longest reply that is read, in bytes: keys, heads, team and the clinic's words.
const MAX_REPLY: usize = 256 * 1_024;

/// The reply's JSON. It is hashed and signed exactly as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The pairing.
    pub pairing: PairingId,
    /// SHA-256 of the claim that is answered.
    #[serde(with = "base64")]
    pub claim: [u8; 32],
    /// Drawn after the claim was there, so that nobody can choose a claim for its digits.
    #[serde(with = "base64")]
    pub nonce: [u8; 32],
    /// The inviter's keys; their fingerprint stands in the invitation.
    pub identity: PublicIdentity,
    /// How far the inviter knows the series of the clinic's roots and leads.
    pub directory: Vec<Head>,
    /// How far the inviter knows the space joined; empty for a patient, who founds it.
    pub heads: Vec<Head>,
    /// Who is to read the shared journal.
    pub team: Vec<Fingerprint>,
    /// What the clinic says about itself; for patients only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub info: Option<ClinicInfo>,
}

/// A clinician proposed for the patient's team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// Who.
    pub fingerprint: Fingerprint,
    /// Name as the directory has it; `None` if it has none.
    pub name: Option<String>,
    /// Lead or clinician.
    pub role: Role,
}

impl Reply {
    /// Reads a reply; any field too many is refused, since all of it was signed.
    pub fn parse(bytes: &[u8]) -> Result<Self, PairingError> {
        if bytes.len() > MAX_REPLY {
            return Err(PairingError::Malformed);
        }
        serde_json::from_slice(bytes).map_err(|_| PairingError::Malformed)
    }

    /// The reply's bytes.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PairingError> {
        serde_json::to_vec(self).map_err(|_| PairingError::Malformed)
    }

    /// Checks the directory that the server gave against the invitation's `pin` and against what
    /// the inviter has seen, and names the team from it.
    ///
    /// A patient gets the series of roots and leads. [`PairingError::Withheld`] if the inviter has
    /// seen more of them: ask again.
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

/// A present lead or clinician of the clinic; `None` for anybody else.
fn staff(directory: &Fold, fingerprint: Fingerprint) -> Option<TeamMember> {
    let role = [Role::Lead, Role::Clinician]
        .into_iter()
        .find(|role| directory.has_role(&fingerprint, *role))?;
    let name = directory.name_of(&fingerprint).map(str::to_owned);
    Some(TeamMember { fingerprint, name, role })
}
