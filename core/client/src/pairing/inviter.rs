//! The clinician's side: invite a patient, verify the claim, reply, compare the typed digits (protocol.md 4.2).

use super::PairingError;
use super::reply::Reply;
use crate::crypto::identity::Identity;
use crate::crypto::pairing::Invite;
use crate::crypto::random::{Random, generate};
use crate::crypto::wrap;
use interlude_clinical::entry::{Admit, ClinicInfo, Entry};
use interlude_clinical::moment::{Moment, Zone};
use interlude_protocol::id::{Fingerprint, Pin};
use interlude_protocol::primitive::{label, sha256, verify_labelled};
use interlude_protocol::record::genesis::pin;
use interlude_protocol::record::identity::PublicIdentity;
use interlude_protocol::record::open::{Genesis, Head, Member, Open, Role, SpaceKind};
use interlude_protocol::wire::PAIRING_SECONDS;
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{
    ClaimUpload, NewPairing, PatientClaim, Purpose, ReplyUpload,
};

/// An open invitation. It ends with the page that shows it.
pub struct Inviter {
    invite: Invite,
    stage: Stage,
}

/// The stage of an invitation.
enum Stage {
    Waiting,
    Replied(Box<Replied>),
    Burnt,
}

struct Replied {
    claim: Vec<u8>,
    upload: ReplyUpload,
    patient: Admitted,
}

/// The clinic's part of a reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Heads of the clinic's roots and leads, from [`Directory`](crate::journal::Directory).
    pub directory: Vec<Head>,
    /// The readers of the shared journal, including the inviter.
    pub team: Vec<Fingerprint>,
    /// The clinic's information for patients.
    pub info: ClinicInfo,
}

/// A patient to admit to the clinic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Admitted {
    /// Pin of the journal shared with the clinic, as the patient's phone founds it.
    pub pin: Pin,
    /// The phone's identity in that journal.
    pub device: Fingerprint,
    /// The recovery identity in that journal.
    pub recovery: Fingerprint,
}

impl Admitted {
    /// Returns the entry for the clinic's space that adds the patient to the clinic's list.
    #[must_use]
    pub fn admit(&self, at: Moment, zone: Zone) -> Entry {
        Entry::Admit(Admit { at, zone, pin: self.pin })
    }
}

impl Inviter {
    /// Generates an invitation for one patient, valid for ten minutes from `now` (Unix seconds).
    ///
    /// `clinic` is the clinic's pin; `url` is the server's public origin.
    ///
    /// # Errors
    /// [`PairingError::Malformed`] if an invitation cannot contain `url`.
    pub fn new(
        clinic: Pin,
        me: &Identity,
        url: &str,
        now: i64,
        random: &(impl Random + ?Sized),
    ) -> Result<Self, PairingError> {
        let expires = now.saturating_add(PAIRING_SECONDS);
        let invite =
            Invite::generate(Purpose::Patient, clinic, me.fingerprint(), expires, url, random)
                .map_err(|_| PairingError::Malformed)?;
        Ok(Self { invite, stage: Stage::Waiting })
    }

    /// Returns the invitation, to show as QR code and as text.
    #[must_use]
    pub fn invite(&self) -> &Invite {
        &self.invite
    }

    /// Returns the announcement for the server.
    #[must_use]
    pub fn announcement(&self) -> NewPairing {
        let Invite { pairing, purpose, expires, .. } = &self.invite;
        NewPairing { id: *pairing, purpose: *purpose, expires: *expires }
    }

    /// Verifies a claim and returns the reply. The nonce is generated after the claim is known.
    ///
    /// The first valid claim is the only one; the same claim gets the same reply again.
    ///
    /// # Errors
    /// [`PairingError::OtherClaim`] for a second claim, and for a claim to another pairing; [`PairingError::Expired`];
    /// [`PairingError::Burnt`]; [`PairingError::WrongInviter`] if `me` is not the inviter; [`PairingError::NotFromInvite`],
    /// [`PairingError::WrongClinic`], [`PairingError::BadSignature`], [`PairingError::BadConsent`] or
    /// [`PairingError::Malformed`] for an invalid claim.
    pub fn receive(
        &mut self,
        upload: &ClaimUpload,
        me: &Identity,
        offer: &Offer,
        now: i64,
        random: &(impl Random + ?Sized),
    ) -> Result<ReplyUpload, PairingError> {
        self.check_time(now)?;
        let Bytes(claim) = &upload.claim;
        match &self.stage {
            Stage::Burnt => return Err(PairingError::Burnt),
            Stage::Replied(replied) if replied.claim == *claim => {
                return Ok(replied.upload.clone());
            }
            Stage::Replied(_) => return Err(PairingError::OtherClaim),
            Stage::Waiting => {}
        }
        if me.fingerprint() != self.invite.inviter {
            return Err(PairingError::WrongInviter);
        }
        let patient = self.check_claim(upload)?;
        let reply = Reply {
            pairing: self.invite.pairing,
            claim: sha256(&[claim]),
            nonce: generate(random),
            identity: me.public().clone(),
            directory: offer.directory.clone(),
            heads: Vec::new(),
            team: offer.team.clone(),
            info: Some(offer.info.clone()),
        };
        let bytes = reply.to_bytes()?;
        let sig = Fixed(me.sign(label::REPLY, &bytes));
        let upload = ReplyUpload { reply: Bytes(bytes), sig };
        let replied = Replied { claim: claim.clone(), upload: upload.clone(), patient };
        self.stage = Stage::Replied(Box::new(replied));
        Ok(upload)
    }

    /// Compares the digits that the user read from the patient's phone and typed.
    ///
    /// On success the caller confirms the pairing at the server and writes [`Admitted::admit`] into the clinic's space. A
    /// repeated call with the same digits returns the same patient.
    ///
    /// # Errors
    /// [`PairingError::WrongDigits`] ends the invitation, and the caller deletes the pairing at the server: there is one
    /// attempt. [`PairingError::TooEarly`] before a claim; [`PairingError::Burnt`] after a wrong attempt;
    /// [`PairingError::Expired`].
    pub fn confirm(&mut self, typed: &str, now: i64) -> Result<Admitted, PairingError> {
        self.check_time(now)?;
        let replied = match std::mem::replace(&mut self.stage, Stage::Burnt) {
            Stage::Replied(replied) => replied,
            Stage::Waiting => {
                self.stage = Stage::Waiting;
                return Err(PairingError::TooEarly);
            }
            Stage::Burnt => return Err(PairingError::Burnt),
        };
        let typed: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if typed != self.invite.six_digits(&replied.claim, &replied.upload.reply.0) {
            return Err(PairingError::WrongDigits);
        }
        let patient = replied.patient;
        self.stage = Stage::Replied(replied);
        Ok(patient)
    }

    /// Returns the patient whose claim got a reply; `None` before that, and after a wrong attempt.
    #[must_use]
    pub fn claimant(&self) -> Option<Admitted> {
        match &self.stage {
            Stage::Replied(replied) => Some(replied.patient),
            Stage::Waiting | Stage::Burnt => None,
        }
    }

    fn check_time(&self, now: i64) -> Result<(), PairingError> {
        if self.invite.has_expired(now) { Err(PairingError::Expired) } else { Ok(()) }
    }

    fn check_claim(&self, upload: &ClaimUpload) -> Result<Admitted, PairingError> {
        let Bytes(bytes) = &upload.claim;
        if !self.invite.is_mac_of(bytes, &upload.mac.0) {
            return Err(PairingError::NotFromInvite);
        }
        let claim: PatientClaim =
            serde_json::from_slice(bytes).map_err(|_| PairingError::Malformed)?;
        if claim.pairing != self.invite.pairing || claim.purpose != self.invite.purpose {
            return Err(PairingError::OtherClaim);
        }
        let (shared, device, recovery) = founders(&claim.shared.0)?;
        let (own, own_device, own_recovery) = founders(&claim.own.0)?;
        if shared.clinic != Some(self.invite.pin) || own.clinic.is_some() {
            return Err(PairingError::WrongClinic);
        }
        // One recovery code restores both journals. The phone has a different identity in each.
        if recovery != own_recovery || device.fingerprint() == own_device.fingerprint() {
            return Err(PairingError::Malformed);
        }
        if !verify_labelled(&device.sign, label::CLAIM, bytes, &upload.sig.0) {
            return Err(PairingError::BadSignature);
        }
        Ok(Admitted {
            pin: pin(&claim.shared.0),
            device: device.fingerprint(),
            recovery: recovery.fingerprint(),
        })
    }
}

/// Parses a patient's founding body. It must have exactly one phone and one recovery identity, both with valid keys and
/// consents.
fn founders(body: &[u8]) -> Result<(Genesis, PublicIdentity, PublicIdentity), PairingError> {
    let Open::Genesis(genesis) = Open::parse(body)? else { return Err(PairingError::Malformed) };
    let [device, recovery] = genesis.members.as_slice() else {
        return Err(PairingError::Malformed);
    };
    let roles = (genesis.space, device.role, recovery.role);
    if roles != (SpaceKind::Patient, Role::Device, Role::Recovery) {
        return Err(PairingError::Malformed);
    }
    genesis.check(&device.fingerprint())?;
    let keys =
        |member: &Member| member.identity().filter(|identity| wrap::acceptable(identity)).cloned();
    let device = keys(device).ok_or(PairingError::Malformed)?;
    let recovery = keys(recovery).ok_or(PairingError::Malformed)?;
    Ok((genesis, device, recovery))
}
