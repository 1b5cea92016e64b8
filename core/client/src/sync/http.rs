//! The transport on `reqwest`: sockets natively, `fetch` in the browser.

use std::time::Duration;

use super::transport::{MAX_REPLY, Method, Reply, Request, Transport, TransportError};

/// A [`Transport`] that sends requests with a `reqwest` client.
#[derive(Debug, Clone)]
pub struct Http {
    client: reqwest::Client,
}

impl Http {
    /// Wraps a client that the host has built. A native client needs a TLS provider and no
    /// redirects.
    #[must_use]
    pub fn new(client: reqwest::Client) -> Self {
        Self { client }
    }
}

impl Transport for Http {
    async fn send(&self, request: Request) -> Result<Reply, TransportError> {
        let method = match request.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Delete => reqwest::Method::DELETE,
        };
        let timeout = Duration::from_secs(request.timeout_seconds);
        let mut builder = self.client.request(method, &request.url).timeout(timeout);
        for (name, value) in request.headers {
            builder = builder.header(name, value);
        }
        // `fetch` refuses a GET with a body, even an empty one.
        if !request.body.is_empty() {
            builder = builder.body(request.body);
        }
        let response = builder.send().await.map_err(failed)?;
        let too_long =
            |length: u64| usize::try_from(length).map_or(true, |length| length > MAX_REPLY);
        if response.content_length().is_some_and(too_long) {
            return Err(TransportError::TooLong);
        }
        let status = response.status().as_u16();
        let headers = response.headers().iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        let headers = headers.collect();
        let body = response.bytes().await.map_err(failed)?.to_vec();
        if body.len() > MAX_REPLY {
            return Err(TransportError::TooLong);
        }
        Ok(Reply { status, headers, body })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "`map_err` passes the error by value")]
fn failed(error: reqwest::Error) -> TransportError {
    if error.is_builder() { TransportError::Address } else { TransportError::Offline }
}
