//! A fictional patient with the opened entries of a journal.

use std::sync::OnceLock;

use super::{before, now, zone};
use chrono::NaiveDate;
use interlude_clinical::chart::{Chart, chart};
use interlude_clinical::entry::infusion::{Infusion, Route};
use interlude_clinical::entry::{Counts, Entry, Filed, Profile, Sharing, SharingChoice, Side};
use interlude_clinical::instrument::ContentKind;
use interlude_clinical::library::Library;
use interlude_clinical::moment::Moment;
use interlude_clinical::outcome::Rules;
use interlude_clinical::response::draft::{Answer, Draft};
use interlude_clinical::safety::HelpContext;
use interlude_clinical::timeline::{Colleague, Facts, Team};
use interlude_clinical::words::Words;
use interlude_protocol::id::{Fingerprint, RecordId, SpaceId};

/// First byte of the keys of each person of the clinic.
pub(super) const LEE: u8 = 1;
pub(super) const MORENO: u8 = 2;
pub(super) const PARK: u8 = 3;

#[derive(Clone)]
pub(super) struct Patient {
    pub(super) space: SpaceId,
    number: u128,
    pub(super) entries: Vec<(RecordId, Side, Entry)>,
    pub(super) counts: Counts,
}

impl Patient {
    /// Creates a patient without answers who was admitted 180 days ago.
    pub(super) fn new(number: u128, (name, born, clinic_number): (&str, &str, &str)) -> Self {
        let counts = Counts::default();
        let space = SpaceId(number.to_be_bytes());
        let mut patient = Self { space, number, entries: Vec::new(), counts };
        patient.file(
            Side::Clinic,
            Entry::Profile(Profile {
                at: before(180, "10:00"),
                zone: zone(),
                replaces: None,
                name: name.to_owned(),
                born: Some(born.parse::<NaiveDate>().unwrap()),
                clinic_number: Some(clinic_number.to_owned()),
                telephone: Some("555 0142".to_owned()),
                pronouns: Some("she/her".to_owned()),
                sex_for_scoring: None,
            }),
        );
        let choice = |kind| match kind {
            ContentKind::CheckIns | ContentKind::Forms => SharingChoice::Shared,
            ContentKind::Notes | ContentKind::SafetyPlan => SharingChoice::Own,
        };
        let choices = ContentKind::ALL.into_iter().map(|kind| (kind, choice(kind))).collect();
        let (at, zone) = (before(180, "10:05"), zone());
        let sharing = Entry::Sharing(Sharing { at, zone, replaces: None, choices });
        patient.file(Side::Patient, sharing);
        patient
    }

    /// Adds an entry in a new record.
    pub(super) fn file(&mut self, by: Side, entry: Entry) -> RecordId {
        let place = u128::try_from(self.entries.len()).unwrap();
        let record = RecordId(((self.number << 64) + place).to_be_bytes());
        self.entries.push((record, by, entry));
        self.counts.counted += 1;
        record
    }

    /// Adds a submitted form. `answers` fill the first items in order; the other items are skipped.
    pub(super) fn form(
        &mut self,
        (library, id): (&Library, &str),
        at: &Moment,
        answers: impl IntoIterator<Item = Answer>,
    ) {
        let draft = answered((library, id), at, answers);
        let response = draft.submit(at.clone(), zone()).unwrap();
        self.file(Side::Patient, Entry::Response(response));
    }

    pub(super) fn infusion(&mut self, at: Moment, dose_mg: f64) -> RecordId {
        self.file(Side::Clinic, Entry::Infusion(infusion(at, dose_mg)))
    }

    pub(super) fn filed(&self) -> Vec<Filed<'_>> {
        let filed = self.entries.iter();
        filed.map(|(record, by, entry)| Filed { record: *record, by: *by, entry }).collect()
    }

    pub(super) fn facts<'a>(&self, entries: &'a [Filed<'a>], library: &'a Library) -> Facts<'a> {
        let (patient, counts, words) = (self.space, self.counts, Words::en_us());
        Facts { patient, entries, library, rules: Rules::usual(), team: team(), words, counts }
    }

    pub(super) fn chart(&self, library: &Library, instrument: Option<&str>) -> Chart {
        let filed = self.filed();
        chart(&self.facts(&filed, library), instrument, &now()).unwrap()
    }
}

/// An infusion over 40 minutes for a patient of 82 kg.
pub(super) fn infusion(at: Moment, dose_mg: f64) -> Infusion {
    let weight_kg = Some(82.0);
    Infusion {
        at,
        zone: zone(),
        replaces: None,
        route: Route::Iv,
        dose_mg,
        weight_kg,
        duration_minutes: 40,
        reason: None,
    }
}

/// Fills in a form without submitting it. `answers` fill the first items in order; the other items are skipped.
pub(super) fn answered(
    (library, id): (&Library, &str),
    at: &Moment,
    answers: impl IntoIterator<Item = Answer>,
) -> Draft {
    let instrument = library.instrument(id).unwrap();
    let mut draft = Draft::open(instrument, at.clone(), HelpContext::default());
    for (item, answer) in instrument.items.iter().zip(answers) {
        if draft.items().any(|asked| asked.id == item.id) {
            drop(draft.answer(&item.id, answer).unwrap());
        }
    }
    let unseen: Vec<String> = draft.unseen().iter().map(|item| item.id.clone()).collect();
    for item in unseen {
        drop(draft.answer(&item, Answer::Skip).unwrap());
    }
    draft
}

/// The clinic's people. Dr Lee reads and admitted everybody.
pub(super) fn team() -> &'static Team {
    static TEAM: OnceLock<Team> = OnceLock::new();
    TEAM.get_or_init(|| {
        let person = |id: u8, name: &str, is_here| Colleague {
            id: Fingerprint([id; 32]),
            name: Some(name.to_owned()),
            is_here,
        };
        let people = vec![
            person(LEE, "Dr Lee", true),
            person(MORENO, "Dr Moreno", true),
            person(PARK, "Dr Park", false),
        ];
        let admitted =
            (0x1000..0x1018_u128).map(|it| (SpaceId(it.to_be_bytes()), Fingerprint([LEE; 32])));
        Team { people, admitted: admitted.collect(), reader: Some(Fingerprint([LEE; 32])) }
    })
}
