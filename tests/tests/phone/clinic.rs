//! The clinic's side, step by step, from the parts that every clinician's page is made of.

use std::sync::Arc;

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::random::{System, generate};
use interlude_client::host::{Host, HostServer};
use interlude_client::journal::{Journal, MemoryStore, Opened, Writing};
use interlude_client::pairing::PairingError;
use interlude_client::pairing::clinic::NewClinicKeys;
use interlude_client::pairing::inviter::{Inviter, Offer};
use interlude_client::sync::server::{Call, Caller};
use interlude_client::sync::transport::{Clock as _, Method};
use interlude_clinical::entry::{ClinicInfo, Entry};
use interlude_protocol::id::{Pin, RecordId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::wire::account::{Founded, SessionAnswer, SessionRequest};
use interlude_protocol::wire::bytes::Fixed;
use interlude_protocol::wire::pairing::PairingState;
use interlude_protocol::wire::path;
use interlude_tests::world::{SystemClock, WorldPlatform};

use crate::world::{App, Cut, Device, World, at, choices, zone};

type Browser = WorldPlatform<MemoryStore, Cut>;

pub(crate) struct Clinic {
    host: Host<Browser>,
    server: HostServer<Browser>,
    lead: Arc<Identity>,
    pin: Pin,
}

impl Clinic {
    /// Founds a clinic over the server's API and signs its lead in.
    pub(crate) async fn found(world: &World) -> Self {
        let host: Host<Browser> =
            Host::new(MemoryStore::new(), Cut::never_cut(), System, SystemClock);
        let server = host.server(&world.server.origin);
        let keys = NewClinicKeys::generate("Harbor Clinic", "Dr Lee", &System).unwrap();
        let lead = Arc::new(keys.lead.clone());
        let journal = host.shelf.store(|store| {
            let me = Arc::clone(&lead);
            let mut journal = Journal::open(store, keys.pin, me, Bodies::All, None).unwrap();
            journal.accept_page(store, keys.series, 0, &keys.genesis).unwrap();
            assert!(journal.catch_up(store, &System, 1).unwrap());
            journal
        });
        let own = journal.own_series().unwrap();
        let records = host.shelf.store(|store| journal.page(store, own, 0)).unwrap();
        let account = keys.account("lee", "abacus abdomen abide ability ablaze able", &System);
        let token = world.server.setup_token.as_deref().unwrap();
        let request = keys.request(token, &account, &records);
        let call = Call::json(Caller::Nobody, Method::Post, path::CLINICS, &request).unwrap();
        let founded: Founded = server.ask(call).await.unwrap();
        assert_eq!(founded.clinic, keys.pin.space());
        let request = SessionRequest {
            clinic: founded.clinic,
            login: account.login.clone(),
            auth: Fixed(*account.auth),
        };
        let call = Call::json(Caller::Staff, Method::Post, path::SESSION, &request).unwrap();
        let answer: SessionAnswer = server.ask(call).await.unwrap();
        assert_eq!(answer.fp, lead.fingerprint());
        host.shelf.put(journal).unwrap();
        Self { host, server, lead, pin: keys.pin }
    }

    pub(crate) async fn invite(&self) -> Inviter {
        let origin = self.server.origin();
        let inviter =
            Inviter::new(self.pin, &self.lead, origin, SystemClock.unix_seconds(), &System)
                .unwrap();
        let announcement = inviter.announcement();
        let call = Call::json(Caller::Staff, Method::Post, path::PAIRINGS, &announcement).unwrap();
        self.server.call(call).await.unwrap();
        inviter
    }

    pub(crate) async fn cancel(&self, inviter: &Inviter) {
        let target = path::pairing(inviter.invite().pairing);
        self.server.call(Call::empty(Caller::Staff, Method::Delete, target)).await.unwrap();
    }

    /// Joins a phone as far as the six digits that it shows.
    pub(crate) async fn meet(&self, inviter: &mut Inviter, phone: &Device) -> String {
        let text = inviter.invite().text();
        assert!(phone.app.join(&text).await.unwrap().is_none(), "no digits before a reply");
        // The reply names heads of the directory: the server has to have them.
        self.host.syncing(&self.server, true).space(self.pin.space()).await.unwrap();
        let target = path::pairing(inviter.invite().pairing);
        let call = Call::get(Caller::Staff, target);
        let state: PairingState = self.server.ask(call).await.unwrap();
        let offer = Offer {
            directory: self.host.shelf.look(self.pin.space(), Journal::directory).unwrap().heads,
            team: vec![self.lead.fingerprint()],
            info: info(),
        };
        let now = SystemClock.unix_seconds();
        let reply =
            inviter.receive(&state.claim.unwrap(), &self.lead, &offer, now, &System).unwrap();
        let target = path::reply(inviter.invite().pairing);
        let call = Call::json(Caller::Staff, Method::Put, target, &reply).unwrap();
        self.server.call(call).await.unwrap();
        let view = phone.app.join(&text).await.unwrap().unwrap();
        assert_eq!((view.clinic_name.as_str(), view.team.len()), ("Harbor Clinic", 1));
        view.digits.unwrap()
    }

    /// What the clinician's page does with typed digits.
    pub(crate) async fn type_digits(
        &self,
        inviter: &mut Inviter,
        digits: &str,
    ) -> Result<Pin, PairingError> {
        let admitted = match inviter.confirm(digits, SystemClock.unix_seconds()) {
            Ok(admitted) => admitted,
            Err(error) => {
                self.cancel(inviter).await;
                return Err(error);
            }
        };
        let target = path::confirm(inviter.invite().pairing);
        self.server.call(Call::empty(Caller::Staff, Method::Post, target)).await.unwrap();
        let entry = Box::new(admitted.admit(at("08:00"), zone()));
        let writing = Writing::Entry { record: RecordId(generate(&System)), entry };
        self.host
            .shelf
            .with(self.pin.space(), |journal, store| {
                journal.append(store, &System, vec![writing], Vec::new(), self.host.mark_time())
            })
            .unwrap()
            .unwrap();
        let me = Arc::clone(&self.lead);
        let open =
            |store: &mut MemoryStore| Journal::open(store, admitted.pin, me, Bodies::All, None);
        let journal = self.host.shelf.store(open).unwrap();
        self.host.shelf.put(journal).unwrap();
        Ok(admitted.pin)
    }

    /// The whole way from the invitation to two founded journals on the phone.
    pub(crate) async fn enrol(&self, phone: &mut Device) {
        let mut inviter = self.invite().await;
        let digits = self.meet(&mut inviter, phone).await;
        phone.restart();
        self.type_digits(&mut inviter, &digits).await.unwrap();
        assert!(phone.app.await_confirmation().await.unwrap());
        phone.restart();
        let app: &App = &phone.app;
        app.enrol(&choices(app), &at("08:30"), &zone()).unwrap();
    }

    pub(crate) async fn sync(&self) {
        for (space, report) in self.host.syncing(&self.server, true).all().await.unwrap() {
            let report = report.unwrap();
            assert!(report.is_complete(), "{space}: {report:?}");
        }
    }

    /// Forms that the clinic can read, of all patients.
    pub(crate) fn answers(&self) -> usize {
        let count = |journal: &Journal| {
            assert_eq!(journal.counts().unreadable(), 0);
            assert!(journal.findings().is_empty(), "{:?}", journal.findings());
            let entries = journal.entries();
            let filed = entries.iter().filter_map(Opened::filed);
            filed.filter(|filed| matches!(filed.entry, Entry::Response(_))).count()
        };
        self.host.shelf.look_at_all(count).into_iter().sum()
    }

    /// Patients' journals of which the clinic can read what the patient shares.
    pub(crate) fn readable(&self) -> usize {
        let reads = |journal: &Journal| {
            let entries = journal.entries();
            let mut filed = entries.iter().filter_map(Opened::filed);
            usize::from(filed.any(|filed| matches!(filed.entry, Entry::Sharing(_))))
        };
        self.host.shelf.look_at_all(reads).into_iter().sum()
    }
}

fn info() -> ClinicInfo {
    ClinicInfo {
        name: "Harbor Clinic".to_owned(),
        telephone: None,
        hours: "Mon–Fri, 9 am to 5 pm".to_owned(),
        zone: zone(),
        country: Some("US".to_owned()),
        language: "en".to_owned(),
        read_within_hours: 24,
    }
}
