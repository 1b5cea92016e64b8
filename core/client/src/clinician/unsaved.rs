//! Forms about patients that were begun and are not saved yet. They rest in the browser, each sealed under a key
//! that only the clinician's identity gives.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::rating::SavedRating;
use crate::crypto::identity::Identity;
use crate::crypto::local::LocalKey;
use crate::crypto::random::Random;
use interlude_clinical::library::Library;
use interlude_protocol::id::{RecordId, SpaceId};
use interlude_protocol::wire::bytes::Bytes;

const PURPOSE: &str = "unsaved ratings";

/// One form that was begun and is not saved yet.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UnsavedRating {
    /// Its name: the record that it will be, in hex.
    pub rating: String,
    /// The patient's space in hex.
    pub patient: String,
    /// Name of the patient as the clinic writes it; `None` while it is not known here.
    pub name: Option<String>,
    /// Id of the instrument.
    pub instrument: String,
    /// Its name in tables.
    pub short: String,
    /// When it was opened, as RFC 3339.
    pub begun_at: String,
    /// Whether it was signed and waits for the server.
    pub signed: bool,
}

/// All of them.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UnsavedRatings {
    /// Oldest first.
    pub ratings: Vec<UnsavedRating>,
}

interlude_clinical::redacted!(UnsavedRating, UnsavedRatings);

/// The forms as they rest, and as they are sealed.
#[derive(Default)]
pub(super) struct Resting {
    /// Those of whoever is signed in.
    opened: BTreeMap<RecordId, SavedRating>,
    /// What the browser keeps: those, and those of other clinicians who use it.
    sealed: BTreeMap<RecordId, Bytes>,
    /// What the browser has not been told yet.
    untold: BTreeSet<RecordId>,
}

impl Resting {
    /// What a browser kept.
    pub(super) fn find(&mut self, sealed: BTreeMap<RecordId, Bytes>) {
        self.sealed.extend(sealed);
    }

    /// What the browser is to keep, or to forget, since it was last asked for.
    pub(super) fn changes(&mut self) -> BTreeMap<RecordId, Option<Bytes>> {
        let untold = std::mem::take(&mut self.untold).into_iter();
        untold.map(|record| (record, self.sealed.get(&record).cloned())).collect()
    }

    /// Opens those of `me`; what another identity sealed stays as it is.
    pub(super) fn open(&mut self, me: &Identity) {
        let key = LocalKey::of(me, PURPOSE);
        let opened = self.sealed.iter().filter_map(|(record, Bytes(sealed))| {
            let plain = key.open(record.as_bytes(), sealed).ok()?;
            Some((*record, serde_json::from_slice(&plain).ok()?))
        });
        self.opened = opened.collect();
    }

    /// Forgets what was opened; sealed it stays.
    pub(super) fn close(&mut self) {
        self.opened.clear();
    }

    /// Keeps a form as it stands now; one with nothing in it is not kept.
    pub(super) fn keep(&mut self, saved: Option<SavedRating>, me: &Identity, random: &impl Random) {
        let Some(saved) = saved else { return };
        let record = saved.record;
        if let Ok(plain) = serde_json::to_vec(&saved) {
            let sealed = LocalKey::of(me, PURPOSE).seal(record.as_bytes(), &plain, random);
            self.sealed.insert(record, Bytes(sealed));
            self.untold.insert(record);
        }
        self.opened.insert(record, saved);
    }

    /// Forgets a form that was saved or discarded.
    pub(super) fn forget(&mut self, record: RecordId) {
        self.opened.remove(&record);
        self.sealed.remove(&record);
        self.untold.insert(record);
    }

    /// The form of that instrument which was begun for that patient.
    pub(super) fn begun(&self, patient: SpaceId, instrument: &str) -> Option<SavedRating> {
        let fits = |it: &&SavedRating| it.patient == patient && it.draft.instrument == instrument;
        self.opened.values().find(fits).cloned()
    }

    /// Those of whoever is signed in.
    pub(super) fn all(&self) -> Vec<SavedRating> {
        self.opened.values().cloned().collect()
    }
}

/// The forms as a page lists them; `name` is that of a patient.
pub(super) fn unsaved(
    saved: Vec<SavedRating>,
    library: &Library,
    name: impl Fn(SpaceId) -> Option<String>,
) -> UnsavedRatings {
    let mut saved = saved;
    saved.sort_by(|a, b| a.draft.opened.cmp(&b.draft.opened).then(a.record.cmp(&b.record)));
    let ratings = saved.into_iter().map(|it| {
        let short = library.instrument(&it.draft.instrument).map(|known| known.short.clone());
        UnsavedRating {
            rating: it.record.to_hex(),
            patient: it.patient.to_hex(),
            name: name(it.patient),
            short: short.unwrap_or_else(|| it.draft.instrument.clone()),
            instrument: it.draft.instrument,
            begun_at: it.draft.opened.as_str().to_owned(),
            signed: it.signed.is_some(),
        }
    });
    UnsavedRatings { ratings: ratings.collect() }
}
