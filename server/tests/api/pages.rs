//! Pages outside the API, and the headers of every answer.

use interlude_protocol::wire::path;
use interlude_protocol::wire::space::Hello;

use crate::http::Reply;
use crate::world::{As, START, World};

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; \
frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types interlude";

#[track_caller]
fn is_guarded(reply: &Reply) {
    assert_eq!(reply.header("content-security-policy"), Some(POLICY));
    assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(reply.header("cross-origin-opener-policy"), Some("same-origin"));
    assert_eq!(reply.header("cross-origin-resource-policy"), Some("same-origin"));
    assert!(reply.header("cache-control").is_some());
    assert!(reply.header("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn hello_says_what_the_server_speaks() {
    let world = World::start().await;
    let reply = world.call(&As::Nobody, "GET", path::HELLO, b"").await;
    let hello: Hello = reply.json();
    assert_eq!((hello.formats, hello.time), (vec![1], START));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    is_guarded(&reply);
}

#[tokio::test]
async fn every_page_address_answers_with_the_dashboard_or_how_to_build_it() {
    let world = World::start().await;
    for page in ["/", "/c/0123456789abcdef0123456789abcdef", "/c/00/p/00/infusion", "/x?y=1"] {
        let reply = world.call(&As::Nobody, "GET", page, b"").await;
        assert_eq!((reply.status, reply.header("cache-control")), (200, Some("no-store")));
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(reply.body.starts_with(b"<!doctype html>") || reply.body.starts_with(b"<!DOC"));
        is_guarded(&reply);
    }
}

#[tokio::test]
async fn what_is_not_there_is_not_found_whatever_the_method() {
    let world = World::start().await;
    for (method, target) in [
        ("GET", "/assets/none-abc.js"),
        ("GET", "/favicon.none"),
        ("GET", "/../Cargo.toml"),
        ("GET", "/%2e%2e/Cargo.toml"),
        ("GET", "/v1"),
        ("GET", "/v1/"),
        ("GET", "/v1/nothing"),
        ("POST", "/"),
        ("DELETE", "/c/00"),
        ("PATCH", path::HELLO),
        ("DELETE", path::MINE),
    ] {
        let reply = world.call(&As::Nobody, method, target, b"").await;
        assert_eq!(reply.error(), (404, "not-found".to_owned(), None), "{method} {target}");
        is_guarded(&reply);
    }
}
