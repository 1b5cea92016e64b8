//! What a sync needs from its host: HTTP requests and a clock.

use std::sync::Arc;

/// HTTP method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Reads a resource.
    Get,
    /// Creates a resource or appends to one.
    Post,
    /// Replaces a resource.
    Put,
    /// Removes a resource.
    Delete,
}

impl Method {
    /// The method's name in the request and its signature.
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
    /// HTTP method.
    pub method: Method,
    /// Absolute URL.
    pub url: String,
    /// Header names in lower case, with their values.
    pub headers: Vec<(&'static str, String)>,
    /// The body; empty for none.
    pub body: Vec<u8>,
    /// Seconds until the request counts as failed, reading the answer included.
    pub timeout_seconds: u64,
}

/// The answer to a request, whatever its status.
#[derive(Clone)]
pub struct Reply {
    /// HTTP status code.
    pub status: u16,
    /// Header names in lower case, with their values, in the order of the answer.
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

/// Why a request returned no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// The server cannot be reached, or the connection broke.
    #[error("the server cannot be reached")]
    Offline,
    /// The answer is longer than [`MAX_REPLY`].
    #[error("the server's answer is too long")]
    TooLong,
    /// The request's URL or a header is invalid.
    #[error("invalid request URL or header")]
    Address,
}

/// Longest accepted answer, in bytes: twice a page of records.
pub const MAX_REPLY: usize = 2 * interlude_protocol::record::limit::PAGE;

/// Sends HTTP requests. Implementations do not follow redirects, because a signature covers one
/// address.
pub trait Transport {
    /// Sends one request and reads its answer.
    ///
    /// # Errors
    /// [`TransportError::Offline`] without a complete answer, [`TransportError::TooLong`] for an
    /// answer above [`MAX_REPLY`], [`TransportError::Address`] for an invalid request.
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

/// The host's clock.
pub trait Clock {
    /// The current time in Unix seconds.
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
