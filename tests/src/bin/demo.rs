//! The demo clinic: `demo [--check | --invite] [--listen ADDRESS] [--data FOLDER]`.
//!
//! Without `--check` it reuses the data in the folder and serves until stopped. With `--check` it
//! fills a new clinic, compares the charts with the generated courses, and exits with 0 or 1. With
//! `--invite` it also prints an invite and takes the six digits that an app shows from standard input.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use interlude_client::error::ClientError;
use interlude_server::config::{Config, Data};
use interlude_server::{Running, Server, StartError};
use interlude_tests::demo::check::check;
use interlude_tests::demo::days::DaysAgo;
use interlude_tests::demo::invite::{Step, invite_patients};
use interlude_tests::demo::people::PEOPLE;
use interlude_tests::demo::seed::seed;
use interlude_tests::{stdin, world};
use serde::{Deserialize, Serialize};

#[derive(Debug, thiserror::Error)]
enum DemoError {
    #[error("unknown argument {0}; use --check, --invite, --listen ADDRESS, --data FOLDER")]
    Argument(String),
    #[error(transparent)]
    Server(#[from] StartError),
    #[error("{}", .0.text())]
    Client(#[from] ClientError),
    #[error("the folder of the demo cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    #[error("the folder holds a clinic whose sign-in is lost; remove {0} to begin anew")]
    Lost(PathBuf),
    #[error("the sign-in kept beside the data cannot be read: {0}")]
    Kept(#[from] serde_json::Error),
}

struct Arguments {
    check: bool,
    invite: bool,
    listen: Option<SocketAddr>,
    data: PathBuf,
}

/// The demo clinic's credentials. A real clinic keeps them on paper and in memory only.
#[derive(Serialize, Deserialize)]
struct Kept {
    clinic: String,
    login: String,
    passphrase: String,
}

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = runtime.map_err(DemoError::Folder).and_then(|it| it.block_on(run()));
    match done {
        Ok(code) => code,
        Err(error) => {
            say(&format!("demo: {error}"));
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<ExitCode, DemoError> {
    let arguments = arguments()?;
    if arguments.check {
        let folder = tempfile::tempdir()?;
        return check_demo(folder.path()).await;
    }
    let listen = arguments.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 8787)));
    let running = start(&arguments.data, Some(listen)).await?;
    let kept = open(&running, &arguments.data).await?;
    say(&format!("\nInterlude runs at   {}/c/{}", running.origin, kept.clinic));
    say(&format!("Login               {}", kept.login));
    say(&format!("Passphrase          {}", kept.passphrase));
    if arguments.invite {
        say(
            "\nPaste the invite into your app, and type the digits that it shows here. Ctrl-C or Ctrl-D stops.",
        );
        tokio::select! {
            stopped = tokio::signal::ctrl_c() => stopped?,
            ended = invite(&running, &kept) => ended?,
        }
    } else {
        say("\nTo add a patient: sign in, choose Add, and paste the invite's text into the app.");
        say("Stop with Ctrl-C; the data stay and are used again.");
        tokio::signal::ctrl_c().await?;
    }
    running.shutdown().await;
    Ok(ExitCode::SUCCESS)
}

async fn start(folder: &Path, listen: Option<SocketAddr>) -> Result<Running, DemoError> {
    std::fs::create_dir_all(folder)?;
    let mut config = Config::new(Data::Directory(folder.join("server")));
    if let Some(listen) = listen {
        config.listen = listen;
    }
    Ok(Server::start(config).await?)
}

/// Reuses the clinic in the folder, or founds and fills one.
async fn open(running: &Running, folder: &Path) -> Result<Kept, DemoError> {
    let file = folder.join("sign-in.json");
    let Some(token) = &running.setup_token else {
        let text = std::fs::read(&file).map_err(|_| DemoError::Lost(folder.to_owned()))?;
        return Ok(serde_json::from_slice(&text)?);
    };
    let page = world::page(&running.origin, None)?;
    let set_up = world::found(&page, token).await?;
    let kept =
        Kept { clinic: set_up.clinic, login: "lee".to_owned(), passphrase: set_up.passphrase };
    let days = DaysAgo::before(world::now()).ok_or(ClientError::Internal)?;
    seed(&page, &days, bar).await?;
    std::fs::write(&file, serde_json::to_vec_pretty(&kept)?)?;
    Ok(kept)
}

async fn invite(running: &Running, kept: &Kept) -> Result<(), DemoError> {
    let page = world::page(&running.origin, None)?;
    world::sign_in(&page, &kept.clinic, &kept.passphrase).await?;
    let told = |step: Step| match step {
        Step::Invite(text) => say(&format!("\nInvite              {text}")),
        Step::DigitsWanted => say("The app is here. Type the six digits that it shows:"),
        Step::Refused(error) => say(&error.text()),
        Step::Confirmed => say("The digits agree. The patient chooses what to share."),
        Step::Joined => say("The patient has joined, and is on the clinic's panel."),
        Step::Ended => say("This invite has ended."),
    };
    Ok(invite_patients(&page, &mut stdin::lines(), told).await?)
}

async fn check_demo(folder: &Path) -> Result<ExitCode, DemoError> {
    let running = start(folder, None).await?;
    let kept = open(&running, folder).await?;
    let page = world::page(&running.origin, None)?;
    world::sign_in(&page, &kept.clinic, &kept.passphrase).await?;
    let days = DaysAgo::before(world::now()).ok_or(ClientError::Internal)?;
    let checked = check(&page, &days)?;
    for wrong in &checked.wrong {
        say(&format!("differs: {wrong}"));
    }
    let (patients, values, wrong) = (checked.patients, checked.values, checked.wrong.len());
    let all = PEOPLE.len();
    say(&format!(
        "demo check: {patients} of {all} patients, {values} values compared, {wrong} wrong"
    ));
    running.shutdown().await;
    let good = wrong == 0 && patients == all;
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn arguments() -> Result<Arguments, DemoError> {
    let mut all = std::env::args().skip(1);
    let mut arguments =
        Arguments { check: false, invite: false, listen: None, data: PathBuf::from("target/demo") };
    while let Some(argument) = all.next() {
        let mut value = || all.next().ok_or_else(|| DemoError::Argument(argument.clone()));
        match argument.as_str() {
            "--check" => arguments.check = true,
            "--invite" => arguments.invite = true,
            "--listen" => {
                let address = value()?;
                let address = address.parse().map_err(|_| DemoError::Argument(address));
                arguments.listen = Some(address?);
            }
            "--data" => arguments.data = PathBuf::from(value()?),
            _ => return Err(DemoError::Argument(argument)),
        }
    }
    Ok(arguments)
}

/// A bar of patients on the error output.
fn bar(done: usize) {
    let all = PEOPLE.len();
    let line =
        format!("\r[{}{}] {done} of {all} patients", "█".repeat(done), "░".repeat(all - done));
    let mut output = std::io::stderr().lock();
    // A closed output must not stop the demo.
    write!(output, "{line}{}", if done == all { "\n" } else { "" }).ok();
}

#[expect(clippy::print_stdout, reason = "what the demo says to the person who started it")]
fn say(line: &str) {
    println!("{line}");
}
