//! The dashboard's embedded files, and the page shown if they were not built.

use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use rust_embed::{Embed, EmbeddedFile};

use crate::error::ApiError;

#[derive(Embed)]
#[folder = "dashboard/dist"]
#[allow_missing = true]
struct Dist;

/// The page shown if the dashboard was not built.
const UNBUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">\
<title>Interlude</title><h1>The dashboard is not built</h1>\
<p>This server runs, but its pages were not built into it. In the source folder run \
<code>cargo xtask dashboard</code>, then build the server again; <code>cargo demo</code> \
does both.</p></html>";

/// Folder of the files that Vite names by a hash of their content; they never change.
const HASHED: &str = "assets/";

/// Suffix of a file compressed with Brotli, which reduces the core to a quarter.
const PACKED: &str = ".br";

/// Answers every address outside the API: a file of the dashboard, or its page.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    serve_from::<Dist>(&method, &uri, &headers)
}

fn serve_from<E: Embed>(method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    let reads = *method == Method::GET || *method == Method::HEAD;
    if !reads || path == "v1" || path.starts_with("v1/") {
        return ApiError::NotFound.into_response();
    }
    if path.starts_with(HASHED)
        && takes_brotli(headers)
        && let Some(packed) = E::get(&format!("{path}{PACKED}"))
    {
        let mut answer = answer(path, packed, headers);
        answer.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
        return answer;
    }
    if let Some(file) = E::get(path).filter(|_| !path.is_empty()) {
        return answer(path, file, headers);
    }
    // A page's path has no dot in its last part; any other path is a missing file.
    if path.starts_with(HASHED) || path.rsplit('/').next().is_some_and(|last| last.contains('.')) {
        return ApiError::NotFound.into_response();
    }
    match E::get("index.html") {
        Some(page) => answer("index.html", page, headers),
        None => ([(CACHE_CONTROL, "no-store"), (CONTENT_TYPE, media_type("html"))], UNBUILT)
            .into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile, headers: &HeaderMap) -> Response {
    let kind = media_type(path.rsplit('.').next().unwrap_or_default());
    if path.starts_with(HASHED) {
        let keep = "public, max-age=31536000, immutable";
        let headers =
            [(CACHE_CONTROL, keep), (CONTENT_TYPE, kind), (VARY, ACCEPT_ENCODING.as_str())];
        return (headers, file.data).into_response();
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

/// Whether the browser accepts Brotli; browsers offer it over TLS and to loopback only.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    let mut offers = lines.flat_map(|line| line.split(','));
    offers.any(|offer| offer.trim() == "br")
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A small build of the dashboard.
    #[derive(Embed)]
    #[folder = "tests/dist"]
    struct Sample;

    /// The encoding and the body of an answer.
    async fn ask(path: &'static str, offers: &'static [&'static str]) -> (Option<String>, Vec<u8>) {
        let mut headers = HeaderMap::new();
        for offer in offers {
            headers.append(ACCEPT_ENCODING, HeaderValue::from_static(offer));
        }
        let answer = serve_from::<Sample>(&Method::GET, &Uri::from_static(path), &headers);
        assert_eq!(answer.status(), StatusCode::OK);
        let encoding = answer.headers().get(CONTENT_ENCODING);
        let encoding = encoding.map(|it| it.to_str().unwrap().to_owned());
        let kind = answer.headers().get(CONTENT_TYPE).unwrap().to_str().unwrap().to_owned();
        assert!(kind.starts_with("text/"), "{path}: {kind}");
        let vary = answer.headers().get(VARY).is_some_and(|it| it == "accept-encoding");
        assert_eq!(vary, path.starts_with("/assets/"));
        let body = axum::body::to_bytes(answer.into_body(), 1_000).await.unwrap();
        (encoding, body.to_vec())
    }

    #[tokio::test]
    async fn a_packed_file_goes_to_browsers_that_unpack_it_and_to_no_others() {
        let plain = include_bytes!("../tests/dist/assets/page-1.js");
        let packed = include_bytes!("../tests/dist/assets/page-1.js.br");
        for offers in [&["gzip, deflate, br, zstd"][..], &["br"], &["gzip", "br"]] {
            let (encoding, body) = ask("/assets/page-1.js", offers).await;
            assert_eq!((encoding.as_deref(), body.as_slice()), (Some("br"), &packed[..]));
        }
        for offers in [&["gzip, deflate"][..], &["br;q=0"], &["brotli"], &[]] {
            let (encoding, body) = ask("/assets/page-1.js", offers).await;
            assert_eq!((encoding, body.as_slice()), (None, &plain[..]));
        }
        let (encoding, _) = ask("/assets/alone-2.css", &["br"]).await;
        assert_eq!(encoding, None);
        let (encoding, _) = ask("/", &["br"]).await;
        assert_eq!(encoding, None);
    }
}
