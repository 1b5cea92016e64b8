//! A clinician's page against the real server.

use interlude_client::clinician::{
    Clinician, InfoForm, InfusionForm, InviteState, NewClinicForm, NewPatient, SetUp,
};
use interlude_client::crypto::random::System;
use interlude_client::journal::MemoryStore;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_protocol::id::SpaceId;
use interlude_tests::world::{SystemClock, WorldPlatform};

use crate::world::{Cut, Device, World, at, choices, zone};

pub(crate) type Page = Clinician<WorldPlatform<MemoryStore, Cut>>;

pub(crate) fn open(world: &World, memory: Option<&str>) -> Page {
    Clinician::new(Cut::never_cut(), System, SystemClock, &world.server.origin, memory)
}

pub(crate) async fn found(world: &World, page: &Page) -> SetUp {
    let form = NewClinicForm {
        token: world.server.setup_token.clone().unwrap(),
        clinic_name: "Harbor Clinic".to_owned(),
        lead_name: "Dr Lee".to_owned(),
        login: "lee".to_owned(),
        info: InfoForm {
            telephone: Some("+1 555 0100".to_owned()),
            hours: "Mon–Fri, 9 am to 5 pm".to_owned(),
            zone: zone().as_str().to_owned(),
            country: Some("US".to_owned()),
            language: "en".to_owned(),
            read_within_hours: 24,
        },
    };
    let made = page.set_up(form).await.unwrap();
    let groups: Vec<&str> = made.kit.code.split('-').collect();
    let typed = made.ask.map(|number| groups[number - 1].to_owned());
    page.confirm_kit(&typed).unwrap();
    let clinic = SpaceId::from_hex(&made.clinic).unwrap();
    page.sign_in(clinic, "lee", &made.passphrase).await.unwrap();
    made
}

/// Invites a patient, brings phone and page together, and enrols the phone.
pub(crate) async fn add_patient(page: &Page, phone: &mut Device, name: &str) {
    let person = NewPatient {
        name: name.to_owned(),
        born: "1984-03-14".to_owned(),
        clinic_number: None,
        telephone: None,
        pronouns: None,
        sex_for_scoring: None,
    };
    let text = page.invite(person).await.unwrap().text;
    assert!(phone.app.join(&text).await.unwrap().is_none());
    assert_eq!(page.pairing_state().await.unwrap().state, InviteState::Claimed);
    let view = phone.app.join(&text).await.unwrap().unwrap();
    assert_eq!(view.team[0].name, "Dr Lee");
    page.confirm(&view.digits.unwrap()).await.unwrap();
    assert!(phone.app.await_confirmation().await.unwrap());
    phone.app.enrol(&choices(&phone.app), &at("08:30"), &zone()).unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    assert_eq!(page.pairing_state().await.unwrap().state, InviteState::Enrolled);
}

pub(crate) fn infusion(patient: String) -> InfusionForm {
    InfusionForm {
        replaces: None,
        patient,
        year_of_birth: 1984,
        at: "2026-05-11T10:00:00-04:00".to_owned(),
        zone: zone().as_str().to_owned(),
        route: "iv".to_owned(),
        dose_mg: 41.0,
        weight: Some(82.0),
        weight_unit: WeightUnit::Kg,
        duration_minutes: 40,
        confirmed: Vec::new(),
        reason: String::new(),
    }
}
