//! Every role against every route and every kind of object. A combination that is not listed as
//! allowed must answer exactly as a missing object does. A route without a row fails the test.

use interlude_protocol::id::{PairingId, SeriesId, SpaceId};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::pairing::ReplyUpload;
use interlude_protocol::wire::path;
use interlude_server::routes::ROUTES;

use crate::people::{Chain, person, random};
use crate::world::{As, Clinic, Patient, World};

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Nobody,
    OldCookie,
    Stranger,
    Lead,
    OtherLead,
    Device,
    Recovery,
    OwnDevice,
    Neighbour,
    OtherPatient,
    Newcomer,
}

const ROLES: [Role; 11] = [
    Role::Nobody,
    Role::OldCookie,
    Role::Stranger,
    Role::Lead,
    Role::OtherLead,
    Role::Device,
    Role::Recovery,
    Role::OwnDevice,
    Role::Neighbour,
    Role::OtherPatient,
    Role::Newcomer,
];

/// The requested object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Object {
    /// A route without ids.
    None,
    /// The clinic's space.
    Clinic,
    /// A series of a clinician who is no lead, in the clinic's space.
    Inner,
    /// The patient's shared journal.
    Shared,
    /// The patient's own journal.
    Own,
    /// Another clinic's space.
    OtherClinic,
    /// The shared journal of a patient of another clinic.
    OtherShared,
    /// An invitation of the clinic, replied to.
    Pairing,
    /// An invitation of another clinic.
    OtherPairing,
    /// An unused id.
    Random,
    /// A malformed id.
    Malformed,
}

const SPACES: [Object; 8] = [
    Object::Clinic,
    Object::Inner,
    Object::Shared,
    Object::Own,
    Object::OtherClinic,
    Object::OtherShared,
    Object::Random,
    Object::Malformed,
];

const PAIRINGS: [Object; 4] =
    [Object::Pairing, Object::OtherPairing, Object::Random, Object::Malformed];

/// Whether the server can authenticate the role.
fn is_known(role: Role) -> bool {
    !matches!(role, Role::Nobody | Role::OldCookie | Role::Stranger)
}

fn is_staff(role: Role) -> bool {
    matches!(role, Role::Lead | Role::OtherLead)
}

/// The objects of which a role is a current member.
const MEMBERS: [(Object, &[Role]); 6] = [
    (Object::Clinic, &[Role::Lead]),
    (Object::Inner, &[Role::Lead]),
    (Object::Shared, &[Role::Lead, Role::Device, Role::Recovery]),
    (Object::Own, &[Role::OwnDevice, Role::Recovery]),
    (Object::OtherClinic, &[Role::OtherLead]),
    (Object::OtherShared, &[Role::OtherLead, Role::OtherPatient]),
];

/// The roles that read records of leads and roots in a clinic's space.
const READERS: [(Object, &[Role]); 2] = [
    (Object::Clinic, &[Role::Device, Role::Recovery, Role::Neighbour, Role::Newcomer]),
    (Object::OtherClinic, &[Role::OtherPatient]),
];

fn is_listed(table: &[(Object, &[Role])], role: Role, object: Object) -> bool {
    table.iter().any(|(listed, roles)| *listed == object && roles.contains(&role))
}

fn is_member(role: Role, object: Object) -> bool {
    is_listed(&MEMBERS, role, object)
}

fn reads_directory(role: Role, object: Object) -> bool {
    is_listed(&READERS, role, object)
}

/// The table: what is allowed.
fn is_allowed(method: &str, route: &str, role: Role, object: Object) -> bool {
    let inviter = (role, object) == (Role::Lead, Object::Pairing)
        || (role, object) == (Role::OtherLead, Object::OtherPairing);
    match (method, route) {
        ("GET", path::HELLO) | ("POST", path::CLINICS | path::SESSION) => true,
        ("DELETE", path::SESSION)
        | ("GET" | "PUT", path::SLOTS)
        | ("POST", path::PAIRINGS | path::PULL | path::PUSH) => is_staff(role),
        ("GET", path::MINE) => is_known(role) && !is_staff(role) && role != Role::Newcomer,
        ("GET", path::CHANGES) => is_known(role) && role != Role::Newcomer,
        ("GET", path::HEADS) => {
            // The heads of a space are one object, whichever series is meant.
            let object = if object == Object::Inner { Object::Clinic } else { object };
            is_member(role, object) || reads_directory(role, object)
        }
        ("GET", path::SERIES) => is_member(role, object) || reads_directory(role, object),
        ("POST", path::SERIES) => is_member(role, object),
        ("GET", path::PAIRING) => inviter || (role, object) == (Role::Newcomer, Object::Pairing),
        ("DELETE", path::PAIRING) | ("PUT", path::REPLY) | ("POST", path::CONFIRM) => inviter,
        ("PUT", path::CLAIM) => matches!(object, Object::Pairing | Object::OtherPairing),
        _ => panic!("no row for {method} {route}"),
    }
}

/// Whether the route requires authentication.
fn is_public(method: &str, route: &str) -> bool {
    matches!(
        (method, route),
        ("GET", path::HELLO) | ("POST", path::CLINICS | path::SESSION) | ("PUT", path::CLAIM)
    )
}

struct Scene {
    world: World,
    clinic: Clinic,
    other_clinic: Clinic,
    patient: Patient,
    neighbour: Patient,
    other_patient: Patient,
    newcomer: Patient,
    inner: Chain,
    other_pairing: PairingId,
}

impl Scene {
    async fn new() -> Self {
        let world = World::start().await;
        let mut clinic = world.found().await;
        let other_clinic = world.found().await;
        let lead = world.sign_in(&clinic).await;
        let other_lead = world.sign_in(&other_clinic).await;
        let patient = world.enrol(&clinic, &lead).await;
        let neighbour = world.enrol(&clinic, &lead).await;
        let other_patient = world.enrol(&other_clinic, &other_lead).await;
        let doctor = person();
        let role = interlude_protocol::record::open::Role::Clinician;
        clinic.leads.add(crate::people::member(&doctor, role, Some("Dr X"), &clinic.pin.0));
        assert_eq!(world.push(&lead, &clinic.leads, 1).await.status, 200);
        let mut inner = Chain::new(clinic.pin, &doctor);
        inner.entries(1);
        assert_eq!(world.push(&lead, &inner, 0).await.status, 200);
        let newcomer = replied(&world, &clinic, &lead).await;
        let other_pairing = replied(&world, &other_clinic, &other_lead).await.pairing;
        Self {
            world,
            clinic,
            other_clinic,
            patient,
            neighbour,
            other_patient,
            newcomer,
            inner,
            other_pairing,
        }
    }

    async fn caller(&self, role: Role) -> As {
        match role {
            Role::Nobody => As::Nobody,
            Role::OldCookie => As::Staff("b2xk".to_owned()),
            Role::Stranger => As::signed(&person()),
            Role::Lead => self.world.sign_in(&self.clinic).await,
            Role::OtherLead => self.world.sign_in(&self.other_clinic).await,
            Role::Device => As::signed(&self.patient.device),
            Role::Recovery => As::signed(&self.patient.recovery),
            Role::OwnDevice => As::signed(&self.patient.own_device),
            Role::Neighbour => As::signed(&self.neighbour.device),
            Role::OtherPatient => As::signed(&self.other_patient.device),
            Role::Newcomer => As::signed(&self.newcomer.device),
        }
    }

    fn chain(&self, object: Object) -> Option<&Chain> {
        match object {
            Object::Clinic => Some(&self.clinic.leads),
            Object::Inner => Some(&self.inner),
            Object::Shared => Some(&self.patient.shared),
            Object::Own => Some(&self.patient.own),
            Object::OtherClinic => Some(&self.other_clinic.leads),
            Object::OtherShared => Some(&self.other_patient.shared),
            Object::None
            | Object::Pairing
            | Object::OtherPairing
            | Object::Random
            | Object::Malformed => None,
        }
    }

    /// The path of the object; `spare` replaces an invitation that the call would end.
    fn target(&self, route: &str, object: Object, spare: Option<PairingId>) -> String {
        let malformed = object == Object::Malformed;
        let hex = |bytes: [u8; 16]| {
            if malformed { "zz/../zz".replace('/', "%2f") } else { SpaceId(bytes).to_hex() }
        };
        let space = self.chain(object).map_or_else(random, |chain| chain.pin.space().0);
        let series = self.chain(object).map_or_else(random, |chain| chain.series.0);
        let pairing = if object == Object::Pairing {
            spare.unwrap_or(self.newcomer.pairing).0
        } else if object == Object::OtherPairing {
            spare.unwrap_or(self.other_pairing).0
        } else {
            random()
        };
        let target = route
            .replace("{space}", &hex(space))
            .replace("{series}", &hex(SeriesId(series).0))
            .replace("{pairing}", &hex(pairing));
        match route {
            path::CHANGES => format!("{target}?after=0"),
            path::SERIES => format!("{target}?from=0"),
            _ => target,
        }
    }
}

/// A newcomer whose claim was replied to.
async fn replied(world: &World, clinic: &Clinic, lead: &As) -> Patient {
    let pairing = world.invite(lead).await;
    let (newcomer, claim) = World::newcomer(clinic, pairing);
    let claimed = world.json(&As::Nobody, "PUT", &path::claim(pairing), &claim).await;
    assert_eq!(claimed.status, 200);
    let reply = ReplyUpload { reply: Bytes(vec![1]), sig: Fixed([1; 64]) };
    assert_eq!(world.json(lead, "PUT", &path::reply(pairing), &reply).await.status, 200);
    newcomer
}

#[tokio::test]
async fn whatever_is_not_allowed_looks_as_if_it_were_not_there() {
    let scene = Scene::new().await;
    let mut checked = 0;
    for (method, route) in ROUTES {
        let objects: &[Object] = if route.contains("{space}") {
            &SPACES
        } else if route.contains("{pairing}") {
            &PAIRINGS
        } else {
            &[Object::None]
        };
        for (role, object) in ROLES.iter().flat_map(|role| objects.iter().map(|o| (*role, *o))) {
            let who = scene.caller(role).await;
            let allowed = is_allowed(method, route, role, object);
            let spare = match (*method, allowed) {
                ("DELETE", true) if *route == path::PAIRING => Some(scene.world.invite(&who).await),
                _ => None,
            };
            let target = scene.target(route, object, spare);
            let reply = scene.world.call(&who, method, &target, b"").await;
            let case = format!("{method} {route} {role:?} {object:?}: {}", reply.status);
            assert!(reply.status < 500, "{case}");
            if allowed {
                assert!(![401, 403, 404].contains(&reply.status), "{case}");
            } else if is_known(role) || is_public(method, route) {
                assert_eq!(reply.error(), (404, "not-found".to_owned(), None), "{case}");
            } else {
                // Without authentication nothing is looked up, so ids make no difference.
                let hidden = object == Object::Malformed && reply.status == 404;
                assert!(reply.status == 401 || hidden, "{case}");
            }
            checked += 1;
        }
    }
    assert!(checked > 400, "{checked}");
}

#[tokio::test]
async fn a_refusal_says_nothing_about_what_is_there() {
    let scene = Scene::new().await;
    let who = scene.caller(Role::OtherPatient).await;
    for (method, route) in [("GET", path::HEADS), ("GET", path::SERIES), ("POST", path::SERIES)] {
        let ask = |object| scene.target(route, object, None);
        let there = scene.world.call(&who, method, &ask(Object::Shared), b"x").await;
        let not = scene.world.call(&who, method, &ask(Object::Random), b"x").await;
        let plain = |reply: &crate::http::Reply| {
            let mut headers = reply.headers.clone();
            headers.retain(|(name, _)| name != "date");
            (reply.status, headers, reply.body.clone())
        };
        assert_eq!(plain(&there), plain(&not), "{method} {route}");
    }
}
