//! Middleware for every response: security headers and one log line.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// Pages run our own code only, and connect to this server only.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types interlude";

const SAME_ORIGIN: HeaderValue = HeaderValue::from_static("same-origin");

/// Adds the headers and writes the log line, without bodies, queries or ids.
pub(crate) async fn wrap(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let method = request.method().clone();
    let begun = tokio::time::Instant::now();
    let mut response = next.run(request).await;

    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), SAME_ORIGIN);
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), SAME_ORIGIN);
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if app.origin.starts_with("https:") {
        let always = HeaderValue::from_static("max-age=63072000");
        headers.insert(STRICT_TRANSPORT_SECURITY, always);
    }

    let route = route.as_deref().unwrap_or("page");
    let status = response.status().as_u16();
    let micros = begun.elapsed().as_micros();
    tracing::info!(%method, route, status, micros, "answered");
    response
}
