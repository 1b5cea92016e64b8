//! What the clinic says, carried from its own journal to those of its patients.

use super::Clinician;
use super::view::filed;
use crate::crypto::random::generate;
use crate::error::ClientError;
use crate::host::Platform;
use crate::journal::{Journal, Writing};
use interlude_clinical::entry::current::{Standing, standing};
use interlude_clinical::entry::{ClinicInfoEntry, Entry, Forms, InstrumentFile, Retraction};
use interlude_protocol::id::RecordId;

impl<P: Platform> Clinician<P> {
    /// Gives every patient's journal the clinic's newest words, forms and files that it lacks, and takes
    /// back the files that the clinic took back.
    ///
    /// Run after each sync, it makes up for a page that ended in the middle and for patients that are new. One journal
    /// that the server holds back keeps nothing from the others: it is told the next time.
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

/// What the clinic says in a space: its words about itself, the forms it asks, the files it brought.
#[derive(Default)]
pub(super) struct Said {
    info: Option<ClinicInfoEntry>,
    pub(super) forms: Option<(RecordId, Forms)>,
    pub(super) files: Vec<(RecordId, InstrumentFile)>,
    /// Files that were taken back, each with the entry that did so.
    gone: Vec<(InstrumentFile, Retraction)>,
}

impl Said {
    /// Whether that file was taken back.
    pub(super) fn was_taken_back(&self, record: RecordId) -> bool {
        self.gone.iter().any(|(_, taken_back)| taken_back.of == record)
    }
}

/// What stands in a journal of what the clinic says, and what it took back.
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
    lacking
}

/// Whether two records hold the same file under the same licence: each journal has records of its own.
pub(super) fn is_same(one: &InstrumentFile, other: &InstrumentFile) -> bool {
    (&one.text, &one.statement) == (&other.text, &other.statement)
}
