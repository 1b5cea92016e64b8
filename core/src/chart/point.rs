//! One form as a point of a chart.

use super::course::{Course, Form, Withdrawal, safety_words};
use super::text::{long_date, short_date, signed};
use super::{ItemPoint, Point, PointStatus, SafetyPoint};
use crate::entry::infusion::decimal;
use crate::instrument::Instrument;
use crate::instrument::item::{Item, ItemKind};
use crate::moment::Moment;
use crate::response::{AnswerValue, FormStatus, SafetyEvent};
use crate::score::{Score, ScoreStatus, score};

/// All forms of an instrument as points, by time.
pub(super) fn points(course: &Course<'_>, instrument: &Instrument, now: &Moment) -> Vec<Point> {
    let mut before: Option<(i32, &Moment)> = None;
    let mut points = Vec::new();
    for form in course.forms_of(instrument) {
        let score = if form.is_current() { score(instrument, form.response) } else { None };
        let total = score.as_ref().and_then(|score| score.total);
        let change = total.zip(before).map(|(total, (then, at))| (total - then, at));
        points.push(point(course, instrument, form, score.as_ref(), change, now));
        if let Some(total) = total {
            before = Some((total, &form.response.at));
        }
    }
    points
}

fn point(
    course: &Course<'_>,
    instrument: &Instrument,
    form: &Form<'_>,
    score: Option<&Score<'_>>,
    change: Option<(i32, &Moment)>,
    now: &Moment,
) -> Point {
    let response = form.response;
    let status = status(form, score);
    let withdrawn_text = form.withdrawn.map(|how| {
        match how {
            Withdrawal::Corrected => "corrected later",
            Withdrawal::TakenBack => "taken back later",
        }
        .to_owned()
    });
    let text = match (&withdrawn_text, status, score) {
        (Some(withdrawn), _, _) => withdrawn.clone(),
        (None, PointStatus::Stopped, _) => "stopped, not scored".to_owned(),
        (None, _, Some(score)) => score.text(),
        (None, _, None) => "answered".to_owned(),
    };
    let band = score.and_then(|score| score.band);
    let infusion = course.infusion_before(&response.at);
    let days = infusion.map(|given| response.at.days_since(&given.infusion.at));
    let safety: Vec<SafetyPoint> =
        form.safety.iter().map(|event| safety_point(instrument, event)).collect();
    let safety_unanswered = response.safety_unanswered(instrument);
    let change_text = change.map(|(points, _)| signed(points));
    let mut cursor = vec![long_date(response.at.date()), format!("{} {text}", instrument.short)];
    if let Some((points, since)) = change {
        cursor.push(format!("{} since {}", signed(points), short_date(since.date(), now)));
    }
    if let (Some(given), Some(days)) = (infusion, days) {
        cursor.push(format!("day {days} after infusion {}", given.number));
    }
    for event in &form.safety {
        cursor.push(safety_words(instrument.item(&event.item), event));
    }
    if safety_unanswered > 0 {
        let items = instrument.items.iter().filter(|item| item.safety.is_some());
        let skipped = items
            .filter(|item| matches!(response.answers.get(&item.id), Some(AnswerValue::Skipped)));
        cursor.extend(skipped.map(|item| format!("{} not answered", item.name())));
    }
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
        days_since_infusion: days,
        infusion_number: infusion.map(|given| given.number),
        safety,
        safety_unanswered,
        items: items(instrument, form),
        original_text: form.original.and_then(|original| {
            crate::score::score(instrument, original).map(|score| score.text())
        }),
        withdrawn_text,
        cursor: cursor.join(" · "),
    }
}

fn status(form: &Form<'_>, score: Option<&Score<'_>>) -> PointStatus {
    match (form.response.status, score.map(|score| score.status)) {
        (FormStatus::Stopped, _) => PointStatus::Stopped,
        (FormStatus::Submitted, _) if !form.is_current() => PointStatus::NotScorable,
        (FormStatus::Submitted, None | Some(ScoreStatus::Complete)) => PointStatus::Complete,
        (FormStatus::Submitted, Some(ScoreStatus::Prorated)) => PointStatus::Prorated,
        (FormStatus::Submitted, Some(ScoreStatus::NotScorable)) => PointStatus::NotScorable,
    }
}

fn safety_point(instrument: &Instrument, event: &SafetyEvent) -> SafetyPoint {
    let item = instrument.item(&event.item);
    let value = |value: i32| match item {
        Some(item) if matches!(item.kind, ItemKind::Boolean) => item.label_of(value),
        Some(item) => format!("{} ({value})", item.label_of(value)),
        None => value.to_string(),
    };
    let name = item.map_or_else(|| event.item.clone(), Item::name);
    SafetyPoint {
        item: event.item.clone(),
        number: item.map(Item::number_text).unwrap_or_default(),
        text: format!("{name}: {}", value(event.highest)),
        first: event.first,
        highest: event.highest,
        last: event.last,
        changed: event.changed(),
    }
}

fn items(instrument: &Instrument, form: &Form<'_>) -> Vec<ItemPoint> {
    if form.response.status == FormStatus::Stopped {
        return Vec::new();
    }
    let asked = instrument
        .items
        .iter()
        .filter_map(|item| Some((item, form.response.answers.get(&item.id)?)));
    asked
        .map(|(item, answer)| ItemPoint {
            item: item.id.clone(),
            number: item.number_text(),
            text: item.text.clone(),
            value: answer.number(),
            label: label(item, answer),
        })
        .collect()
}

fn label(item: &Item, answer: &AnswerValue) -> Option<String> {
    match answer {
        AnswerValue::Integer(_) | AnswerValue::Boolean(_) => {
            answer.integer().map(|value| item.label_of(value))
        }
        AnswerValue::Decimal(value) => Some(match &item.kind {
            ItemKind::Decimal { unit, .. } => format!("{}\u{a0}{unit}", decimal(*value)),
            ItemKind::Choice { .. }
            | ItemKind::Number { .. }
            | ItemKind::Boolean
            | ItemKind::Text { .. } => decimal(*value),
        }),
        AnswerValue::Text(text) => Some(text.clone()),
        AnswerValue::Skipped => None,
    }
}
