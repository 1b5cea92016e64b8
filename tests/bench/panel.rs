//! The panel of a clinic with 200 patients in Chromium, on the built dashboard and the server's
//! own program.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use interlude_client::clinician::{CarePlanForm, SetUp};
use interlude_client::error::ClientError;
use interlude_clinical::entry::treatment::TreatedCondition;
use interlude_clinical::schedule::usual_rows;
use interlude_server::config::{Config, Data};
use interlude_tests::demo::course::{Course, DemoCheckIn, course};
use interlude_tests::demo::days::DaysAgo;
use interlude_tests::demo::people::{DemoPatient, PEOPLE};
use interlude_tests::demo::seed::patient;
use interlude_tests::world::{self, Page};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::process::Server;
use crate::table::Table;

const PATIENTS: usize = 200;
/// Forms, check-ins and infusions of one patient.
const ENTRIES: usize = 220;
/// Sign-ins, each from a browser that knows nothing.
const RUNS: usize = 3;

/// One run in the browser, in milliseconds.
#[derive(Deserialize)]
struct Run {
    records: u32,
    patients: u32,
    sign_in: f64,
    first: f64,
    sync: f64,
    all: f64,
    fold: Vec<f64>,
    draw: Vec<f64>,
    rows: usize,
    up_to_date: bool,
}

/// Fills the clinic, then times a sign-in and the panel.
pub(crate) fn run(table: &mut Table) {
    let dashboard = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/dashboard");
    if let Some(missing) = missing(&dashboard) {
        return table.add("panel of 200 patients", 0, "not measured".to_owned(), missing);
    }
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let set_up = runtime.expect("a runtime").block_on(fill(folder.path(), PATIENTS, ENTRIES));
    let mut server = Server::start(folder.path());
    let more = json!({"runs": RUNS});
    let runs = browse(&dashboard, "panel", &server.origin, &set_up, &more);
    let runs: Vec<Run> = serde_json::from_slice(&runs).expect("its figures");
    tell(table, &runs);
    table.add("server memory, panel of 200 patients", 1, server.process.memory(), "");
    server.process.stop();
}

/// What keeps the page from being measured.
pub(crate) fn missing(dashboard: &Path) -> Option<&'static str> {
    let chromium = std::env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
    if !PathBuf::from(chromium).exists() {
        return Some("Chromium not found (/usr/bin/chromium, or name it by CHROMIUM)");
    }
    let built = dashboard.join("dist/index.html").exists();
    let installed = dashboard.join("node_modules/playwright-core").exists();
    (!built || !installed).then_some("the dashboard is not built (cargo xtask dashboard)")
}

/// A clinic of made-up patients, with so many entries each and a care plan from their first day.
pub(crate) async fn fill(folder: &Path, patients: usize, entries: usize) -> SetUp {
    let mut config = Config::new(Data::Directory(folder.to_owned()));
    config.limits.pairings_a_day = u64::MAX >> 1;
    config.limits.records_a_day = u64::MAX >> 1;
    let running = interlude_server::Server::start(config).await.expect("a server");
    let page = world::page(&running.origin, None).expect("a page");
    let token = running.setup_token.clone().unwrap_or_default();
    let set_up = world::found(&page, &token).await.expect("a clinic");
    let days = DaysAgo::before(world::now()).expect("a day");
    for place in 0..patients {
        let (person, course) = invented(place, entries);
        patient(&page, &days, &person, &course).await.expect("a patient");
        plan(&page, &days, &person, &course).await.expect("a plan");
    }
    running.shutdown().await;
    set_up
}

/// A patient with a full course: one of the demo's stories of six months, and as many check-ins
/// as make up the number of entries.
fn invented(place: usize, entries: usize) -> (DemoPatient, Course) {
    let full = PEOPLE.iter().filter(|it| it.is_full());
    let person = *full.cycle().nth(place).expect("people");
    let surname = person.name.split(',').next().unwrap_or_default();
    let name = format!("{surname}, No. {place}").leak();
    let person = DemoPatient { name, number: format!("{place}-B").leak(), ..person };
    let mut course = course(&person, u64::try_from(place).expect("a place"));
    let others = course.forms.len() + course.infusions.len();
    let kept = entries.saturating_sub(others).min(course.check_ins.len());
    course.check_ins.drain(..course.check_ins.len() - kept);
    let more = entries.saturating_sub(others + kept);
    let twice: Vec<DemoCheckIn> = course.check_ins.iter().rev().take(more).cloned().collect();
    course.check_ins.extend(twice);
    (person, course)
}

/// Signs the usual plan on the first day of the course.
async fn plan(
    page: &Page,
    days: &DaysAgo,
    person: &DemoPatient,
    course: &Course,
) -> Result<(), ClientError> {
    let listed = page.patients()?.patients.into_iter();
    let mut same = listed.rev().filter(|it| it.clinic_number.as_deref() == Some(person.number));
    let patient = same.next().ok_or(ClientError::UnknownPatient)?.patient;
    let at = days.at(course.forms.first().map_or(0, |it| it.day), 9, 0)?;
    let rows = usual_rows(TreatedCondition::Depression);
    let form = CarePlanForm {
        confirmed: page.preview_plan(&patient, &rows, &at)?.clashes,
        patient,
        year_of_birth: person.born.get(..4).and_then(|it| it.parse().ok()).unwrap_or(0),
        rows,
        at: at.as_str().to_owned(),
    };
    page.sign_plan(&form).await
}

/// Runs a script of the dashboard's checks and returns what it prints.
pub(crate) fn browse(
    dashboard: &Path,
    script: &str,
    origin: &str,
    set_up: &SetUp,
    more: &Value,
) -> Vec<u8> {
    let mut clinic = json!({
        "address": format!("{origin}/c/{}", set_up.clinic),
        "login": "lee",
        "passphrase": set_up.passphrase,
    });
    if let (Some(clinic), Some(more)) = (clinic.as_object_mut(), more.as_object()) {
        clinic.extend(more.clone());
    }
    let mut node = Command::new("node");
    node.arg(format!("e2e/{script}.mjs")).current_dir(dashboard);
    node.env(format!("INTERLUDE_{}", script.to_uppercase()), clinic.to_string());
    let done = node.stderr(Stdio::inherit()).output().expect("node");
    assert!(done.status.success(), "the page could not be measured");
    done.stdout
}

fn tell(table: &mut Table, runs: &[Run]) {
    let records = runs.first().map_or(0, |run| run.records);
    let whole = |run: &Run| {
        run.up_to_date
            && run.rows == PATIENTS
            && usize::try_from(run.patients) == Ok(PATIENTS)
            && run.records >= 44_000
    };
    assert!(runs.iter().all(whole), "a run did not show everything");
    let middle = |of: &dyn Fn(&Run) -> f64| median(runs.iter().map(of).collect());
    let how = format!("{records} records of {PATIENTS} patients, fresh Chromium");
    let mut line = |name: &str, figure: String, note: &str| {
        table.add(name, runs.len(), figure, &format!("{note}{how}"));
    };
    line("page: keys opened (Argon2 64 MiB)", ms(middle(&|it| it.sign_in)), "");
    line("page: press Sign in to first rows", ms(middle(&|it| it.first)), "aim: ≤ 1 s; ");
    let rate = middle(&|it| f64::from(it.records) / it.sync * 1_000.0);
    line("page: fetch, verify, open", format!("{rate:.0} /s"), "aim: ≥ 10,000 /s; ");
    line("page: press Sign in to all rows", ms(middle(&|it| it.all)), "");
    let (fold, draw): (Vec<f64>, Vec<f64>) = (
        runs.iter().flat_map(|it| it.fold.clone()).collect(),
        runs.iter().flat_map(|it| it.draw.clone()).collect(),
    );
    let (n, worst) = (fold.len(), |all: &[f64]| all.iter().copied().fold(0.0, f64::max));
    let most = worst(&fold) + worst(&draw);
    let figure = format!("{} + {}", ms(median(fold)), ms(median(draw)));
    let note = format!("medians; slowest of both together {}; aim: ≤ 1 s", ms(most));
    table.add("page: panel folded + drawn, records open", n, figure, &note);
}

pub(crate) fn ms(milliseconds: f64) -> String {
    format!("{milliseconds:.0} ms")
}

pub(crate) fn median(mut all: Vec<f64>) -> f64 {
    all.sort_unstable_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
}
