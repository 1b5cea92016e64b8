//! Drives a program by JSON lines over a loopback socket.

use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::TcpListener;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::JourneyError;

/// The environment variable that holds the port.
const PORT: &str = "INTERLUDE_JOURNEY";
/// A program may have to be compiled first.
const START: Duration = Duration::from_secs(900);
const ANSWER: Duration = Duration::from_secs(240);
const END: Duration = Duration::from_secs(120);

/// A started program and the two ends of its socket.
#[derive(Debug)]
pub struct Wire {
    who: &'static str,
    child: Child,
    lines: Lines<BufReader<OwnedReadHalf>>,
    out: OwnedWriteHalf,
}

impl Wire {
    /// Starts `command` and waits until it connects.
    ///
    /// # Errors
    /// [`JourneyError::Gone`] if it ends first, [`JourneyError::Silent`] after 15 minutes.
    pub async fn start(who: &'static str, mut command: Command) -> Result<Self, JourneyError> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let port = listener.local_addr()?.port();
        let mut child = command.env(PORT, port.to_string()).kill_on_drop(true).spawn()?;
        let accepted = tokio::select! {
            accepted = timeout(START, listener.accept()) => accepted,
            _ = child.wait() => return Err(JourneyError::Gone(who)),
        };
        let silent = |_| JourneyError::Silent { who, act: "start".to_owned() };
        let (socket, _) = accepted.map_err(silent)??;
        let (read, out) = socket.into_split();
        Ok(Self { who, child, lines: BufReader::new(read).lines(), out })
    }

    /// Sends one message.
    ///
    /// # Errors
    /// [`JourneyError::Io`] if the socket is closed.
    pub async fn send(&mut self, message: &Value) -> Result<(), JourneyError> {
        Ok(self.out.write_all(format!("{message}\n").as_bytes()).await?)
    }

    /// The next answer, to `act`.
    ///
    /// # Errors
    /// [`JourneyError::Told`], `Gone` or `Silent`.
    pub async fn next(&mut self, act: &Value) -> Result<Value, JourneyError> {
        let silent = |_| JourneyError::Silent { who: self.who, act: act.to_string() };
        let line = timeout(ANSWER, self.lines.next_line()).await.map_err(silent)??;
        let answer: Value = serde_json::from_str(&line.ok_or(JourneyError::Gone(self.who))?)?;
        match answer.get("error") {
            None => Ok(answer),
            Some(text) => Err(JourneyError::Told { who: self.who, text: text.to_string() }),
        }
    }

    /// Sends one message and returns its answer.
    ///
    /// # Errors
    /// See [`Wire::send`] and [`Wire::next`].
    pub async fn ask(&mut self, message: Value) -> Result<Value, JourneyError> {
        self.send(&message).await?;
        self.next(message.get("do").unwrap_or(&Value::Null)).await
    }

    /// Ends the program and returns whether it succeeded.
    ///
    /// # Errors
    /// [`JourneyError::Silent`] if it runs for two more minutes.
    pub async fn quit(mut self) -> Result<bool, JourneyError> {
        self.send(&serde_json::json!({"do": "quit"})).await?;
        let silent = |_| JourneyError::Silent { who: self.who, act: "quit".to_owned() };
        Ok(timeout(END, self.child.wait()).await.map_err(silent)??.success())
    }
}
