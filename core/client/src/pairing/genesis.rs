//! Founding bodies: the founders of a space, each with a proof of consent.

use crate::crypto::identity::Identity;
use crate::crypto::random::{Random, generate};
use interlude_protocol::id::{Fingerprint, Pin};
use interlude_protocol::primitive::label;
use interlude_protocol::record::RecordError;
use interlude_protocol::record::genesis::{consent_context, consent_message};
use interlude_protocol::record::open::{Genesis, Member, Open, Role, SpaceKind};

/// A founder: role, keys, and the name to show.
pub type Founder<'a> = (Role, &'a Identity, Option<&'a str>);

/// Returns the founding body of a clinic. The first founder is the root, which signs it.
///
/// # Errors
/// [`RecordError::TooLarge`] if a name is longer than 80 characters.
pub fn clinic_body(
    name: &str,
    founders: &[Founder<'_>],
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, RecordError> {
    body(SpaceKind::Clinic, Some(name), None, founders, random)
}

/// Returns the founding body of a patient's journal: the shared one with `clinic`, the own one without.
///
/// # Errors
/// [`RecordError`] if the body cannot be written.
pub fn patient_body(
    clinic: Option<Pin>,
    device: &Identity,
    recovery: &Identity,
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, RecordError> {
    let founders = [(Role::Device, device, None), (Role::Recovery, recovery, None)];
    body(SpaceKind::Patient, None, clinic, &founders, random)
}

fn body(
    space: SpaceKind,
    name: Option<&str>,
    clinic: Option<Pin>,
    founders: &[Founder<'_>],
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, RecordError> {
    let nonce = generate(random);
    let fingerprints: Vec<Fingerprint> =
        founders.iter().map(|(_, identity, _)| identity.fingerprint()).collect();
    let context = consent_context(clinic.as_ref(), &nonce, &fingerprints);
    let member = |(role, identity, name): &Founder<'_>| {
        let message = consent_message(&context, *role, &identity.fingerprint());
        let consent = identity.sign(label::CONSENT, &message);
        Member::presented(*role, identity.public().clone(), name.map(str::to_owned), consent)
    };
    let members = founders.iter().map(member).collect();
    let name = name.map(str::to_owned);
    Open::Genesis(Genesis { space, nonce, name, clinic, members }).to_body()
}
