//! Heads and records of a space.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use interlude_protocol::access::fold::Fold;
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::limit;
use interlude_protocol::wire::error::code;
use interlude_protocol::wire::space::{HeadLine, Receipt};
use interlude_protocol::wire::{HEADS_PAGE, RECORDS};
use serde::Deserialize;

use crate::app::App;
use crate::auth::{Access, Call};
use crate::error::ApiError;
use crate::routes::{Ids, Query};
use crate::storage::Upload;
use crate::upload;

#[derive(Deserialize)]
pub(super) struct Behind {
    after: Option<String>,
}

pub(super) async fn heads(
    State(app): State<Arc<App>>,
    ids: Ids,
    Query(behind): Query<Behind>,
    call: Call,
) -> Result<Json<Vec<HeadLine>>, ApiError> {
    let (space, access) = app.access(&call.caller, ids.space)?;
    let after = behind.after.map(|hex| SeriesId::from_hex(&hex)).transpose();
    let mut after = after.map_err(|_| ApiError::Malformed)?;
    // A short page means the end, so a page with omitted lines is filled up.
    let mut page = Vec::new();
    loop {
        let mut lines = app.storage.heads(ids.space, after, HEADS_PAGE).await?;
        let end = lines.len() < HEADS_PAGE;
        after = lines.last().map(|line| line.series);
        if access == Access::Directory {
            lines.retain(|line| space.is_directory_author(&line.author));
        }
        page.append(&mut lines);
        if end || page.len() >= HEADS_PAGE {
            page.truncate(HEADS_PAGE);
            return Ok(Json(page));
        }
    }
}

#[derive(Deserialize)]
pub(super) struct From {
    from: u64,
    bodies: Option<Word>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Word {
    All,
    Open,
}

pub(super) async fn page(
    State(app): State<Arc<App>>,
    ids: Ids,
    Query(From { from, bodies }): Query<From>,
    call: Call,
) -> Result<([(HeaderName, &'static str); 1], Bytes), ApiError> {
    let (space, access) = app.access(&call.caller, ids.space)?;
    let head = app.storage.head(ids.space, ids.series).await?.ok_or(ApiError::NotFound)?;
    if access == Access::Directory && !space.is_directory_author(&head.author) {
        return Err(ApiError::NotFound);
    }
    let bodies = match (access, bodies) {
        (Access::Directory, _) | (Access::Member, Some(Word::Open)) => Bodies::Open,
        (Access::Member, Some(Word::All) | None) => Bodies::All,
    };
    let page = app.storage.page(ids.space, ids.series, from, bodies, limit::PAGE).await?;
    Ok(([(CONTENT_TYPE, RECORDS)], Bytes::from(page)))
}

#[derive(Deserialize)]
pub(super) struct At {
    from: u64,
}

pub(super) async fn append(
    State(app): State<Arc<App>>,
    ids: Ids,
    Query(At { from }): Query<At>,
    call: Call,
) -> Result<Json<Receipt>, ApiError> {
    let room = app.room_for(call.body.len()).await?;
    let (fold, founds) = match app.spaces.get(&ids.space) {
        Some(space) if space.fold.is_member(&call.caller.fp()) => (Arc::clone(&space.fold), None),
        Some(_) => return Err(ApiError::NotFound),
        None => (Arc::new(expected(&app, &call, ids.space, from).await?), Some(app.now())),
    };
    let upload = upload::check(fold, ids.series, from, call.body).await?;
    // A started write finishes even if the caller disconnects.
    let work = tokio::spawn(async move {
        let _room = room;
        add(&app, ids.space, upload, founds).await
    });
    Ok(Json(work.await.map_err(|_| ApiError::Busy(1))??))
}

/// Stores checked records and waits until membership records among them are folded.
pub(super) async fn add(
    app: &App,
    space: SpaceId,
    upload: Upload,
    founds: Option<i64>,
) -> Result<Receipt, ApiError> {
    let membership = upload.records.iter().any(|record| record.membership);
    let quota = app.quota(app.now(), app.limits.records_a_day);
    let (receipt, commit) = app.storage.append(space, upload, quota, founds).await?;
    if let Some(commit) = commit.filter(|_| membership) {
        app.spaces.reach(commit).await;
    }
    Ok(receipt)
}

/// The fold of a space that this upload founds, if the caller may found it.
async fn expected(app: &App, call: &Call, space: SpaceId, from: u64) -> Result<Fold, ApiError> {
    let newcomer = call.caller.newcomer().ok_or(ApiError::NotFound)?;
    let expected = app.storage.expected(space, app.now()).await?;
    let (pairing, founder) = expected.ok_or(ApiError::NotFound)?;
    if pairing != newcomer.pairing {
        return Err(ApiError::NotFound);
    }
    if from > 0 {
        return Err(ApiError::Record(0, code::GAP));
    }
    let directory = app.spaces.get(&newcomer.clinic).filter(|_| founder.shared);
    let directory = directory.as_ref().map(|directory| &*directory.fold);
    upload::founded(&call.body, Some(&founder.pin), directory)
}
