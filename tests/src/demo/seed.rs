//! Fills the demo clinic through the real client code and the real HTTP API.

use interlude_client::clinician::{InfusionForm, NewPatient, SignForm};
use interlude_client::error::ClientError;
use interlude_client::form::AnswerView;
use interlude_client::journal::MemoryStore;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::response::draft::Answer;

use super::course::{Course, DemoCheckIn, DemoForm, Rating, course};
use super::days::{DaysAgo, ZONE};
use super::people::{DemoPatient, PEOPLE};
use super::treat::Patient;
use crate::world::{self, Page, WorldPhone};

/// Adds all patients. Calls `progress` with their number after each.
///
/// # Errors
/// The errors of the flows.
pub async fn seed(
    page: &Page,
    days: &DaysAgo,
    mut progress: impl FnMut(usize),
) -> Result<(), ClientError> {
    for (place, (person, number)) in PEOPLE.iter().zip(0_u64..).enumerate() {
        drop(patient(page, days, person, &course(person, number)).await?);
        progress(place + 1);
    }
    Ok(())
}

/// Adds one patient with the whole course and returns the phone.
///
/// # Errors
/// The errors of the flows.
pub async fn patient(
    page: &Page,
    days: &DaysAgo,
    person: &DemoPatient,
    course: &Course,
) -> Result<WorldPhone, ClientError> {
    let phone = world::phone(MemoryStore::default())?;
    let zone = DaysAgo::zone()?;
    let start = course.forms.first().map_or(0, |form| form.day);
    let invited = NewPatient {
        name: person.name.to_owned(),
        born: person.born.to_owned(),
        clinic_number: Some(person.number.to_owned()),
        telephone: None,
        pronouns: Some(person.pronouns.to_owned()),
        sex_for_scoring: None,
    };
    world::enrol(page, &phone, invited, &days.at(start, 8, 0)?, &zone).await?;
    let patients = page.patients()?.patients.into_iter();
    let mut named = patients.rev().filter(|it| it.clinic_number.as_deref() == Some(person.number));
    let patient = named.next().ok_or(ClientError::UnknownPatient)?.patient;
    for infusion in &course.infusions {
        let form = InfusionForm {
            replaces: None,
            patient: patient.clone(),
            year_of_birth: year_of(person),
            at: days.at(infusion.day, 10, 5)?.as_str().to_owned(),
            zone: ZONE.to_owned(),
            route: "iv".to_owned(),
            dose_mg: infusion.dose_mg,
            weight: Some(person.weight_kg),
            weight_unit: WeightUnit::Kg,
            duration_minutes: u16::try_from(infusion.minutes).unwrap_or(0),
            confirmed: Vec::new(),
            reason: String::new(),
        };
        page.record_infusion(&world::confirmed(page, &form)?).await?;
    }
    for rating in &course.ratings {
        rate(page, days, &patient, year_of(person), rating).await?;
    }
    for form in &course.forms {
        answer_form(&phone, days, form)?;
    }
    for check_in in &course.check_ins {
        answer_check_in(&phone, days, check_in)?;
    }
    phone.sync().await?;
    let year_of_birth = year_of(person);
    Patient { page, days, space: patient, person, year_of_birth }.treat(start).await?;
    Ok(phone)
}

fn year_of(person: &DemoPatient) -> i32 {
    person.born.get(..4).and_then(|it| it.parse().ok()).unwrap_or(0)
}

async fn rate(
    page: &Page,
    days: &DaysAgo,
    patient: &str,
    year_of_birth: i32,
    rated: &Rating,
) -> Result<(), ClientError> {
    let rating = page.open_rating(patient, "hamd17", days.at(rated.day, 9, 30)?)?.rating;
    for (number, value) in (1..).zip(rated.items) {
        let item = if number == 16 { "hamd17.16a".to_owned() } else { format!("hamd17.{number}") };
        drop(page.rate(&rating, &item, AnswerView::Choice(i32::from(value)))?);
    }
    let at = days.at(rated.day, 9, 40)?.as_str().to_owned();
    page.sign_rating(&SignForm { rating, year_of_birth, at, zone: ZONE.to_owned() }).await?;
    Ok(())
}

fn answer_form(phone: &WorldPhone, days: &DaysAgo, form: &DemoForm) -> Result<(), ClientError> {
    let zone = DaysAgo::zone()?;
    let check_in = phone.open_form(form.instrument, &days.at(form.day, 9, 11)?, &zone)?;
    for (number, answer) in (1..).zip(&form.answers) {
        let item = format!("{}.{number}", form.instrument);
        let answer = answer.map_or(Answer::Skip, |value| Answer::Choice(i32::from(value)));
        drop(check_in.answer(&item, answer)?);
    }
    for item in check_in.items().into_iter().filter(|item| item.answered.is_none()) {
        drop(check_in.answer(&item.id, Answer::Skip)?);
    }
    phone.submit(&check_in, &days.at(form.day, 9, 12)?, &zone)?;
    Ok(())
}

fn answer_check_in(
    phone: &WorldPhone,
    days: &DaysAgo,
    asked: &DemoCheckIn,
) -> Result<(), ClientError> {
    let zone = DaysAgo::zone()?;
    let check_in = phone.open_form("daily_checkin", &days.at(asked.day, 19, 2)?, &zone)?;
    let items = ["daily.mood", "daily.energy", "daily.anxiety", "daily.sleep_quality"];
    for (item, value) in items.into_iter().zip(asked.numbers) {
        drop(check_in.answer(item, Answer::Number(f64::from(value)))?);
    }
    drop(check_in.answer("daily.activation", Answer::Boolean(asked.wired))?);
    let thoughts = asked.thoughts.map_or(Answer::Skip, Answer::Boolean);
    drop(check_in.answer("daily.safety", thoughts)?);
    phone.submit(&check_in, &days.at(asked.day, 19, 3)?, &zone)?;
    Ok(())
}
