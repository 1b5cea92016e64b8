//! A clinic with its server, in the pseudo-language.

use interlude_client::clinician::{InfusionForm, NewPatient, SetUp};
use interlude_client::form::FormItemKind;
use interlude_client::journal::MemoryStore;
use interlude_client::language;
use interlude_client::phone::CheckIn;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use interlude_server::config::{Config, Data as Folder};
use interlude_server::{Running, Server};
use interlude_tests::world::{self, Page, WorldPhone};

use crate::check::Data;

/// A running server, a founded clinic and its lead's page.
pub(crate) struct Clinic {
    pub(crate) server: Running,
    pub(crate) page: Page,
    pub(crate) set_up: SetUp,
    _folder: tempfile::TempDir,
}

impl Clinic {
    pub(crate) async fn start() -> Self {
        language::choose("en-XA");
        let folder = tempfile::tempdir().unwrap();
        let config = Config::new(Folder::Directory(folder.path().join("server")));
        let server = Server::start(config).await.unwrap();
        let page = world::page(&server.origin, None).unwrap();
        let set_up = world::found(&page, server.setup_token.as_deref().unwrap()).await.unwrap();
        Self { server, page, set_up, _folder: folder }
    }

    /// Enrols a patient and returns the phone.
    pub(crate) async fn patient(&self) -> WorldPhone {
        let phone = world::phone(MemoryStore::new()).unwrap();
        world::enrol(&self.page, &phone, person(), &at("08:00"), &zone()).await.unwrap();
        phone
    }

    /// Returns the only patient's space in hex.
    pub(crate) fn listed(&self) -> String {
        self.page.patients().unwrap().patients.remove(0).patient
    }
}

pub(crate) fn person() -> NewPatient {
    NewPatient {
        name: "REYES, Dana".to_owned(),
        born: "1984-03-14".to_owned(),
        clinic_number: None,
        telephone: None,
        pronouns: None,
        sex_for_scoring: None,
    }
}

pub(crate) fn at(time: &str) -> Moment {
    Moment::parse(&format!("2026-05-12T{time}:00-07:00")).unwrap()
}

pub(crate) fn zone() -> Zone {
    Zone::parse("America/Phoenix").unwrap()
}

pub(crate) fn infusion(patient: &str) -> InfusionForm {
    InfusionForm {
        replaces: None,
        patient: patient.to_owned(),
        year_of_birth: 1984,
        at: at("10:00").as_str().to_owned(),
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

/// Answers every item that has options with the first one and skips the others.
pub(crate) fn fill(form: &CheckIn) {
    while let Some(item) = form.items().into_iter().find(|item| item.answered.is_none()) {
        let answer = match item.kind {
            FormItemKind::Choice => Answer::Choice(item.options[0].value),
            FormItemKind::Boolean => Answer::Boolean(false),
            FormItemKind::Number => Answer::Number(f64::from(item.min)),
            FormItemKind::Integer | FormItemKind::Decimal | FormItemKind::Text => Answer::Skip,
        };
        drop(form.answer(&item.id, answer).unwrap());
    }
}

/// Returns a checker that knows the typed texts, a language tag and a unit.
pub(crate) fn data() -> Data {
    Data::with(&[
        "en",
        "mmHg",
        "REYES, Dana",
        "Dr Lee",
        "Harbor Ketamine Clinic",
        "Mon–Fri, 9 am to 5 pm",
        "licence 17",
        "entered in error",
        "Taken over from the earlier record",
    ])
}
