//! What a browser stores between visits: pins, heads and sealed names of expected patients.
//!
//! Each unsaved rating is stored separately, since several pages may be open.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Clinician, Expected, Session};
use crate::crypto::identity::Identity;
use crate::crypto::local::LocalKey;
use crate::host::Platform;
use crate::journal::{Change, Store as _, Tip};
use interlude_protocol::id::{Pin, RecordHash, RecordId, SeriesId, SpaceId};
use interlude_protocol::wire::bytes::Bytes;

const PURPOSE: &str = "expected patients";

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Memory {
    pins: BTreeMap<SpaceId, Pin>,
    heads: Vec<Remembered>,
    expected: BTreeMap<SpaceId, Bytes>,
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    space: SpaceId,
    series: SeriesId,
    count: u64,
    hash: RecordHash,
}

impl<P: Platform> Clinician<P> {
    /// Returns the JSON that the browser should store; `None` if it has not changed since the last call.
    ///
    /// It contains no key, and no name or answer in clear text.
    pub fn memory(&self) -> Option<String> {
        let heads = self.host.shelf.store(|store| {
            let spaces = store.spaces().unwrap_or_default();
            let of = |space: SpaceId| {
                let tips = store.remembered(space).unwrap_or_default().into_iter();
                tips.map(move |(series, tip)| Remembered {
                    space,
                    series,
                    count: tip.count,
                    hash: tip.hash,
                })
            };
            spaces.into_iter().flat_map(of).collect()
        });
        let mut state = self.state();
        let expected = self.sealed(&state);
        let memory = Memory { pins: state.pins.clone(), heads, expected };
        let text = serde_json::to_string(&memory).ok()?;
        if state.told.as_deref() == Some(text.as_str()) {
            return None;
        }
        state.told = Some(text.clone());
        Some(text)
    }

    /// Returns the ratings changed since the last call as a JSON object by record: sealed, or `null` to delete; `None` if
    /// there are none. Each is stored separately, so that two pages of one browser never overwrite each other's.
    pub fn ratings_to_keep(&self) -> Option<String> {
        let changes = self.state().ratings.changes();
        (!changes.is_empty()).then(|| serde_json::to_string(&changes).ok())?
    }

    /// Reads all ratings that a browser stored, as a JSON object by record.
    pub fn remember_ratings(&self, kept: &str) {
        // Unreadable ratings stay in the browser.
        let kept: BTreeMap<RecordId, Bytes> = serde_json::from_str(kept).unwrap_or_default();
        self.state().ratings.find(kept);
    }

    /// Reads an earlier result of [`Clinician::memory`].
    pub(super) fn remember(&self, memory: Option<&str>) {
        let memory = memory.and_then(|text| serde_json::from_str::<Memory>(text).ok());
        let Memory { pins, heads, expected } = memory.unwrap_or_default();
        let change = |it: Remembered| Change::Remember {
            space: it.space,
            series: it.series,
            tip: Tip { count: it.count, hash: it.hash },
        };
        let changes: Vec<Change> = heads.into_iter().map(change).collect();
        // A memory store cannot fail here; without a head the server is asked again.
        self.host.shelf.store(|store| store.commit(&changes).ok());
        let mut state = self.state();
        state.pins.extend(pins);
        state.sealed = expected.into_iter().map(|(space, Bytes(sealed))| (space, sealed)).collect();
    }

    /// Opens the data that this identity sealed, after sign-in.
    pub(super) fn open_sealed(&self, me: &Identity) {
        let key = LocalKey::of(me, PURPOSE);
        let mut state = self.state();
        state.ratings.open(me);
        let opened: Vec<(SpaceId, Expected)> = state
            .sealed
            .iter()
            .filter_map(|(space, sealed)| {
                let plain = key.open(space.as_bytes(), sealed).ok()?;
                Some((*space, serde_json::from_slice(&plain).ok()?))
            })
            .collect();
        for (space, expected) in opened {
            state.sealed.remove(&space);
            state.expected.insert(space, expected);
        }
    }

    /// Returns the sealed names of expected patients, including those that other clinicians sealed.
    fn sealed(&self, state: &Session) -> BTreeMap<SpaceId, Bytes> {
        let kept = state.sealed.iter().map(|(space, sealed)| (*space, Bytes(sealed.clone())));
        let mut all: BTreeMap<SpaceId, Bytes> = kept.collect();
        let Some(staff) = &state.staff else { return all };
        let key = LocalKey::of(&staff.me, PURPOSE);
        for (space, expected) in &state.expected {
            if let Ok(plain) = serde_json::to_vec(expected) {
                let sealed = key.seal(space.as_bytes(), &plain, &self.host.random);
                all.insert(*space, Bytes(sealed));
            }
        }
        all
    }
}
