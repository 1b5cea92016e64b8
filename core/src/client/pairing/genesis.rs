//! Founding bodies: who founds a space, each with the proof of having agreed.

use crate::crypto::identity::Identity;
use crate::crypto::random::{Random, generate};
use crate::id::{Fingerprint, Pin, RecordHash, RecordId, SeriesId};
use crate::primitive::label;
use crate::record::RecordError;
use crate::record::codec::Record;
use crate::record::genesis::{consent_context, consent_message, pin};
use crate::record::header::{Class, Header};
use crate::record::open::{Genesis, Member, Open, Role, SpaceKind};

/// A founder: role, keys, name to show.
pub type Founder<'a> = (Role, &'a Identity, Option<&'a str>);

/// Writes the founding body of a clinic. Its first founder is the root, which signs it.
///
/// [`RecordError::TooLarge`] for a name above 80 characters.
pub fn clinic_body(
    name: &str,
    founders: &[Founder<'_>],
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, RecordError> {
    body(SpaceKind::Clinic, Some(name), None, founders, random)
}

/// Writes the founding body of a patient's journal: shared with `clinic`, or own without one.
pub fn patient_body(
    clinic: Option<Pin>,
    device: &Identity,
    recovery: &Identity,
    random: &(impl Random + ?Sized),
) -> Result<Vec<u8>, RecordError> {
    let founders = [(Role::Device, device, None), (Role::Recovery, recovery, None)];
    body(SpaceKind::Patient, None, clinic, &founders, random)
}

/// Writes the record that founds a space: the first of a new series, signed by the founder.
pub fn genesis_record(
    body: Vec<u8>,
    founder: &Identity,
    random: &(impl Random + ?Sized),
) -> Result<Record, RecordError> {
    let header = Header {
        class: Class::Open,
        space: pin(&body).space(),
        series: SeriesId(generate(random)),
        seq: 0,
        record: RecordId(generate(random)),
        author: founder.fingerprint(),
        key: Header::NO_KEY,
        prev: RecordHash::ZERO,
        body_length: 0,
        body_hash: [0; 32],
    };
    Record::compose(header, body, |bytes| founder.sign(label::RECORD_SIGNATURE, bytes))
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
