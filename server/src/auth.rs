//! Authentication: devices and recovery identities sign requests, staff have a session.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use interlude_protocol::id::{Fingerprint, SpaceId};
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::limit;
use interlude_protocol::wire::pairing::Stage;
use interlude_protocol::wire::signed::Authorization;
use interlude_protocol::wire::{CLOCK_TOLERANCE_SECONDS, SESSION_COOKIE, path};

use crate::app::App;
use crate::error::ApiError;
use crate::sessions::{Session, Token};
use crate::spaces::Space;
use crate::storage::Newcomer;

/// How long a request's body may take to arrive after its head.
const ARRIVAL: Duration = Duration::from_secs(60);

/// The authenticated party of a request.
#[derive(Debug, Clone)]
pub(crate) enum Caller {
    /// A member of staff with a session.
    Staff(Session),
    /// A device or recovery identity that signed the request.
    Device(Fingerprint),
    /// A device in a pairing, not yet a member of any space.
    Newcomer(Fingerprint, Newcomer),
}

/// How much of a space a caller may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    /// All of it.
    Member,
    /// Series of roots and leads, without sealed bodies.
    Directory,
}

impl Caller {
    pub(crate) fn fp(&self) -> Fingerprint {
        match self {
            Self::Staff(session) => session.fp,
            Self::Device(fp) | Self::Newcomer(fp, _) => *fp,
        }
    }

    /// The session; [`ApiError::NotFound`] for callers that are not staff.
    pub(crate) fn staff(&self) -> Result<&Session, ApiError> {
        match self {
            Self::Staff(session) => Ok(session),
            Self::Device(_) | Self::Newcomer(..) => Err(ApiError::NotFound),
        }
    }

    /// The caller's pairing.
    pub(crate) fn newcomer(&self) -> Option<&Newcomer> {
        match self {
            Self::Newcomer(_, newcomer) => Some(newcomer),
            Self::Staff(_) | Self::Device(_) => None,
        }
    }
}

impl App {
    /// The space, if the caller may see that it exists.
    pub(crate) fn access(
        &self,
        caller: &Caller,
        id: SpaceId,
    ) -> Result<(Arc<Space>, Access), ApiError> {
        let space = self.spaces.get(&id).ok_or(ApiError::NotFound)?;
        if space.fold.is_member(&caller.fp()) {
            return Ok((space, Access::Member));
        }
        let reads_directory = match caller {
            Caller::Staff(_) => false,
            Caller::Device(fp) => self.spaces.is_patient(fp, space.fold.pin()),
            Caller::Newcomer(_, newcomer) => {
                newcomer.clinic == id && newcomer.stage >= Stage::Replied
            }
        };
        if reads_directory { Ok((space, Access::Directory)) } else { Err(ApiError::NotFound) }
    }

    /// Whether a page of this origin may write; `None` if the caller is not a web page.
    pub(crate) fn is_our_page(&self, headers: &HeaderMap) -> Option<bool> {
        let origin = headers.get(header::ORIGIN)?;
        Some(self.page_origins.iter().any(|ours| ours.as_bytes() == origin.as_bytes()))
    }

    async fn signed(&self, parts: &Parts, value: &str, body: &[u8]) -> Result<Caller, ApiError> {
        let authorization: Authorization = value.parse().map_err(|_| ApiError::Unauthorized)?;
        let now = self.now();
        if now.abs_diff(authorization.time) > CLOCK_TOLERANCE_SECONDS {
            return Err(ApiError::Clock(now));
        }
        let fp = authorization.fingerprint;
        let (sign, caller) = if let Some(sign) = self.spaces.device_key(&fp) {
            (sign, Caller::Device(fp))
        } else {
            let newcomer = self.storage.newcomer(fp, now).await?;
            let newcomer = newcomer.ok_or(ApiError::Unauthorized)?;
            (newcomer.sign, Caller::Newcomer(fp, newcomer))
        };
        let target = parts.uri.path_and_query().ok_or(ApiError::Malformed)?.as_str();
        let method = parts.method.as_str();
        if authorization.is_signed_by(&sign, method, &self.origin, target, body) {
            Ok(caller)
        } else {
            Err(ApiError::Unauthorized)
        }
    }

    fn session(&self, parts: &Parts) -> Result<Caller, ApiError> {
        let token = session_token(&parts.headers).ok_or(ApiError::Unauthorized)?;
        let reads = parts.method == Method::GET;
        let polls = reads && is_polled(parts.uri.path());
        let session = self.sessions.find(&token, self.now(), !polls);
        let session = session.ok_or(ApiError::Unauthorized)?;
        let clinic = self.spaces.get(&session.clinic);
        if !clinic.is_some_and(|clinic| clinic.fold.is_member(&session.fp)) {
            self.sessions.end(&token);
            return Err(ApiError::Unauthorized);
        }
        if !reads && self.is_our_page(&parts.headers) != Some(true) {
            return Err(ApiError::NotFound);
        }
        Ok(Caller::Staff(session))
    }
}

/// Whether pages request this path on their own, without user action.
fn is_polled(path: &str) -> bool {
    path == path::CHANGES || path.starts_with(path::PAIRINGS)
}

/// SHA-256 of the value of a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<Token> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then(|| sha256(&[value.as_bytes()]))
    });
    pairs.next()
}

/// SHA-256 of the session cookie.
pub(crate) fn session_token(headers: &HeaderMap) -> Option<Token> {
    cookie(headers, SESSION_COOKIE)
}

/// An authenticated request with its whole body.
pub(crate) struct Call {
    pub(crate) caller: Caller,
    pub(crate) body: Bytes,
}

impl FromRequest<Arc<App>> for Call {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let value = parts.headers.get(header::AUTHORIZATION);
        let value = value.map(|value| value.to_str().map(str::to_owned));
        match value {
            Some(value) => {
                let value = value.map_err(|_| ApiError::Unauthorized)?;
                let body = whole(&parts.headers, body).await?;
                let caller = app.signed(&parts, &value, &body).await?;
                Ok(Self { caller, body })
            }
            None => {
                let caller = app.session(&parts)?;
                Ok(Self { caller, body: whole(&parts.headers, body).await? })
            }
        }
    }
}

/// A request without sign-in, with its whole body and the caller's address.
pub(crate) struct Anybody {
    pub(crate) address: SocketAddr,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl FromRequest<Arc<App>> for Anybody {
    type Rejection = ApiError;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, ApiError> {
        let (mut parts, body) = request.into_parts();
        let address = ConnectInfo::<SocketAddr>::from_request_parts(&mut parts, app).await;
        let ConnectInfo(address) = address.map_err(|_| ApiError::Malformed)?;
        let body = whole(&parts.headers, body).await?;
        Ok(Self { address, headers: parts.headers, body })
    }
}

async fn whole(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let length = length.and_then(|value| value.parse::<u64>().ok());
    if length.is_some_and(|length| usize::try_from(length).map_or(true, |l| l > limit::PAGE)) {
        return Err(ApiError::TooLarge);
    }
    let arrived = tokio::time::timeout(ARRIVAL, to_bytes(body, limit::PAGE)).await;
    arrived.map_err(|_| ApiError::Malformed)?.map_err(|_| ApiError::TooLarge)
}
