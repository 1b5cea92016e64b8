//! One patient's six months: infusions, forms, check-ins and ratings.

use crate::demo::people::{DemoPatient, Story};
use crate::demo::random::Seeded;

/// An infusion `day` days before today.
#[derive(Debug, Clone, PartialEq)]
pub struct Infusion {
    /// Days before today.
    pub day: u32,
    /// Dose in milligrams.
    pub dose_mg: f64,
    /// Duration in minutes.
    pub minutes: u32,
}

/// One submitted questionnaire; `None` is seen and skipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoForm {
    /// Days before today.
    pub day: u32,
    /// `phq9` or `gad7`.
    pub instrument: &'static str,
    /// Answers to the scored items, in order.
    pub answers: Vec<Option<u8>>,
}

/// One daily check-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoCheckIn {
    /// Days before today.
    pub day: u32,
    /// Mood, energy, anxiety and sleep quality, 0–10 each.
    pub numbers: [u8; 4],
    /// Unusually energetic or wired.
    pub wired: bool,
    /// Thoughts of ending life; `None` is skipped.
    pub thoughts: Option<bool>,
}

/// A HAM-D17 that a clinician rated on the morning of an infusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rating {
    /// Days before today.
    pub day: u32,
    /// Items 1 to 17, the sixteenth by 16A.
    pub items: [u8; 17],
}

/// A patient's course.
#[derive(Debug, Clone, PartialEq)]
pub struct Course {
    /// Infusions, oldest first.
    pub infusions: Vec<Infusion>,
    /// Questionnaires, oldest first.
    pub forms: Vec<DemoForm>,
    /// Check-ins, oldest first.
    pub check_ins: Vec<DemoCheckIn>,
    /// Clinicians' ratings, oldest first; every fourth patient has them.
    pub ratings: Vec<Rating>,
}

const FIRST_DAY: u32 = 182;

/// Days before today of the infusions of [`Story::Cycling`]: four series of two.
const CYCLING: [u32; 8] = [175, 172, 134, 131, 93, 90, 29, 26];

/// Highest points of each item of the HAM-D17.
const HAMD17: [u8; 17] = [4, 4, 4, 2, 2, 2, 4, 4, 4, 4, 4, 2, 2, 2, 4, 2, 2];

/// Invents the course of `person`, whose place in the list is `place`.
#[must_use]
pub fn course(person: &DemoPatient, place: u64) -> Course {
    let mut seeded = Seeded::new(0x1e7e_71de ^ (place << 20));
    let start = match person.story {
        Story::New => 12 + seeded.below(4),
        Story::Untreated => 10,
        Story::JustTreated => 9,
        Story::Responder
        | Story::Partial
        | Story::NonResponder
        | Story::Relapse
        | Story::Maintenance
        | Story::Cycling
        | Story::Worsening
        | Story::Silent
        | Story::Transferred => FIRST_DAY,
    };
    let infusions = infusions(person, start, &mut seeded);
    let last_answer = match person.story {
        Story::Silent => 23 + seeded.below(20),
        Story::Responder
        | Story::Partial
        | Story::NonResponder
        | Story::Relapse
        | Story::Maintenance
        | Story::Worsening
        | Story::New
        | Story::Transferred => seeded.below(2),
        Story::Cycling | Story::Untreated | Story::JustTreated => 0,
    };
    let ratings =
        if place.is_multiple_of(4) { ratings(person, &infusions, start, place) } else { vec![] };
    let mut course = Course { infusions, forms: Vec::new(), check_ins: Vec::new(), ratings };
    // Who had the first infusion elsewhere answers from the day after on.
    let elsewhere = course.infusions.first().filter(|_| person.story == Story::Transferred);
    let first_answer = elsewhere.map_or(start, |it| it.day.saturating_sub(1));
    for day in (last_answer..=first_answer).rev() {
        let level = level(person, &course.infusions, start, day);
        let since_start = start - day;
        let infused = course.infusions.iter().any(|it| it.day == day);
        if since_start % 7 == 0 || (infused && since_start % 7 > 2) {
            let answers = phq9(level, person.thoughts, &mut seeded);
            course.forms.push(DemoForm { day, instrument: "phq9", answers });
        }
        if since_start % 14 == 0 {
            let answers = gad7(level, &mut seeded);
            course.forms.push(DemoForm { day, instrument: "gad7", answers });
        }
        if seeded.chance(85) {
            course.check_ins.push(check_in(day, level, person.thoughts, &mut seeded));
        }
    }
    course
}

fn infusions(person: &DemoPatient, start: u32, seeded: &mut Seeded) -> Vec<Infusion> {
    let first = start.saturating_sub(7);
    let count = match person.story {
        Story::New => 2,
        Story::Untreated => 0,
        Story::JustTreated => 1,
        Story::Responder
        | Story::Partial
        | Story::NonResponder
        | Story::Relapse
        | Story::Maintenance
        | Story::Cycling
        | Story::Worsening
        | Story::Silent
        | Story::Transferred => 4 + seeded.below(3),
    };
    let mut days: Vec<u32> = (0..count).map(|n| first.saturating_sub(n * 7 / 2)).collect();
    let last = days.last().copied().unwrap_or(first);
    match person.story {
        Story::Maintenance | Story::Transferred => {
            days.extend([28, 58, 88].map(|gap| last.saturating_sub(gap)));
        }
        Story::Relapse | Story::Partial => {
            days.extend([60, 64].map(|gap| last.saturating_sub(gap)));
        }
        Story::Cycling => days = CYCLING.to_vec(),
        Story::JustTreated => days = vec![1],
        Story::Responder
        | Story::NonResponder
        | Story::Worsening
        | Story::Silent
        | Story::New
        | Story::Untreated => {}
    }
    days.truncate(8);
    // Half a milligram per kilogram, as whole milligrams.
    let dose_mg = (person.weight_kg * 0.5).round();
    days.into_iter().map(|day| Infusion { day, dose_mg, minutes: 40 }).collect()
}

/// One rating for each infusion, from a separate random stream.
fn ratings(person: &DemoPatient, infusions: &[Infusion], start: u32, place: u64) -> Vec<Rating> {
    let mut seeded = Seeded::new(0x4a3d_0017 ^ (place << 20));
    let rate = |infusion: &Infusion| {
        let level = level(person, infusions, start, infusion.day);
        let mut items = HAMD17.map(|most| {
            let mean = level / 27.0 * f64::from(most) * 0.6;
            answer(mean, 0.7, most, &mut seeded)
        });
        if let Some(third) = items.get_mut(2) {
            *third = if person.thoughts && level > 9.0 { (*third).min(2) } else { 0 };
        }
        Rating { day: infusion.day, items }
    };
    infusions.iter().map(rate).collect()
}

/// The story's PHQ-9 on a day, in points.
fn level(person: &DemoPatient, infusions: &[Infusion], start: u32, day: u32) -> f64 {
    let base = f64::from(person.start);
    // Forms of an infusion's day are answered in the morning, before it.
    let before = || infusions.iter().filter(|it| it.day > day);
    let (given, since_last) = (before().count(), before().map(|it| it.day - day).min());
    let gain = 1.0 - 0.72_f64.powi(i32::try_from(given).unwrap_or(0));
    let since = f64::from(since_last.unwrap_or(0));
    match person.story {
        Story::Responder | Story::Silent | Story::New | Story::Untreated | Story::JustTreated => {
            base * (1.0 - 0.85 * gain)
        }
        Story::Partial => base * (1.0 - 0.45 * gain),
        Story::NonResponder => base * (1.0 - 0.08 * gain),
        Story::Maintenance | Story::Transferred => {
            base * (1.0 - 0.85 * gain + 0.006 * since).clamp(0.12, 1.0)
        }
        Story::Cycling => {
            let lost = since > 20.0 && given < CYCLING.len();
            base * if given == 0 || lost { 0.95 } else { 0.3 }
        }
        Story::Relapse => {
            base * (1.0 - 0.85 * gain + 0.022 * (since - 14.0).max(0.0)).clamp(0.1, 1.0)
        }
        Story::Worsening => {
            let weeks = f64::from(start - day) / 7.0;
            let jump = if day < 8 { 7.0 } else { 0.0 };
            base * (1.0 - 0.35 * gain) + (weeks - 18.0).max(0.0) * 0.6 + jump
        }
    }
    .clamp(0.0, 27.0)
}

fn answer(mean: f64, spread: f64, most: u8, seeded: &mut Seeded) -> u8 {
    let points = (mean + seeded.around(spread)).round().clamp(0.0, f64::from(most));
    (0..=most).rev().find(|&it| f64::from(it) <= points).unwrap_or(0)
}

fn phq9(level: f64, thoughts: bool, seeded: &mut Seeded) -> Vec<Option<u8>> {
    let mean = level / 27.0 * 3.3;
    let mut answers: Vec<Option<u8>> = (0..8).map(|_| Some(answer(mean, 0.9, 3, seeded))).collect();
    let ninth = if thoughts && level > 9.0 { answer(mean - 0.9, 0.8, 3, seeded) } else { 0 };
    answers.push(Some(ninth));
    if seeded.chance(6) {
        let place = usize::try_from(seeded.below(8)).unwrap_or(0);
        if let Some(skipped) = answers.get_mut(place) {
            *skipped = None;
        }
    }
    answers
}

fn gad7(level: f64, seeded: &mut Seeded) -> Vec<Option<u8>> {
    (0..7).map(|_| Some(answer(level / 27.0 * 2.8, 0.9, 3, seeded))).collect()
}

fn check_in(day: u32, level: f64, thoughts: bool, seeded: &mut Seeded) -> DemoCheckIn {
    let low = level / 27.0 * 9.0;
    let numbers = [
        answer(9.3 - low, 1.4, 10, seeded),
        answer(8.6 - low, 1.6, 10, seeded),
        answer(low, 1.6, 10, seeded),
        answer(8.4 - low * 0.8, 1.8, 10, seeded),
    ];
    let asked = !seeded.chance(4);
    let yes = thoughts && level > 13.0 && seeded.chance(22);
    DemoCheckIn { day, numbers, wired: seeded.chance(3), thoughts: asked.then_some(yes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::people::PEOPLE;

    #[test]
    fn every_patient_has_a_believable_course() {
        for (place, person) in PEOPLE.iter().enumerate() {
            let course = course(person, place as u64);
            let infusions = course.infusions.len();
            let least = match person.story {
                Story::Untreated => 0,
                Story::JustTreated => 1,
                Story::New => 2,
                Story::Responder
                | Story::Partial
                | Story::NonResponder
                | Story::Relapse
                | Story::Maintenance
                | Story::Cycling
                | Story::Worsening
                | Story::Silent
                | Story::Transferred => 4,
            };
            assert!((least..=8).contains(&infusions), "{}: {infusions} infusions", person.name);
            assert!(course.infusions.is_sorted_by(|a, b| a.day > b.day), "{}", person.name);
            assert!(!course.forms.is_empty() && !course.check_ins.is_empty());
        }
    }

    #[test]
    fn some_are_silent_some_worse_and_some_have_thoughts_of_death() {
        let courses: Vec<(&DemoPatient, Course)> =
            PEOPLE.iter().enumerate().map(|(n, it)| (it, course(it, n as u64))).collect();
        let last = |course: &Course| course.forms.last().unwrap().day;
        let silent = courses.iter().filter(|(_, it)| last(it) >= 14).count();
        let ninth = |it: &Course| {
            it.forms.iter().any(|form| form.answers.len() == 9 && form.answers[8] > Some(0))
        };
        assert!((1..=6).contains(&silent), "{silent} silent");
        assert!(courses.iter().filter(|(_, it)| ninth(it)).count() >= 4);
        assert_eq!(PEOPLE.len(), 24);
    }
}
