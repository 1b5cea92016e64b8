//! Lists the caller's spaces, and those that changed.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use interlude_protocol::wire::MAX_WAIT_SECONDS;
use interlude_protocol::wire::bytes::Fixed;
use interlude_protocol::wire::space::{Changes, Mine};
use serde::Deserialize;
use tokio::time::{Instant, sleep_until};

use crate::app::App;
use crate::auth::{Call, Caller};
use crate::error::ApiError;
use crate::routes::Query;

pub(super) async fn mine(State(app): State<Arc<App>>, call: Call) -> Result<Json<Mine>, ApiError> {
    match &call.caller {
        Caller::Device(fp) => Ok(Json(Mine { spaces: app.spaces.of(fp) })),
        Caller::Staff(_) | Caller::Newcomer(..) => Err(ApiError::NotFound),
    }
}

#[derive(Deserialize)]
pub(super) struct After {
    after: u64,
    #[serde(default)]
    wait: u64,
}

/// Answers once a space of the caller has changed, or when the wait is over.
pub(super) async fn changes(
    State(app): State<Arc<App>>,
    Query(After { after, wait }): Query<After>,
    call: Call,
) -> Result<Json<Changes>, ApiError> {
    if matches!(call.caller, Caller::Newcomer(..)) {
        return Err(ApiError::NotFound);
    }
    let fp = call.caller.fp();
    let end = Instant::now() + Duration::from_secs(wait.min(MAX_WAIT_SECONDS));
    let mut number = app.spaces.number();
    let mut closing = app.closing.clone();
    loop {
        number.borrow_and_update();
        let (spaces, next) = app.spaces.changed(&fp, after);
        let over = Instant::now() >= end || *closing.borrow();
        if !spaces.is_empty() || after > next || over {
            return Ok(Json(Changes { era: Fixed(app.storage.era()), next, spaces }));
        }
        tokio::select! {
            _ = number.changed() => {}
            _ = closing.wait_for(|closing| *closing) => {}
            () = sleep_until(end) => {}
        }
    }
}
