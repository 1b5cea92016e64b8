//! The HTTP API, one file per noun.

use std::sync::Arc;

use axum::Router;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::routing::{get, post, put};
use interlude_protocol::id::{PairingId, SeriesId, SpaceId};
use interlude_protocol::wire::path;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::error::ApiError;

mod batch;
mod changes;
mod clinics;
mod hello;
mod pairings;
mod session;
mod slots;
mod spaces;

/// Every route of the API with its methods; a test walks them.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", path::HELLO),
    ("POST", path::CLINICS),
    ("POST", path::SESSION),
    ("DELETE", path::SESSION),
    ("GET", path::SLOTS),
    ("PUT", path::SLOTS),
    ("GET", path::MINE),
    ("GET", path::CHANGES),
    ("POST", path::PULL),
    ("POST", path::PUSH),
    ("GET", path::HEADS),
    ("GET", path::SERIES),
    ("POST", path::SERIES),
    ("POST", path::PAIRINGS),
    ("GET", path::PAIRING),
    ("DELETE", path::PAIRING),
    ("PUT", path::CLAIM),
    ("PUT", path::REPLY),
    ("POST", path::CONFIRM),
];

/// The router of the API.
pub(crate) fn router() -> Router<Arc<App>> {
    Router::new()
        .route(path::HELLO, get(hello::hello))
        .route(path::CLINICS, post(clinics::found))
        .route(path::SESSION, post(session::sign_in).delete(session::sign_out))
        .route(path::SLOTS, get(slots::read).put(slots::replace))
        .route(path::MINE, get(changes::mine))
        .route(path::CHANGES, get(changes::changes))
        .route(path::PULL, post(batch::pull))
        .route(path::PUSH, post(batch::push))
        .route(path::HEADS, get(spaces::heads))
        .route(path::SERIES, get(spaces::page).post(spaces::append))
        .route(path::PAIRINGS, post(pairings::invite))
        .route(path::PAIRING, get(pairings::state).delete(pairings::burn))
        .route(path::CLAIM, put(pairings::claim))
        .route(path::REPLY, put(pairings::reply))
        .route(path::CONFIRM, post(pairings::confirm))
        .method_not_allowed_fallback(nothing)
}

/// Answers an unknown route as a forbidden one.
pub(crate) async fn nothing() -> ApiError {
    ApiError::NotFound
}

/// The ids in a path. A malformed id is answered as not found.
pub(crate) struct Ids {
    pub(crate) space: SpaceId,
    pub(crate) series: SeriesId,
    pub(crate) pairing: PairingId,
}

impl FromRequestParts<Arc<App>> for Ids {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let params = RawPathParams::from_request_parts(parts, app).await;
        let params = params.map_err(|_| ApiError::NotFound)?;
        let mut ids = Self {
            space: SpaceId([0; 16]),
            series: SeriesId([0; 16]),
            pairing: PairingId([0; 16]),
        };
        for (name, value) in &params {
            match name {
                "space" => ids.space = SpaceId::from_hex(value).map_err(|_| ApiError::NotFound)?,
                "series" => {
                    ids.series = SeriesId::from_hex(value).map_err(|_| ApiError::NotFound)?;
                }
                "pairing" => {
                    ids.pairing = PairingId::from_hex(value).map_err(|_| ApiError::NotFound)?;
                }
                _ => return Err(ApiError::NotFound),
            }
        }
        Ok(ids)
    }
}

/// The query of a request, refused as malformed if it does not parse.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequestParts<Arc<App>> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, app).await;
        query.map(|query| Self(query.0)).map_err(|_| ApiError::Malformed)
    }
}

/// Reads a JSON body.
fn json<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(body).map_err(|_| ApiError::Malformed)
}
