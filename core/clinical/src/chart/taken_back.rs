//! What was taken back: it counts nowhere, and is kept and told.

use serde::{Deserialize, Serialize};

use crate::entry::{Entry, Filed, Retraction};
use crate::timeline::Timeline;

/// An infusion or a form that was taken back.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct TakenBack {
    /// Its record in hex.
    pub record: String,
    /// What it is, without its answers, which may be another person's: `HAM-D17`, `41 mg IV over 40 min`.
    pub what: String,
    /// When it happened, as written.
    pub at: String,
    /// When it was taken back, as written.
    pub taken_back_at: String,
    /// Why, in the words of who took it back.
    pub why: String,
}

/// All of them, by the time at which they happened.
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
        Entry::Profile(_)
        | Entry::Sharing(_)
        | Entry::ClinicInfo(_)
        | Entry::Note(_)
        | Entry::Retraction(_)
        | Entry::Policy(_)
        | Entry::Admit(_)
        | Entry::Forms(_)
        | Entry::InstrumentFile(_) => return None,
    };
    Some(TakenBack {
        record: gone.record.to_hex(),
        what,
        at: gone.entry.at().as_str().to_owned(),
        taken_back_at: retraction.at.as_str().to_owned(),
        why: retraction.why.clone(),
    })
}
