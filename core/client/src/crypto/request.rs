//! Signatures of HTTP requests by devices and recovery identities (protocol.md 5).

use super::identity::Identity;
use interlude_protocol::primitive::label;
use interlude_protocol::wire::signed::{Authorization, message};

/// Signs a request and returns the value of its `Authorization` header.
///
/// `origin` is the server's public origin without a trailing slash, `target` the path and query as
/// sent, and `time` the server's time in Unix seconds.
#[must_use]
pub fn authorization(
    identity: &Identity,
    method: &str,
    origin: &str,
    target: &str,
    time: i64,
    body: &[u8],
) -> String {
    let message = message(method, origin, target, time, body);
    let signature = identity.sign(label::REQUEST, &message);
    Authorization { fingerprint: identity.fingerprint(), time, signature }.to_string()
}
