//! Pairing without an attacker: matching digits, two journals, and exactly the agreed readers.

use std::collections::BTreeSet;

use super::*;
use crate::crypto::passphrase;
use crate::crypto::slot::{self, Means};
use crate::journal::{Founding, Writing};
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::codec::split;
use interlude_protocol::record::open::Open;

#[test]
fn matching_digits_admit_the_patient() {
    let clinic = clinic(1);
    let (mut inviter, phone, _, answer) = met(&clinic);
    assert_eq!(answer.reply.info, Some(info()));
    let (first, last) = answer.digits.split_at(3);
    let typed = format!(" {first}-{last} ");
    let patient = inviter.confirm(&typed, NOW + 60).unwrap();
    let team = answer.reply.check_directory(clinic.keys.pin, &clinic.directory()).unwrap();
    let enrolment = phone.enrol(&team);
    assert_eq!(patient.pin, enrolment.shared.pin);
    assert_eq!(patient.device, enrolment.shared.identity.fingerprint());
    assert_eq!(team[0].name.as_deref(), Some("Dr. A. Example"));
    assert_eq!(inviter.confirm(&answer.digits, NOW + 61), Ok(patient), "a lost answer is repeated");
}

#[test]
fn the_team_reads_the_shared_journal_only() {
    let clinic = clinic(2);
    let (_, phone, _, answer) = met(&clinic);
    let team = answer.reply.check_directory(clinic.keys.pin, &clinic.directory()).unwrap();
    let enrolment = phone.enrol(&team);
    let recovery = enrolment.recovery.identity().unwrap().fingerprint();
    let (shared, own) = (enrolment.shared, enrolment.own);
    let (device, own_device) = (shared.identity.fingerprint(), own.identity.fingerprint());
    assert_ne!(device, own_device, "each journal has a phone identity of its own");
    assert!(own.adds.is_empty());
    let mut store = MemoryStore::new();
    let random = Repeatable::new(3);
    let lead = clinic.keys.lead.fingerprint();
    for (space, directory, readers) in [
        (shared, Some(clinic.directory()), BTreeSet::from([device, recovery, lead])),
        (own, None, BTreeSet::from([own_device, recovery])),
    ] {
        let me = Arc::new(space.identity);
        let writings = space.adds.into_iter().map(Writing::Open).collect();
        let founding = Founding { body: space.body, directory, writings, beside: Vec::new() };
        let journal = Journal::found(&mut store, &random, me, founding, 5).unwrap();
        assert_eq!(journal.pin(), space.pin);
        let members: BTreeSet<_> = journal.fold().members().map(|(fp, _)| fp).collect();
        assert_eq!(members, readers);
        let series = journal.own_series().unwrap();
        let records = split(&journal.page(&store, series, 0).unwrap(), Bodies::All).unwrap();
        let opens = records.iter().map(|r| Open::parse(r.body.as_ref().unwrap()).unwrap());
        let granted: BTreeSet<_> = opens
            .filter_map(|open| if let Open::Grant(grant) = open { Some(grant) } else { None })
            .flat_map(|grant| grant.wraps.into_iter().map(|wrapped| wrapped.to))
            .collect();
        assert_eq!(granted, readers);
    }
}

#[test]
fn a_restart_between_claim_and_digits_changes_nothing() {
    let clinic = clinic(3);
    let (_, phone, reply, answer) = met(&clinic);
    let restored = Newcomer::restore(&phone.save().unwrap()).unwrap();
    assert_eq!(restored.claim(), phone.claim());
    assert_eq!(restored.receive(&reply), Ok(answer));
    assert_eq!(restored.enrol(&[]).shared.pin, phone.enrol(&[]).shared.pin);
    assert_eq!(*restored.enrol(&[]).recovery.text(), *phone.enrol(&[]).recovery.text());
    assert!(Newcomer::restore(b"{}").is_err());
}

#[test]
fn a_new_clinic_has_a_lead_who_reads_and_a_root_on_paper() {
    let clinic = clinic(4);
    let keys = &clinic.keys;
    let lead = keys.lead.fingerprint();
    let root =
        Code::parse(CodeKind::Kit, &keys.kit.text()).unwrap().identity().unwrap().fingerprint();
    let members: BTreeSet<_> = clinic.journal.fold().members().map(|(fp, _)| fp).collect();
    assert_eq!(members, BTreeSet::from([root, lead]));
    assert!(clinic.journal.keys().write_under().is_some());
    assert_eq!(clinic.journal.fold().wraps_for(root).count(), 0);

    let random = Repeatable::new(40);
    let words = passphrase::generate_passphrase(&random);
    let account = keys.account("Zoe\u{308} ", &words, &random);
    let own = clinic.journal.own_series().unwrap();
    let records = clinic.journal.page(&clinic.store, own, 0).unwrap();
    let request = keys.request("token", &account, &records);
    assert_eq!(request.verifier.0, sha256(&[account.auth.as_slice()]));
    let unlock = passphrase::split(keys.pin.space(), &request.login, &words).unlock;
    let (me, pin) = slot::open(&request.slots[0].0, Means::Passphrase, &unlock, lead).unwrap();
    assert_eq!((me.fingerprint(), pin), (lead, keys.pin));
    let all = split(&request.records.0, Bodies::All).unwrap();
    assert_eq!(all[0].header.author, root);
    assert!(all[1..].iter().all(|record| record.header.author == lead));
}

#[test]
fn names_above_eighty_characters_are_refused() {
    let random = Repeatable::new(5);
    assert!(NewClinicKeys::generate(&"ü".repeat(80), "Dr", &random).is_ok());
    assert!(NewClinicKeys::generate(&"ü".repeat(81), "Dr", &random).is_err());
    assert!(NewClinicKeys::generate("Praxis", &"x".repeat(81), &random).is_err());
}
