//! The rules of a genesis: the pin of the space, and the consent of every founder.
//!
//! A consent covers the clinic, the nonce and all founders in order, so it cannot be reused in
//! another genesis. Later members consent to the space's pin (protocol.md 3.1).

use super::RecordError;
use super::open::{Genesis, Member, Role, SpaceKind, Who};
use crate::id::{Fingerprint, Pin};
use crate::primitive::{label, labelled_hash, sha256, verify_labelled};

/// The pin of the space that a genesis body founds.
#[must_use]
pub fn pin(body: &[u8]) -> Pin {
    Pin(labelled_hash(label::SPACE, &[body]))
}

/// The bytes that founders consent to: the clinic's pin (`None` for a clinic and for an own journal), the
/// nonce, and the fingerprints of all founders in the order of the genesis.
#[must_use]
pub fn consent_context(
    clinic: Option<&Pin>,
    nonce: &[u8; 16],
    founders: &[Fingerprint],
) -> [u8; 32] {
    let clinic = clinic.map_or([0; 32], |pin| pin.0);
    let mut parts: Vec<&[u8]> = vec![&clinic, nonce];
    parts.extend(founders.iter().map(|fp| fp.as_bytes()));
    sha256(&parts)
}

/// The message that a member signs under the label `consent`.
///
/// `context` is the space's pin or, for founders, [`consent_context`].
#[must_use]
pub fn consent_message(context: &[u8; 32], role: Role, member: &Fingerprint) -> Vec<u8> {
    [context.as_slice(), &[role.code()], member.as_bytes()].concat()
}

/// Checks that `member` presents an acceptable key and consented to `context`.
///
/// A listed clinician presents neither and passes: the directory vouches for it.
///
/// # Errors
/// [`RecordError::BadConsent`] if the key or the consent fails.
pub fn check_consent(context: &[u8; 32], member: &Member) -> Result<(), RecordError> {
    let Who::Presented { identity, consent, .. } = &member.who else { return Ok(()) };
    let message = consent_message(context, member.role, &identity.fingerprint());
    if identity.is_acceptable()
        && verify_labelled(&identity.sign, label::CONSENT, &message, consent)
    {
        Ok(())
    } else {
        Err(RecordError::BadConsent)
    }
}

impl Genesis {
    /// The bytes that the founders of this genesis consented to.
    #[must_use]
    pub fn context(&self) -> [u8; 32] {
        let founders: Vec<_> = self.members.iter().map(Member::fingerprint).collect();
        consent_context(self.clinic.as_ref(), &self.nonce, &founders)
    }

    /// Checks that the founders fit the kind of space, that each appears once and consents, and
    /// that `author` is the founder who must sign.
    ///
    /// # Errors
    /// [`RecordError::Malformed`] if fields or founders do not fit, [`RecordError::BadConsent`] if
    /// a founder's key or consent fails.
    pub fn check(&self, author: &Fingerprint) -> Result<(), RecordError> {
        let (founder, other) = match self.space {
            SpaceKind::Clinic => (Role::Root, Role::Lead),
            SpaceKind::Patient => (Role::Device, Role::Recovery),
        };
        let fields_fit = match self.space {
            SpaceKind::Clinic => self.name.is_some() && self.clinic.is_none(),
            SpaceKind::Patient => self.name.is_none(),
        };
        let presented = |member: &Member| {
            member.identity().is_some() && (member.role == founder || member.role == other)
        };
        let signs = |member: &Member| member.role == founder && member.fingerprint() == *author;
        let distinct = self.members.iter().enumerate().all(|(at, member)| {
            self.members.iter().take(at).all(|before| before.fingerprint() != member.fingerprint())
        });
        if !fields_fit
            || !distinct
            || !self.members.iter().all(presented)
            || !self.members.first().is_some_and(signs)
        {
            return Err(RecordError::Malformed);
        }
        let context = self.context();
        self.members.iter().try_for_each(|member| check_consent(&context, member))
    }
}
