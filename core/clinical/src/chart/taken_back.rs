//! Retracted entries. They are kept and listed, but do not count.

use serde::{Deserialize, Serialize};

use super::plan::label;
use crate::entry::{Entry, Filed, Retraction};
use crate::timeline::Timeline;

/// A retracted infusion or form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TakenBack {
    /// Its record in hex.
    pub record: String,
    /// Name of the entry: `HAM-D17`, `41 mg IV over 40 min`. It omits answers, which may be another person's.
    pub what: String,
    /// Time of the event, as recorded.
    pub at: String,
    /// When it was retracted, as recorded.
    pub taken_back_at: String,
    /// The reason, in the author's words.
    pub why: String,
}

/// All retracted infusions and forms, by the time of the event.
pub(super) fn taken_back(timeline: &Timeline<'_>) -> Vec<TakenBack> {
    let told = timeline
        .taken_back
        .iter()
        .filter_map(|(gone, retraction)| told(timeline, gone, retraction));
    told.collect()
}

/// `None` for kinds of entry that a chart does not show.
fn told(timeline: &Timeline<'_>, gone: &Filed<'_>, retraction: &Retraction) -> Option<TakenBack> {
    let what = match gone.entry {
        Entry::Response(response) => timeline.short(&response.instrument),
        Entry::Infusion(infusion) => infusion.label(timeline.words),
        Entry::PlannedInfusion(planned) => label(planned, &retraction.at, timeline.words),
        Entry::Profile(_)
        | Entry::Sharing(_)
        | Entry::ClinicInfo(_)
        | Entry::Note(_)
        | Entry::Retraction(_)
        | Entry::Policy(_)
        | Entry::Admit(_)
        | Entry::Forms(_)
        | Entry::InstrumentFile(_)
        | Entry::Episode(_)
        | Entry::CarePlan(_)
        | Entry::OutcomeRules(_)
        | Entry::Owner(_) => return None,
    };
    Some(TakenBack {
        record: gone.record.to_hex(),
        what,
        at: gone.entry.at().as_str().to_owned(),
        taken_back_at: retraction.at.as_str().to_owned(),
        why: retraction.why.clone(),
    })
}
