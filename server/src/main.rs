//! `interlude-server serve`: starts the server and prints its address.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use interlude_server::Server;
use interlude_server::config::{Config, Data};

const USAGE: &str = "\
usage: interlude-server serve [--listen 127.0.0.1:PORT] [--data DIR] [--origin URL] [--new-clinic]

  --listen      loopback address to listen on; port 0 selects a free one (default 127.0.0.1:8787)
  --data        folder of the database (default ./interlude-data)
  --origin      public address, such as https://clinic.example, of the TLS proxy in front
  --new-clinic  print a set-up token even if a clinic exists

Logs go to standard error; RUST_LOG sets the level (default: warn).
";

/// The default listening address.
const LISTEN: &str = "127.0.0.1:8787";

/// A parsed command line.
enum Command {
    Serve(Box<Config>),
    Help,
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    match arguments.next().as_deref() {
        Some("serve") => {}
        None | Some("help" | "--help" | "-h") => return Ok(Command::Help),
        Some(other) => return Err(format!("unknown command: {other}")),
    }
    let mut config = Config::new(Data::Directory(PathBuf::from("interlude-data")));
    let mut listen = LISTEN.to_owned();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--listen" => listen = value()?,
            "--data" => config.data = Data::Directory(PathBuf::from(value()?)),
            "--origin" => config.origin = Some(value()?),
            "--new-clinic" => config.new_clinic = true,
            "--help" | "-h" => return Ok(Command::Help),
            other => return Err(format!("unknown option: {other}")),
        }
    }
    let address = listen.parse::<SocketAddr>();
    config.listen = address.map_err(|_| format!("not an address with a port: {listen}"))?;
    Ok(Command::Serve(Box::new(config)))
}

fn say(text: &str) {
    // The server also runs if standard output is closed.
    drop(std::io::stdout().write_all(text.as_bytes()));
    drop(std::io::stdout().flush());
}

fn complain(text: &str) {
    drop(std::io::stderr().write_all(format!("interlude-server: {text}\n").as_bytes()));
}

async fn serve(config: Config) -> Result<(), String> {
    let running = Server::start(config).await.map_err(|error| chain(&error))?;
    say(&format!("Interlude is served at {}\n", running.origin));
    if let Some(token) = &running.setup_token {
        say(&format!("One-time set-up token, to be typed into the first page: {token}\n"));
    }
    ended().await;
    say("Ending.\n");
    running.shutdown().await;
    Ok(())
}

/// Waits for the signal to end.
async fn ended() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    drop(interrupt.await);
}

/// The error and its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

fn main() -> ExitCode {
    let config = match parse(std::env::args().skip(1)) {
        Ok(Command::Serve(config)) => *config,
        Ok(Command::Help) => {
            say(USAGE);
            return ExitCode::SUCCESS;
        }
        Err(problem) => {
            complain(&format!("{problem}\n{USAGE}"));
            return ExitCode::from(2);
        }
    };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env();
    let filter = filter.unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().max_blocking_threads(16).build();
    let outcome = match runtime {
        Ok(runtime) => runtime.block_on(serve(config)),
        Err(error) => Err(error.to_string()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            complain(&problem);
            ExitCode::FAILURE
        }
    }
}
