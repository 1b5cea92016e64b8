//! The phone of the journey: the real app, or the app's core without its screens.

use std::path::{Path, PathBuf};
use std::time::Duration;

use interlude_client::phone::view::ContentChoice;
use interlude_client::sqlite::SqliteStore;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use serde_json::{Value, json};

use super::JourneyError;
use super::canary::files;
use super::wire::Wire;
use crate::demo::days::DaysAgo;
use crate::world::{self, WorldPhone};

/// A phone that takes the messages of the app's `JourneyTest`.
#[derive(Debug)]
pub enum Phone {
    /// The app under Robolectric.
    App(Box<Wire>),
    /// The phone of this program.
    Rust(Box<RustPhone>),
}

impl Phone {
    /// Carries out `message` and returns all answers, the last of which has the field `until`.
    ///
    /// # Errors
    /// The error of the phone.
    pub async fn ask(&mut self, message: Value, until: &str) -> Result<Vec<Value>, JourneyError> {
        match self {
            Self::Rust(phone) => phone.act(&message).await,
            Self::App(wire) => {
                wire.send(&message).await?;
                let mut answers = Vec::new();
                loop {
                    let answer = wire.next(&message).await?;
                    let last = answer.get(until).is_some();
                    answers.push(answer);
                    if last {
                        return Ok(answers);
                    }
                }
            }
        }
    }

    /// Ends the phone and returns whether it succeeded.
    ///
    /// # Errors
    /// The error of the phone.
    pub async fn quit(self) -> Result<bool, JourneyError> {
        match self {
            Self::App(wire) => wire.quit().await,
            Self::Rust(_) => Ok(true),
        }
    }
}

/// The app's core on a journal file.
pub struct RustPhone {
    phone: WorldPhone<SqliteStore>,
    folder: PathBuf,
    zone: Zone,
}

impl std::fmt::Debug for RustPhone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RustPhone").field("folder", &self.folder).finish_non_exhaustive()
    }
}

impl RustPhone {
    /// A new phone with its journal in `folder`.
    ///
    /// # Errors
    /// The errors of opening the journal.
    pub fn new(folder: &Path) -> Result<Self, JourneyError> {
        let phone = world::phone(SqliteStore::open(&folder.join("journal.db"))?)?;
        Ok(Self { phone, folder: folder.to_owned(), zone: DaysAgo::zone()? })
    }

    async fn act(&self, message: &Value) -> Result<Vec<Value>, JourneyError> {
        let text = |name| message.get(name).and_then(Value::as_str).unwrap_or_default();
        match text("do") {
            "join" => self.join(text("invite")).await,
            "enrol" => self.enrol(message.get("share")).await,
            "answer_phq9" => self.answer(message.get("answers"), message.get("days_ago")),
            "due" => {
                let today = self.phone.today(&now()?, &self.zone)?;
                let forms = today.due.into_iter().map(|it| it.instrument);
                Ok(vec![json!({"due": forms.collect::<Vec<_>>()})])
            }
            "note" => {
                let saved = self.phone.note(text("text"), &now()?, &self.zone)?;
                Ok(vec![json!({"saved": saved.text})])
            }
            "sync" => {
                let report = self.phone.sync().await?;
                let today = self.phone.today(&now()?, &self.zone)?.status.text;
                let (synced, status) = (report.up_to_date, report.status_text);
                Ok(vec![json!({"synced": synced, "status": status, "today": today})])
            }
            "trend" => self.trend(),
            "shoot" => Ok(vec![json!({"shot": null})]),
            other => Err(JourneyError::Wrong(format!("the phone does not know “{other}”"))),
        }
    }

    async fn join(&self, invite: &str) -> Result<Vec<Value>, JourneyError> {
        for _ in 0..120 {
            let clinic = self.phone.join(invite).await?;
            if let Some(digits) = clinic.and_then(|view| view.digits) {
                return Ok(vec![json!({"digits": digits})]);
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Err(JourneyError::Silent { who: "clinic", act: "join".to_owned() })
    }

    async fn enrol(&self, share: Option<&Value>) -> Result<Vec<Value>, JourneyError> {
        for _ in 0..120 {
            if self.phone.await_confirmation().await? {
                let chosen = share.and_then(Value::as_array);
                let shared = |kind: &str| chosen.is_none_or(|it| it.contains(&json!(kind)));
                let kinds = self.phone.content_kinds().into_iter();
                let choices: Vec<_> = kinds
                    .map(|it| ContentChoice { shared: shared(&it.code), kind: it.code })
                    .collect();
                self.phone.enrol(&choices, &now()?, &self.zone)?;
                self.phone.sync().await?;
                return Ok(vec![json!({"enrolled": true})]);
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        Err(JourneyError::Silent { who: "clinic", act: "enrol".to_owned() })
    }

    /// Answers a PHQ-9 now, or at noon some days ago.
    fn answer(
        &self,
        answers: Option<&Value>,
        days_ago: Option<&Value>,
    ) -> Result<Vec<Value>, JourneyError> {
        let days = days_ago.and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        let at = match days {
            Some(days) => today()?.at(days, 12, 0)?,
            None => now()?,
        };
        let form = self.phone.open_form("phq9", &at, &self.zone)?;
        let mut said = Vec::new();
        for (number, answer) in (1..).zip(answers.and_then(Value::as_array).into_iter().flatten()) {
            let answer = answer.as_i64().and_then(|it| i32::try_from(it).ok());
            let before = files(&self.folder)?;
            let answer = answer.map_or(Answer::Skip, Answer::Choice);
            let shown = form.answer(&format!("phq9.{number}"), answer)?.crisis.is_some();
            if shown {
                let unchanged = before == files(&self.folder)?;
                said.push(json!({"crisis_shown": true, "journal_unchanged": unchanged}));
            }
        }
        for item in form.items().into_iter().filter(|item| item.answered.is_none()) {
            drop(form.answer(&item.id, Answer::Skip)?);
        }
        let help = self.phone.crisis(None, true);
        said.push(json!({"help_reachable": help.primary.is_some()}));
        let saved = self.phone.submit(&form, &at, &self.zone)?;
        said.push(json!({"saved": saved.text}));
        Ok(said)
    }

    fn trend(&self) -> Result<Vec<Value>, JourneyError> {
        let chart = self.phone.trend(None, &now()?)?;
        let points = chart.points.iter();
        let points: Vec<_> =
            points.map(|it| json!({"day": it.day, "total": it.total, "band": it.band})).collect();
        let infusions = chart.infusions.iter();
        let infusions: Vec<_> = infusions
            .map(|it| json!({"day": it.day, "number": it.number, "label": it.label}))
            .collect();
        let instrument = &chart.instrument.short;
        Ok(vec![json!({"trend": {
            "instrument": instrument, "points": points, "infusions": infusions, "lines": [],
            "own": chart.own_texts,
        }})])
    }
}

fn now() -> Result<Moment, JourneyError> {
    Ok(today()?.now()?)
}

fn today() -> Result<DaysAgo, JourneyError> {
    let invalid = || JourneyError::Wrong("the clock of this machine".to_owned());
    DaysAgo::before(world::now()).ok_or_else(invalid)
}
