//! The sealed slots of a member of staff, read and replaced as a whole.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::{HeaderMap, HeaderName};
use interlude_protocol::wire::account::Slots;
use interlude_protocol::wire::bytes::Bytes;
use interlude_protocol::wire::error::code;
use interlude_protocol::wire::{MAX_SLOTS, SLOT_BYTES};

use crate::app::App;
use crate::auth::Call;
use crate::error::ApiError;
use crate::routes::json;
use crate::storage::StorageError;

type Versioned = ([(HeaderName, String); 1], Json<Slots>);

/// The version of the slots, as in the header.
pub(super) fn etag(version: u64) -> String {
    format!("\"{version}\"")
}

/// Checks number and size of the slots.
pub(super) fn checked(slots: Vec<Bytes>) -> Result<Vec<Vec<u8>>, ApiError> {
    let slots: Vec<Vec<u8>> = slots.into_iter().map(|slot| slot.0).collect();
    let fit = !slots.is_empty()
        && slots.len() <= MAX_SLOTS
        && slots.iter().all(|slot| slot.len() == SLOT_BYTES);
    if fit { Ok(slots) } else { Err(ApiError::Malformed) }
}

fn answer(version: u64, slots: Vec<Vec<u8>>) -> Versioned {
    let slots = slots.into_iter().map(Bytes).collect();
    ([(ETAG, etag(version))], Json(Slots { slots }))
}

pub(super) async fn read(State(app): State<Arc<App>>, call: Call) -> Result<Versioned, ApiError> {
    let session = call.caller.staff()?;
    let account = app.storage.account(session.clinic, &session.login).await?;
    let account = account.ok_or(ApiError::NotFound)?;
    Ok(answer(account.version, account.slots))
}

pub(super) async fn replace(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    call: Call,
) -> Result<Versioned, ApiError> {
    let session = call.caller.staff()?;
    let version = headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
    let version = version.and_then(|value| value.strip_prefix('"')?.strip_suffix('"'));
    let version = version.and_then(|value| value.parse().ok()).ok_or(ApiError::Malformed)?;
    let slots = checked(json::<Slots>(&call.body)?.slots)?;
    let put = app.storage.put_slots(session.clinic, &session.login, version, slots.clone());
    match put.await {
        Ok(version) => Ok(answer(version, slots)),
        Err(StorageError::Taken) => Err(ApiError::Taken(code::CHANGED)),
        Err(error) => Err(error.into()),
    }
}
