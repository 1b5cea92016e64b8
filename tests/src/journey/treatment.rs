//! Another patient's treatment: a plan, what it makes due, infusions, a response and its loss, on page and phone.

use std::path::Path;

use serde_json::{Value, json};

use super::JourneyError;
use super::phone::{Phone, RustPhone};
use super::seen::Seen;
use super::wire::Wire;
use crate::demo::days::DaysAgo;
use crate::world;

const NAME: &str = "WREN, Isolde";
const YEAR: &str = "1990";
/// Twenty points, nine, and eighteen; item 9 is 0.
const BASELINE: [i64; 9] = [3, 3, 3, 3, 3, 3, 2, 0, 0];
const BETTER: [i64; 9] = [2, 2, 2, 1, 1, 1, 0, 0, 0];
const WORSE: [i64; 9] = [3, 3, 3, 3, 3, 3, 0, 0, 0];

/// Runs the story on the page that is signed in; the phone keeps its journal in `folder`.
///
/// # Errors
/// The error that stops the story.
pub async fn tell(browser: &mut Wire, folder: &Path, seen: &mut Seen) -> Result<(), JourneyError> {
    let mut phone = Phone::Rust(Box::new(RustPhone::new(folder)?));
    enrol(browser, &mut phone).await?;
    answer(&mut phone, &BASELINE, Some(8)).await?;

    let rows = json!([
        {"instrument": "phq9", "anchor": "start", "days": 0, "window": 3},
        {"instrument": "gad7", "anchor": "after-infusion", "days": 7, "window": 3},
    ]);
    browser.ask(json!({"do": "sign_plan", "name": NAME, "year": YEAR, "rows": rows})).await?;
    let plan = due_on_page(browser).await?;
    seen.tell(&format!("a plan is signed; Chromium shows {plan:?}"));
    let open = plan.len() == 1 && has(&plan, "PHQ-9, ", ": open");
    seen.claim("the page shows a PHQ-9 that is open", open);
    seen.same("the phone asks it", &due_on_phone(&mut phone).await?, &["phq9"]);

    answer(&mut phone, &BETTER, None).await?;
    seen.same("answered, it is not asked again", &due_on_phone(&mut phone).await?, &NOTHING);
    let given = |day: Option<String>| {
        let on = day.as_ref().map(|_| "10:05");
        let given = json!({"year": YEAR, "dose": "40", "weight": "80", "route": "iv",
            "minutes": "40", "day": day, "time": on});
        json!({"do": "give", "name": NAME, "given": given})
    };
    let invalid = || JourneyError::Wrong("the clock of this machine".to_owned());
    let days = DaysAgo::before(world::now()).ok_or_else(invalid)?;
    browser.ask(given(Some(days.date(7).to_string()))).await?;
    let response = outcome(browser, "response").await?;
    seen.tell(&format!("an infusion of 7 days ago is recorded; Chromium says {response}"));
    seen.claim("the page states a response", response.starts_with("Response: "));
    compare(&response, &mut phone, seen).await?;
    let plan = due_on_page(browser).await?;
    let open = plan.len() == 2 && has(&plan, "GAD-7, ", ": open");
    seen.claim("day 7 after it opens a GAD-7 on the page", open);
    let answered = plan.iter().any(|it| it.starts_with("PHQ-9, ") && it.contains(": answered "));
    seen.claim("the PHQ-9 is answered", answered);
    seen.same("and on the phone", &due_on_phone(&mut phone).await?, &["gad7"]);

    browser.ask(given(None)).await?;
    let reset = due_on_page(browser).await?;
    seen.tell(&format!("another infusion is recorded; Chromium shows {reset:?}"));
    let moved = reset.len() == 2 && has(&reset, "GAD-7, ", "") && !has(&reset, "GAD-7, ", ": open");
    seen.claim("it resets the clock: the GAD-7 moves to a week from now", moved);
    seen.same("the phone asks nothing now", &due_on_phone(&mut phone).await?, &NOTHING);

    answer(&mut phone, &WORSE, None).await?;
    let lost = outcome(browser, "lost-response").await?;
    browser.ask(json!({"do": "shoot", "name": "journey-lost"})).await?;
    seen.claim("the page states the loss", lost.starts_with("Lost response: "));
    compare(&lost, &mut phone, seen).await?;
    let panel = browser.ask(json!({"do": "panel"})).await?;
    let rows = panel.get("rows").map(Value::to_string).unwrap_or_default();
    seen.claim("the panel names the loss as a reason", rows.contains("response lost"));
    Ok(())
}

const NOTHING: [&str; 0] = [];

async fn enrol(browser: &mut Wire, phone: &mut Phone) -> Result<(), JourneyError> {
    let person = json!({"name": NAME, "born": format!("{YEAR}-06-02"), "clinic_number": "W-1",
        "telephone": null, "pronouns": null});
    let invited = browser.ask(json!({"do": "invite", "person": person})).await?;
    let join = json!({"do": "join", "invite": invited.get("invite")});
    let digits = phone.ask(join, "digits").await?;
    let digits = digits.last().and_then(|it| it.get("digits"));
    browser.ask(json!({"do": "digits", "digits": digits})).await?;
    phone.ask(json!({"do": "enrol"}), "enrolled").await?;
    browser.ask(json!({"do": "enrolled"})).await?;
    Ok(())
}

async fn answer(
    phone: &mut Phone,
    answers: &[i64; 9],
    days_ago: Option<u32>,
) -> Result<(), JourneyError> {
    let form = json!({"do": "answer_phq9", "answers": answers, "days_ago": days_ago});
    phone.ask(form, "saved").await?;
    phone.ask(json!({"do": "sync"}), "synced").await?;
    Ok(())
}

async fn due_on_phone(phone: &mut Phone) -> Result<Vec<String>, JourneyError> {
    phone.ask(json!({"do": "sync"}), "synced").await?;
    let due = phone.ask(json!({"do": "due"}), "due").await?;
    Ok(texts(due.last().and_then(|it| it.get("due"))))
}

async fn due_on_page(browser: &mut Wire) -> Result<Vec<String>, JourneyError> {
    let plan = browser.ask(json!({"do": "plan", "name": NAME})).await?;
    Ok(texts(plan.get("due")))
}

async fn outcome(browser: &mut Wire, state: &str) -> Result<String, JourneyError> {
    let seen = browser.ask(json!({"do": "outcome", "name": NAME, "state": state})).await?;
    Ok(seen.get("text").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// The phone's sentences have the totals and dates of the page's.
async fn compare(page: &str, phone: &mut Phone, seen: &mut Seen) -> Result<(), JourneyError> {
    phone.ask(json!({"do": "sync"}), "synced").await?;
    let trend = phone.ask(json!({"do": "trend"}), "trend").await?;
    let own = texts(trend.last().and_then(|it| it.pointer("/trend/own")));
    seen.tell(&format!("the phone says {}", own.join(" ")));
    let fact = |place: usize| {
        let (_, rest) = own.get(place)?.split_once(" was ")?;
        let (total, rest) = rest.split_once(" on ")?;
        Some((total.to_owned(), rest.trim_end_matches('.').split(',').next()?.to_owned()))
    };
    let (Some((from, then)), Some((to, now))) = (fact(0), fact(1)) else {
        seen.claim("the phone states the first and the latest answer", false);
        return Ok(());
    };
    seen.claim(
        "both state the same baseline",
        page.contains(&format!("PHQ-9 {from} at baseline ({then})")),
    );
    let latest = page.contains(&format!("now {to} (")) && page.contains(&format!(") on {now}."));
    seen.claim("both state the same latest total, of the same day", latest);
    seen.claim(
        "the phone uses no clinical name",
        !own.join(" ").to_lowercase().contains("response"),
    );
    Ok(())
}

fn has(due: &[String], starts: &str, ends: &str) -> bool {
    due.iter().any(|it| it.starts_with(starts) && it.ends_with(ends))
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|it| it.as_str().map(str::to_owned)).collect()
}
