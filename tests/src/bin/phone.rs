//! A phone without a screen, for tests that kill it or fill its disk.
//!
//! `phone FILE join INVITE` pairs, `phone FILE write FIRST` answers forms until it is killed and
//! prints `saved N` after each, `phone FILE starve BALLAST` answers forms until the disk is full,
//! removes the ballast file and saves the same form again.

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use interlude_client::error::ClientError;
use interlude_client::form::FormItemKind;
use interlude_client::phone::CheckIn;
use interlude_client::sqlite::SqliteStore;
use interlude_clinical::moment::{Moment, Zone};
use interlude_clinical::response::draft::Answer;
use interlude_tests::world::{self, WorldPhone};

type App = WorldPhone<SqliteStore>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, command, last] = arguments.as_slice() else {
        say("use: phone FILE join|write|starve ARGUMENT");
        return ExitCode::FAILURE;
    };
    let done = open(file).and_then(|app| match command.as_str() {
        "join" => {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.map_err(|_| ClientError::Internal)?.block_on(join(&app, last))
        }
        "write" => write(&app, last.parse().map_err(|_| ClientError::Internal)?),
        "starve" => starve(app, file, last),
        _ => Err(ClientError::Internal),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("error {}", error.code()));
            ExitCode::FAILURE
        }
    }
}

fn open(file: &str) -> Result<App, ClientError> {
    world::phone(SqliteStore::open(Path::new(file))?)
}

async fn join(app: &App, invite: &str) -> Result<(), ClientError> {
    let pause = || tokio::time::sleep(Duration::from_millis(20));
    let view = loop {
        if let Some(view) = app.join(invite).await? {
            break view;
        }
        pause().await;
    };
    say(&format!("digits {}", view.digits.unwrap_or_default()));
    while !app.await_confirmation().await? {
        pause().await;
    }
    app.enrol(&world::choices(), &world::minute(0)?, &zone()?)?;
    app.sync().await?;
    say("enrolled");
    Ok(())
}

fn write(app: &App, first: u32) -> Result<(), ClientError> {
    for n in first.. {
        let form = answered(app, &world::minute(n)?)?;
        app.submit(&form, &world::minute(n)?, &zone()?)?;
        say(&format!("saved {n}"));
    }
    Ok(())
}

fn starve(app: App, file: &str, ballast: &str) -> Result<(), ClientError> {
    let mut saved = 0;
    let (form, at) = loop {
        let at = world::minute(saved)?;
        let form = answered(&app, &at)?;
        match app.submit(&form, &at, &zone()?) {
            Ok(_) => saved += 1,
            Err(error) => {
                say(&format!("refused {} after {saved}", error.code()));
                break (form, at);
            }
        }
    };
    say(&format!("kept {}", count(&app, &at)?));
    std::fs::remove_file(ballast).map_err(|_| ClientError::Internal)?;
    app.submit(&form, &at, &zone()?)?;
    drop(app);
    say(&format!("kept {}", count(&open(file)?, &at)?));
    Ok(())
}

fn count(app: &App, now: &Moment) -> Result<usize, ClientError> {
    Ok(app.trend(Some("phq9"), now)?.points.len())
}

fn answered(app: &App, at: &Moment) -> Result<CheckIn, ClientError> {
    let form = app.open_form("phq9", at, &zone()?)?;
    while let Some(item) = form.items().into_iter().find(|item| item.answered.is_none()) {
        let answer =
            if item.kind == FormItemKind::Choice { Answer::Choice(1) } else { Answer::Skip };
        form.answer(&item.id, answer).map(drop)?;
    }
    Ok(form)
}

fn zone() -> Result<Zone, ClientError> {
    Ok(Zone::parse("America/Phoenix")?)
}

#[expect(clippy::print_stdout, reason = "the test that started this reads it")]
fn say(line: &str) {
    println!("{line}");
}
