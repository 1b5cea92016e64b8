//! What the loop needs of a network: one request, one reply.

use std::sync::Arc;

/// Method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates or appends.
    Post,
    /// Puts in place.
    Put,
    /// Removes.
    Delete,
}

impl Method {
    /// The method's name, as it is sent and signed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Delete => "DELETE",
        }
    }
}

/// One HTTP request, complete.
#[derive(Clone)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// The whole address.
    pub url: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
    /// After how many seconds in all the request counts as failed.
    pub timeout_seconds: u64,
}

/// The answer to a request, whatever its status.
#[derive(Clone)]
pub struct Reply {
    /// Status code.
    pub status: u16,
    /// Header names in lower case, with their values, in the order received.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first value of a header; `None` if it is absent.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The server cannot be reached, or the answer broke off.
    #[error("the server cannot be reached")]
    Offline,
    /// The answer is longer than any that the protocol has.
    #[error("the server's answer is too long")]
    TooLong,
    /// The address is none.
    #[error("not an address")]
    Address,
}

/// Longest answer that is read, in bytes: a page of records and some room.
pub const MAX_REPLY: usize = 2 * interlude_protocol::record::limit::PAGE;

/// Sends requests. Redirects are not followed: requests are signed for one address.
pub trait Transport {
    /// Sends one request and reads its answer, up to [`MAX_REPLY`].
    fn send(&self, request: Request) -> impl Future<Output = Result<Reply, TransportError>>;
}

impl<T: Transport> Transport for &T {
    fn send(&self, request: Request) -> impl Future<Output = Result<Reply, TransportError>> {
        (**self).send(request)
    }
}

impl<T: Transport> Transport for Arc<T> {
    fn send(&self, request: Request) -> impl Future<Output = Result<Reply, TransportError>> {
        (**self).send(request)
    }
}

/// Tells the time. The host's clock enters here.
pub trait Clock {
    /// Now, in seconds of Unix time.
    fn unix_seconds(&self) -> i64;
}

impl<C: Clock> Clock for &C {
    fn unix_seconds(&self) -> i64 {
        (**self).unix_seconds()
    }
}

impl<C: Clock> Clock for Arc<C> {
    fn unix_seconds(&self) -> i64 {
        (**self).unix_seconds()
    }
}
