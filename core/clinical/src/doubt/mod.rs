//! What is asked before an infusion is signed: what cannot be, and what is unusual beside the patient's earlier records.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::entry::infusion::{Infusion, dose_warning};
use crate::moment::Moment;
use crate::timeline::{Facts, Timeline};
use interlude_protocol::id::RecordId;

/// An infusion older than this is asked about.
const RECENT: TimeDelta = TimeDelta::days(30);
/// Two infusions that begin this close to each other are asked about.
const CLOSE: TimeDelta = TimeDelta::hours(2);
/// The share of the last weight from which a difference is asked about.
const WEIGHT_SHARE: f64 = 0.2;
/// Half of a rounding error, in kg: 98.4 kg is 20 % off 82 kg, though the binary numbers say a little less.
const WEIGHT_ROUNDING_KG: f64 = 1e-6;

/// What is doubtful about an infusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum DoubtKind {
    /// It begins after now. It is refused.
    Future,
    /// It was given before the patient's birth. It is refused.
    BeforeBirth,
    /// It began more than 30 days ago.
    Old,
    /// Another infusion began within two hours.
    Close,
    /// The weight differs from the last one by 20 % or more.
    Weight,
    /// The dose is outside the clinic's range.
    Dose,
}

/// One doubt with its sentence.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Doubt {
    /// What is doubtful.
    pub kind: DoubtKind,
    /// The facts, in a sentence.
    pub text: String,
}

/// What core says about an infusion before it is signed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct InfusionDoubts {
    /// Why it cannot be signed; `None` if it can.
    pub refused: Option<Doubt>,
    /// What must be confirmed with a reason before it is signed.
    pub asked: Vec<Doubt>,
}

redacted!(Doubt, InfusionDoubts);

/// Compares an infusion with the patient's records.
///
/// `own` are records to leave out: the infusion that it corrects, and its own record if an earlier try wrote it.
/// `range_mg_per_kg` is the clinic's range of doses; without it, or without a weight, no dose is asked about.
#[must_use]
pub fn infusion_doubts(
    facts: &Facts<'_>,
    typed: &Infusion,
    own: &[RecordId],
    range_mg_per_kg: Option<(f64, f64)>,
    now: &Moment,
) -> InfusionDoubts {
    let timeline = Timeline::of(facts);
    let others: Vec<&Infusion> = timeline
        .infusions
        .iter()
        .filter(|it| !own.contains(&it.record))
        .map(|it| it.infusion)
        .collect();
    let refused = future(&timeline, typed, now).or_else(|| before_birth(&timeline, typed));
    if refused.is_some() {
        return InfusionDoubts { refused, asked: Vec::new() };
    }
    let (dose, kg) = (typed.dose_mg, typed.weight_kg);
    let dose = dose_warning(dose, kg, range_mg_per_kg, timeline.words);
    let asked = [
        old(&timeline, typed, now),
        close(&timeline, typed, &others),
        weight(&timeline, typed, &others),
        dose.map(|text| Doubt { kind: DoubtKind::Dose, text }),
    ];
    InfusionDoubts { refused, asked: asked.into_iter().flatten().collect() }
}

fn future(timeline: &Timeline<'_>, typed: &Infusion, now: &Moment) -> Option<Doubt> {
    let ahead = typed.at.time() > now.time();
    ahead.then(|| Doubt { kind: DoubtKind::Future, text: timeline.words.doubt_future() })
}

fn before_birth(timeline: &Timeline<'_>, typed: &Infusion) -> Option<Doubt> {
    let born = timeline.profile?.born?;
    let text = || timeline.words.doubt_before_birth(timeline.words.long_date(born));
    (typed.at.date() < born).then(|| Doubt { kind: DoubtKind::BeforeBirth, text: text() })
}

fn old(timeline: &Timeline<'_>, typed: &Infusion, now: &Moment) -> Option<Doubt> {
    let words = timeline.words;
    let date = words.long_date(typed.at.date());
    let text = || words.doubt_old(date, typed.at.days_ago(now));
    let long_ago = now.time().signed_duration_since(typed.at.time()) > RECENT;
    long_ago.then(|| Doubt { kind: DoubtKind::Old, text: text() })
}

/// The nearest infusion within two hours.
fn close(timeline: &Timeline<'_>, typed: &Infusion, others: &[&Infusion]) -> Option<Doubt> {
    let apart = |it: &Infusion| typed.at.time().signed_duration_since(it.at.time());
    let near = others.iter().filter(|it| apart(it).abs() <= CLOSE);
    let nearest = near.min_by_key(|it| apart(it).abs())?;
    let words = timeline.words;
    let minutes = apart(nearest).num_minutes();
    let side = match minutes {
        0 => "same",
        later if later > 0 => "before",
        _ => "after",
    };
    let start = words.day_and_time(nearest.at.time().naive_local());
    let text = words.doubt_close(start, nearest.label(words), side, minutes.abs());
    Some(Doubt { kind: DoubtKind::Close, text })
}

/// The last weight before the infusion, else the first one after it.
fn weight(timeline: &Timeline<'_>, typed: &Infusion, others: &[&Infusion]) -> Option<Doubt> {
    let typed_kg = typed.weight_kg?;
    let weighed = || others.iter().filter_map(|it| Some((it, it.weight_kg?)));
    let before = weighed().rfind(|(it, _)| it.at.time() <= typed.at.time());
    let (last, last_kg) = before.or_else(|| weighed().next())?;
    let difference = typed_kg - last_kg;
    if difference.abs() < last_kg * WEIGHT_SHARE - WEIGHT_ROUNDING_KG {
        return None;
    }
    let words = timeline.words;
    let [kg, before_kg] = [typed_kg, last_kg].map(|it| words.decimal(it));
    let percent = words.whole_percent(difference.abs() / last_kg);
    let date = words.long_date(last.at.date());
    let text = words.doubt_weight(kg, percent, difference > 0.0, before_kg, date);
    Some(Doubt { kind: DoubtKind::Weight, text })
}

#[cfg(test)]
mod tests;
