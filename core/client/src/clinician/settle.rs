//! Copies the clinic's information, forms, files and definitions of outcomes from its journal to its patients' journals.

use super::Clinician;
use super::view::filed;
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, Writing};
use interlude_clinical::entry::current::{Standing, standing};
use interlude_clinical::entry::{
    ClinicInfoEntry, Entry, Forms, InstrumentFile, OutcomeRules, Retraction,
};
use interlude_protocol::id::RecordId;

impl<P: Platform> Clinician<P> {
    /// Writes the clinic's newest information, forms and files into every patient's journal that lacks them, and retracts
    /// files there that the clinic retracted.
    ///
    /// It runs after each sync, so it also covers new patients and a page that closed midway. If one journal cannot be
    /// written, the others still are; the next sync tries again.
    ///
    /// # Errors
    /// An error that concerns all spaces, and [`ClientError::SessionEnded`] if nobody is signed in.
    pub(super) async fn settle(&self) -> Result<(), ClientError> {
        let clinic = self.staff()?.clinic.space();
        let Some(wanted) = self.host.shelf.look(clinic, said) else { return Ok(()) };
        for space in self.host.shelf.spaces().into_iter().filter(|space| *space != clinic) {
            let lacking = self.host.shelf.look(space, |journal| {
                let founded = journal.fold().genesis().is_some();
                let ready = founded && journal.keys().write_under().is_some();
                if ready { lacking(&wanted, &said(journal)) } else { Vec::new() }
            });
            let lacking = lacking.unwrap_or_default();
            if lacking.is_empty() {
                continue;
            }
            let writing = |entry| Writing::Entry {
                record: RecordId(generate(&self.host.random)),
                entry: Box::new(entry),
            };
            match self.write(space, lacking.into_iter().map(writing).collect()).await {
                Ok(()) => {}
                Err(error) if error.concerns_all() => return Err(error),
                Err(_) => {
                    self.state().changed.insert(space);
                }
            }
        }
        Ok(())
    }
}

/// The clinic's information, forms and files in one journal.
#[derive(Default)]
pub(super) struct Said {
    info: Option<ClinicInfoEntry>,
    pub(super) forms: Option<(RecordId, Forms)>,
    pub(super) rules: Option<(RecordId, OutcomeRules)>,
    pub(super) files: Vec<(RecordId, InstrumentFile)>,
    /// Retracted files, each with its retraction.
    gone: Vec<(InstrumentFile, Retraction)>,
}

impl Said {
    /// Returns whether that file was retracted.
    pub(super) fn was_taken_back(&self, record: RecordId) -> bool {
        self.gone.iter().any(|(_, taken_back)| taken_back.of == record)
    }
}

/// Collects the clinic's current information, forms and files from a journal, and its retracted files.
pub(super) fn said(journal: &Journal) -> Said {
    let mut said = Said::default();
    let filed = filed(journal);
    let Standing { current, withdrawn, .. } = standing(&filed);
    for it in current {
        if let Entry::Policy(policy) = it.entry {
            said.info = Some(ClinicInfoEntry {
                at: policy.at.clone(),
                zone: policy.zone.clone(),
                replaces: None,
                info: policy.info.clone(),
            });
        } else if let Entry::ClinicInfo(info) = it.entry {
            said.info = Some(info.clone());
        } else if let Entry::Forms(forms) = it.entry {
            said.forms = Some((it.record, forms.clone()));
        } else if let Entry::InstrumentFile(file) = it.entry {
            said.files.push((it.record, file.clone()));
        } else if let Entry::OutcomeRules(rules) = it.entry {
            said.rules = Some((it.record, rules.clone()));
        }
    }
    for it in withdrawn {
        if let (Entry::InstrumentFile(file), Some(taken_back)) = (it.original.entry, it.taken_back)
        {
            said.gone.push((file.clone(), taken_back.clone()));
        }
    }
    said
}

fn lacking(wanted: &Said, has: &Said) -> Vec<Entry> {
    let mut lacking = Vec::new();
    let info_of = |said: &Said| said.info.as_ref().map(|it| it.info.clone());
    if let Some(info) = wanted.info.clone().filter(|_| info_of(wanted) != info_of(has)) {
        lacking.push(Entry::ClinicInfo(info));
    }
    let holds = |said: &Said, file| said.files.iter().any(|(_, it)| is_same(it, file));
    let files = wanted.files.iter().map(|(_, file)| file).filter(|file| !holds(has, file));
    lacking.extend(files.cloned().map(Entry::InstrumentFile));
    for (record, file) in has.files.iter().filter(|(_, file)| !holds(wanted, file)) {
        if let Some((_, taken_back)) = wanted.gone.iter().find(|(gone, _)| is_same(gone, file)) {
            lacking.push(Entry::Retraction(Retraction { of: *record, ..taken_back.clone() }));
        }
    }
    let ids_of = |said: &Said| said.forms.as_ref().map(|(_, it)| it.instruments.clone());
    if let Some((_, forms)) = wanted.forms.clone().filter(|_| ids_of(wanted) != ids_of(has)) {
        let replaces = has.forms.as_ref().map(|(record, _)| *record);
        lacking.push(Entry::Forms(Forms { replaces, ..forms }));
    }
    let rules_of = |said: &Said| said.rules.as_ref().map(|(_, it)| definitions(it));
    if let Some((_, rules)) = wanted.rules.clone().filter(|_| rules_of(wanted) != rules_of(has)) {
        let replaces = has.rules.as_ref().map(|(record, _)| *record);
        lacking.push(Entry::OutcomeRules(OutcomeRules { replaces, ..rules }));
    }
    lacking
}

/// The definitions without the time and the record that they replace, which differ between journals.
fn definitions(rules: &OutcomeRules) -> OutcomeRules {
    OutcomeRules { replaces: None, ..rules.clone() }
}

/// Compares text and licence statement only: each journal has its own record of a file.
pub(super) fn is_same(one: &InstrumentFile, other: &InstrumentFile) -> bool {
    (&one.text, &one.statement) == (&other.text, &other.statement)
}
