//! Compares the clinician's charts with the generated courses, by an independent computation.

use interlude_client::error::ClientError;
use interlude_clinical::chart::{Chart, PointStatus};
use interlude_clinical::instrument::points::Points;
use interlude_protocol::id::SpaceId;

use super::course::{Course, DemoForm, course};
use super::days::DaysAgo;
use super::people::PEOPLE;
use crate::world::Page;

/// The result of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Patients compared.
    pub patients: usize,
    /// Totals, bands, dates and doses compared.
    pub values: usize,
    /// Differences, without answers: patient's place, instrument and day.
    pub wrong: Vec<String>,
}

/// Compares all charts with the courses.
///
/// # Errors
/// The errors of the flows.
pub fn check(page: &Page, days: &DaysAgo) -> Result<Comparison, ClientError> {
    let mut comparison = Comparison::default();
    let listed = page.patients()?.patients;
    let now = days.now()?;
    for (person, place) in PEOPLE.iter().zip(0_u64..) {
        let found = listed.iter().find(|it| it.clinic_number.as_deref() == Some(person.number));
        let Some(found) = found.filter(|it| it.name.as_deref() == Some(person.name)) else {
            comparison.wrong.push(format!("patient {place} is missing"));
            continue;
        };
        comparison.patients += 1;
        let space = SpaceId::from_hex(&found.patient).map_err(|_| ClientError::UnknownPatient)?;
        let course = course(person, place);
        for instrument in ["phq9", "gad7"] {
            let chart = page.chart(space, Some(instrument), &now)?;
            forms(&mut comparison, place, instrument, &course, &chart, days);
        }
        ratings(&mut comparison, place, &course, &page.chart(space, Some("hamd17"), &now)?, days);
        let chart = page.chart(space, Some("phq9"), &now)?;
        infusions(&mut comparison, place, &course, &chart, days);
        let mood = chart.checkins.iter().find(|it| it.item == "daily.mood");
        let answered = mood.map_or(0, |it| it.points.len());
        comparison.expect(answered == course.check_ins.len(), || format!("{place}: check-ins"));
        comparison.expect(chart.unreadable == 0, || format!("{place}: unreadable records"));
    }
    let rows = page.panel(&now)?.rows.len();
    comparison.expect(rows == listed.len(), || "rows of the panel".to_owned());
    Ok(comparison)
}

impl Comparison {
    fn expect(&mut self, good: bool, what: impl FnOnce() -> String) {
        self.values += 1;
        if !good {
            self.wrong.push(what());
        }
    }
}

fn forms(
    comparison: &mut Comparison,
    place: u64,
    instrument: &str,
    course: &Course,
    chart: &Chart,
    days: &DaysAgo,
) {
    let made: Vec<&DemoForm> =
        course.forms.iter().filter(|it| it.instrument == instrument).collect();
    comparison.expect(made.len() == chart.points.len(), || format!("{place} {instrument}: forms"));
    for (form, point) in made.into_iter().zip(&chart.points) {
        let total = total(&form.answers);
        let status = if form.answers.contains(&None) {
            PointStatus::Prorated
        } else {
            PointStatus::Complete
        };
        let good = point.total == Some(Points::whole(total))
            && point.band.as_deref() == Some(band(instrument, total))
            && point.day == days.date(form.day).to_string()
            && point.status == status;
        comparison.expect(good, || format!("{place} {instrument}: form {} days ago", form.day));
    }
}

fn ratings(
    comparison: &mut Comparison,
    place: u64,
    course: &Course,
    chart: &Chart,
    days: &DaysAgo,
) {
    let same = course.ratings.len() == chart.points.len();
    comparison.expect(same, || format!("{place} hamd17: ratings"));
    for (rating, point) in course.ratings.iter().zip(&chart.points) {
        let total: i32 = rating.items.iter().copied().map(i32::from).sum();
        let third = rating.items.get(2).is_some_and(|it| *it > 0);
        let good = point.total == Some(Points::whole(total))
            && point.band.as_deref() == Some(hamd17_band(total))
            && point.day == days.date(rating.day).to_string()
            && point.rated_text.is_some()
            && point.safety.is_empty() != third;
        comparison.expect(good, || format!("{place} hamd17: {} days ago", rating.day));
    }
}

fn infusions(
    comparison: &mut Comparison,
    place: u64,
    course: &Course,
    chart: &Chart,
    days: &DaysAgo,
) {
    let same = course.infusions.len() == chart.infusions.len();
    comparison.expect(same, || format!("{place}: infusions"));
    for (given, point) in course.infusions.iter().zip(&chart.infusions) {
        let good = (given.dose_mg - point.dose_mg).abs() < f64::EPSILON
            && point.day == days.date(given.day).to_string();
        comparison.expect(good, || format!("{place}: infusion {} days ago", given.day));
    }
}

/// Sum of the answers; a missing one counts as the mean of the others, rounded half up.
fn total(answers: &[Option<u8>]) -> i32 {
    let given: Vec<f64> = answers.iter().flatten().map(|it| f64::from(*it)).collect();
    let count = |n: usize| u32::try_from(n).map_or(0.0, f64::from);
    let mean = given.iter().sum::<f64>() / count(given.len());
    let total = (mean * count(answers.len()) + 1e-9 + 0.5).floor();
    (0..=27).rev().find(|it| f64::from(*it) <= total).unwrap_or(0)
}

/// The bands of CamCOPS.
fn hamd17_band(total: i32) -> &'static str {
    match total {
        ..8 => "normal",
        8..14 => "mild",
        14..19 => "moderate",
        19..23 => "severe",
        _ => "very-severe",
    }
}

/// Kroenke 2001 and Spitzer 2006.
fn band(instrument: &str, total: i32) -> &'static str {
    match (instrument, total) {
        (_, ..5) => "minimal",
        (_, 5..10) => "mild",
        (_, 10..15) => "moderate",
        ("phq9", 15..20) => "moderately-severe",
        _ => "severe",
    }
}
