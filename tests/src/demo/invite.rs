//! `demo --invite`: plays the clinic to an app under development.

use std::time::Duration;

use interlude_client::clinician::{InviteState, NewPatient};
use interlude_client::error::ClientError;
use tokio::sync::mpsc;

use crate::world::Page;

/// Pause between questions to the server about the invite.
const TICK: Duration = Duration::from_millis(500);

/// What the demo tells the developer, in this order for each patient.
#[derive(Debug)]
pub enum Step {
    /// The invite to paste into the app. It lives for ten minutes.
    Invite(String),
    /// The app shows six digits now; they are expected as the next line.
    DigitsWanted,
    /// The line typed was refused. Wrong digits end the invite.
    Refused(ClientError),
    /// The digits agree; the patient chooses what to share.
    Confirmed,
    /// Both journals of the patient are on the server.
    Joined,
    /// The invite ended without a patient: its time was over, or the digits were wrong.
    Ended,
}

/// Invites made-up patients one after the other, and takes the digits from `lines`, until these end.
///
/// # Errors
/// The errors of the flows. A refused line is none: it is told, and the next invite follows if this one ended.
pub async fn invite_patients(
    page: &Page,
    lines: &mut mpsc::Receiver<String>,
    tell: impl Fn(Step),
) -> Result<(), ClientError> {
    for number in 1.. {
        tell(Step::Invite(page.invite(person(number)).await?.text));
        let mut told = InviteState::Waiting;
        while !is_over(told) {
            let now = page.pairing_state().await?.state;
            if now != told {
                if let Some(step) = step_of(now) {
                    tell(step);
                }
                told = now;
            }
            tokio::select! {
                line = lines.recv() => {
                    let Some(line) = line else { return Ok(()) };
                    if let Err(error) = page.confirm(line.trim()).await {
                        tell(Step::Refused(error));
                    }
                }
                () = tokio::time::sleep(TICK) => {}
            }
        }
    }
    Ok(())
}

fn is_over(state: InviteState) -> bool {
    match state {
        InviteState::Waiting | InviteState::Claimed | InviteState::Confirmed => false,
        InviteState::Enrolled | InviteState::Expired | InviteState::Burnt => true,
    }
}

fn step_of(state: InviteState) -> Option<Step> {
    match state {
        InviteState::Waiting => None,
        InviteState::Claimed => Some(Step::DigitsWanted),
        InviteState::Confirmed => Some(Step::Confirmed),
        InviteState::Enrolled => Some(Step::Joined),
        InviteState::Expired | InviteState::Burnt => Some(Step::Ended),
    }
}

fn person(number: u32) -> NewPatient {
    NewPatient {
        name: format!("Test Person {number}"),
        born: "1990-01-01".to_owned(),
        clinic_number: None,
        telephone: None,
        pronouns: None,
        sex_for_scoring: None,
    }
}
