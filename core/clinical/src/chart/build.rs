//! Puts a chart together.

use super::person::{person, sharing};
use super::safety::safety_text;
use super::unknown::unknown_text;
use super::{
    Available, BandView, Chart, InfusionPoint, InstrumentView, Point, item_trend, point, taken_back,
};
use crate::catalogue::CatalogueError;
use crate::entry::Counts;
use crate::entry::infusion::per_kg_text;
use crate::instrument::Instrument;
use crate::instrument::rule::Context;
use crate::library::about::direction_text;
use crate::moment::Moment;
use crate::response::FormStatus;
use crate::score::SCORER_VERSION;
use crate::timeline::{Facts, Timeline, TimelineInfusion};
use crate::words::{count, long_date, number_of};

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
    let infusions: Vec<_> = timeline.infusions.iter().map(infusion_point).collect();
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
        instrument: instrument_view(instrument, timeline.context()),
        available: available(&timeline),
        summary: summary(instrument, &points, number_of(&infusions)),
        first_day: days().min(),
        last_day: days().max(),
        counts: timeline.counts,
        unreadable: timeline.counts.unreadable(),
        unreadable_text: unreadable_text(&timeline.counts),
        unknown_text: unknown_text(&timeline),
        late_text: None,
        safety_text: safety_text(&timeline),
        points,
        infusions,
        checkins,
        taken_back: taken_back::taken_back(&timeline),
    })
}

fn instrument_view(instrument: &Instrument, context: Context) -> InstrumentView {
    let (min, max) = instrument.range();
    let bands = instrument.bands.iter().enumerate().map(|(place, band)| BandView {
        from: band.from,
        to: instrument.band_end(band),
        range_text: format!("{}–{}", band.from, instrument.band_end(band)),
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
        direction_text: direction_text(instrument.direction).to_owned(),
        min,
        max,
        bands: bands.collect(),
        bands_text: instrument.bands_text(),
        sex_text: instrument.goes_by_sex().then(|| match context.sex {
            Some(sex) => format!("Sex used for scoring: {}.", sex.text()),
            None => "Sex used for scoring: not stated. Until it is, the lower cut-off is used and every question \
                     is asked."
                .to_owned(),
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

fn infusion_point(given: &TimelineInfusion<'_>) -> InfusionPoint {
    let infusion = given.infusion;
    InfusionPoint {
        record: given.record.to_hex(),
        number: given.number,
        at: infusion.at.as_str().to_owned(),
        day: infusion.at.date().to_string(),
        route: infusion.route,
        route_text: infusion.route.text().to_owned(),
        dose_mg: infusion.dose_mg,
        dose_text: infusion.dose_text(),
        weight_kg: infusion.weight_kg,
        per_kg_text: per_kg_text(infusion.dose_mg, infusion.weight_kg),
        duration_minutes: infusion.duration_minutes,
        label: infusion.label(),
        original_text: given.original.map(|original| original.label()),
    }
}

fn summary(instrument: &Instrument, points: &[Point], infusions: u32) -> String {
    let short = &instrument.short;
    let given = match infusions {
        0 => String::new(),
        number => format!(", {}", count(number, "infusion")),
    };
    if points.is_empty() {
        return format!("No {short} yet{given}.");
    }
    let rated = points.iter().all(|point| point.rated_text.is_some());
    let forms = count(number_of(points), if rated { "clinician rating" } else { "form" });
    let scored: Vec<_> = points.iter().filter_map(|point| Some((point, point.total?))).collect();
    if !instrument.has_total() {
        return format!("{short}: {forms}{given}.");
    }
    let not_scored = match points.len() - scored.len() {
        0 => String::new(),
        number => format!(", {number} not scored"),
    };
    let day = |point: &Point| {
        Moment::parse(&point.at).map_or_else(|_| point.day.clone(), |at| long_date(at.date()))
    };
    match (scored.first(), scored.last()) {
        (Some((first, from)), Some((last, to))) if scored.len() > 1 => format!(
            "{short} from {from} on {} to {to} on {}: {forms}{not_scored}{given}.",
            day(first),
            day(last),
        ),
        (Some((only, total)), _) => {
            format!("{short} {total} on {}: {forms}{not_scored}{given}.", day(only))
        }
        (None, _) => format!("{short}: {forms}{not_scored}{given}."),
    }
}

/// The notice about records that are not in the chart; `None` if all are.
fn unreadable_text(counts: &Counts) -> Option<String> {
    let mut sentences = Vec::new();
    let closed = counts.damaged.saturating_add(counts.unopened);
    if closed > 0 {
        sentences.push(format!(
            "{} could not be opened. They may hold answers. Kept, nothing deleted.",
            count(closed, "record"),
        ));
    }
    if counts.newer > 0 {
        sentences.push(format!(
            "{} written by a newer version could not be read in full. Kept; an update will show them.",
            count(counts.newer, "record"),
        ));
    }
    let others: Vec<String> = [
        (counts.late, "written after removal"),
        (counts.unknown_author, "by an unknown author"),
        (counts.not_allowed, "by someone who may not write it"),
        (counts.contested, "of which two versions exist"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    if !others.is_empty() {
        sentences.push(format!("Kept but not counted: {}.", others.join(", ")));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}
