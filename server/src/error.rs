//! Errors of the API and their HTTP statuses, which are chosen here only.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use interlude_protocol::record::RecordError;
use interlude_protocol::wire::error::{ErrorBody, code};
use interlude_protocol::wire::space::Receipt;

use crate::storage::StorageError;

/// `Retry-After` if the write queue is full, in seconds.
const SOON: u64 = 1;

/// `Retry-After` if the database failed, in seconds.
const LATER: u64 = 10;

/// `Retry-After` if a quota is used up, in seconds.
const QUOTA: u64 = 3_600;

/// Why a request is refused. A refused request changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// The request cannot be read.
    Malformed,
    /// The request has no valid session and no valid signature.
    Unauthorized,
    /// The request was signed too early or too late; holds the server's time in Unix seconds.
    Clock(i64),
    /// Missing or not allowed; the caller cannot tell which.
    NotFound,
    /// The series has other records at that place.
    Conflict(Receipt),
    /// The name is taken; holds the error code.
    Taken(&'static str),
    /// The request is too large.
    TooLarge,
    /// A record is refused, with its index in the upload.
    Record(usize, &'static str),
    /// The format of a record is unknown to this version.
    UnknownFormat,
    /// Too many attempts, or a quota is used up; holds the seconds until the next attempt.
    TooMany(u64),
    /// Nothing can be written now; holds the seconds until the next attempt.
    Busy(u64),
}

impl ApiError {
    /// The refusal of record `index` of an upload.
    pub(crate) fn record(index: usize, error: RecordError) -> Self {
        if matches!(error, RecordError::UnknownFormat | RecordError::UnknownSuite) {
            return Self::UnknownFormat;
        }
        Self::Record(index, error.code())
    }
}

impl From<StorageError> for ApiError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Busy => Self::Busy(SOON),
            StorageError::Failed(cause) => {
                tracing::error!(%cause, "storage failed");
                Self::Busy(LATER)
            }
            StorageError::Closed | StorageError::Damaged(_) => {
                tracing::error!(%error, "storage failed");
                Self::Busy(LATER)
            }
            StorageError::Missing => Self::NotFound,
            StorageError::Taken => Self::Taken(code::USED),
            StorageError::Conflict(receipt) => Self::Conflict(receipt),
            StorageError::Gap => Self::Record(0, code::GAP),
            StorageError::OtherAuthor => Self::Record(0, RecordError::BrokenChain.code()),
            StorageError::TooManySeries => Self::Record(0, RecordError::TooLarge.code()),
            StorageError::QuotaUsed => Self::TooMany(QUOTA),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = ErrorBody { error: String::new(), index: None, time: None };
        let mut retry_after = None;
        let (status, error) = match self {
            Self::Conflict(receipt) => {
                return (StatusCode::CONFLICT, Json(receipt)).into_response();
            }
            Self::Malformed => (StatusCode::BAD_REQUEST, code::MALFORMED),
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, code::UNAUTHORIZED),
            Self::Clock(time) => {
                body.time = Some(time);
                (StatusCode::UNAUTHORIZED, code::CLOCK)
            }
            Self::NotFound => (StatusCode::NOT_FOUND, code::NOT_FOUND),
            Self::Taken(error) => (StatusCode::CONFLICT, error),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, code::TOO_LARGE),
            Self::Record(index, error) => {
                body.index = Some(index);
                (StatusCode::UNPROCESSABLE_ENTITY, error)
            }
            Self::UnknownFormat => (StatusCode::UPGRADE_REQUIRED, code::UNKNOWN_FORMAT),
            Self::TooMany(seconds) => {
                retry_after = Some(seconds);
                (StatusCode::TOO_MANY_REQUESTS, code::TOO_MANY)
            }
            Self::Busy(seconds) => {
                retry_after = Some(seconds);
                (StatusCode::SERVICE_UNAVAILABLE, code::BUSY)
            }
        };
        error.clone_into(&mut body.error);
        let mut response = (status, Json(body)).into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
