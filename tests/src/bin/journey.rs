//! The journey test: `journey [--phone rust]`, or `journey -- COMMAND…` where the command starts the
//! app's `JourneyTest` in the folder `android-demo`.
//!
//! It starts server and Chromium and drives both and the phone from the set-up of a clinic to the
//! infusion on both charts. It prints every claim and `N passed, N failed`, and exits with 0 or 1.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use interlude_server::Server;
use interlude_server::config::{Config, Data};
use interlude_tests::demo::days::ZONE;
use interlude_tests::journey::JourneyError;
use interlude_tests::journey::phone::{Phone, RustPhone};
use interlude_tests::journey::seen::Seen;
use interlude_tests::journey::story::{self, Parts};
use interlude_tests::journey::tap::Tap;
use interlude_tests::journey::treatment;
use interlude_tests::journey::wire::Wire;
use tokio::process::Command;

fn main() -> ExitCode {
    let mut seen = Seen::new(say);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(JourneyError::Io).and_then(|it| it.block_on(run(&mut seen)));
    if let Err(error) = &done {
        seen.claim(&format!("the journey goes to its end: {error}"), false);
    }
    let (passed, failed) = seen.totals();
    say(&format!("{passed} passed, {failed} failed"));
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn run(seen: &mut Seen) -> Result<(), JourneyError> {
    let app = arguments()?;
    let folder = tempfile::tempdir()?;
    let (kept, own) = (folder.path().join("kept"), folder.path().join("phone"));
    for part in [kept.join("server"), kept.join("requests"), kept.join("log"), own.clone()] {
        std::fs::create_dir_all(part)?;
    }
    log_to(&kept.join("log/trace"))?;
    let tap = Tap::open().await?;
    let origin = format!("http://{}", tap.address);
    let mut config = Config::new(Data::Directory(kept.join("server")));
    config.origin = Some(origin.clone());
    let running = Server::start(config).await?;
    let token = running.setup_token.clone().unwrap_or_default();
    tap.lead(running.address, kept.join("requests"));

    let root = root()?;
    let mut phone = match app {
        None => Phone::Rust(Box::new(RustPhone::new(&own)?)),
        Some(command) => Phone::App(Box::new(start_app(&root, &command).await?)),
    };
    let mut browser = Wire::start("browser", page(&root)).await?;
    let parts = Parts {
        browser: &mut browser,
        phone: &mut phone,
        origin: &origin,
        token: &token,
        kept: &kept,
    };
    story::tell(parts, seen).await?;
    let treated = folder.path().join("treated");
    std::fs::create_dir_all(&treated)?;
    treatment::tell(&mut browser, &treated, seen).await?;
    seen.claim("the page in Chromium complained of nothing", browser.quit().await?);
    seen.claim("the phone ends well", phone.quit().await?);
    running.shutdown().await;
    Ok(())
}

fn page(root: &Path) -> Command {
    let mut page = Command::new("node");
    page.arg("e2e/journey.mjs").current_dir(root.join("server/dashboard"));
    page.env("TZ", ZONE);
    page
}

async fn start_app(root: &Path, command: &[String]) -> Result<Wire, JourneyError> {
    let none = || JourneyError::Wrong("no command after --".to_owned());
    let (program, rest) = command.split_first().ok_or_else(none)?;
    let mut app = Command::new(program);
    app.args(rest).current_dir(root.join("android-demo"));
    app.env("TZ", ZONE);
    Wire::start("phone", app).await
}

/// The command of the app, or None for the phone of this program.
fn arguments() -> Result<Option<Vec<String>>, JourneyError> {
    let mut all = std::env::args().skip(1);
    match (all.next().as_deref(), all.next()) {
        (None, _) => Ok(None),
        (Some("--phone"), Some(kind)) if kind == "rust" => Ok(None),
        (Some("--"), Some(program)) => Ok(Some(std::iter::once(program).chain(all).collect())),
        _ => Err(JourneyError::Wrong("use --phone rust, or -- COMMAND".to_owned())),
    }
}

fn root() -> std::io::Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize()
}

/// Writes the log of the server and its libraries, at the finest level, to a file.
fn log_to(file: &Path) -> Result<(), JourneyError> {
    let file = Arc::new(std::fs::File::create(file)?);
    let log =
        tracing_subscriber::fmt().with_max_level(tracing_subscriber::filter::LevelFilter::TRACE);
    log.with_ansi(false)
        .with_writer(file)
        .try_init()
        .map_err(|error| JourneyError::Wrong(error.to_string()))
}

#[expect(clippy::print_stdout, reason = "what the journey says to the person who started it")]
fn say(line: &str) {
    println!("{line}");
}
