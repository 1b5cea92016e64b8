//! Unsaved ratings. The browser stores them, each sealed under a key derived from the clinician's identity.

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

/// An unsaved rating.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UnsavedRating {
    /// The id of its future record, in hex.
    pub rating: String,
    /// The patient's space in hex.
    pub patient: String,
    /// Name of the patient as the clinic writes it; `None` if unknown.
    pub name: Option<String>,
    /// Id of the instrument.
    pub instrument: String,
    /// Name of the instrument in tables.
    pub short: String,
    /// When it was opened, as RFC 3339.
    pub begun_at: String,
    /// Whether it is signed and waits for the server.
    pub signed: bool,
}

/// All unsaved ratings.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct UnsavedRatings {
    /// Oldest first.
    pub ratings: Vec<UnsavedRating>,
}

interlude_clinical::redacted!(UnsavedRating, UnsavedRatings);

/// Unsaved ratings, opened and sealed.
#[derive(Default)]
pub(super) struct Resting {
    /// The ratings of the signed-in clinician.
    opened: BTreeMap<RecordId, SavedRating>,
    /// What the browser stores: these ratings, and those of other clinicians.
    sealed: BTreeMap<RecordId, Bytes>,
    /// Changes that the browser has not stored yet.
    untold: BTreeSet<RecordId>,
}

impl Resting {
    /// Adds the ratings that a browser stored.
    pub(super) fn find(&mut self, sealed: BTreeMap<RecordId, Bytes>) {
        self.sealed.extend(sealed);
    }

    /// Returns the ratings to store, or with `None` to delete, since the last call.
    pub(super) fn changes(&mut self) -> BTreeMap<RecordId, Option<Bytes>> {
        let untold = std::mem::take(&mut self.untold).into_iter();
        untold.map(|record| (record, self.sealed.get(&record).cloned())).collect()
    }

    /// Opens the ratings that `me` sealed. Those of others stay sealed.
    pub(super) fn open(&mut self, me: &Identity) {
        let key = LocalKey::of(me, PURPOSE);
        let opened = self.sealed.iter().filter_map(|(record, Bytes(sealed))| {
            let plain = key.open(record.as_bytes(), sealed).ok()?;
            Some((*record, serde_json::from_slice(&plain).ok()?))
        });
        self.opened = opened.collect();
    }

    /// Drops the opened ratings; the sealed ones stay.
    pub(super) fn close(&mut self) {
        self.opened.clear();
    }

    /// Keeps a rating; `None` changes nothing.
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

    /// Deletes a rating that was saved or discarded.
    pub(super) fn forget(&mut self, record: RecordId) {
        self.opened.remove(&record);
        self.sealed.remove(&record);
        self.untold.insert(record);
    }

    /// Returns the unsaved rating of this patient with this instrument.
    pub(super) fn begun(&self, patient: SpaceId, instrument: &str) -> Option<SavedRating> {
        let fits = |it: &&SavedRating| it.patient == patient && it.draft.instrument == instrument;
        self.opened.values().find(fits).cloned()
    }

    /// The ratings of the signed-in clinician.
    pub(super) fn all(&self) -> Vec<SavedRating> {
        self.opened.values().cloned().collect()
    }
}

/// Builds the page's list. `name` returns the name of a patient.
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
