//! A clinic for the tests of the phone's app: the server on a free port and a clinician's page.
//!
//! Messages are JSON objects, one per line. It prints `{"ready":true,"origin":…}`, then answers each
//! line in turn:
//!
//! | in | out |
//! |---|---|
//! | `{"do":"invite"}` | `{"invite":text}`; the page answers the phone's claim by itself |
//! | `{"do":"confirm","digits":"482913"}` | `{"confirmed":true}` |
//! | `{"do":"forms","ids":[ids]}`: what patients are asked from now on, non-commercial terms confirmed | `{"asked":true}` |
//! | `{"do":"upload","text":JSON of a wording}` | `{"taken":id}` |
//! | `{"do":"plan","at":RFC 3339 with offset,"rows":[rows of a care plan]}` for the patient who joined last | `{"signed":true}` |
//! | `{"do":"infusion","at":RFC 3339 with offset}` for the patient who joined last | `{"recorded":true}` |
//!
//! An error is `{"error":code}`. The program ends when its standard input does.

use std::io::Write;
use std::time::Duration;

use interlude_client::clinician::{
    CarePlanForm, InfusionForm, InviteState, NewPatient, UploadForm,
};
use interlude_client::error::ClientError;
use interlude_clinical::entry::infusion::WeightUnit;
use interlude_clinical::moment::Moment;
use interlude_server::Server;
use interlude_server::config::{Config, Data};
use interlude_tests::stdin;
use interlude_tests::world::{self, Page};
use serde_json::{Value, json};

/// Pause between requests about the invitation.
const TICK: Duration = Duration::from_millis(200);
/// How often at most until a patient has joined.
const TICKS: usize = 100;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let server = Server::start(Config::new(Data::Memory)).await.map_err(std::io::Error::other)?;
    let page = world::page(&server.origin, None).map_err(std::io::Error::other)?;
    let token = server.setup_token.clone().unwrap_or_default();
    world::found(&page, &token).await.map_err(std::io::Error::other)?;
    say(&json!({ "ready": true, "origin": server.origin }))?;
    let mut heard = stdin::lines();
    let mut clinic = Clinic { page, invited: 0 };
    let mut tick = tokio::time::interval(TICK);
    loop {
        tokio::select! {
            line = heard.recv() => {
                let Some(line) = line else { break };
                let answer = clinic.act(&line).await;
                say(&answer.unwrap_or_else(|error| json!({ "error": error.code() })))?;
            }
            _ = tick.tick() => {
                // Without an invitation there is nothing to ask about; a failure shows in the act.
                drop(clinic.page.pairing_state().await);
            }
        }
    }
    server.shutdown().await;
    Ok(())
}

fn say(answer: &Value) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{answer}")?;
    out.flush()
}

struct Clinic {
    page: Page,
    /// Number of invited patients; also the clinic's number of the last.
    invited: u32,
}

impl Clinic {
    async fn act(&mut self, line: &str) -> Result<Value, ClientError> {
        let asked: Value =
            serde_json::from_str(line).map_err(|_| ClientError::Invalid { what: "line" })?;
        let text = |name: &str| asked.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("do") {
            "invite" => self.invite().await,
            "confirm" => {
                self.page.confirm(text("digits")).await?;
                Ok(json!({ "confirmed": true }))
            }
            "infusion" => self.infuse(text("at")).await,
            "plan" => self.plan(text("at"), asked.get("rows")).await,
            "forms" => {
                let form = serde_json::from_value(
                    json!({ "ids": asked.get("ids"), "confirmed": asked.get("ids") }),
                );
                let form = form.map_err(|_| ClientError::Invalid { what: "ids" })?;
                self.page.set_forms(form).await?;
                Ok(json!({ "asked": true }))
            }
            "upload" => {
                let (text, statement) = (text("text").to_owned(), "licence 17".to_owned());
                let taken = self.page.upload_instrument(UploadForm { text, statement }).await?;
                Ok(json!({ "taken": taken.id }))
            }
            _ => Err(ClientError::Invalid { what: "do" }),
        }
    }

    async fn invite(&mut self) -> Result<Value, ClientError> {
        self.invited += 1;
        let person = NewPatient {
            name: "Dana Reyes".to_owned(),
            born: "1984-03-14".to_owned(),
            clinic_number: Some(self.invited.to_string()),
            telephone: None,
            pronouns: None,
            sex_for_scoring: None,
        };
        Ok(json!({ "invite": self.page.invite(person).await?.text }))
    }

    async fn plan(&self, at: &str, rows: Option<&Value>) -> Result<Value, ClientError> {
        let patient = self.patient().await?;
        let form = json!({ "patient": patient, "year_of_birth": 1984, "at": at, "rows": rows });
        let mut form: CarePlanForm =
            serde_json::from_value(form).map_err(|_| ClientError::Invalid { what: "rows" })?;
        let draft = self.page.preview_plan(&form.patient, &form.rows, &Moment::parse(at)?)?;
        form.confirmed = draft.clashes;
        self.page.sign_plan(&form).await?;
        Ok(json!({ "signed": true }))
    }

    /// The patient who joined last.
    async fn patient(&self) -> Result<String, ClientError> {
        self.await_patient().await?;
        let number = self.invited.to_string();
        let mut patients = self.page.patients()?.patients.into_iter();
        let patient = patients.find(|it| it.clinic_number.as_deref() == Some(number.as_str()));
        Ok(patient.ok_or(ClientError::UnknownPatient)?.patient)
    }

    async fn infuse(&self, at: &str) -> Result<Value, ClientError> {
        let form = InfusionForm {
            replaces: None,
            patient: self.patient().await?,
            year_of_birth: 1984,
            at: at.to_owned(),
            zone: "America/New_York".to_owned(),
            route: "iv".to_owned(),
            dose_mg: 41.0,
            weight: Some(82.0),
            weight_unit: WeightUnit::Kg,
            duration_minutes: 40,
            confirmed: Vec::new(),
            reason: String::new(),
        };
        let form = world::confirmed(&self.page, &form)?;
        self.page.record_infusion(&form).await?;
        Ok(json!({ "recorded": true }))
    }

    /// Waits until the phone has sent both journals.
    async fn await_patient(&self) -> Result<(), ClientError> {
        for _ in 0..TICKS {
            if self.page.pairing_state().await?.state == InviteState::Enrolled {
                return Ok(());
            }
            tokio::time::sleep(TICK).await;
        }
        Err(ClientError::WrongStage)
    }
}
