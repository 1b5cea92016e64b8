//! A form on a phone's screen.

use std::sync::Arc;

use interlude_client::form::{AnswerView, FormItem, Tap};
use interlude_client::phone::view::Saved;
use interlude_client::phone::{self, Phone};

use super::Mobile;
use crate::error::AppError;
use crate::types::LocalTime;

/// A form on screen, from the first tap until it is submitted or stopped.
///
/// An open form makes exactly one record: call [`CheckIn::submit`] or [`CheckIn::stop`] once. If the
/// app ends before, the next start closes the form as stopped.
#[derive(uniffi::Object)]
pub struct CheckIn {
    pub(super) phone: Arc<Phone<Mobile>>,
    pub(super) form: phone::CheckIn,
}

#[uniffi::export]
impl CheckIn {
    /// Returns the full name of the form, such as `Patient Health Questionnaire-9`.
    #[must_use]
    pub fn title(&self) -> String {
        self.form.title()
    }

    /// Returns the short name of the form, such as `PHQ-9`.
    #[must_use]
    pub fn short(&self) -> String {
        self.form.short()
    }

    /// Returns whether the care team can read the form once it is sent.
    #[must_use]
    pub fn shared(&self) -> bool {
        self.form.shared()
    }

    /// Returns the questions to ask, in order, with the answers so far.
    ///
    /// Answers change this list: the PHQ-9 asks item 10 once another answer is above zero. The form is
    /// finished when every question here is answered or skipped; [`Tap`] brings what an answer added.
    #[must_use]
    pub fn items(&self) -> Vec<FormItem> {
        self.form.items()
    }

    /// Takes one answer, in memory only: fast, and on any thread.
    ///
    /// If `crisis` is set, show it before anything else. Then call [`CheckIn::save_draft`] on a
    /// background thread. An answer that calls for crisis help returns it even if the form is closed.
    ///
    /// # Errors
    /// [`AppError::UnknownItem`] if the question is not asked, [`AppError::NotOffered`] or
    /// [`AppError::TooLong`] if the answer does not fit, [`AppError::AlreadyClosed`] after closing.
    /// The previous answer is kept.
    ///
    /// ```kotlin
    /// val tap = form.answer("phq9.9", AnswerView.Choice(1))
    /// tap.crisis?.let { show(it) }
    /// ```
    pub fn answer(&self, item: &str, answer: AnswerView) -> Result<Tap, AppError> {
        Ok(self.form.answer(item, answer.into())?)
    }

    /// Returns the sentences to show before the patient leaves an unfinished form.
    #[must_use]
    pub fn leave_text(&self) -> String {
        self.form.leave_text()
    }

    /// Returns the licence notice of the form and its citation.
    #[must_use]
    pub fn source_text(&self) -> String {
        self.form.source_text()
    }

    /// Saves the answers so far, in case the app ends. Durable when it returns.
    ///
    /// Call it on a background thread after the frame that follows a tap. Does nothing if the form is
    /// closed.
    ///
    /// # Errors
    /// [`AppError::DiskFull`] and [`AppError::DamagedJournal`]. The answers stay in memory.
    ///
    /// ```kotlin
    /// withContext(Dispatchers.IO) { form.saveDraft() }
    /// ```
    pub fn save_draft(&self) -> Result<(), AppError> {
        Ok(self.phone.save_draft(&self.form)?)
    }

    /// Closes an unfinished form: saves times and safety events, but no other answer.
    ///
    /// The answers stay on this phone until midnight, for [`PatientApp::open_form`].
    ///
    /// # Errors
    /// The errors of [`CheckIn::submit`], except [`AppError::Incomplete`].
    ///
    /// [`PatientApp::open_form`]: super::PatientApp::open_form
    pub fn stop(&self, moment: &LocalTime) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.stop(&self.form, &at, &zone)?)
    }

    /// Closes a finished form and saves it. Durable when it returns; [`PatientApp::sync`] sends it.
    ///
    /// # Errors
    /// [`AppError::Incomplete`] with the questions neither answered nor skipped,
    /// [`AppError::DiskFull`], [`AppError::AlreadyClosed`]. The form stays open after the first two.
    ///
    /// ```kotlin
    /// try { show(form.submit(now).text) } catch (it: AppException.Incomplete) { goTo(it.items.first()) }
    /// ```
    ///
    /// [`PatientApp::sync`]: super::PatientApp::sync
    pub fn submit(&self, moment: &LocalTime) -> Result<Saved, AppError> {
        let (at, zone) = moment.read()?;
        Ok(self.phone.submit(&self.form, &at, &zone)?)
    }
}
