//! Many spaces in one request, so that a page's sign-in takes few of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{CONTENT_TYPE, HeaderName};
use interlude_protocol::id::{SeriesId, SpaceId};
use interlude_protocol::record::codec::Bodies;
use interlude_protocol::record::limit;
use interlude_protocol::wire::batch::{Frame, PULL_SPACES, PUSH_SERIES, Pull, PullSpace, Pushed};
use interlude_protocol::wire::space::{HeadLine, Receipt};
use interlude_protocol::wire::{HEADS_PAGE, RECORDS};

use super::json;
use super::spaces::add;
use crate::app::App;
use crate::auth::{Access, Call};
use crate::error::ApiError;
use crate::upload;

/// Answers space after space, until everything was sent or a page is full; the caller asks again for the rest.
pub(super) async fn pull(
    State(app): State<Arc<App>>,
    call: Call,
) -> Result<([(HeaderName, &'static str); 1], Bytes), ApiError> {
    call.caller.staff()?;
    let Pull { spaces } = json(&call.body)?;
    if spaces.len() > PULL_SPACES {
        return Err(ApiError::TooLarge);
    }
    let mut out = Vec::new();
    for asked in spaces {
        if out.len() >= limit::PAGE {
            break;
        }
        let heads = match app.access(&call.caller, asked.space) {
            Ok((_, Access::Member)) => {
                app.storage.heads(asked.space, None, HEADS_PAGE.saturating_add(1)).await?
            }
            Ok((_, Access::Directory)) | Err(_) => Vec::new(),
        };
        if heads.is_empty() || heads.len() > HEADS_PAGE {
            Frame::Alone(asked.space).encode_to(&mut out);
            continue;
        }
        Frame::Heads(asked.space, heads.clone()).encode_to(&mut out);
        if pages(&app, &asked, &heads, &mut out).await? {
            Frame::End(asked.space).encode_to(&mut out);
        }
    }
    Ok(([(CONTENT_TYPE, RECORDS)], Bytes::from(out)))
}

/// Appends the records that the caller lacks; `false` if the page is full before that.
async fn pages(
    app: &App,
    asked: &PullSpace,
    heads: &[HeadLine],
    out: &mut Vec<u8>,
) -> Result<bool, ApiError> {
    let have: BTreeMap<SeriesId, u64> = asked.have.iter().copied().collect();
    // The longest series first: usually the patient's own, which begins with the genesis.
    let mut heads: Vec<&HeadLine> = heads.iter().collect();
    heads.sort_by_key(|head| std::cmp::Reverse(head.count));
    for head in heads {
        let from = have.get(&head.series).copied().unwrap_or(0);
        if from >= head.count {
            continue;
        }
        let Some(left) = limit::PAGE.checked_sub(out.len()).filter(|left| *left > 0) else {
            return Ok(false);
        };
        let space = asked.space;
        let records = app.storage.page(space, head.series, from, Bodies::All, left).await?;
        let (series, whole) = (head.series, records.len());
        if whole == 0 {
            // A record that does not fit into the rest of this page begins the next one.
            return Ok(false);
        }
        let sent = count(&records);
        Frame::Page { space, series, from, records }.encode_to(out);
        if from.saturating_add(sent) < head.count {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Number of records in a page that storage made.
fn count(page: &[u8]) -> u64 {
    let records = interlude_protocol::record::codec::split(page, Bodies::All);
    records.map_or(0, |records| u64::try_from(records.len()).unwrap_or(0))
}

/// Stores each frame by itself: all its records or none.
pub(super) async fn push(
    State(app): State<Arc<App>>,
    call: Call,
) -> Result<Json<Vec<Pushed>>, ApiError> {
    call.caller.staff()?;
    let room = app.room_for(call.body.len()).await?;
    let frames = Frame::read_all(&call.body).ok_or(ApiError::Malformed)?;
    if frames.len() > PUSH_SERIES {
        return Err(ApiError::TooLarge);
    }
    // A started write finishes even if the caller disconnects.
    let work = tokio::spawn(async move {
        let _room = room;
        let mut answers = Vec::new();
        for frame in frames {
            let Frame::Page { space, series, from, records } = frame else {
                return Err(ApiError::Malformed);
            };
            let receipt = match stored(&app, &call, space, series, from, records).await {
                Err(ApiError::TooMany(seconds)) => return Err(ApiError::TooMany(seconds)),
                Err(ApiError::Busy(seconds)) => return Err(ApiError::Busy(seconds)),
                stored => stored.ok(),
            };
            answers.push(Pushed { receipt });
        }
        Ok(answers)
    });
    Ok(Json(work.await.map_err(|_| ApiError::Busy(1))??))
}

async fn stored(
    app: &App,
    call: &Call,
    space: SpaceId,
    series: SeriesId,
    from: u64,
    records: Vec<u8>,
) -> Result<Receipt, ApiError> {
    let (found, Access::Member) = app.access(&call.caller, space)? else {
        return Err(ApiError::NotFound);
    };
    let upload = upload::check(Arc::clone(&found.fold), series, from, records.into()).await?;
    add(app, space, upload, None).await
}
