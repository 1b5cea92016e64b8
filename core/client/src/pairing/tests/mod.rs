//! Pairing of an honest phone and page, and attacks.

mod attack;
mod enrolment;

use std::sync::Arc;

use super::clinic::NewClinicKeys;
use super::genesis::patient_body;
use super::inviter::{Inviter, Offer};
use super::newcomer::{Newcomer, PairingAnswer};
use super::*;
use crate::crypto::code::{Code, CodeKind};
use crate::crypto::identity::Identity;
use crate::crypto::pairing::Invite;
use crate::crypto::random::testing::Repeatable;
use crate::journal::{Directory, Journal, MemoryStore};
use interlude_clinical::entry::ClinicInfo;
use interlude_clinical::moment::Zone;
use interlude_protocol::id::{Fingerprint, Pin};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::pairing::ReplyUpload;

const NOW: i64 = 1_790_000_000;
const URL: &str = "https://clinic.example";

/// A founded clinic with its first lead, and the lead's copy of the clinic's journal.
struct Clinic {
    keys: NewClinicKeys,
    store: MemoryStore,
    journal: Journal,
    random: Repeatable,
}

fn clinic(seed: u32) -> Clinic {
    let random = Repeatable::new(seed);
    let keys = NewClinicKeys::generate("Praxis Grün", "Dr. A. Example", &random).unwrap();
    let mut store = MemoryStore::new();
    let lead = Arc::new(keys.lead.clone());
    let mut journal = Journal::open(&mut store, keys.pin, lead, Bodies::All, None).unwrap();
    let taken = journal.accept_page(&mut store, keys.series, 0, &keys.genesis).unwrap();
    assert_eq!((taken.taken, taken.error), (1, None));
    assert!(journal.catch_up(&mut store, &random, 1).unwrap());
    Clinic { keys, store, journal, random }
}

fn info() -> ClinicInfo {
    ClinicInfo {
        name: "Praxis Grün".to_owned(),
        telephone: Some("+49 30 1234".to_owned()),
        hours: "Mon–Fri, 9 am to 5 pm".to_owned(),
        zone: Zone::parse("Europe/Berlin").unwrap(),
        country: None,
        language: "en".to_owned(),
        read_within_hours: 24,
    }
}

impl Clinic {
    fn inviter(&self) -> Inviter {
        Inviter::new(self.keys.pin, &self.keys.lead, URL, NOW, &self.random).unwrap()
    }

    fn offer(&self) -> Offer {
        let directory = self.journal.directory().heads;
        Offer { directory, team: vec![self.keys.lead.fingerprint()], info: info() }
    }

    fn directory(&self) -> Directory {
        self.journal.directory()
    }
}

fn newcomer(inviter: &Inviter, seed: u32) -> Newcomer {
    let invite = Invite::parse(&inviter.invite().text()).unwrap();
    Newcomer::new(invite, NOW + 1, &Repeatable::new(seed)).unwrap()
}

/// Runs invitation, claim and reply between an honest page and an honest phone.
fn met(clinic: &Clinic) -> (Inviter, Newcomer, ReplyUpload, PairingAnswer) {
    let mut inviter = clinic.inviter();
    let phone = newcomer(&inviter, 500);
    let offer = clinic.offer();
    let reply = inviter
        .receive(&phone.claim(), &clinic.keys.lead, &offer, NOW + 2, &clinic.random)
        .unwrap();
    let answer = phone.receive(&reply).unwrap();
    (inviter, phone, reply, answer)
}
