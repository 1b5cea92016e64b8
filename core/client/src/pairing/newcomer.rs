//! The phone's side: from an invitation to two founded journals (protocol.md 4.2 and 4.3).

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::PairingError;
use super::genesis::patient_body;
use super::reply::{Reply, TeamMember};
use crate::crypto::code::{Code, CodeKind};
use crate::crypto::identity::Identity;
use crate::crypto::pairing::Invite;
use crate::crypto::random::Random;
use interlude_protocol::id::Pin;
use interlude_protocol::primitive::{label, sha256, verify_labelled};
use interlude_protocol::record::base64;
use interlude_protocol::record::genesis::pin;
use interlude_protocol::record::open::{Add, Member, Open};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{ClaimUpload, PatientClaim, Purpose, ReplyUpload};

/// A phone that has read an invitation, with its new identities and its claim.
pub struct Newcomer {
    invite: Invite,
    device: Identity,
    own_device: Identity,
    recovery: Code,
    shared: Vec<u8>,
    own: Vec<u8>,
    claim: Vec<u8>,
}

/// A verified reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairingAnswer {
    /// The six digits to show. The clinician types them.
    pub digits: String,
    /// The inviter's reply.
    pub reply: Reply,
}

/// A journal to found.
pub struct NewSpace {
    /// Its pin.
    pub pin: Pin,
    /// The founding body. Write exactly these bytes, since the claim contains them.
    pub body: Vec<u8>,
    /// The phone's identity in this space, which signs the body.
    pub identity: Identity,
    /// Records that add the team, to write after the founding; empty for the own journal.
    pub adds: Vec<Open>,
}

/// The journals that the phone founds after the clinician and the patient have agreed.
pub struct Enrolment {
    /// The journal shared with the clinic.
    pub shared: NewSpace,
    /// The journal that no clinician reads.
    pub own: NewSpace,
    /// The recovery code of both journals. Show it, and wipe it once it is typed back.
    pub recovery: Code,
}

impl Newcomer {
    /// Generates the identities, the recovery code, both founding bodies and the claim.
    ///
    /// # Errors
    /// [`PairingError::WrongPurpose`] if the invitation is not for a patient; [`PairingError::Expired`].
    pub fn new(
        invite: Invite,
        now: i64,
        random: &(impl Random + ?Sized),
    ) -> Result<Self, PairingError> {
        if invite.purpose != Purpose::Patient {
            return Err(PairingError::WrongPurpose);
        }
        if invite.has_expired(now) {
            return Err(PairingError::Expired);
        }
        let (device, own_device) = (Identity::generate(random), Identity::generate(random));
        let recovery = Code::generate(CodeKind::Patient, random);
        let code = Identity::from_seed(&recovery.seed());
        let shared = patient_body(Some(invite.pin), &device, &code, random)?;
        let own = patient_body(None, &own_device, &code, random)?;
        let claim = PatientClaim {
            pairing: invite.pairing,
            purpose: Purpose::Patient,
            shared: Bytes(shared.clone()),
            own: Bytes(own.clone()),
        };
        let claim = serde_json::to_vec(&claim).map_err(|_| PairingError::Malformed)?;
        Ok(Self { invite, device, own_device, recovery, shared, own, claim })
    }

    /// Returns the invitation.
    #[must_use]
    pub fn invite(&self) -> &Invite {
        &self.invite
    }

    /// Returns the identity that signs this pairing's requests: the phone's in the shared journal.
    #[must_use]
    pub fn requester(&self) -> &Identity {
        &self.device
    }

    /// Returns the claim to send; always the same bytes.
    #[must_use]
    pub fn claim(&self) -> ClaimUpload {
        ClaimUpload {
            claim: Bytes(self.claim.clone()),
            mac: Fixed(self.invite.mac(&self.claim)),
            sig: Fixed(self.device.sign(label::CLAIM, &self.claim)),
        }
    }

    /// Verifies that the inviter replied to exactly this claim, and returns the digits.
    ///
    /// No digits exist before this succeeds, so nobody can type them for another claim.
    ///
    /// # Errors
    /// [`PairingError::Malformed`], [`PairingError::WrongInviter`], [`PairingError::BadSignature`], or
    /// [`PairingError::OtherClaim`] if the reply is to another claim.
    pub fn receive(&self, upload: &ReplyUpload) -> Result<PairingAnswer, PairingError> {
        let Bytes(bytes) = &upload.reply;
        let reply = Reply::parse(bytes)?;
        if reply.identity.fingerprint() != self.invite.inviter {
            return Err(PairingError::WrongInviter);
        }
        let signed = verify_labelled(&reply.identity.sign, label::REPLY, bytes, &upload.sig.0);
        if !reply.identity.is_acceptable() || !signed {
            return Err(PairingError::BadSignature);
        }
        if reply.pairing != self.invite.pairing || reply.claim != sha256(&[&self.claim]) {
            return Err(PairingError::OtherClaim);
        }
        let digits = self.invite.six_digits(&self.claim, bytes);
        Ok(PairingAnswer { digits, reply })
    }

    /// Returns the journals to found, once the patient has agreed to `team`. [`Reply::check_directory`] returns the team.
    #[must_use]
    pub fn enrol(&self, team: &[TeamMember]) -> Enrolment {
        let add = |member: &TeamMember| {
            Open::Add(Add { member: Member::listed(member.fingerprint), reason: None })
        };
        let space = |body: &Vec<u8>, identity: &Identity, adds| NewSpace {
            pin: pin(body),
            body: body.clone(),
            identity: identity.clone(),
            adds,
        };
        Enrolment {
            shared: space(&self.shared, &self.device, team.iter().map(add).collect()),
            own: space(&self.own, &self.own_device, Vec::new()),
            recovery: self.recovery.clone(),
        }
    }

    /// Returns the state that [`Newcomer::restore`] reads. It is secret: seal it before storing it.
    ///
    /// # Errors
    /// [`PairingError::Malformed`] if it cannot be written as JSON.
    pub fn save(&self) -> Result<Zeroizing<Vec<u8>>, PairingError> {
        let saved = Saved {
            invite: self.invite.text(),
            device: **self.device.seed(),
            own_device: **self.own_device.seed(),
            recovery: self.recovery.text().to_string(),
            shared: Bytes(self.shared.clone()),
            own: Bytes(self.own.clone()),
            claim: Bytes(self.claim.clone()),
        };
        serde_json::to_vec(&saved).map(Zeroizing::new).map_err(|_| PairingError::Malformed)
    }

    /// Restores the state from [`Newcomer::save`].
    ///
    /// # Errors
    /// [`PairingError::Malformed`] if `saved` is invalid.
    pub fn restore(saved: &[u8]) -> Result<Self, PairingError> {
        let saved: Saved = serde_json::from_slice(saved).map_err(|_| PairingError::Malformed)?;
        Ok(Self {
            invite: Invite::parse(&saved.invite).map_err(|_| PairingError::Malformed)?,
            device: Identity::from_seed(&saved.device),
            own_device: Identity::from_seed(&saved.own_device),
            recovery: Code::parse(CodeKind::Patient, &saved.recovery)
                .map_err(|_| PairingError::Malformed)?,
            shared: saved.shared.0.clone(),
            own: saved.own.0.clone(),
            claim: saved.claim.0.clone(),
        })
    }
}

/// The JSON of [`Newcomer::save`]; wiped on drop.
#[derive(Serialize, Deserialize)]
struct Saved {
    invite: String,
    #[serde(with = "base64")]
    device: [u8; 32],
    #[serde(with = "base64")]
    own_device: [u8; 32],
    recovery: String,
    shared: Bytes,
    own: Bytes,
    claim: Bytes,
}

impl Drop for Saved {
    fn drop(&mut self) {
        self.invite.zeroize();
        self.device.zeroize();
        self.own_device.zeroize();
        self.recovery.zeroize();
    }
}
