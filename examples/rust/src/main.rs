//! A phone in Rust: joins a clinic, answers a PHQ-9, shows crisis help on the tap, saves and syncs.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use interlude::error::{AppError, GuardError};
use interlude::mobile::{KeyGuard, PatientApp};
use interlude::types::LocalTime;
use interlude_client::form::AnswerView;
use interlude_client::phone::view::ContentChoice;
use interlude_clinical::safety::CrisisDirective;

/// Seals nothing. A real app asks the phone's key store.
struct OpenGuard;

impl KeyGuard for OpenGuard {
    fn seal(&self, plain: Vec<u8>) -> Result<Vec<u8>, GuardError> {
        Ok(plain)
    }

    fn open(&self, sealed: Vec<u8>) -> Result<Vec<u8>, GuardError> {
        Ok(sealed)
    }
}

fn main() -> ExitCode {
    let Some(invite) = std::env::args().nth(1) else {
        say("usage: interlude-example INVITE");
        return ExitCode::FAILURE;
    };
    match run(&invite) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(invite: &str) -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let app = PatientApp::open(&folder.path().to_string_lossy(), Arc::new(OpenGuard))?;
    join(&app, invite)?;
    answer(&app)?;
    say(&app.sync()?.status_text);
    for point in app.trend(Some("phq9".to_owned()), &now())?.points {
        let total = point.total.map_or_else(|| "none".to_owned(), |it| it.to_string());
        say(&format!("PHQ-9 total: {total}"));
    }
    Ok(())
}

fn join(app: &PatientApp, invite: &str) -> Result<(), AppError> {
    let clinic = app.join(invite)?;
    say(&format!("Digits: {}", clinic.digits.unwrap_or_default()));
    while !app.await_confirmation()? {
        std::thread::sleep(Duration::from_secs(1));
    }
    let share = |kind: String| ContentChoice { kind, shared: true };
    let choices: Vec<_> = app.content_kinds().into_iter().map(|it| share(it.code)).collect();
    let code = app.enrol(&choices, &now())?;
    say(&format!("Recovery code, to be written on paper: {code}"));
    Ok(())
}

/// Answers every question with its second option; item 9 is above zero then.
fn answer(app: &PatientApp) -> Result<(), AppError> {
    let form = app.open_form("phq9", &now())?;
    for item in form.items() {
        let Some(option) = item.options.get(1) else { continue };
        let tap = form.answer(&item.id, AnswerView::Choice(option.value))?;
        if let Some(crisis) = tap.crisis {
            show(&crisis);
        }
        form.save_draft()?;
    }
    // Item 10 is asked once an answer is above zero.
    for item in form.items().iter().filter(|it| it.answered.is_none()) {
        drop(form.answer(&item.id, AnswerView::Skipped)?);
    }
    say(&form.submit(&now())?.text);
    Ok(())
}

fn show(crisis: &CrisisDirective) {
    say(&crisis.heading);
    for action in [&crisis.emergency].into_iter().chain(&crisis.primary).chain(&crisis.others) {
        say(&format!("   {} {}", action.label, action.number.as_deref().unwrap_or_default()));
    }
}

/// Now, in UTC. A real app gives the phone's local time with its offset, and the phone's zone.
#[expect(clippy::disallowed_methods, reason = "the host's clock enters here")]
fn now() -> LocalTime {
    let at = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%S+00:00").to_string();
    LocalTime { at, zone: "Etc/UTC".to_owned() }
}

#[expect(clippy::print_stdout, reason = "an example prints")]
fn say(line: &str) {
    println!("{line}");
}
