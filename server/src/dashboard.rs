//! The dashboard's built files, embedded; and the page that stands in where they were not built.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use rust_embed::{Embed, EmbeddedFile};

use crate::error::ApiError;

#[derive(Embed)]
#[folder = "dashboard/dist"]
#[allow_missing = true]
struct Dist;

/// The page where the dashboard was not built.
const UNBUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<title>Interlude</title><h1>The dashboard is not built</h1>\
<p>This server runs, but its pages were not built into it. In the source folder run \
<code>cargo xtask dashboard</code>, then build the server again; <code>cargo demo</code> \
does both.</p></html>";

/// What Vite names by a hash of its content lies here and never changes.
const HASHED: &str = "assets/";

/// Answers every address outside the API: a file of the dashboard, or its page.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let reads = method == Method::GET || method == Method::HEAD;
    if !reads || path == "v1" || path.starts_with("v1/") {
        return ApiError::NotFound.into_response();
    }
    if let Some(file) = Dist::get(path).filter(|_| !path.is_empty()) {
        return answer(path, file, &headers);
    }
    // A page has no dot in its last part; a file that is not there is not found.
    if path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return ApiError::NotFound.into_response();
    }
    match Dist::get("index.html") {
        Some(page) => answer("index.html", page, &headers),
        None => ([(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, media_type("html"))], UNBUILT)
            .into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let kind = media_type(path.rsplit('.').next().unwrap_or_default());
    if path.starts_with(HASHED) {
        let keep = "public, max-age=31536000, immutable";
        return ([(CACHE_CONTROL, keep), (CONTENT_TYPE, kind)], file.data).into_response();
    }
    if path == "index.html" {
        return ([(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, kind)], file.data).into_response();
    }
    let etag = format!("\"{}\"", HEXLOWER.encode(&file.metadata.sha256_hash()));
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == etag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, etag)]).into_response();
    }
    let headers =
        [(CACHE_CONTROL, "no-cache".to_owned()), (CONTENT_TYPE, kind.to_owned()), (ETAG, etag)];
    (headers, file.data).into_response()
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
