//! One form as a point of a chart.

use super::assessed::{counted_as_zero, is_unassessed, unassessed};
use super::{ItemPoint, NamedValue, Point, PointStatus, SafetyGap, SafetyPoint};
use crate::instrument::item::{Item, ItemKind};
use crate::instrument::points::Points;
use crate::instrument::scoring::FindingRule;
use crate::instrument::{Direction, Instrument, unit};
use crate::moment::Moment;
use crate::response::{AnswerValue, FormStatus, SafetyEvent};
use crate::score::{Score, ScoreStatus, score_of};
use crate::timeline::{Assessment, Timeline, named, quoted, unquoted};
use crate::words::{Words, number_of};

/// All forms of an instrument as points, by time.
pub(super) fn points(timeline: &Timeline<'_>, instrument: &Instrument, now: &Moment) -> Vec<Point> {
    let mut before: Option<(Points, &Moment, &str)> = None;
    let mut points = Vec::new();
    let mut last: Option<&Moment> = None;
    for form in timeline.forms_of(instrument) {
        let version = form.response.version.as_str();
        let score = form.score(timeline.context());
        let total = score.as_ref().and_then(|score| score.total);
        // Totals of two versions may not be comparable.
        let comparable = before.filter(|(_, _, then)| *then == version);
        let change = total.zip(comparable).map(|(total, (then, at, _))| (total - then, at));
        let mut drawn = point(timeline, instrument, form, score.as_ref(), change, now);
        if form.is_current() && form.response.status == FormStatus::Submitted {
            drawn.shortened_text = last
                .and_then(|last| shortened(instrument, last, &form.response.at, timeline.words));
            last = Some(&form.response.at);
        }
        points.push(drawn);
        if let Some(total) = total {
            before = Some((total, &form.response.at, version));
        }
    }
    points
}

fn point(
    timeline: &Timeline<'_>,
    instrument: &Instrument,
    form: &Assessment<'_>,
    score: Option<&Score<'_>>,
    change: Option<(Points, &Moment)>,
    now: &Moment,
) -> Point {
    let (response, words) = (form.response, timeline.words);
    let status = status(form, score);
    let withdrawn_text = form.withdrawn_text(words);
    let text = match (&withdrawn_text, status, score) {
        (Some(withdrawn), _, _) => withdrawn.clone(),
        (None, PointStatus::Stopped, _) => words.point_stopped(),
        (None, _, Some(score)) => score.text(words),
        (None, _, None) => words.not_scored_unknown_version(),
    };
    let band = score.and_then(|score| score.band);
    let infusion = timeline.infusion_before(&response.at);
    let days = infusion.map(|given| response.at.days_since(&given.infusion.at));
    let safety: Vec<SafetyPoint> = form
        .safety
        .iter()
        .map(|event| safety_point(form.item(&event.item), event, words))
        .collect();
    let unanswered = form.unanswered_safety_items(timeline.context());
    let signed = |points: Points| words.signed_tenths(points.tenths());
    let change_text = change.map(|(points, _)| signed(points));
    let mut cursor =
        vec![words.long_date(response.at.date()), words.point_score(&instrument.short, &text)];
    if let Some((points, since)) = change {
        cursor.push(words.point_change(signed(points), words.short_date(since.date(), now)));
    }
    if let (Some(given), Some(days)) = (infusion, days) {
        cursor.push(words.point_day(days, given.number));
    }
    cursor.extend(form.rated_text(words));
    for event in &form.safety {
        cursor.push(form.safety_words(event, words));
    }
    cursor.extend(unanswered.iter().map(|item| words.point_item_unanswered(item.name(words))));
    let notes = if score.is_some() { notes(form, words) } else { Vec::new() };
    cursor.extend(notes.iter().map(|note| words.point_note(note)));
    Point {
        record: form.record.to_hex(),
        at: response.at.as_str().to_owned(),
        day: response.at.date().to_string(),
        status,
        total: score.and_then(|score| score.total),
        band: band.map(|band| band.code.clone()),
        band_label: band.map(|band| band.label.clone()),
        text,
        change: change.map(|(points, _)| points),
        change_text,
        missing: score.map_or(0, |score| score.missing),
        scores: score.map(|score| scores(score, words)).unwrap_or_default(),
        findings: score.map(|score| findings(score, words)).unwrap_or_default(),
        notes,
        shortened_text: None,
        days_since_infusion: days,
        infusion_number: infusion.map(|given| given.number),
        safety,
        safety_unanswered: number_of(&unanswered),
        safety_not_answered: unanswered.into_iter().map(|item| safety_gap(item, words)).collect(),
        items: items(form, words),
        unknown_version: form.instrument.is_none(),
        original_text: form.instrument.filter(|known| known.has_total()).and_then(|known| {
            Some(score_of(known, form.original?, timeline.context()).text(words))
        }),
        withdrawn_text,
        rated_text: form.rated_text(words),
        cursor: words.notes(cursor),
    }
}

/// The notice for a form that follows the previous one sooner than the instrument allows. Such a form is never omitted.
fn shortened(instrument: &Instrument, last: &Moment, at: &Moment, words: &Words) -> Option<String> {
    let days = at.days_since(last);
    let least = instrument.minimum_interval_days.value;
    (days < least).then(|| words.point_shortened(days, least))
}

fn scores(score: &Score<'_>, words: &Words) -> Vec<NamedValue> {
    let named = score.scores.iter().map(|(named, value)| NamedValue {
        name: named.name.clone(),
        label: named.label.clone(),
        text: value.map_or_else(|| words.cannot_be_told(), |value| words.tenths(value.tenths())),
    });
    named.collect()
}

/// The findings. A decision about safety items alone shows their answers, because its code would name a risk.
fn findings(score: &Score<'_>, words: &Words) -> Vec<NamedValue> {
    let named = score.findings.iter().map(|found| {
        let finding = found.finding;
        let decides = matches!(finding.rule, FindingRule::Decision { .. });
        let (label, text) = if decides && score.is_about_safety() {
            (words.point_answers(), score.text(words))
        } else {
            (finding.label.clone(), found.text(score.instrument, words))
        };
        NamedValue { name: finding.name.clone(), label, text }
    });
    named.collect()
}

/// Quotes answers that the definition marks for clinicians, and notes parts that were not assessed.
fn notes(form: &Assessment<'_>, words: &Words) -> Vec<String> {
    let items = form.instrument.iter().flat_map(|known| &known.items);
    let noted = items.filter_map(|item| {
        let (rule, answer) = (item.clinician_note?, form.response.answers.get(&item.id)?);
        let value = answer.integer().filter(|value| *value >= rule.at_least)?;
        Some(words.point_item_answer(item.name(words), quoted(Some(item), value, words)))
    });
    noted
        .chain(form.instrument.into_iter().flat_map(|known| counted_as_zero(known, form, words)))
        .collect()
}

fn status(form: &Assessment<'_>, score: Option<&Score<'_>>) -> PointStatus {
    match (form.response.status, score.map(|score| score.status)) {
        (FormStatus::Stopped, _) => PointStatus::Stopped,
        (FormStatus::Submitted, _) if !form.is_current() => PointStatus::NotScorable,
        (FormStatus::Submitted, Some(ScoreStatus::Complete)) => PointStatus::Complete,
        (FormStatus::Submitted, Some(ScoreStatus::Prorated)) => PointStatus::Prorated,
        (FormStatus::Submitted, None | Some(ScoreStatus::NotScorable)) => PointStatus::NotScorable,
    }
}

fn safety_point(item: Option<&Item>, event: &SafetyEvent, words: &Words) -> SafetyPoint {
    let name = item.map_or_else(|| named(&event.item), |item| item.name(words));
    SafetyPoint {
        item: event.item.clone(),
        number: item.map(Item::number_text).unwrap_or_default(),
        text: words.point_item_answer(name, unquoted(item, event.highest, words)),
        first: event.first,
        highest: event.highest,
        last: event.last,
        changed: event.changed(),
    }
}

fn safety_gap(item: &Item, words: &Words) -> SafetyGap {
    SafetyGap {
        item: item.id.clone(),
        number: item.number_text(),
        text: words.point_item_not_answered(item.name(words)),
    }
}

fn items(form: &Assessment<'_>, words: &Words) -> Vec<ItemPoint> {
    if form.response.status == FormStatus::Stopped {
        return Vec::new();
    }
    let Some(known) = form.instrument else { return unworded(form, words) };
    let asked =
        known.items.iter().filter_map(|item| Some((item, form.response.answers.get(&item.id)?)));
    asked
        .map(|(item, answer)| ItemPoint {
            item: item.id.clone(),
            number: item.number_text(),
            text: item.text.clone(),
            value: answer.number().filter(|_| !is_unassessed(known, item, answer)),
            label: label(item, answer, words),
            step: step(known, item, answer),
        })
        .collect()
}

/// The stored answers of a form whose version is unknown.
fn unworded(form: &Assessment<'_>, words: &Words) -> Vec<ItemPoint> {
    let answers = form.response.answers.iter();
    let items = answers.map(|(id, answer)| ItemPoint {
        item: id.clone(),
        number: String::new(),
        text: named(id),
        value: answer.number(),
        label: match answer {
            AnswerValue::Text(text) => Some(text.clone()),
            AnswerValue::Boolean(yes) => {
                Some(if *yes { words.answer_yes() } else { words.answer_no() })
            }
            AnswerValue::Integer(_) | AnswerValue::Decimal(_) => {
                answer.number().map(|value| words.decimal(value))
            }
            AnswerValue::Skipped => None,
        },
        step: None,
    });
    items.collect()
}

/// Position of an answer between the best (0) and the worst option (4); `None` if it is unknown which direction is
/// better.
fn step(known: &Instrument, item: &Item, answer: &AnswerValue) -> Option<u8> {
    let value = answer.integer().filter(|_| known.has_total())?;
    if is_unassessed(known, item, answer) {
        return None;
    }
    let unassessed = unassessed(known, item);
    let points = || item.values().filter(|it| unassessed != Some(*it)).map(|it| item.points(it));
    let (low, high, own) = (points().min()?, points().max()?, item.points(value));
    let above = match known.direction? {
        Direction::HigherIsBetter => high.checked_sub(own)?,
        Direction::LowerIsBetter => own.checked_sub(low)?,
    };
    let quarters = Points::rounded(above.checked_mul(4)?, high.checked_sub(low)?)?;
    u8::try_from(quarters.tenths() / 10).ok().filter(|step| *step <= 4)
}

fn label(item: &Item, answer: &AnswerValue, words: &Words) -> Option<String> {
    match answer {
        AnswerValue::Integer(_) | AnswerValue::Boolean(_) => {
            answer.integer().map(|value| item.label_of(value, words))
        }
        AnswerValue::Decimal(value) => Some(match &item.kind {
            ItemKind::Decimal { unit, .. } => {
                words.value_with_unit(words.decimal(*value), unit::in_words(unit, words))
            }
            ItemKind::Choice { .. }
            | ItemKind::Number { .. }
            | ItemKind::Boolean
            | ItemKind::Text { .. } => words.decimal(*value),
        }),
        AnswerValue::Text(text) => Some(text.clone()),
        AnswerValue::Skipped => None,
    }
}
