//! A clinician fills in a form about a patient. It is saved when the server has echoed the head; until then it
//! rests sealed in the browser, so that neither a lock nor a crash takes it away.

use serde::Deserialize;

use super::rating::{RateableForms, Rating, RatingView, rateable};
use super::unsaved::{UnsavedRatings, unsaved};
use super::view::profile;
use super::{Clinician, Session};
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::form::AnswerView;
use crate::host::Platform;
use crate::journal::Writing;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::safety::HelpContext;
use interlude_protocol::id::{RecordId, SpaceId};

/// A form that is being signed.
#[derive(Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SignForm {
    /// Its name, from [`RatingView::rating`].
    pub rating: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// When the patient was rated (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the zone.
    pub zone: String,
}

interlude_clinical::redacted!(SignForm);

impl<P: Platform> Clinician<P> {
    /// What clinicians can fill in, as the clinic's library has it.
    pub fn rateable(&self) -> Result<RateableForms, ClientError> {
        self.staff()?;
        Ok(rateable(&self.clinic_library()))
    }

    /// Opens a form about a patient, whose space is given in hex: the one that was begun and is not saved yet, or
    /// else an empty one. Another that was open rests until it is opened again.
    ///
    /// [`ClientError::UnknownPatient`], [`ClientError::UnknownInstrument`], [`ClientError::PatientRated`] and
    /// [`ClientError::NoWording`] open nothing.
    pub fn open_rating(
        &self,
        patient: &str,
        instrument: &str,
        at: Moment,
    ) -> Result<RatingView, ClientError> {
        self.staff()?;
        let patient = self.patient(patient)?;
        // Without the clinic's words, help is the country-neutral one: it is never missing.
        let info = self.policy().map(|policy| policy.info);
        let language = info.as_ref().map_or("en", |info| info.language.as_str());
        let country = info.as_ref().and_then(|info| info.country.clone());
        let help = HelpContext { country, ..HelpContext::default() };
        let library = self.clinic_library();
        let about = self.host.shelf.look(patient, |it| profile(it).map(|it| it.context()));
        let about = about.flatten().unwrap_or_default();
        let begun = self.state().ratings.begun(patient, instrument);
        let rating = if let Some(saved) = begun {
            Rating::resume(saved, &library, (language, help), about)?
        } else {
            let record = RecordId(generate(&self.host.random));
            let (of, form) = ((record, patient), (&library, instrument));
            Rating::open(of, form, (language, help), about, at)?
        };
        let view = rating.view();
        self.state().rating = Some(rating);
        Ok(view)
    }

    /// Takes one answer, without disk or network. Crisis help in what it returns must be shown at once.
    ///
    /// An error changes nothing. [`ClientError::AlreadyClosed`] if that form is not the one that is open, or was
    /// signed.
    pub fn rate(
        &self,
        rating: &str,
        item: &str,
        answer: AnswerView,
    ) -> Result<RatingView, ClientError> {
        let staff = self.staff()?;
        let state = &mut *self.state();
        let open = open(state, rating)?;
        let rated = open.rate(item, answer)?;
        let saved = open.saved();
        state.ratings.keep(saved, &staff.me, &self.host.random);
        Ok(rated)
    }

    /// The form as it stands, such as after a try to sign it.
    pub fn rating(&self, rating: &str) -> Result<RatingView, ClientError> {
        self.staff()?;
        Ok(open(&mut self.state(), rating)?.view())
    }

    /// Discards a form, open or not. Nothing of it is kept, unless it was signed and waits for the server.
    pub fn discard_rating(&self, rating: &str) {
        let Ok(record) = RecordId::from_hex(rating) else { return };
        let mut state = self.state();
        state.ratings.forget(record);
        state.rating.take_if(|open| open.record == record);
    }

    /// Forms that were begun and are not saved yet, oldest first. One that the server has by now, as another page
    /// may have seen to, is none of them.
    pub fn unsaved_ratings(&self) -> Result<UnsavedRatings, ClientError> {
        self.staff()?;
        let library = self.clinic_library();
        let mut saved = self.state().ratings.all();
        for it in saved.extract_if(.., |it| self.holds(it.patient, it.record)) {
            self.discard_rating(&it.record.to_hex());
        }
        let name = |patient| self.host.shelf.look(patient, |it| profile(it).map(|it| it.name));
        Ok(unsaved(saved, &library, |patient| name(patient).flatten()))
    }

    /// Signs a form and gives back its record, which is the same one at every further try.
    ///
    /// Before it was signed, an error leaves it open as it was: [`ClientError::Incomplete`],
    /// [`ClientError::WrongYear`], a time still to come. An error of the network comes after: then it stands as signed, waits here, and
    /// can be tried again.
    pub async fn sign_rating(&self, form: &SignForm) -> Result<RecordId, ClientError> {
        let staff = self.staff()?;
        let (at, zone) = (self.happened(&form.at)?, Zone::parse(&form.zone)?);
        let patient = open(&mut self.state(), &form.rating)?.patient;
        self.check_year(patient, form.year_of_birth)?;
        let (record, entry) = {
            let mut state = self.state();
            let rating = open(&mut state, &form.rating)?;
            (rating.record, rating.entry(at, zone)?)
        };
        let writing = Writing::Entry { record, entry: Box::new(entry.clone()) };
        self.append(patient, vec![writing])?;
        {
            let state = &mut *self.state();
            let open = open(state, &form.rating)?;
            open.sign(entry);
            let saved = open.saved();
            state.ratings.keep(saved, &staff.me, &self.host.random);
        }
        self.echoed(patient).await?;
        self.discard_rating(&form.rating);
        Ok(record)
    }

    /// Whether the server has everything that was written here about a patient, and that record is in it.
    fn holds(&self, patient: SpaceId, record: RecordId) -> bool {
        let holds = self.host.shelf.look(patient, |journal| {
            journal.waiting() == 0 && journal.entries().iter().any(|it| it.record == record)
        });
        holds == Some(true)
    }
}

/// The form of that name, if it is the one that is open.
fn open<'a>(state: &'a mut Session, rating: &str) -> Result<&'a mut Rating, ClientError> {
    let known = state.rating.as_mut().filter(|it| it.record.to_hex() == rating);
    known.ok_or(ClientError::AlreadyClosed)
}
