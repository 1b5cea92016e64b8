//! Forms on screen: opening, answering, leaving, submitting. One opened form makes exactly one record.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::view::Saved;
use super::{Enrolled, Phone};
use crate::crypto::local::LocalKey;
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::form::{self, FormItem, Tap};
use crate::host::Platform;
use crate::journal::{self, Change, Store as _, Writing};
use crate::language::words;
use interlude_clinical::catalogue::CatalogueError;
use interlude_clinical::entry::Entry;
use interlude_clinical::instrument::Instrument;
use interlude_clinical::library::can_be_asked;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::QuestionnaireResponse;
use interlude_clinical::response::draft::{Answer, Draft, SavedDraft};
use interlude_protocol::id::{Pin, RecordId};

/// A form on screen, from the first tap until it is closed.
///
/// [`CheckIn::answer`] uses no storage, no key and no lock that saving holds.
pub struct CheckIn {
    instrument: Arc<Instrument>,
    record: RecordId,
    shared: bool,
    draft: Mutex<Draft>,
    closed: AtomicBool,
}

/// A stored draft; it is sealed.
#[derive(Serialize, Deserialize)]
struct Resting {
    /// The answers so far.
    saved: SavedDraft,
    /// Whether the form was left. Its record is then written, and the answers stay until midnight.
    left: bool,
}

impl CheckIn {
    /// Full name of the form.
    #[must_use]
    pub fn title(&self) -> String {
        self.instrument.title.clone()
    }

    /// Short name of the form.
    #[must_use]
    pub fn short(&self) -> String {
        self.instrument.short.clone()
    }

    /// Whether the care team will read it.
    #[must_use]
    pub fn shared(&self) -> bool {
        self.shared
    }

    /// The questions asked now, given the answers so far.
    #[must_use]
    pub fn items(&self) -> Vec<FormItem> {
        form::items(&self.draft())
    }

    /// Takes one answer, in memory alone. Show crisis help in the [`Tap`] before anything else;
    /// then have [`Phone::save_draft`] write the answers, off the screen's thread.
    ///
    /// An answer that calls for crisis help returns it also while the form is being saved or once
    /// it is closed. It is then part of the form only if saving fails.
    ///
    /// # Errors
    /// [`ClientError::AlreadyClosed`] for other answers once the form is closed;
    /// [`ClientError::UnknownItem`], [`ClientError::NotOffered`] or [`ClientError::TooLong`] if the
    /// answer does not fit. The answer before it is kept.
    pub fn answer(&self, item: &str, answer: Answer) -> Result<Tap, ClientError> {
        let mut draft = self.draft();
        if !self.closed.load(Ordering::Acquire) {
            return Ok(form::tap(&mut draft, item, answer)?);
        }
        let mut answered = draft.clone();
        let tap = form::tap(&mut answered, item, answer)?;
        if tap.crisis.is_none() {
            return Err(ClientError::AlreadyClosed);
        }
        *draft = answered;
        Ok(tap)
    }

    /// Returns the text to show before the form is left.
    #[must_use]
    pub fn leave_text(&self) -> String {
        self.draft().leave_text(words())
    }

    /// Returns the licence notice, then the citation.
    #[must_use]
    pub fn source_text(&self) -> String {
        form::source_text(&self.instrument)
    }

    /// Locks the answers. Do only work in memory under this lock: a tap waits for it.
    pub(super) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl std::fmt::Debug for CheckIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CheckIn(..)")
    }
}

impl<P: Platform> Phone<P> {
    /// Opens a form, with the answers of a form of the same instrument that was left today.
    ///
    /// # Errors
    /// [`ClientError::UnknownInstrument`] if patients cannot be asked it; [`ClientError::WrongStage`] before enrolment; a
    /// storage error.
    pub fn open_form(
        &self,
        instrument: &str,
        at: &Moment,
        zone: &Zone,
    ) -> Result<CheckIn, ClientError> {
        let enrolled = self.enrolled()?;
        let unknown = || CatalogueError::UnknownInstrument(instrument.to_owned());
        let language = self.info(&enrolled).language;
        let worded = self.library(&enrolled).in_language(instrument, &language);
        let instrument = &worded.filter(|it| can_be_asked(it).is_ok()).ok_or_else(unknown)?;
        self.try_to_close_left_forms(&enrolled, at, zone)?;
        let shared = self.is_shared(&enrolled, instrument.content_kind);
        let mut help = self.help_context();
        help.private_form = !shared;
        let left = self.resting(&enrolled)?.into_iter().find(|(_, resting)| {
            resting.left
                && resting.saved.instrument == instrument.id
                && resting.saved.version == instrument.version
                && resting.saved.opened.date() == at.date()
        });
        let draft = match left {
            Some((_, resting)) => Draft::reopen(instrument, resting.saved, at.clone(), help)?,
            None => Draft::open(instrument, at.clone(), help),
        };
        let draft = draft.asked_of(self.context(&enrolled));
        let record = RecordId(generate(&self.host.random));
        self.on_screen().insert(record);
        let instrument = Arc::clone(draft.instrument());
        let (draft, closed) = (Mutex::new(draft), AtomicBool::new(false));
        Ok(CheckIn { instrument, record, shared, draft, closed })
    }

    /// Saves the answers so far, in case the app ends; they are durable when it returns. Call it off the screen's thread
    /// after each tap. It does nothing for a closed form.
    ///
    /// # Errors
    /// A storage error, such as [`ClientError::DiskFull`]; the answers are still in `form`. [`ClientError::WrongStage`]
    /// before enrolment.
    pub fn save_draft(&self, form: &CheckIn) -> Result<(), ClientError> {
        let enrolled = self.enrolled()?;
        if form.closed.load(Ordering::Acquire) {
            return Ok(());
        }
        let saved = form.draft().saved();
        let change = self.rest(&enrolled, form.record, saved, false)?;
        // Closing deletes the draft. A draft written after that would be taken for a form that was left, at the next start.
        let open = || !form.closed.load(Ordering::Acquire);
        let write = |store: &mut P::Store| if open() { store.commit(&[change]) } else { Ok(()) };
        Ok(self.host.shelf.store(write)?)
    }

    /// Submits a form; it is saved when this returns. After an error the form is still open.
    ///
    /// # Errors
    /// [`ClientError::Incomplete`] if items are open; [`ClientError::AlreadyClosed`]; [`ClientError::WrongStage`] before
    /// enrolment; a storage error.
    pub fn submit(&self, form: &CheckIn, at: &Moment, zone: &Zone) -> Result<Saved, ClientError> {
        let enrolled = self.enrolled()?;
        let response = form.draft().submit(at.clone(), zone.clone())?;
        let mut beside = vec![Change::DropDraft(form.record)];
        let left = self
            .resting(&enrolled)?
            .into_iter()
            .filter(|(_, resting)| resting.left && resting.saved.instrument == form.instrument.id);
        beside.extend(left.map(|(record, _)| Change::DropDraft(record)));
        self.close(&enrolled, form, response, beside)
    }

    /// Closes a form without submitting it. Only times and safety events are recorded; the answers stay on this phone until
    /// midnight.
    ///
    /// # Errors
    /// [`ClientError::AlreadyClosed`]; [`ClientError::WrongStage`] before enrolment; a storage error.
    pub fn stop(&self, form: &CheckIn, at: &Moment, zone: &Zone) -> Result<Saved, ClientError> {
        let enrolled = self.enrolled()?;
        let (response, saved) = {
            let draft = form.draft();
            (draft.stop(at.clone(), zone.clone()), draft.saved())
        };
        let mut beside = self.drop_left_forms(&enrolled, &form.instrument)?;
        beside.push(self.rest(&enrolled, form.record, saved, true)?);
        self.close(&enrolled, form, response, beside)
    }

    fn close(
        &self,
        enrolled: &Enrolled<P>,
        form: &CheckIn,
        response: QuestionnaireResponse,
        beside: Vec<Change>,
    ) -> Result<Saved, ClientError> {
        if form.closed.swap(true, Ordering::AcqRel) {
            return Err(ClientError::AlreadyClosed);
        }
        let done =
            self.write(enrolled, form.shared, form.record, Entry::Response(response), beside);
        if done.is_err() {
            form.closed.store(false, Ordering::Release);
            return done;
        }
        self.on_screen().remove(&form.record);
        done
    }

    /// Writes an entry into the shared or the own journal.
    pub(super) fn write(
        &self,
        enrolled: &Enrolled<P>,
        shared: bool,
        record: RecordId,
        entry: Entry,
        beside: Vec<Change>,
    ) -> Result<Saved, ClientError> {
        let pin: Pin = if shared { enrolled.shared } else { enrolled.own };
        self.append(pin, Writing::Entry { record, entry: Box::new(entry) }, beside)?;
        Ok(Saved { text: words().phone_saved(), shared })
    }

    /// Returns the changes that delete the answers of earlier left forms of an instrument.
    fn drop_left_forms(
        &self,
        enrolled: &Enrolled<P>,
        instrument: &Instrument,
    ) -> Result<Vec<Change>, ClientError> {
        let left = self
            .resting(enrolled)?
            .into_iter()
            .filter(|(_, resting)| resting.left && resting.saved.instrument == instrument.id);
        Ok(left.map(|(record, _)| Change::DropDraft(record)).collect())
    }

    /// Calls [`Phone::close_left_forms`] and ignores a full disk until the next call, since forms and the first screen must
    /// still open.
    pub(super) fn try_to_close_left_forms(
        &self,
        enrolled: &Enrolled<P>,
        at: &Moment,
        zone: &Zone,
    ) -> Result<(), ClientError> {
        match self.close_left_forms(enrolled, at, zone) {
            Err(ClientError::DiskFull | ClientError::Storage) | Ok(()) => Ok(()),
            Err(other) => Err(other),
        }
    }

    /// Closes forms that the last run of the app left open, and deletes answers left on earlier days. Unreadable drafts are
    /// kept.
    fn close_left_forms(
        &self,
        enrolled: &Enrolled<P>,
        at: &Moment,
        zone: &Zone,
    ) -> Result<(), ClientError> {
        let resting = self.resting(enrolled)?;
        if resting.is_empty() {
            return Ok(());
        }
        let library = self.library(enrolled);
        for (record, resting) in resting {
            let today = resting.saved.opened.date() == at.date();
            if resting.left {
                if !today {
                    let drop = Change::DropDraft(record);
                    self.host.shelf.store(|store| store.commit(&[drop]))?;
                }
                continue;
            }
            if self.on_screen().contains(&record) {
                continue;
            }
            let saved = &resting.saved;
            let Some(instrument) = library.version(&saved.instrument, &saved.version) else {
                continue;
            };
            let help = self.help_context();
            let Ok(draft) = Draft::restore(instrument, resting.saved.clone(), help) else {
                continue;
            };
            let shared = self.is_shared(enrolled, instrument.content_kind);
            let beside = if today {
                self.rest(enrolled, record, resting.saved, true)?
            } else {
                Change::DropDraft(record)
            };
            let response = draft.stop(at.clone(), zone.clone());
            self.write(enrolled, shared, record, Entry::Response(response), vec![beside])?;
        }
        Ok(())
    }

    /// Returns the number of unreadable drafts in the store.
    pub(super) fn damaged_drafts(&self, enrolled: &Enrolled<P>) -> Result<usize, ClientError> {
        let all = self.host.shelf.store(|store| store.drafts())?.len();
        Ok(all.saturating_sub(self.resting(enrolled)?.len()))
    }

    fn resting(&self, enrolled: &Enrolled<P>) -> Result<Vec<(RecordId, Resting)>, ClientError> {
        let key = LocalKey::of(&enrolled.shared_me, "drafts");
        let drafts = self.host.shelf.store(|store| store.drafts())?;
        let open = |draft: &journal::SealedDraft| {
            let plain = key.open(draft.record.as_bytes(), &draft.sealed).ok()?;
            Some((draft.record, serde_json::from_slice(&plain).ok()?))
        };
        Ok(drafts.iter().filter_map(open).collect())
    }

    fn rest(
        &self,
        enrolled: &Enrolled<P>,
        record: RecordId,
        saved: SavedDraft,
        left: bool,
    ) -> Result<Change, ClientError> {
        let key = LocalKey::of(&enrolled.shared_me, "drafts");
        let plain = serde_json::to_vec(&Resting { saved, left }).map(Zeroizing::new);
        let plain = plain.map_err(|_| ClientError::Internal)?;
        let sealed = key.seal(record.as_bytes(), &plain, &self.host.random);
        Ok(Change::SaveDraft(journal::SealedDraft { record, sealed }))
    }

    fn on_screen(&self) -> MutexGuard<'_, std::collections::BTreeSet<RecordId>> {
        self.on_screen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
