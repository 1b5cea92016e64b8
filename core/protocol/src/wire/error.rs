//! The body of answers with status 400 and above.

use serde::{Deserialize, Serialize};

/// Body of every refusal except 409, whose body is a [`Receipt`](crate::wire::space::Receipt).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// The error code: one of [`code`], or a [`RecordError`](crate::record::RecordError)'s code.
    pub error: String,
    /// Which record of the upload was refused, counted from 0.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub index: Option<usize>,
    /// The server's clock in Unix seconds, with [`code::CLOCK`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<i64>,
}

/// Error codes other than those of records.
pub mod code {
    /// 400: the request cannot be read.
    pub const MALFORMED: &str = "malformed";
    /// 401: no valid sign-in or signature.
    pub const UNAUTHORIZED: &str = "unauthorized";
    /// 401: the request's time is too far from the server's. The body holds the server's time.
    pub const CLOCK: &str = "clock";
    /// 404: missing or not allowed.
    pub const NOT_FOUND: &str = "not-found";
    /// 409: the version in `If-Match` is not the current one.
    pub const CHANGED: &str = "changed";
    /// 409: the invitation has another claim, or the claim another reply.
    pub const USED: &str = "used";
    /// 413: too large.
    pub const TOO_LARGE: &str = "too-large";
    /// 422: the author may not write this record, so it would have no effect.
    pub const NOT_ALLOWED: &str = "not-allowed";
    /// 422: this server does not support the kind of record yet.
    pub const NOT_SUPPORTED: &str = "not-supported";
    /// 422: the space cannot be founded now.
    pub const UNEXPECTED_GENESIS: &str = "unexpected-genesis";
    /// 422: the records begin after the end of the series.
    pub const GAP: &str = "gap";
    /// 426: the server does not know the record format.
    pub const UNKNOWN_FORMAT: &str = "unknown-format";
    /// 429: too many attempts, or a daily quota is used up.
    pub const TOO_MANY: &str = "too-many";
    /// 503: the server cannot write now.
    pub const BUSY: &str = "busy";
}
