//! Attacks by a server, by a thief of the invitation, and by anyone who photographs it.

use super::super::reply::Reply;
use super::*;
use crate::crypto::random::Random;
use interlude_protocol::primitive::{label, sha256};
use interlude_protocol::record::open::{Member, Open, Role, Who};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{ClaimUpload, PatientClaim, Purpose};

type Claimed = Result<ReplyUpload, PairingError>;

fn receive(clinic: &Clinic, inviter: &mut Inviter, claim: &ClaimUpload) -> Claimed {
    inviter.receive(claim, &clinic.keys.lead, &clinic.offer(), NOW + 2, &clinic.random)
}

/// Builds a claim with a valid MAC, signed by `signer`.
fn forged(invite: &Invite, signer: &Identity, shared: Vec<u8>, own: Vec<u8>) -> ClaimUpload {
    let claim = PatientClaim {
        pairing: invite.pairing,
        purpose: Purpose::Patient,
        shared: Bytes(shared),
        own: Bytes(own),
    };
    let claim = serde_json::to_vec(&claim).unwrap();
    let (mac, sig) = (invite.mac(&claim), signer.sign(label::CLAIM, &claim));
    ClaimUpload { claim: Bytes(claim), mac: Fixed(mac), sig: Fixed(sig) }
}

struct Founders {
    device: Identity,
    own_device: Identity,
    code: Identity,
    random: Repeatable,
}

fn founders(seed: u32) -> Founders {
    let random = Repeatable::new(seed);
    Founders {
        device: Identity::generate(&random),
        own_device: Identity::generate(&random),
        code: Identity::generate(&random),
        random,
    }
}

impl Founders {
    fn shared(&self, clinic: Pin) -> Vec<u8> {
        patient_body(Some(clinic), &self.device, &self.code, &self.random).unwrap()
    }

    fn own(&self) -> Vec<u8> {
        patient_body(None, &self.own_device, &self.code, &self.random).unwrap()
    }
}

#[test]
fn only_the_first_valid_claim_gets_a_reply() {
    let clinic = clinic(1);
    let mut inviter = clinic.inviter();
    let (first, second) = (newcomer(&inviter, 1), newcomer(&inviter, 2));
    let reply = receive(&clinic, &mut inviter, &first.claim()).unwrap();
    assert_eq!(receive(&clinic, &mut inviter, &first.claim()), Ok(reply.clone()));
    assert_eq!(receive(&clinic, &mut inviter, &second.claim()), Err(PairingError::OtherClaim));
    // The second phone receives the reply to the first, and shows no digits.
    assert_eq!(second.receive(&reply), Err(PairingError::OtherClaim));
}

#[test]
fn a_thief_who_claims_first_is_not_admitted() {
    let clinic = clinic(2);
    let mut inviter = clinic.inviter();
    let (thief, patient) = (newcomer(&inviter, 1), newcomer(&inviter, 2));
    let reply = receive(&clinic, &mut inviter, &thief.claim()).unwrap();
    assert!(patient.receive(&reply).is_err());
    assert_eq!(inviter.confirm("000000", NOW + 3), Err(PairingError::WrongDigits));
    let digits = thief.receive(&reply).unwrap().digits;
    assert_eq!(inviter.confirm(&digits, NOW + 4), Err(PairingError::Burnt));
    assert_eq!(receive(&clinic, &mut inviter, &thief.claim()), Err(PairingError::Burnt));
}

#[test]
fn a_claim_without_the_invitations_secret_is_refused() {
    let clinic = clinic(3);
    let mut inviter = clinic.inviter();
    let blind = Invite { secret: zeroize::Zeroizing::new([0; 16]), ..inviter.invite().clone() };
    let claim = Newcomer::new(blind, NOW, &Repeatable::new(1)).unwrap().claim();
    assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::NotFromInvite));
    let mut changed = newcomer(&inviter, 2).claim();
    changed.claim.0[20] ^= 1;
    assert_eq!(receive(&clinic, &mut inviter, &changed), Err(PairingError::NotFromInvite));
    // The right phone is still accepted after refusals.
    let right = newcomer(&inviter, 3).claim();
    assert!(receive(&clinic, &mut inviter, &right).is_ok());
}

#[test]
fn a_claim_signed_by_somebody_else_or_for_another_pairing_is_refused() {
    let clinic = clinic(4);
    let mut inviter = clinic.inviter();
    let f = founders(1);
    let invite = inviter.invite().clone();
    let stranger = Identity::generate(&f.random);
    let claim = forged(&invite, &stranger, f.shared(clinic.keys.pin), f.own());
    assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::BadSignature));
    let other = clinic.inviter();
    let elsewhere = Invite { secret: invite.secret, ..other.invite().clone() };
    let claim = forged(&elsewhere, &f.device, f.shared(clinic.keys.pin), f.own());
    assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::OtherClaim));
}

#[test]
fn mismatched_journals_are_refused() {
    let clinic = clinic(5);
    let mut inviter = clinic.inviter();
    let invite = inviter.invite().clone();
    let f = founders(1);
    let pin = clinic.keys.pin;
    let mut refused = |shared: Vec<u8>, own: Vec<u8>, error| {
        let claim = forged(&invite, &f.device, shared, own);
        assert_eq!(receive(&clinic, &mut inviter, &claim), Err(error));
    };
    refused(f.shared(Pin([1; 32])), f.own(), PairingError::WrongClinic);
    refused(f.own(), f.own(), PairingError::WrongClinic);
    refused(f.shared(pin), f.shared(pin), PairingError::WrongClinic);
    let other = founders(2);
    refused(f.shared(pin), other.own(), PairingError::Malformed);
    let same_phone = patient_body(None, &f.device, &f.code, &f.random).unwrap();
    refused(f.shared(pin), same_phone, PairingError::Malformed);
    refused(f.shared(pin), b"{}".to_vec(), PairingError::Malformed);
    let swapped = patient_body(Some(pin), &f.code, &f.device, &f.random).unwrap();
    let claim = forged(&invite, &f.code, swapped, f.own());
    assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::Malformed));
}

/// Changes a founding body after its founders have consented.
fn edited(
    body: &[u8],
    edit: impl FnOnce(&mut interlude_protocol::record::open::Genesis),
) -> Vec<u8> {
    let Open::Genesis(mut genesis) = Open::parse(body).unwrap() else { unreachable!() };
    edit(&mut genesis);
    Open::Genesis(genesis).to_body().unwrap()
}

#[test]
fn a_recovery_identity_cannot_be_claimed_without_its_consent() {
    let clinic = clinic(6);
    let mut inviter = clinic.inviter();
    let invite = inviter.invite().clone();
    let (victim, thief) = (founders(1), founders(2));
    let pin = clinic.keys.pin;
    // The consent of the victim's recovery code, copied from the victim's genesis.
    let Open::Genesis(theirs) = Open::parse(&victim.shared(pin)).unwrap() else { unreachable!() };
    let lifted = edited(&thief.shared(pin), |genesis| {
        genesis.members[1] = theirs.members[1].clone();
    });
    let nonce_too = edited(&thief.shared(pin), |genesis| {
        genesis.nonce = theirs.nonce;
        genesis.members[1] = theirs.members[1].clone();
        let context = genesis.context();
        let device = thief.device.fingerprint();
        let message =
            interlude_protocol::record::genesis::consent_message(&context, Role::Device, &device);
        let consent = thief.device.sign(label::CONSENT, &message);
        let identity = thief.device.public().clone();
        genesis.members[0] = Member::presented(Role::Device, identity, None, consent);
    });
    let own = patient_body(None, &thief.own_device, &victim.code, &thief.random).unwrap();
    for shared in [lifted, nonce_too] {
        let claim = forged(&invite, &thief.device, shared, own.clone());
        assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::BadConsent));
    }
}

#[test]
fn invalid_keys_are_refused() {
    let clinic = clinic(7);
    let mut inviter = clinic.inviter();
    let f = founders(1);
    let broken = edited(&f.shared(clinic.keys.pin), |genesis| {
        if let Who::Presented { identity, .. } = &mut genesis.members[1].who {
            identity.kem = [0xff; 1_216];
        }
        let context = genesis.context();
        let sign = |who: &Identity, role, fp: &Fingerprint| {
            who.sign(
                label::CONSENT,
                &interlude_protocol::record::genesis::consent_message(&context, role, fp),
            )
        };
        for (member, who) in genesis.members.iter_mut().zip([&f.device, &f.code]) {
            let fp = member.fingerprint();
            let role = member.role;
            if let Who::Presented { consent, .. } = &mut member.who {
                *consent = sign(who, role, &fp);
            }
        }
    });
    let claim = forged(inviter.invite(), &f.device, broken, f.own());
    assert_eq!(receive(&clinic, &mut inviter, &claim), Err(PairingError::Malformed));
}

#[test]
fn forged_and_changed_replies_show_no_digits() {
    let clinic = clinic(8);
    let (_, phone, reply, _) = met(&clinic);
    let parsed = Reply::parse(&reply.reply.0).unwrap();
    let other = Identity::generate(&clinic.random);
    let signed = |reply: &Reply, by: &Identity| {
        let bytes = reply.to_bytes().unwrap();
        let sig = Fixed(by.sign(label::REPLY, &bytes));
        ReplyUpload { reply: Bytes(bytes), sig }
    };
    let theirs = Reply { identity: other.public().clone(), ..parsed.clone() };
    assert_eq!(phone.receive(&signed(&theirs, &other)), Err(PairingError::WrongInviter));
    assert_eq!(phone.receive(&signed(&parsed, &other)), Err(PairingError::BadSignature));
    let mut changed = reply.clone();
    changed.sig.0[5] ^= 1;
    assert_eq!(phone.receive(&changed), Err(PairingError::BadSignature));
    let elsewhere = Reply { claim: sha256(&[b"another claim"]), ..parsed };
    let lead = &clinic.keys.lead;
    assert_eq!(phone.receive(&signed(&elsewhere, lead)), Err(PairingError::OtherClaim));
    assert_eq!(
        phone.receive(&ReplyUpload { reply: Bytes(b"{}".to_vec()), sig: reply.sig }),
        Err(PairingError::Malformed)
    );
}

/// A random source that counts the bytes it generates.
struct Counted<'a>(&'a Repeatable, std::cell::Cell<usize>);

impl Random for Counted<'_> {
    fn fill(&self, bytes: &mut [u8]) {
        self.1.set(self.1.get() + bytes.len());
        self.0.fill(bytes);
    }
}

#[test]
fn each_invitation_has_a_new_nonce_after_the_claim() {
    let clinic = clinic(9);
    let mut inviter = clinic.inviter();
    let random = Counted(&clinic.random, std::cell::Cell::new(0));
    let bad = ClaimUpload { mac: Fixed([0; 32]), ..newcomer(&inviter, 1).claim() };
    let (lead, offer) = (&clinic.keys.lead, clinic.offer());
    assert!(inviter.receive(&bad, lead, &offer, NOW, &random).is_err());
    assert_eq!(random.1.get(), 0, "no nonce before a sound claim");
    let claim = newcomer(&inviter, 1).claim();
    inviter.receive(&claim, lead, &offer, NOW, &random).unwrap();
    assert_eq!(random.1.get(), 32, "drawn once the claim is there");
    inviter.receive(&claim, lead, &offer, NOW, &random).unwrap();
    assert_eq!(random.1.get(), 32, "one reply, one nonce");
    let nonce = |n: u32| {
        let mut inviter = clinic.inviter();
        let claim = newcomer(&inviter, n).claim();
        Reply::parse(&receive(&clinic, &mut inviter, &claim).unwrap().reply.0).unwrap().nonce
    };
    assert_ne!(nonce(1), nonce(1));
}

#[test]
fn an_expired_invitation_fails_at_every_step() {
    let clinic = clinic(10);
    let (mut inviter, phone, _, answer) = met(&clinic);
    let (lead, offer) = (&clinic.keys.lead, clinic.offer());
    let late = NOW + 600;
    assert_eq!(
        inviter.receive(&phone.claim(), lead, &offer, late, &clinic.random),
        Err(PairingError::Expired)
    );
    assert_eq!(inviter.confirm(&answer.digits, late), Err(PairingError::Expired));
    let invite = inviter.invite().clone();
    let read_late = Newcomer::new(invite.clone(), late, &clinic.random);
    assert_eq!(read_late.err(), Some(PairingError::Expired));
    let staff = Invite { purpose: Purpose::Staff, ..invite };
    assert_eq!(Newcomer::new(staff, NOW, &clinic.random).err(), Some(PairingError::WrongPurpose));
}

#[test]
fn digits_before_a_claim_do_not_burn_the_invitation() {
    let clinic = clinic(11);
    let mut inviter = clinic.inviter();
    assert_eq!(inviter.confirm("123456", NOW), Err(PairingError::TooEarly));
    let phone = newcomer(&inviter, 1);
    let reply = receive(&clinic, &mut inviter, &phone.claim()).unwrap();
    let digits = phone.receive(&reply).unwrap().digits;
    assert!(inviter.confirm(&digits, NOW + 3).is_ok());
}

#[test]
fn a_withheld_or_foreign_directory_is_refused() {
    let (mut clinic, other) = (clinic(12), clinic(13));
    let short = clinic.directory();
    // The lead writes another record, and the server shows the phone the older state.
    let removed = clinic.keys.series;
    assert!(short.heads.iter().any(|head| head.series == removed));
    let text = interlude_clinical::entry::Entry::Note(interlude_clinical::entry::Note {
        at: interlude_clinical::moment::Moment::parse("2026-05-12T09:12:00-04:00").unwrap(),
        zone: Zone::parse("America/New_York").unwrap(),
        replaces: None,
        text: "later".to_owned(),
    });
    let writing = crate::journal::Writing::Entry {
        record: interlude_protocol::id::RecordId([1; 16]),
        entry: Box::new(text),
    };
    clinic.journal.append(&mut clinic.store, &clinic.random, vec![writing], vec![], 9).unwrap();
    let (_, _, _, answer) = met(&clinic);
    let pin = clinic.keys.pin;
    let check = |directory: &Directory| answer.reply.check_directory(pin, directory);
    assert!(check(&clinic.directory()).is_ok());
    assert_eq!(check(&short), Err(PairingError::Withheld));
    assert_eq!(check(&other.directory()), Err(PairingError::WrongClinic));
    let stranger = Identity::generate(&clinic.random).fingerprint();
    let with = |team: Vec<Fingerprint>| {
        Reply { team, ..answer.reply.clone() }.check_directory(pin, &clinic.directory())
    };
    assert_eq!(with(vec![stranger]), Err(PairingError::NotInDirectory));
    let root = Identity::from_seed(&clinic.keys.kit.seed()).fingerprint();
    assert_eq!(with(vec![root]), Err(PairingError::NotInDirectory));
    let lead = clinic.keys.lead.fingerprint();
    assert_eq!(with(vec![lead, lead]).map(|team| team.len()), Ok(1));
    let by_stranger = Reply {
        identity: Identity::generate(&clinic.random).public().clone(),
        ..answer.reply.clone()
    };
    assert_eq!(
        by_stranger.check_directory(pin, &clinic.directory()),
        Err(PairingError::NotInDirectory)
    );
}
