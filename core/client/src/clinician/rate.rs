//! Rating a patient: a clinician fills in a form and signs it.
//!
//! The rating is saved once the server confirms it. Until then the browser stores it sealed, so that it survives a lock
//! or a crash.

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

/// A signature of a rating.
#[derive(Clone, PartialEq, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct SignForm {
    /// The rating, from [`RatingView::rating`].
    pub rating: String,
    /// The year of birth, retyped for this patient.
    pub year_of_birth: i32,
    /// When the patient was rated (RFC 3339 with offset).
    pub at: String,
    /// IANA name of the time zone.
    pub zone: String,
}

interlude_clinical::redacted!(SignForm);

impl<P: Platform> Clinician<P> {
    /// Returns the forms of the clinic's library that clinicians can fill in.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn rateable(&self) -> Result<RateableForms, ClientError> {
        self.staff()?;
        Ok(rateable(&self.clinic_library()))
    }

    /// Opens a rating of a patient, given by the hex id of the space: the unsaved one if there is one, else an empty one.
    /// Another open rating stays unsaved until it is opened again.
    ///
    /// # Errors
    /// [`ClientError::UnknownPatient`], [`ClientError::UnknownInstrument`], [`ClientError::PatientRated`],
    /// [`ClientError::NoWording`], or [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn open_rating(
        &self,
        patient: &str,
        instrument: &str,
        at: Moment,
    ) -> Result<RatingView, ClientError> {
        self.staff()?;
        let patient = self.patient(patient)?;
        // Without the clinic's information, the country-neutral help is shown: help is never missing.
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

    /// Records one answer in memory. Crisis help in the returned view must be shown at once.
    ///
    /// # Errors
    /// [`ClientError::AlreadyClosed`] if that rating is not open or is signed; [`ClientError::UnknownItem`];
    /// [`ClientError::NotOffered`]; [`ClientError::TooLong`]. Nothing changes then.
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

    /// Returns the open rating, such as after an attempt to sign it.
    ///
    /// # Errors
    /// [`ClientError::AlreadyClosed`] if that rating is not open; [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn rating(&self, rating: &str) -> Result<RatingView, ClientError> {
        self.staff()?;
        Ok(open(&mut self.state(), rating)?.view())
    }

    /// Discards a rating, open or not. One that is signed and waits for the server is still sent.
    pub fn discard_rating(&self, rating: &str) {
        let Ok(record) = RecordId::from_hex(rating) else { return };
        let mut state = self.state();
        state.ratings.forget(record);
        state.rating.take_if(|open| open.record == record);
    }

    /// Returns the unsaved ratings, oldest first. It omits those that another page has saved meanwhile.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
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

    /// Signs a rating and returns its record, the same one in every retry.
    ///
    /// # Errors
    /// The rating stays open and unsigned after [`ClientError::Incomplete`], [`ClientError::WrongYear`], or
    /// [`ClientError::Invalid`] for a time in the future. After a network or server error it is signed and waits here; call
    /// this again.
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

    /// Returns whether the patient's journal has the record and nothing in it waits to be sent.
    fn holds(&self, patient: SpaceId, record: RecordId) -> bool {
        let holds = self.host.shelf.look(patient, |journal| {
            journal.waiting() == 0 && journal.entries().iter().any(|it| it.record == record)
        });
        holds == Some(true)
    }
}

/// Returns the open rating, if it has this id.
fn open<'a>(state: &'a mut Session, rating: &str) -> Result<&'a mut Rating, ClientError> {
    let known = state.rating.as_mut().filter(|it| it.record.to_hex() == rating);
    known.ok_or(ClientError::AlreadyClosed)
}
