//! What an answer of status 400 and above says.

use serde::{Deserialize, Serialize};

/// Body of every refusal except 409, whose body is a [`Receipt`](crate::wire::space::Receipt).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What is wrong: one of [`code`], or a [`RecordError`](crate::record::RecordError)'s code.
    pub error: String,
    /// Which record of the upload was refused, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub index: Option<usize>,
    /// The server's clock in Unix seconds, with [`code::CLOCK`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<i64>,
}

/// Words in [`ErrorBody::error`] that do not come from a record.
pub mod code {
    /// 400: the request cannot be read.
    pub const MALFORMED: &str = "malformed";
    /// 401: no valid sign-in or signature.
    pub const UNAUTHORIZED: &str = "unauthorized";
    /// 401: the request's time is too far from the server's, which is in the body.
    pub const CLOCK: &str = "clock";
    /// 404: not there, or not allowed.
    pub const NOT_FOUND: &str = "not-found";
    /// 409: the version named in `If-Match` is not the present one.
    pub const CHANGED: &str = "changed";
    /// 409: the invitation has another claim, or the claim another reply.
    pub const USED: &str = "used";
    /// 413: too large.
    pub const TOO_LARGE: &str = "too-large";
    /// 422: the author may not write this record, so it would have no effect.
    pub const NOT_ALLOWED: &str = "not-allowed";
    /// 422: the record is of a kind that this server does not take yet.
    pub const NOT_SUPPORTED: &str = "not-supported";
    /// 422: the space is not one that may be founded now.
    pub const UNEXPECTED_GENESIS: &str = "unexpected-genesis";
    /// 422: the records begin behind the end of the series.
    pub const GAP: &str = "gap";
    /// 426: the record format is not known here.
    pub const UNKNOWN_FORMAT: &str = "unknown-format";
    /// 429: too many tries, or a daily quota is used up.
    pub const TOO_MANY: &str = "too-many";
    /// 503: the server cannot write now.
    pub const BUSY: &str = "busy";
}
