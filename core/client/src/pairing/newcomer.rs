//! The phone's side: from a read invitation to two founded journals (protocol.md 4.2 and 4.3).

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::PairingError;
use super::genesis::patient_body;
use super::reply::{Reply, TeamMember};
use crate::crypto::code::{Code, Kind};
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

/// A phone that has read an invitation: its new identities and its claim.
pub struct Newcomer {
    invite: Invite,
    device: Identity,
    own_device: Identity,
    recovery: Code,
    shared: Vec<u8>,
    own: Vec<u8>,
    claim: Vec<u8>,
}

/// A reply that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The six digits to show; the clinician types them.
    pub digits: String,
    /// What the inviter said.
    pub reply: Reply,
}

/// A journal about to be founded.
pub struct NewSpace {
    /// Its pin.
    pub pin: Pin,
    /// The founding body, to be written byte for byte as it stood in the claim.
    pub body: Vec<u8>,
    /// The phone's identity in this space, which signs the body.
    pub identity: Identity,
    /// Records that make the team members, to follow the founding; none in an own journal.
    pub adds: Vec<Open>,
}

/// What the phone writes once the clinician confirmed and the patient agreed.
pub struct Enrolment {
    /// The journal read with the clinic.
    pub shared: NewSpace,
    /// The journal that no clinician reads.
    pub own: NewSpace,
    /// The recovery code of both, to be shown and wiped when it was typed back.
    pub recovery: Code,
}

impl Newcomer {
    /// Makes the identities, the recovery code, both founding bodies and the claim.
    ///
    /// [`PairingError::Expired`] and [`PairingError::WrongPurpose`] before anything is made.
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
        let recovery = Code::generate(Kind::Patient, random);
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

    /// The invitation.
    #[must_use]
    pub fn invite(&self) -> &Invite {
        &self.invite
    }

    /// Who signs the requests of this pairing: the phone's identity in the shared journal.
    #[must_use]
    pub fn requester(&self) -> &Identity {
        &self.device
    }

    /// The claim to send; always the same bytes.
    #[must_use]
    pub fn claim(&self) -> ClaimUpload {
        ClaimUpload {
            claim: Bytes(self.claim.clone()),
            mac: Fixed(self.invite.mac(&self.claim)),
            sig: Fixed(self.device.sign(label::CLAIM, &self.claim)),
        }
    }

    /// Checks a reply: by the inviter of the QR code, to exactly this claim. Gives the digits.
    ///
    /// Until this succeeds no digits exist, so nobody can type them for another claim.
    pub fn receive(&self, upload: &ReplyUpload) -> Result<Answer, PairingError> {
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
        Ok(Answer { digits, reply })
    }

    /// What to write once the patient agreed to `team`, which was checked against the directory.
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

    /// Everything that a restarted app needs to go on. It is secret: seal it before it is stored.
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

    /// Goes on with what [`Newcomer::save`] gave.
    pub fn restore(saved: &[u8]) -> Result<Self, PairingError> {
        let saved: Saved = serde_json::from_slice(saved).map_err(|_| PairingError::Malformed)?;
        Ok(Self {
            invite: Invite::parse(&saved.invite).map_err(|_| PairingError::Malformed)?,
            device: Identity::from_seed(&saved.device),
            own_device: Identity::from_seed(&saved.own_device),
            recovery: Code::parse(Kind::Patient, &saved.recovery)
                .map_err(|_| PairingError::Malformed)?,
            shared: saved.shared.0.clone(),
            own: saved.own.0.clone(),
            claim: saved.claim.0.clone(),
        })
    }
}

/// What [`Newcomer::save`] writes; wiped when dropped.
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
