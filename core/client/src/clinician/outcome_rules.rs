//! The clinic's definitions of outcomes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Clinician;
use super::settle::said;
use super::view::filed;
use crate::error::ClientError;
use crate::host::Platform;
use crate::language::words;
use interlude_clinical::catalogue;
use interlude_clinical::entry::{Entry, OutcomeRules};
use interlude_clinical::outcome::Rules;

/// The definitions of outcomes in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OutcomeRulesForm {
    /// Greatest age of a baseline, in days before the first infusion: 0 to 90.
    pub baseline_days: u16,
    /// Days without an infusion after which the next one starts a new series: 1 to 365.
    pub series_gap_days: u16,
    /// When a response is lost: `improvement<0.5` or `total>=22`.
    pub loss: String,
    /// Number of scores in a row that must show a loss: 1 to 5.
    pub confirm: u16,
    /// The range called remission by id of the instrument: `<5` or `<=5`.
    pub remission: BTreeMap<String, String>,
}

/// The clinic's definitions of outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct OutcomeRulesView {
    /// The definitions.
    pub form: OutcomeRulesForm,
    /// The definitions for the PHQ-9, in sentences.
    pub texts: Vec<String>,
    /// Number of times that the clinic changed them.
    pub versions: u32,
}

impl<P: Platform> Clinician<P> {
    /// Returns the clinic's definitions of outcomes.
    ///
    /// # Errors
    /// [`ClientError::SessionEnded`] if nobody is signed in.
    pub fn outcome_rules(&self) -> Result<OutcomeRulesView, ClientError> {
        let clinic = self.staff()?.clinic.space();
        let written = self.host.shelf.look(clinic, |journal| {
            let filed = filed(journal);
            let versions = filed.iter().filter(|it| matches!(it.entry, Entry::OutcomeRules(_)));
            (said(journal).rules.map(|(_, rules)| rules), versions.count())
        });
        let (written, versions) = written.unwrap_or_default();
        let form = match written {
            Some(rules) => OutcomeRulesForm {
                baseline_days: rules.baseline_days,
                series_gap_days: rules.series_gap_days,
                loss: rules.loss,
                confirm: rules.confirm,
                remission: rules.remission,
            },
            None => OutcomeRulesForm {
                baseline_days: 14,
                series_gap_days: 14,
                loss: "improvement<0.5".to_owned(),
                confirm: 1,
                remission: BTreeMap::new(),
            },
        };
        let texts = catalogue::instrument("phq9").map(|it| self.rules().texts(it, words()));
        let versions = u32::try_from(versions).unwrap_or(u32::MAX);
        Ok(OutcomeRulesView { form, texts: texts.unwrap_or_default(), versions })
    }

    /// Sets the definitions of outcomes, in the clinic's journal and in every shared journal. Earlier ones are kept. If
    /// nothing changed, as in a retry, no other version is written.
    ///
    /// # Errors
    /// [`ClientError::Invalid`] if a definition is out of range; [`ClientError::UnknownInstrument`];
    /// [`ClientError::NotAllowed`] if the caller is no lead; a network or server error.
    pub async fn set_outcome_rules(&self, form: OutcomeRulesForm) -> Result<(), ClientError> {
        let clinic = self.led()?;
        let library = self.clinic_library();
        if form.remission.keys().any(|id| library.instrument(id).is_none()) {
            return Err(ClientError::UnknownInstrument);
        }
        let current = self.host.shelf.look(clinic, said).and_then(|said| said.rules);
        let replaces = current.as_ref().map(|(record, _)| *record);
        let rules = OutcomeRules {
            at: self.utc()?,
            zone: self.zone()?,
            replaces,
            baseline_days: form.baseline_days,
            series_gap_days: form.series_gap_days,
            loss: form.loss,
            confirm: form.confirm,
            remission: form.remission,
        };
        Rules::from_entry(&rules).map_err(|_| ClientError::Invalid { what: "rules" })?;
        let unchanged = current.is_some_and(|(_, before)| {
            let OutcomeRules { at, zone, replaces, .. } = before.clone();
            before == OutcomeRules { at, zone, replaces, ..rules.clone() }
        });
        if unchanged {
            self.write(clinic, Vec::new()).await?;
        } else {
            self.write_once(clinic, Entry::OutcomeRules(rules)).await?;
        }
        self.settle().await
    }

    /// Returns the definitions that outcomes are computed by.
    pub(super) fn rules(&self) -> Rules {
        let clinic = self.state().staff.as_ref().map(|staff| staff.clinic.space());
        let told = clinic.and_then(|clinic| {
            self.host.shelf.look(clinic, |journal| Rules::told_by(&filed(journal)))
        });
        told.unwrap_or_default()
    }
}
