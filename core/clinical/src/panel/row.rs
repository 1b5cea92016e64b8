//! The row of one patient and its rank.

use std::cmp::Reverse;

use super::{
    LastAnswer, LastInfusion, LastScore, PanelRow, Reason, ReasonCode, RowOutcome,
    SILENT_AFTER_DAYS, SPARK_DAYS, Spark, SparkPoint, Weighed, signal,
};
use crate::chart::person;
use crate::entry::Counts;
use crate::instrument::points::Points;
use crate::instrument::{Direction, Instrument};
use crate::moment::Moment;
use crate::response::{AnswerValue, FormStatus};
use crate::score::{Score, ScoreStatus};
use crate::timeline::{Assessment, Facts, Timeline, quoted};
use crate::words::{Words, number_of};

/// A row with its rank.
pub(super) struct Ranked {
    pub(super) rank: Rank,
    pub(super) row: PanelRow,
}

/// The sort key: reason, then weight (heaviest first), then name.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    reason: ReasonCode,
    weight: Reverse<i64>,
    unnamed: bool,
    name: String,
    patient: String,
}

pub(super) fn row(facts: &Facts<'_>, now: &Moment) -> Ranked {
    let timeline = Timeline::of(facts);
    let person = person(&timeline, now);
    let last = last_answer(&timeline, now);
    let instrument = timeline.main_instrument();
    let scored = instrument.map(|instrument| (instrument, scores(&timeline, instrument)));
    let with_history = instrument.map(|instrument| (instrument, timeline.history(instrument)));
    let [lost, earlier_losses, not_responded] = with_history
        .as_ref()
        .map(|(instrument, history)| signal::signals(&timeline, instrument, history, now))
        .unwrap_or_default();
    let weighed: Vec<Weighed> = [
        safety(&timeline, now),
        worse(&timeline, now),
        lost,
        earlier_losses,
        not_responded,
        silent(&timeline, last, now),
        signal::planned(&timeline, instrument, now),
        signal::not_answered(&timeline, now),
        unreadable(&timeline.counts, timeline.words),
        unknown(&timeline),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (reason, weight) = match weighed.first() {
        Some(first) => (first.reason.code, first.weight),
        None => (ReasonCode::None, 0),
    };
    let mut reasons: Vec<Reason> = weighed.into_iter().map(|weighed| weighed.reason).collect();
    if reasons.is_empty() {
        reasons.push(Reason { code: ReasonCode::None, text: "–".to_owned(), detail: None });
    }
    let patient = facts.patient.to_hex();
    let rank = Rank {
        reason,
        weight: Reverse(weight),
        unnamed: person.name.is_none(),
        name: person.name.as_deref().unwrap_or_default().to_lowercase(),
        patient: patient.clone(),
    };
    let row = PanelRow {
        patient,
        name: person.name,
        born: person.born,
        born_text: person.born_text,
        clinic_number: person.clinic_number,
        telephone: person.telephone,
        reasons,
        score: scored.as_ref().and_then(|(it, scores)| {
            let score = last_score(it, scores, timeline.words)?;
            let history = with_history.as_ref().map(|(_, history)| history);
            let baseline_text = history.and_then(|it| it.course_text(timeline.words));
            Some(LastScore { baseline_text, ..score })
        }),
        outcome: with_history.as_ref().map(|(_, history)| {
            let state = history.state();
            RowOutcome { state, label: state.text(timeline.words) }
        }),
        safety_unanswered_text: timeline.safety_unanswered_text(),
        spark: spark(&timeline, scored.as_ref(), now),
        last_infusion: timeline.infusions.last().map(|given| {
            let days = given.infusion.at.days_ago(now);
            let text = timeline.words.panel_last_infusion(days, given.number);
            LastInfusion { days, number: given.number, text }
        }),
        planned_text: timeline
            .still_planned(now)
            .next()
            .map(|(_, it)| timeline.words.panel_planned(timeline.words.short_date(it.day, now))),
        owner: timeline.owner(),
        last_answer: last.map(|at| LastAnswer {
            at: at.as_str().to_owned(),
            days: at.days_ago(now),
            text: timeline.words.when(at, now),
        }),
        counts: timeline.counts,
        unreadable: timeline.counts.unreadable(),
        late_text: None,
    };
    Ranked { rank, row }
}

/// The notice of the panel; `None` if nothing is unreadable.
pub(super) fn unreadable_text(records: u32, patients: u32, words: &Words) -> Option<String> {
    (records > 0).then(|| words.panel_unreadable(records, patients))
}

/// A form with its score; `None` if its version is unknown.
type Scored<'a> = (&'a Assessment<'a>, Option<Score<'a>>);

/// Submitted forms of an instrument with their scores, by time.
fn scores<'a>(timeline: &'a Timeline<'a>, instrument: &'a Instrument) -> Vec<Scored<'a>> {
    let forms = submitted(timeline, instrument);
    forms.map(|form| (form, form.score(timeline.context()))).collect()
}

fn submitted<'a>(
    timeline: &'a Timeline<'a>,
    instrument: &'a Instrument,
) -> impl DoubleEndedIterator<Item = &'a Assessment<'a>> {
    let forms = timeline.forms_of(instrument);
    forms.filter(|form| form.is_current() && form.response.status == FormStatus::Submitted)
}

/// A form with its total.
type Total<'a> = (&'a Assessment<'a>, Points);

/// The last total and the previous one; `None` also if their versions differ, because they may not be comparable.
fn last_two<'a>(
    newest_first: impl Iterator<Item = (&'a Assessment<'a>, Option<Points>)>,
) -> Option<(Total<'a>, Total<'a>)> {
    let mut totals = newest_first.filter_map(|(form, total)| Some((form, total?)));
    let (last, before) = (totals.next()?, totals.next()?);
    (last.0.response.version == before.0.response.version).then_some((last, before))
}

fn last_score(instrument: &Instrument, scores: &[Scored<'_>], words: &Words) -> Option<LastScore> {
    let (form, score) = scores.last()?;
    let total = score.as_ref().and_then(|score| score.total);
    let band = score.as_ref().and_then(|score| score.band);
    let newest_first =
        scores.iter().rev().map(|(form, it)| (*form, it.as_ref().and_then(|it| it.total)));
    let change = total.and(last_two(newest_first)).map(|((_, now), (_, then))| now - then);
    Some(LastScore {
        instrument: instrument.id.clone(),
        short: instrument.short.clone(),
        at: form.response.at.as_str().to_owned(),
        total,
        text: match (total, score) {
            (Some(total), _) => words.tenths(total.tenths()),
            (None, Some(_)) => words.not_scored(),
            (None, None) => words.not_scored_unknown_version(),
        },
        band: band.map(|band| band.code.clone()),
        band_label: band.map(|band| band.label.clone()),
        change,
        change_text: change.map(|change| words.signed_tenths(change.tenths())),
        baseline_text: None,
        status: score.as_ref().map_or(ScoreStatus::NotScorable, |score| score.status),
    })
}

fn spark(
    timeline: &Timeline<'_>,
    scored: Option<&(&Instrument, Vec<Scored<'_>>)>,
    now: &Moment,
) -> Spark {
    let place = |at: &Moment| {
        let day = SPARK_DAYS - at.days_ago(now);
        (0..=SPARK_DAYS).contains(&day).then_some(day)
    };
    let infusions: Vec<i32> =
        timeline.infusions.iter().filter_map(|given| place(&given.infusion.at)).collect();
    let (words, given) = (timeline.words, number_of(&infusions));
    let Some((instrument, scores)) = scored else {
        let text = words.spark_no_form(given);
        let (min, max) = (Points::default(), Points::default());
        return Spark { days: SPARK_DAYS, min, max, points: Vec::new(), infusions, text };
    };
    let (min, max) = instrument.range();
    let points: Vec<SparkPoint> = scores
        .iter()
        .filter_map(|(form, score)| {
            let value = score.as_ref().and_then(|score| score.total);
            Some(SparkPoint { day: place(&form.response.at)?, value })
        })
        .collect();
    let values: Vec<(i32, Points)> =
        points.iter().filter_map(|point| Some((point.day, point.value?))).collect();
    let short = &instrument.short;
    let not_scored = points.len() - values.len();
    let number = |points: &Points| words.tenths(points.tenths());
    let text = match (values.first(), values.last()) {
        (Some((from, first)), Some((to, last))) if values.len() > 1 => {
            words.spark_line(short, number(first), number(last), to - from, given, not_scored)
        }
        (Some((_, only)), _) => words.spark_one(short, number(only), given, not_scored),
        (None, _) => words.spark_none(short, SPARK_DAYS, given, not_scored),
    };
    Spark { days: SPARK_DAYS, min, max, points, infusions, text }
}

/// The patient's newest answer that is not in the future; a wrong clock can produce future times.
fn last_answer<'a>(timeline: &Timeline<'a>, now: &Moment) -> Option<&'a Moment> {
    let answers = timeline.assessments.iter().filter(|form| form.answers_something());
    answers.map(|form| &form.response.at).rfind(|at| at.days_ago(now) >= 0)
}

/// The newest safety item whose rule was met. It never expires, not even after a later zero, a correction or a
/// retraction. A current form takes precedence over a withdrawn one.
fn safety(timeline: &Timeline<'_>, now: &Moment) -> Option<Weighed> {
    let tripped = |form: &Assessment<'_>| !form.safety.is_empty();
    let standing = timeline.assessments.iter().rposition(|form| tripped(form) && form.is_current());
    let newest = standing.or_else(|| timeline.assessments.iter().rposition(tripped))?;
    let form = timeline.assessments.get(newest)?;
    let event = form.safety.first()?;
    let item = form.item(&event.item);
    let words = timeline.words;
    let text = words.reason_safety(form.short(), form.safety_words(event, words));
    let earlier = timeline.assessments.get(..newest).unwrap_or_default().iter().rev();
    let before = earlier
        .filter(|earlier| earlier.response.instrument == form.response.instrument)
        .filter(|earlier| earlier.is_current())
        .find_map(|earlier| {
            let value = earlier.response.answers.get(&event.item).and_then(AnswerValue::integer)?;
            let date = words.short_date(earlier.response.at.date(), now);
            Some((quoted(item, value, words), date))
        });
    let at = &form.response.at;
    let is_there = if before.is_some() { "yes" } else { "no" };
    let (answer, date) = before.unwrap_or_default();
    let when = words.when(at, now);
    let detail = Some(words.reason_safety_detail(when, form.by(), is_there, answer, date));
    let reason = Reason { code: ReasonCode::SafetyItem, text, detail };
    Some(Weighed { reason, weight: at.time().timestamp() })
}

/// The largest worsening from the previous total, if it is at least the published minimal important change.
fn worse(timeline: &Timeline<'_>, now: &Moment) -> Option<Weighed> {
    let words = timeline.words;
    let weighed = timeline.library.instruments().filter_map(|instrument| {
        let least = instrument.change.minimal_important.as_ref()?.verified_value()?;
        let enough = Points::whole(least);
        // Of all instruments, only the last two forms are scored.
        let newest_first = submitted(timeline, instrument).rev();
        let totals = newest_first
            .map(|form| (form, form.score(timeline.context()).and_then(|score| score.total)));
        let ((_, last), (before, then)) = last_two(totals)?;
        let change = last - then;
        let worsening = match instrument.direction? {
            Direction::LowerIsBetter => change,
            Direction::HigherIsBetter => then - last,
        };
        (worsening >= enough).then(|| Weighed {
            reason: Reason {
                code: ReasonCode::Worse,
                text: words.reason_worse(&instrument.short, least),
                detail: Some(words.reason_worse_detail(
                    words.signed_tenths(change.tenths()),
                    words.short_date(before.response.at.date(), now),
                )),
            },
            weight: i64::from(worsening.tenths()),
        })
    });
    weighed.max_by_key(|weighed| weighed.weight)
}

fn silent(timeline: &Timeline<'_>, last: Option<&Moment>, now: &Moment) -> Option<Weighed> {
    if timeline.keeps_answers_private() {
        return None;
    }
    let since = last.or(timeline.since)?;
    let days = since.days_ago(now);
    if days <= SILENT_AFTER_DAYS {
        return None;
    }
    let words = timeline.words;
    let detail = match last {
        Some(at) => words.reason_silent_since(words.short_date(at.date(), now)),
        None => words.reason_silent_never(),
    };
    let text = words.reason_silent(days);
    let reason = Reason { code: ReasonCode::Silent, text, detail: Some(detail) };
    Some(Weighed { reason, weight: i64::from(days) })
}

fn unreadable(counts: &Counts, words: &Words) -> Option<Weighed> {
    let unreadable = counts.unreadable();
    (unreadable > 0).then(|| Weighed {
        reason: Reason {
            code: ReasonCode::Unreadable,
            text: words.reason_unreadable(unreadable),
            detail: Some(words.reason_unreadable_detail()),
        },
        weight: i64::from(unreadable),
    })
}

fn unknown(timeline: &Timeline<'_>) -> Option<Weighed> {
    let forms = u32::try_from(timeline.unknown().count()).unwrap_or(u32::MAX);
    (forms > 0).then(|| Weighed {
        reason: Reason {
            code: ReasonCode::UnknownVersion,
            text: timeline.words.reason_unknown_version(forms),
            detail: Some(timeline.words.reason_unknown_version_detail()),
        },
        weight: i64::from(forms),
    })
}
