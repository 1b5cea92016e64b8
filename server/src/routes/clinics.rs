//! Founds a clinic with a one-time token.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use interlude_protocol::access::rule::Audience;
use interlude_protocol::primitive::sha256;
use interlude_protocol::record::open::Role;
use interlude_protocol::wire::MAX_LOGIN_CHARS;
use interlude_protocol::wire::account::{Founded, NewClinic};

use crate::app::App;
use crate::auth::Anybody;
use crate::error::ApiError;
use crate::routes::{json, slots};
use crate::storage::{self, Account};
use crate::{token, upload};

pub(super) async fn found(
    State(app): State<Arc<App>>,
    request: Anybody,
) -> Result<(StatusCode, Json<Founded>), ApiError> {
    if app.is_our_page(&request.headers) == Some(false) {
        return Err(ApiError::NotFound);
    }
    let digest = sha256(&[&request.body]);
    if let Some(clinic) = app.storage.founded_by(digest).await? {
        return Ok((StatusCode::OK, Json(Founded { clinic })));
    }
    let asked: NewClinic = json(&request.body)?;
    let (address, now) = (request.address.ip(), app.now());
    app.address_tries.begin(address, now).map_err(ApiError::TooMany)?;
    let token = token::digest(&asked.token);
    // Removed while in use, so that two requests cannot both spend it.
    let good = app.setup.lock().unwrap_or_else(PoisonError::into_inner).remove(&token);
    if !good {
        return Err(ApiError::NotFound);
    }
    app.address_tries.succeeded(&address);
    let work = tokio::spawn(async move {
        let outcome = store(&app, asked, digest).await;
        if outcome.is_err() {
            app.setup.lock().unwrap_or_else(PoisonError::into_inner).insert(token);
        }
        outcome
    });
    let founded = work.await.map_err(|_| ApiError::Busy(1))??;
    Ok((StatusCode::CREATED, Json(founded)))
}

async fn store(app: &App, asked: NewClinic, request: [u8; 32]) -> Result<Founded, ApiError> {
    let login_fits = (1..=MAX_LOGIN_CHARS).contains(&asked.login.chars().count())
        && !asked.login.chars().any(char::is_control);
    if !login_fits {
        return Err(ApiError::Malformed);
    }
    let slots = slots::checked(asked.slots)?;
    let bytes = Bytes::from(asked.records.0);
    let fold = upload::founded(&bytes, None, None)?;
    if fold.audience() != Audience::Clinic || !fold.has_role(&asked.fp, Role::Lead) {
        return Err(ApiError::Malformed);
    }
    let fold = Arc::new(fold);
    let mut uploads = Vec::new();
    for (series, bytes) in upload::by_series(bytes)? {
        uploads.push(upload::check(Arc::clone(&fold), series, 0, bytes).await?);
    }
    let (fp, verifier) = (asked.fp, asked.verifier.0);
    let account = Account { fp, login: asked.login, verifier, slots, version: 1 };
    let clinic = storage::NewClinic { request, pin: fold.pin(), uploads, account };
    let commit = app.storage.found(clinic).await?;
    app.spaces.reach(commit).await;
    Ok(Founded { clinic: fold.pin().space() })
}
