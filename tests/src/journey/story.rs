//! One patient's first day: from the set-up of the clinic to the infusion on both charts.

use std::path::Path;

use serde_json::{Value, json};

use super::JourneyError;
use super::canary::{files, find};
use super::phone::Phone;
use super::seen::Seen;
use super::wire::Wire;

const NAME: &str = "QUILLFEATHER, Zanzibar";
const NUMBER: &str = "KX-4711-8812";
const TELEPHONE: &str = "602 555 0177";
const CLINIC_TELEPHONE: &str = "480 555 0142";
const PRONOUNS: &str = "ze/zir-quill";
const NOTE: &str = "marmalade sunsets over Wollongong";
/// Text that the server may know, so the search must find it.
const LOGIN: &str = "lee-openly-known";
/// Ten points, the least of "moderate"; item 9 is 1.
const ANSWERS: [i64; 9] = [2, 1, 1, 1, 1, 1, 1, 1, 1];

/// The parts of the story.
#[derive(Debug)]
pub struct Parts<'a> {
    /// The page in Chromium.
    pub browser: &'a mut Wire,
    /// The patient's phone.
    pub phone: &'a mut Phone,
    /// The address for page and phone.
    pub origin: &'a str,
    /// The one-time token that the server printed.
    pub token: &'a str,
    /// Folder of the server's files, its log and the received bytes.
    pub kept: &'a Path,
}

/// Runs the story; `seen` checks every claim.
///
/// # Errors
/// The error that stops the story.
pub async fn tell(parts: Parts<'_>, seen: &mut Seen) -> Result<(), JourneyError> {
    let Parts { browser, phone, origin, token, kept } = parts;
    let set_up = json!({"do": "set_up", "origin": origin, "token": token, "login": LOGIN,
        "clinic_name": "Harbor Ketamine Clinic", "lead_name": "Dr Lee",
        "telephone": CLINIC_TELEPHONE});
    let set_up = browser.ask(set_up).await?;
    seen.tell(&format!("Chromium set up a clinic; its key is {}", text(&set_up, "clinic_key")?));
    join(browser, phone, seen).await?;
    answer(phone, seen).await?;
    let wanted: i64 = ANSWERS.iter().sum();

    let chart = browser.ask(json!({"do": "chart", "name": NAME})).await?;
    browser.ask(json!({"do": "shoot", "name": "journey-patient"})).await?;
    let trend = trend(phone).await?;
    let shown = at(&chart, "/last")?;
    let point = at(&trend, "/points/0")?;
    seen.tell(&format!("Chromium shows {}: {shown}", text(&chart, "cursor")?));
    seen.tell(&format!("the phone shows {point}"));
    seen.same("Chromium shows one answer", &count(&chart, "answers"), &1);
    let total = &text(shown, "total")?;
    seen.same("Chromium shows the sum of the answers", total, &wanted.to_string());
    let total = at(point, "/total")?.as_f64();
    seen.same("the phone shows the sum of the answers", &total, &json!(wanted).as_f64());
    let bands = [text(shown, "band")?.to_lowercase(), text(point, "band")?];
    seen.same("both show the band “moderate”", &bands, &["moderate", "moderate"]);
    let day = &day_text(&text(point, "day")?);
    let date = text(shown, "answered")?;
    seen.same("both show the same date", &date.split(',').next(), &Some(day.as_str()));
    let safety = format!("{} {}", text(shown, "safety")?, text(&chart, "safety")?);
    seen.claim("Chromium shows the answer to item 9", safety.contains("Several days"));

    infuse(browser, phone, seen).await?;
    let given = json!({"known_year": "1984", "sex": "female"});
    let stated = browser.ask(json!({"do": "correct", "name": NAME, "given": given})).await?;
    seen.same("Chromium states the sex as corrected", &text(&stated, "sex")?, &"female".to_owned());
    let panel = browser.ask(json!({"do": "panel"})).await?;
    browser.ask(json!({"do": "shoot", "name": "journey-panel"})).await?;
    seen.tell(&format!("the panel shows {}", at(&panel, "/rows")?));
    seen.same("the panel has one row", &count(&panel, "rows"), &1);
    let reason = text(at(&panel, "/rows/0/reasons")?, "0")?;
    seen.claim("its first reason is item 9", reason.contains("item 9"));
    rate(browser, phone, seen).await?;
    blind(kept, &set_up, seen)
}

async fn join(browser: &mut Wire, phone: &mut Phone, seen: &mut Seen) -> Result<(), JourneyError> {
    let person = json!({"name": NAME, "born": "1984-03-14", "clinic_number": NUMBER,
        "telephone": TELEPHONE, "pronouns": PRONOUNS});
    let invited = browser.ask(json!({"do": "invite", "person": person})).await?;
    let invite = text(&invited, "invite")?;
    browser.ask(json!({"do": "shoot", "name": "journey-invite"})).await?;
    seen.claim(
        "“Add patient” shows an invite and its QR code",
        at(&invited, "/qr")? == &json!(true),
    );
    let digits = phone.ask(json!({"do": "join", "invite": invite}), "digits").await?;
    let digits = text(last(&digits)?, "digits")?;
    seen.claim("the phone shows six digits", digits.len() == 6);
    let typed = browser.ask(json!({"do": "digits", "digits": digits})).await?;
    seen.claim("Chromium takes the digits", text(&typed, "state")? != "burnt");
    let share = json!(["check-ins", "forms"]);
    phone.ask(json!({"do": "enrol", "share": share}), "enrolled").await?;
    let synced = phone.ask(json!({"do": "sync"}), "synced").await?;
    seen.tell(&format!("the phone is enrolled; it says: {}", text(last(&synced)?, "status")?));
    let enrolled = browser.ask(json!({"do": "enrolled"})).await?;
    seen.claim("Chromium sees the patient enrolled", at(&enrolled, "/enrolled")? == &json!(true));
    Ok(())
}

async fn answer(phone: &mut Phone, seen: &mut Seen) -> Result<(), JourneyError> {
    if let Phone::Rust(_) = phone {
        phone.ask(json!({"do": "note", "text": NOTE}), "saved").await?;
    }
    let said = phone.ask(json!({"do": "answer_phq9", "answers": ANSWERS}), "saved").await?;
    let crises: Vec<_> = said.iter().filter(|it| it.get("crisis_shown").is_some()).collect();
    seen.same("the crisis screen is shown at one answer", &crises.len(), &1);
    let crisis = crises.first().copied().unwrap_or(&Value::Null);
    seen.claim("it is on screen on the tap", crisis.get("crisis_shown") == Some(&json!(true)));
    let unchanged = crisis.get("journal_unchanged") == Some(&json!(true));
    seen.claim("it is on screen before anything was written: the files are unchanged", unchanged);
    let reachable = said.iter().any(|it| it.get("help_reachable") == Some(&json!(true)));
    seen.claim("it is reachable again afterwards", reachable);
    let saved = text(last(&said)?, "saved")?;
    seen.claim("the phone says “Saved”", saved.contains("Saved"));
    let synced = phone.ask(json!({"do": "sync"}), "synced").await?;
    seen.claim("the phone has sent it", at(last(&synced)?, "/synced")? == &json!(true));
    seen.tell(&format!("the phone says: {saved} / {}", text(last(&synced)?, "status")?));
    Ok(())
}

async fn infuse(
    browser: &mut Wire,
    phone: &mut Phone,
    seen: &mut Seen,
) -> Result<(), JourneyError> {
    let given = json!({"year": "1984", "dose": "43.5", "weight": "87", "route": "iv",
        "minutes": "40"});
    let chart = browser.ask(json!({"do": "infusion", "name": NAME, "given": given})).await?;
    browser.ask(json!({"do": "shoot", "name": "journey-infusion"})).await?;
    let mark = text(&chart, "mark")?;
    seen.tell(&format!("Chromium's mark says {mark}"));
    seen.same("Chromium lists one infusion", &count(&chart, "infusions"), &1);
    seen.claim("Chromium's chart has its mark", mark.contains("infusion 1"));
    let synced = phone.ask(json!({"do": "sync"}), "synced").await?;
    let status = text(last(&synced)?, "today")?;
    seen.claim("the phone says that the clinic opened the answer", status.contains("opened"));
    let trend = trend(phone).await?;
    phone.ask(json!({"do": "shoot", "name": "journey-today"}), "shot").await?;
    seen.tell(&format!("the phone says: {status}; its infusions: {}", at(&trend, "/infusions")?));
    seen.same("the phone's trend has one mark", &count(&trend, "infusions"), &1);
    let lines = at(&trend, "/lines")?.as_array().cloned().unwrap_or_default();
    for line in lines.iter().filter_map(Value::as_str) {
        seen.tell(&format!("the phone's list on screen says: {}", line.replace('\n', " / ")));
    }
    let label = plain(&text(at(&trend, "/infusions/0")?, "label")?);
    seen.claim("both marks say the same", !label.is_empty() && plain(&mark).contains(&label));
    Ok(())
}

async fn rate(browser: &mut Wire, phone: &mut Phone, seen: &mut Seen) -> Result<(), JourneyError> {
    let before = trend(phone).await?;
    let chart = browser.ask(json!({"do": "rate", "name": NAME, "year": "1984"})).await?;
    browser.ask(json!({"do": "shoot", "name": "journey-rated"})).await?;
    let (help, shown) = (text(&chart, "help")?, at(&chart, "/last")?);
    seen.tell(&format!("at item 3 Chromium shows: {}", help.replace('\n', " / ")));
    seen.claim("it is help for the clinic's country", help.contains("911") && help.contains("988"));
    let path = text(&chart, "pathname")?;
    seen.claim("the address does not say what is rated", !path.contains("hamd"));
    seen.same("axe finds nothing", at(&chart, "/violations")?, &json!([]));
    let empty = &text(&chart, "before")?;
    seen.same("before the first tap there is no score", empty, &"HAM-D17 · 17 not rated");
    let score = &text(&chart, "score")?;
    seen.same("core scores as it is typed", score, &"HAM-D17 · 17 of 52: moderate");
    seen.same("Chromium's chart has it in its series", &text(shown, "total")?, &"17");
    seen.same("it says who filled it in", &text(shown, "note")?, &"rated by clinician");
    let safety = text(&chart, "safety")?;
    seen.claim("its item 3 stands in sight", safety.contains("HAM-D17 item 3 rated above zero"));
    let synced = phone.ask(json!({"do": "sync"}), "synced").await?;
    seen.claim("the phone has received it", at(last(&synced)?, "/synced")? == &json!(true));
    let after = trend(phone).await?;
    let same = at(&after, "/points")? == at(&before, "/points")?;
    seen.claim("the phone's trend is of the patient's own answers, as before", same);
    let instrument = at(&after, "/instrument")? == at(&before, "/instrument")?;
    seen.claim("and of the same form as before", instrument);
    Ok(())
}

fn blind(kept: &Path, set_up: &Value, seen: &mut Seen) -> Result<(), JourneyError> {
    let (passphrase, kit) = (text(set_up, "passphrase")?, text(set_up, "kit")?);
    let family = NAME.split(',').next().unwrap_or(NAME);
    let canaries = [NAME, family, NUMBER, TELEPHONE, PRONOUNS, NOTE, &passphrase, &kit];
    let files = files(kept)?;
    let size: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    let mut known = Vec::new();
    for (path, bytes) in &files {
        let name = path.strip_prefix(kept).unwrap_or(path).display().to_string();
        for canary in canaries {
            if let Some(around) = find(bytes, canary) {
                seen.claim(&format!("{name} holds no “{canary}”: {around}"), false);
            }
        }
        if find(bytes, LOGIN).is_some() {
            known.push(name);
        }
    }
    let (files, words) = (files.len(), canaries.len());
    seen.tell(&format!("searched {files} files, {size} bytes, for {words} secrets in each form"));
    seen.claim("database, WAL, log and requests were searched for what is sealed", size > 100_000);
    let found = |part: &str| known.iter().any(|name| name.starts_with(part));
    seen.claim(
        "the search finds what the server is told openly",
        found("server/") && found("requests/"),
    );
    Ok(())
}

async fn trend(phone: &mut Phone) -> Result<Value, JourneyError> {
    let answers = phone.ask(json!({"do": "trend"}), "trend").await?;
    Ok(at(last(&answers)?, "/trend")?.clone())
}

fn last(answers: &[Value]) -> Result<&Value, JourneyError> {
    answers.last().ok_or(JourneyError::Gone("phone"))
}

fn at<'a>(answer: &'a Value, pointer: &str) -> Result<&'a Value, JourneyError> {
    let lacking = || JourneyError::Wrong(format!("no {pointer} in {answer}"));
    answer.pointer(pointer).ok_or_else(lacking)
}

/// A text, or the empty text for null.
fn text(answer: &Value, name: &str) -> Result<String, JourneyError> {
    let value = at(answer, &format!("/{name}"))?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

fn count(answer: &Value, list: &str) -> usize {
    answer.get(list).and_then(Value::as_array).map_or(0, Vec::len)
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// `2026-05-12` as `12 May 2026`, without the code under test.
fn day_text(day: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = day.split('-');
    let mut next = || parts.next().and_then(|part| part.parse::<usize>().ok()).unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    let month = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("?");
    format!("{day} {month} {year}")
}
