//! The client's side of the HTTP API: signatures, cookies, clock correction and status codes.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::de::DeserializeOwned;

use super::error::SyncError;
use super::transport::{Clock, Method, Reply, Request, Transport};
use crate::crypto::identity::Identity;
use crate::crypto::request::authorization;
use crate::journal::Tip;
use interlude_protocol::id::{Fingerprint, SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::limit;
use interlude_protocol::wire::batch::{Frame, Pull, Pushed};
use interlude_protocol::wire::error::{ErrorBody, code};
use interlude_protocol::wire::space::{Changes, HeadLine, Hello, Mine, Receipt};
use interlude_protocol::wire::{HEADS_PAGE, MAX_WAIT_SECONDS, RECORDS, path};

const JSON: &str = "application/json";
const TIMEOUT_SECONDS: u64 = 30;

/// How a call authenticates.
#[derive(Clone, Copy)]
pub enum Caller<'a> {
    /// Without a signature.
    Nobody,
    /// With the signature of a device or recovery identity.
    Signed(&'a Identity),
    /// With the cookie of a clinician's session.
    Staff,
}

/// One call of the HTTP API.
#[derive(Clone)]
pub struct Call<'a> {
    /// How the call authenticates.
    pub caller: Caller<'a>,
    /// HTTP method.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// The body with its media type; `None` for none.
    pub body: Option<(&'static str, Vec<u8>)>,
    /// The version that the call replaces, for `If-Match`.
    pub if_match: Option<String>,
    /// Seconds for which the server may hold the request before it answers; added to the timeout.
    pub patience_seconds: u64,
}

impl<'a> Call<'a> {
    /// Creates a `GET` call.
    #[must_use]
    pub fn get(caller: Caller<'a>, target: impl Into<String>) -> Self {
        Self {
            caller,
            method: Method::Get,
            target: target.into(),
            body: None,
            if_match: None,
            patience_seconds: 0,
        }
    }

    /// Creates a call with a JSON body.
    ///
    /// # Errors
    /// [`SyncError::Answer`] if `body` cannot be serialized.
    pub fn json(
        caller: Caller<'a>,
        method: Method,
        target: impl Into<String>,
        body: &impl serde::Serialize,
    ) -> Result<Self, SyncError> {
        let body = serde_json::to_vec(body).map_err(|_| SyncError::Answer)?;
        Ok(Self { method, body: Some((JSON, body)), ..Self::get(caller, target) })
    }

    /// Creates a call without a body.
    #[must_use]
    pub fn empty(caller: Caller<'a>, method: Method, target: impl Into<String>) -> Self {
        Self { method, ..Self::get(caller, target) }
    }
}

/// The state of a series at the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Remote {
    /// The author that the server claims; unverified.
    pub author: Fingerprint,
    /// Length of the series and hash of its last record.
    pub tip: Tip,
}

/// The server's answer to an upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Appended {
    /// The server claims to have the series up to this tip.
    Stored(Tip),
    /// The server has other records at these sequence numbers; its series ends at this tip.
    Other(Tip),
}

/// One server, reached at its public origin.
#[derive(Debug)]
pub struct Server<T, C> {
    transport: T,
    clock: C,
    origin: String,
    /// Server time minus local time, in seconds; applied to signed requests only.
    offset: AtomicI64,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl<T: Transport, C: Clock> Server<T, C> {
    /// Creates a client of the server at `origin`, such as `https://clinic.example`, without a
    /// trailing slash.
    pub fn new(transport: T, clock: C, origin: impl Into<String>) -> Self {
        Self {
            transport,
            clock,
            origin: origin.into(),
            offset: AtomicI64::new(0),
            cookies: Mutex::default(),
        }
    }

    /// The server's public origin.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The host's clock.
    #[must_use]
    pub fn clock(&self) -> &C {
        &self.clock
    }

    /// Removes the session's cookies. A browser keeps its own cookies, which this does not change.
    pub fn forget_cookies(&self) {
        self.cookies().clear();
    }

    /// Sends a call and returns its reply.
    ///
    /// If the server rejects the time of a signed call, the client adopts the server's time and
    /// sends the call once more.
    ///
    /// # Errors
    /// [`SyncError::Offline`] without a reply and [`SyncError::Answer`] for one that is too long.
    /// Every status outside 200 to 299 is an error:
    /// [`SyncError::Busy`], [`SyncError::SignedOut`], [`SyncError::Clock`],
    /// [`SyncError::NotFound`], [`SyncError::Gone`], [`SyncError::Conflict`],
    /// [`SyncError::Refused`], [`SyncError::Newer`], or [`SyncError::Answer`] for any other.
    pub async fn call(&self, call: Call<'_>) -> Result<Reply, SyncError> {
        let mut corrected = false;
        loop {
            let reply = self.transport.send(self.request(&call)).await?;
            self.keep_cookies(&reply);
            let Err(error) = judge(&reply) else { return Ok(reply) };
            let (SyncError::Clock, Caller::Signed(_), false) = (&error, call.caller, corrected)
            else {
                return Err(error);
            };
            let time = body_of(&reply).and_then(|body| body.time).ok_or(SyncError::Clock)?;
            let offset = time.saturating_sub(self.clock.unix_seconds());
            self.offset.store(offset, Ordering::Relaxed);
            corrected = true;
        }
    }

    /// Sends a call and parses the JSON of its reply.
    ///
    /// # Errors
    /// The errors of [`Server::call`], and [`SyncError::Answer`] if the JSON does not fit `A`.
    pub async fn ask<A: DeserializeOwned>(&self, call: Call<'_>) -> Result<A, SyncError> {
        let reply = self.call(call).await?;
        serde_json::from_slice(&reply.body).map_err(|_| SyncError::Answer)
    }

    /// Asks the server for its formats, era and time.
    ///
    /// # Errors
    /// The errors of [`Server::ask`].
    pub async fn hello(&self) -> Result<Hello, SyncError> {
        self.ask(Call::get(Caller::Nobody, path::HELLO)).await
    }

    /// Lists the spaces in which the caller is a member.
    ///
    /// # Errors
    /// The errors of [`Server::ask`].
    pub async fn mine(&self, caller: Caller<'_>) -> Result<Mine, SyncError> {
        self.ask(Call::get(caller, path::MINE)).await
    }

    /// Asks for the changes since `after`. The server answers at once if there are any, otherwise
    /// at the next change or after `wait` seconds.
    ///
    /// # Errors
    /// The errors of [`Server::ask`].
    pub async fn changes(
        &self,
        caller: Caller<'_>,
        after: u64,
        wait: u64,
    ) -> Result<Changes, SyncError> {
        let wait = wait.min(MAX_WAIT_SECONDS);
        let call = Call::get(caller, path::changes(after, wait));
        self.ask(Call { patience_seconds: wait, ..call }).await
    }

    /// Asks for the head of each series of a space.
    ///
    /// # Errors
    /// The errors of [`Server::ask`], and [`SyncError::Answer`] for unsorted or too many series.
    pub async fn heads(
        &self,
        caller: Caller<'_>,
        space: SpaceId,
    ) -> Result<BTreeMap<SeriesId, Remote>, SyncError> {
        let mut heads = BTreeMap::new();
        let mut after = None;
        loop {
            let call = Call::get(caller, path::heads(space, after));
            let lines: Vec<HeadLine> = self.ask(call).await?;
            let full = lines.len() >= HEADS_PAGE;
            for line in lines {
                // Ascending order and the limit bound the number of pages a server can send.
                if after.is_some_and(|after| line.series <= after) || heads.len() >= limit::SERIES {
                    return Err(SyncError::Answer);
                }
                after = Some(line.series);
                let tip = Tip { count: line.count, hash: line.hash };
                heads.insert(line.series, Remote { author: line.author, tip });
            }
            if !full {
                return Ok(heads);
            }
        }
    }

    /// Fetches a page of records from sequence number `from` on; empty at the end of the series.
    ///
    /// # Errors
    /// The errors of [`Server::call`].
    pub async fn records(
        &self,
        caller: Caller<'_>,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        bodies: Bodies,
    ) -> Result<Vec<u8>, SyncError> {
        let call = Call::get(caller, path::records(space, series, from, bodies));
        Ok(self.call(call).await?.body)
    }

    /// Uploads a page of records whose first has sequence number `from`.
    ///
    /// # Errors
    /// The errors of [`Server::call`] except [`SyncError::Conflict`], which becomes
    /// [`Appended::Other`]; [`SyncError::Answer`] for an invalid receipt.
    pub async fn append(
        &self,
        caller: Caller<'_>,
        space: SpaceId,
        series: SeriesId,
        from: u64,
        page: Vec<u8>,
    ) -> Result<Appended, SyncError> {
        let target = path::append(space, series, from);
        let call = Call::empty(caller, Method::Post, target);
        let receipt = |body: &[u8]| {
            let receipt: Receipt = serde_json::from_slice(body).map_err(|_| SyncError::Answer)?;
            Ok::<_, SyncError>(Tip { count: receipt.count, hash: receipt.hash })
        };
        match self.call(Call { body: Some((RECORDS, page)), ..call }).await {
            Ok(reply) => Ok(Appended::Stored(receipt(&reply.body)?)),
            Err(SyncError::Conflict(body)) => Ok(Appended::Other(receipt(&body)?)),
            Err(error) => Err(error),
        }
    }

    /// Asks for heads and records of many spaces; the answer may end before all of them.
    ///
    /// # Errors
    /// The errors of [`Server::call`]; [`SyncError::Answer`] for unreadable frames.
    pub async fn pull(&self, caller: Caller<'_>, pull: &Pull) -> Result<Vec<Frame>, SyncError> {
        let reply = self.call(Call::json(caller, Method::Post, path::PULL, pull)?).await?;
        Frame::read_all(&reply.body).ok_or(SyncError::Answer)
    }

    /// Uploads pages of several series, each all or nothing, and returns one answer for each.
    ///
    /// # Errors
    /// The errors of [`Server::call`]; [`SyncError::Answer`] for another number of answers.
    pub async fn push(
        &self,
        caller: Caller<'_>,
        frames: &[Frame],
    ) -> Result<Vec<Pushed>, SyncError> {
        let mut body = Vec::new();
        for frame in frames {
            frame.encode_to(&mut body);
        }
        let call = Call::empty(caller, Method::Post, path::PUSH);
        let answers: Vec<Pushed> = self.ask(Call { body: Some((RECORDS, body)), ..call }).await?;
        if answers.len() == frames.len() { Ok(answers) } else { Err(SyncError::Answer) }
    }

    fn request(&self, call: &Call<'_>) -> Request {
        let (kind, body) = call.body.clone().unwrap_or_default();
        let mut headers = Vec::new();
        if !kind.is_empty() {
            headers.push(("content-type", kind.to_owned()));
        }
        if let Some(version) = &call.if_match {
            headers.push(("if-match", version.clone()));
        }
        let cookies: Vec<String> =
            self.cookies().iter().map(|(name, value)| format!("{name}={value}")).collect();
        match call.caller {
            Caller::Signed(identity) => {
                let offset = self.offset.load(Ordering::Relaxed);
                let time = self.clock.unix_seconds().saturating_add(offset);
                let (method, origin) = (call.method.name(), &self.origin);
                let signed = authorization(identity, method, origin, &call.target, time, &body);
                headers.push(("authorization", signed));
            }
            Caller::Nobody | Caller::Staff => {
                // A browser sets both headers itself and ignores these values.
                if !cookies.is_empty() {
                    headers.push(("cookie", cookies.join("; ")));
                }
                if call.method != Method::Get {
                    headers.push(("origin", self.origin.clone()));
                }
            }
        }
        Request {
            method: call.method,
            url: format!("{}{}", self.origin, call.target),
            headers,
            body,
            timeout_seconds: TIMEOUT_SECONDS.saturating_add(call.patience_seconds),
        }
    }

    fn keep_cookies(&self, reply: &Reply) {
        for (_, value) in reply.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = value.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else { continue };
            if value.is_empty() {
                self.cookies().remove(name.trim());
            } else {
                self.cookies().insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }

    fn cookies(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn body_of(reply: &Reply) -> Option<ErrorBody> {
    serde_json::from_slice(&reply.body).ok()
}

fn judge(reply: &Reply) -> Result<(), SyncError> {
    let word = || body_of(reply).map_or_else(String::new, |body| body.error);
    Err(match reply.status {
        200..=299 => return Ok(()),
        401 if word() == code::CLOCK => SyncError::Clock,
        401 => SyncError::SignedOut,
        404 => SyncError::NotFound,
        409 => SyncError::Conflict(reply.body.clone()),
        410 => SyncError::Gone,
        426 => SyncError::Newer,
        429 | 503 => {
            let seconds = reply.header("retry-after").and_then(|value| value.trim().parse().ok());
            SyncError::Busy { retry_after: seconds }
        }
        400 | 413 | 422 => match body_of(reply) {
            Some(body) => SyncError::Refused { code: body.error, index: body.index },
            None => SyncError::Answer,
        },
        _ => SyncError::Answer,
    })
}
