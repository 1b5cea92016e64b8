//! Pairings: invitation, claim, reply, confirmation (protocol.md 4.2).
//!
//! The server relays the messages and keeps the first claim. It lacks the invitation's secret and
//! therefore cannot make a claim; people compare the digits.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use interlude_protocol::id::{PairingId, Pin};
use interlude_protocol::primitive::{label, verify_labelled};
use interlude_protocol::record::genesis;
use interlude_protocol::record::open::{Open, SpaceKind};
use interlude_protocol::wire::error::code;
use interlude_protocol::wire::pairing::{
    ClaimUpload, NewPairing, PairingState, PatientClaim, Purpose, ReplyUpload, Stage,
};
use interlude_protocol::wire::{ENROLMENT_SECONDS, PAIRING_SECONDS};

use crate::app::App;
use crate::auth::{Anybody, Call, Caller};
use crate::error::ApiError;
use crate::routes::{Ids, json};
use crate::storage::{Founder, Pairing};

/// Longest claim or reply, in bytes.
const MESSAGE: usize = 64 * 1_024;

pub(super) async fn invite(
    State(app): State<Arc<App>>,
    call: Call,
) -> Result<(StatusCode, Json<PairingState>), ApiError> {
    let session = call.caller.staff()?;
    let asked: NewPairing = json(&call.body)?;
    if asked.purpose != Purpose::Patient {
        return Err(ApiError::Record(0, code::NOT_SUPPORTED));
    }
    let now = app.now();
    if asked.expires <= now {
        return Err(ApiError::Malformed);
    }
    let pairing = Pairing {
        id: asked.id,
        clinic: session.clinic,
        purpose: asked.purpose,
        inviter: session.fp,
        expires: asked.expires.min(now + PAIRING_SECONDS),
        stage: Stage::Waiting,
        claim: None,
        reply: None,
    };
    let quota = app.quota(now, app.limits.pairings_a_day);
    app.storage.invite(pairing, quota).await?;
    let pairing = own(&app, &call, asked.id).await?;
    Ok((StatusCode::CREATED, Json(seen_by_inviter(pairing))))
}

fn seen_by_inviter(pairing: Pairing) -> PairingState {
    let Pairing { purpose, stage, expires, claim, .. } = pairing;
    PairingState { purpose, stage, expires, claim, reply: None }
}

/// The pairing, if the caller opened it.
async fn own(app: &App, call: &Call, id: PairingId) -> Result<Pairing, ApiError> {
    let session = call.caller.staff()?;
    let pairing = app.storage.pairing(id, app.now()).await?;
    let mine =
        |pairing: &Pairing| (pairing.clinic, pairing.inviter) == (session.clinic, session.fp);
    pairing.filter(mine).ok_or(ApiError::NotFound)
}

pub(super) async fn state(
    State(app): State<Arc<App>>,
    ids: Ids,
    call: Call,
) -> Result<Json<PairingState>, ApiError> {
    if let Caller::Staff(_) = call.caller {
        return Ok(Json(seen_by_inviter(own(&app, &call, ids.pairing).await?)));
    }
    let newcomer = call.caller.newcomer().filter(|newcomer| newcomer.pairing == ids.pairing);
    let newcomer = newcomer.ok_or(ApiError::NotFound)?;
    let pairing = app.storage.pairing(newcomer.pairing, app.now()).await?;
    let Pairing { purpose, stage, expires, reply, .. } = pairing.ok_or(ApiError::NotFound)?;
    Ok(Json(PairingState { purpose, stage, expires, claim: None, reply }))
}

pub(super) async fn burn(
    State(app): State<Arc<App>>,
    ids: Ids,
    call: Call,
) -> Result<Json<()>, ApiError> {
    own(&app, &call, ids.pairing).await?;
    app.storage.burn(ids.pairing).await?;
    Ok(Json(()))
}

/// Takes the first claim, from any holder of the invitation.
pub(super) async fn claim(
    State(app): State<Arc<App>>,
    ids: Ids,
    request: Anybody,
) -> Result<Json<()>, ApiError> {
    let now = app.now();
    let pairing = app.storage.pairing(ids.pairing, now).await?.ok_or(ApiError::NotFound)?;
    let upload: ClaimUpload = json(&request.body)?;
    if upload.claim.0.len() > MESSAGE {
        return Err(ApiError::TooLarge);
    }
    let clinic = app.spaces.get(&pairing.clinic).ok_or(ApiError::NotFound)?.fold.pin();
    let founders = founders(&upload, ids.pairing, clinic)?;
    app.storage.claim(ids.pairing, upload, founders, now).await?;
    Ok(Json(()))
}

/// Checks the signature of a patient's claim and returns the spaces it announces.
fn founders(
    upload: &ClaimUpload,
    pairing: PairingId,
    clinic: Pin,
) -> Result<Vec<Founder>, ApiError> {
    let claim: PatientClaim = json(&upload.claim.0)?;
    if claim.pairing != pairing || claim.purpose != Purpose::Patient {
        return Err(ApiError::Malformed);
    }
    let shared = founder(&claim.shared.0, Some(clinic))?;
    let own = founder(&claim.own.0, None)?;
    let signed = verify_labelled(&shared.sign, label::CLAIM, &upload.claim.0, &upload.sig.0);
    // Each space has its own identity, so that keys do not link the two.
    if signed && shared.fp != own.fp { Ok(vec![shared, own]) } else { Err(ApiError::Malformed) }
}

fn founder(body: &[u8], clinic: Option<Pin>) -> Result<Founder, ApiError> {
    let Ok(Open::Genesis(genesis)) = Open::parse(body) else { return Err(ApiError::Malformed) };
    let first = genesis.members.first().ok_or(ApiError::Malformed)?;
    let (fp, sign) = (first.fingerprint(), first.identity().map(|identity| identity.sign));
    if genesis.clinic != clinic {
        return Err(ApiError::Record(0, code::UNEXPECTED_GENESIS));
    }
    let fits = genesis.space == SpaceKind::Patient && genesis.check(&fp).is_ok();
    let sign = sign.filter(|_| fits).ok_or(ApiError::Malformed)?;
    Ok(Founder { pin: genesis::pin(body), shared: clinic.is_some(), fp, sign })
}

pub(super) async fn reply(
    State(app): State<Arc<App>>,
    ids: Ids,
    call: Call,
) -> Result<Json<()>, ApiError> {
    own(&app, &call, ids.pairing).await?;
    let reply: ReplyUpload = json(&call.body)?;
    if reply.reply.0.len() > MESSAGE {
        return Err(ApiError::TooLarge);
    }
    app.storage.reply(ids.pairing, reply, app.now()).await?;
    Ok(Json(()))
}

pub(super) async fn confirm(
    State(app): State<Arc<App>>,
    ids: Ids,
    call: Call,
) -> Result<Json<()>, ApiError> {
    own(&app, &call, ids.pairing).await?;
    let now = app.now();
    app.storage.confirm(ids.pairing, now, now + ENROLMENT_SECONDS).await?;
    Ok(Json(()))
}
