//! Builds a chart.

use super::between::{Between, between};
use super::outcome::outcome_view;
use super::person::{person, sharing};
use super::plan::{episode_view, planned_views};
use super::safety::safety_text;
use super::safety_item::safety_items;
use super::schedule::schedule_view;
use super::unknown::unknown_text;
use super::{
    Available, BandView, Chart, InfusionPoint, InstrumentView, Point, item_trend, point, taken_back,
};
use crate::catalogue::CatalogueError;
use crate::entry::Counts;
use crate::entry::infusion::per_kg_text;
use crate::instrument::Instrument;
use crate::instrument::points::Points;
use crate::instrument::rule::{Context, Sex};
use crate::moment::Moment;
use crate::response::FormStatus;
use crate::score::SCORER_VERSION;
use crate::timeline::{Facts, Timeline, TimelineInfusion};
use crate::words::{SummaryLine, SummaryOne, Words, number_of};

pub(super) fn build(
    facts: &Facts<'_>,
    asked: Option<&str>,
    now: &Moment,
) -> Result<Chart, CatalogueError> {
    let timeline = Timeline::of(facts);
    let instrument = match (asked, timeline.main_instrument()) {
        (Some(id), _) => facts
            .library
            .instrument(id)
            .ok_or_else(|| CatalogueError::UnknownInstrument(id.to_owned()))?,
        (None, Some(instrument)) => instrument,
        (None, None) => crate::catalogue::instrument("phq9")?,
    };
    let points = point::points(&timeline, instrument, now);
    let history = timeline.history(instrument);
    let infusions = timeline.infusions.iter().zip(between(&timeline, &history));
    let infusions: Vec<InfusionPoint> =
        infusions.map(|(given, between)| infusion_point(given, between, timeline.words)).collect();
    let checkins = item_trend::item_trends(&timeline);
    let days = || {
        let forms = points.iter().map(|point| point.day.clone());
        let given = infusions.iter().map(|infusion| infusion.day.clone());
        let single = checkins.iter().flat_map(|it| it.points.iter().map(|point| point.day.clone()));
        forms.chain(given).chain(single)
    };
    Ok(Chart {
        patient: facts.patient.to_hex(),
        person: person(&timeline, now),
        sharing: sharing(&timeline),
        instrument: instrument_view(instrument, timeline.context(), timeline.words),
        available: available(&timeline),
        summary: summary(instrument, &points, number_of(&infusions), timeline.words),
        outcome: instrument.has_total().then(|| {
            let last = timeline.infusions.last().map(|it| it.infusion.at.days_ago(now));
            outcome_view(&history, instrument, &points, last, timeline.words)
        }),
        first_day: days().min(),
        last_day: days().max(),
        counts: timeline.counts,
        unreadable: timeline.counts.unreadable(),
        unreadable_text: unreadable_text(&timeline.counts, timeline.words),
        unknown_text: unknown_text(&timeline),
        late_text: None,
        safety_text: safety_text(&timeline),
        safety_items: safety_items(&timeline, now),
        safety_unanswered_text: timeline.safety_unanswered_text(),
        owner: timeline.owner(),
        planned: planned_views(&timeline, now),
        schedule: schedule_view(&timeline, now),
        episode: timeline.episode.map(|it| episode_view(it, timeline.words)),
        points,
        infusions,
        checkins,
        taken_back: taken_back::taken_back(&timeline),
    })
}

fn instrument_view(instrument: &Instrument, context: Context, words: &Words) -> InstrumentView {
    let (min, max) = instrument.range();
    let bands = instrument.bands.iter().enumerate().map(|(place, band)| BandView {
        from: band.from,
        to: instrument.band_end(band),
        range_text: instrument.band_range_text(band, words),
        code: band.code.clone(),
        label: band.label.clone(),
        step: instrument.band_step(place),
    });
    InstrumentView {
        id: instrument.id.clone(),
        title: instrument.title.clone(),
        short: instrument.short.clone(),
        version: instrument.version.clone(),
        scorer: SCORER_VERSION.to_owned(),
        licence: instrument.licence.notice.clone(),
        licence_class: instrument.licence.class,
        citation: instrument.citation.clone(),
        has_total: instrument.has_range(),
        direction_text: instrument.direction.map(|it| it.text(words)).unwrap_or_default(),
        min,
        max,
        bands: bands.collect(),
        bands_text: instrument.bands_text(words),
        sex_text: instrument.goes_by_sex().then(|| {
            words.sex_for_scoring(match context.sex {
                Some(Sex::Female) => "female",
                Some(Sex::Male) => "male",
                None => "unknown",
            })
        }),
    }
}

fn available(timeline: &Timeline<'_>) -> Vec<Available> {
    timeline
        .library
        .instruments()
        .filter_map(|instrument| {
            let submitted = timeline
                .forms_of(instrument)
                .filter(|form| form.is_current() && form.response.status == FormStatus::Submitted);
            let responses = u32::try_from(submitted.count()).unwrap_or(u32::MAX);
            (timeline.forms_of(instrument).next().is_some()).then(|| Available {
                id: instrument.id.clone(),
                short: instrument.short.clone(),
                responses,
            })
        })
        .collect()
}

fn infusion_point(given: &TimelineInfusion<'_>, between: Between, words: &Words) -> InfusionPoint {
    let infusion = given.infusion;
    InfusionPoint {
        record: given.record.to_hex(),
        number: given.number,
        at: infusion.at.as_str().to_owned(),
        day: infusion.at.date().to_string(),
        route: infusion.route,
        route_text: infusion.route.text(words),
        dose_mg: infusion.dose_mg,
        dose_text: infusion.dose_text(words),
        weight_kg: infusion.weight_kg,
        per_kg_text: per_kg_text(infusion.dose_mg, infusion.weight_kg, words),
        duration_minutes: infusion.duration_minutes,
        label: infusion.label(words),
        original_text: given.original.map(|original| original.label(words)),
        reason: infusion.reason.clone(),
        between,
    }
}

fn summary(instrument: &Instrument, points: &[Point], infusions: u32, words: &Words) -> String {
    let short = &instrument.short;
    if points.is_empty() {
        return words.summary_none(short, infusions);
    }
    let rated = points.iter().all(|point| point.rated_text.is_some());
    let by = if rated { "clinician" } else { "patient" };
    let forms = number_of(points);
    let scored: Vec<_> = points.iter().filter_map(|point| Some((point, point.total?))).collect();
    let not_scored = if instrument.has_total() { points.len() - scored.len() } else { 0 };
    let number = |total: &Points| words.tenths(total.tenths());
    let day = |point: &Point| {
        Moment::parse(&point.at).map_or_else(|_| point.day.clone(), |at| words.long_date(at.date()))
    };
    match (scored.first(), scored.last()) {
        (Some((first, from)), Some((last, to))) if scored.len() > 1 && instrument.has_total() => {
            let line = SummaryLine {
                short: short.into(),
                first: number(from).into(),
                first_day: day(first).into(),
                last: number(to).into(),
                last_day: day(last).into(),
                by: by.into(),
                forms: forms.into(),
                not_scored: not_scored.into(),
                infusions: infusions.into(),
            };
            line.text(words)
        }
        (Some((only, total)), _) if instrument.has_total() => {
            let one = SummaryOne {
                short: short.into(),
                total: number(total).into(),
                day: day(only).into(),
                by: by.into(),
                forms: forms.into(),
                not_scored: not_scored.into(),
                infusions: infusions.into(),
            };
            one.text(words)
        }
        _ => words.summary_unscored(short, by, forms, not_scored, infusions),
    }
}

/// The notice about records that are not in the chart; `None` if there are none.
fn unreadable_text(counts: &Counts, words: &Words) -> Option<String> {
    let mut sentences = Vec::new();
    let closed = counts.damaged.saturating_add(counts.unopened);
    if closed > 0 {
        sentences.push(words.records_unopened(closed));
    }
    if counts.newer > 0 {
        sentences.push(words.records_newer(counts.newer));
    }
    let some = |number: u32| (number > 0).then_some(number);
    let others = [
        some(counts.late).map(|it| words.records_late(it)),
        some(counts.unknown_author).map(|it| words.records_unknown_author(it)),
        some(counts.not_allowed).map(|it| words.records_not_allowed(it)),
        some(counts.contested).map(|it| words.records_contested(it)),
    ];
    let others = words.list(others.into_iter().flatten());
    if !others.is_empty() {
        sentences.push(words.records_not_counted(others));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
