//! A server with clinics, staff and patients.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::request::authorization;
use interlude_protocol::id::{PairingId, Pin};
use interlude_protocol::primitive::{label, sha256};
use interlude_protocol::record::open::{Member, Role, SpaceKind};
use interlude_protocol::wire::account::{NewClinic, SessionRequest};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::{
    ClaimUpload, NewPairing, PatientClaim, Purpose, ReplyUpload,
};
use interlude_protocol::wire::path;
use interlude_server::config::{Config, Data, Limits};
use interlude_server::{Running, Server};

use crate::http::{Reply, send};
use crate::people::{Chain, genesis_body, person, random};

/// When the tests take place, in Unix seconds.
pub(crate) const START: i64 = 1_790_000_000;

/// The login half of a lead's passphrase.
const AUTH: [u8; 32] = [42; 32];

/// A running server and its clock.
pub(crate) struct World {
    pub(crate) server: Running,
    pub(crate) clock: Arc<AtomicI64>,
}

/// A founded clinic.
pub(crate) struct Clinic {
    pub(crate) pin: Pin,
    pub(crate) lead: Identity,
    /// The root's series in the clinic's space: the genesis.
    pub(crate) roots: Chain,
    /// The lead's series there: one mark.
    pub(crate) leads: Chain,
    pub(crate) request: Vec<u8>,
}

/// An enrolled patient.
pub(crate) struct Patient {
    pub(crate) device: Identity,
    pub(crate) recovery: Identity,
    pub(crate) own_device: Identity,
    /// The device's series in the shared journal: genesis and the lead's addition.
    pub(crate) shared: Chain,
    /// The device's series in the own journal: its genesis.
    pub(crate) own: Chain,
    pub(crate) pairing: PairingId,
}

/// Who sends a request.
#[derive(Clone)]
pub(crate) enum As {
    Nobody,
    /// Staff with this session cookie.
    Staff(String),
    /// A device or recovery identity.
    Signed(Box<Identity>),
}

impl As {
    pub(crate) fn signed(identity: &Identity) -> Self {
        Self::Signed(Box::new(identity.clone()))
    }
}

pub(crate) fn config(data: Data, limits: Limits) -> (Config, Arc<AtomicI64>) {
    let clock = Arc::new(AtomicI64::new(START));
    let told = Arc::clone(&clock);
    let mut config = Config::new(data);
    config.clock = Arc::new(move || told.load(Ordering::SeqCst));
    config.limits = limits;
    (config, clock)
}

pub(crate) fn slot(number: u8) -> Bytes {
    Bytes(vec![number; 97])
}

impl World {
    pub(crate) async fn start() -> Self {
        Self::with(Data::Memory, Limits::default()).await
    }

    pub(crate) async fn with(data: Data, limits: Limits) -> Self {
        let (config, clock) = config(data, limits);
        Self { server: Server::start(config).await.unwrap(), clock }
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Sends a request authenticated as `who`.
    pub(crate) async fn call(&self, who: &As, method: &str, target: &str, body: &[u8]) -> Reply {
        self.call_with(who, method, target, &[], body).await
    }

    pub(crate) async fn call_with(
        &self,
        who: &As,
        method: &str,
        target: &str,
        more: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let origin = self.server.origin.as_str();
        let proof = match who {
            As::Nobody => None,
            As::Staff(cookie) => Some(("cookie", format!("__Host-s={cookie}"))),
            As::Signed(identity) => {
                let value = authorization(identity, method, origin, target, self.now(), body);
                Some(("authorization", value))
            }
        };
        let mut headers = more.to_vec();
        if let Some((name, value)) = &proof {
            headers.push((name, value));
        }
        if matches!(who, As::Staff(_)) && !more.iter().any(|(name, _)| *name == "origin") {
            headers.push(("origin", origin));
        }
        send(self.server.address, method, target, &headers, body).await
    }

    pub(crate) async fn json(
        &self,
        who: &As,
        method: &str,
        target: &str,
        body: &impl serde::Serialize,
    ) -> Reply {
        self.call(who, method, target, &serde_json::to_vec(body).unwrap()).await
    }

    /// A clinic's founding, not yet sent.
    pub(crate) fn new_clinic(token: &str) -> Clinic {
        let (root, lead) = (person(), person());
        let founders = [(&root, Role::Root), (&lead, Role::Lead)];
        let (body, pin) = genesis_body(SpaceKind::Clinic, None, &founders);
        let mut roots = Chain::new(pin, &root);
        roots.body(&body);
        let mut leads = Chain::new(pin, &lead);
        leads.mark();
        let request = NewClinic {
            token: token.to_owned(),
            records: Bytes([roots.bytes(0), leads.bytes(0)].concat()),
            fp: lead.fingerprint(),
            login: "lead".to_owned(),
            verifier: Fixed(sha256(&[&AUTH])),
            slots: vec![slot(1)],
        };
        let request = serde_json::to_vec(&request).unwrap();
        Clinic { pin, lead, roots, leads, request }
    }

    pub(crate) async fn found(&self) -> Clinic {
        let token = self.server.new_setup_token().unwrap();
        let clinic = Self::new_clinic(&token);
        let reply = self.call(&As::Nobody, "POST", path::CLINICS, &clinic.request).await;
        assert_eq!(reply.status, 201, "{}", String::from_utf8_lossy(&reply.body));
        clinic
    }

    pub(crate) fn session_request(clinic: &Clinic, auth: [u8; 32]) -> SessionRequest {
        let clinic = clinic.pin.space();
        SessionRequest { clinic, login: "lead".to_owned(), auth: Fixed(auth) }
    }

    /// Signs the lead in.
    pub(crate) async fn sign_in(&self, clinic: &Clinic) -> As {
        let request = Self::session_request(clinic, AUTH);
        let reply = self.json(&As::Nobody, "POST", path::SESSION, &request).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        As::Staff(reply.cookie("__Host-s").unwrap())
    }

    pub(crate) fn auth() -> [u8; 32] {
        AUTH
    }

    /// Opens an invitation as the lead.
    pub(crate) async fn invite(&self, lead: &As) -> PairingId {
        let id = PairingId(random());
        let expires = self.now() + 600;
        let body = NewPairing { id, purpose: Purpose::Patient, expires };
        assert_eq!(self.json(lead, "POST", path::PAIRINGS, &body).await.status, 201);
        id
    }

    /// A patient of the clinic who has an invitation, and the claim.
    pub(crate) fn newcomer(clinic: &Clinic, pairing: PairingId) -> (Patient, ClaimUpload) {
        let (device, recovery, own_device) = (person(), person(), person());
        let founders = [(&device, Role::Device), (&recovery, Role::Recovery)];
        let (body, pin) = genesis_body(SpaceKind::Patient, Some(clinic.pin), &founders);
        let mut shared = Chain::new(pin, &device);
        shared.body(&body).add(Member::listed(clinic.lead.fingerprint()));
        let own_founders = [(&own_device, Role::Device), (&recovery, Role::Recovery)];
        let (own_body, own_pin) = genesis_body(SpaceKind::Patient, None, &own_founders);
        let mut own = Chain::new(own_pin, &own_device);
        own.body(&own_body);
        let claim = PatientClaim {
            pairing,
            purpose: Purpose::Patient,
            shared: Bytes(body),
            own: Bytes(own_body),
        };
        let claim = serde_json::to_vec(&claim).unwrap();
        let sig = Fixed(device.sign(label::CLAIM, &claim));
        let upload = ClaimUpload { claim: Bytes(claim), mac: Fixed([5; 32]), sig };
        (Patient { device, recovery, own_device, shared, own, pairing }, upload)
    }

    /// Leads a newcomer through the pairing up to the confirmation.
    pub(crate) async fn pair(&self, clinic: &Clinic, lead: &As) -> Patient {
        let pairing = self.invite(lead).await;
        let (patient, claim) = Self::newcomer(clinic, pairing);
        let done = self.json(&As::Nobody, "PUT", &path::claim(pairing), &claim).await;
        assert_eq!(done.status, 200, "{}", String::from_utf8_lossy(&done.body));
        let reply = ReplyUpload { reply: Bytes(vec![1, 2, 3]), sig: Fixed([6; 64]) };
        assert_eq!(self.json(lead, "PUT", &path::reply(pairing), &reply).await.status, 200);
        assert_eq!(self.call(lead, "POST", &path::confirm(pairing), b"").await.status, 200);
        patient
    }

    pub(crate) async fn enrol(&self, clinic: &Clinic, lead: &As) -> Patient {
        let patient = self.pair(clinic, lead).await;
        let own = As::signed(&patient.own_device);
        assert_eq!(self.push(&own, &patient.own, 0).await.status, 200);
        let device = As::signed(&patient.device);
        let reply = self.push(&device, &patient.shared, 0).await;
        assert_eq!(reply.status, 200, "{}", String::from_utf8_lossy(&reply.body));
        patient
    }

    /// Uploads the chain from `from` on.
    pub(crate) async fn push(&self, who: &As, chain: &Chain, from: usize) -> Reply {
        let target = path::append(chain.pin.space(), chain.series, from as u64);
        self.call(who, "POST", &target, &chain.bytes(from)).await
    }
}
