//! Sign-in and sign-out of staff by passphrase.
//!
//! There is no second factor yet: the slots are returned after the passphrase. They open only with
//! the half that never leaves the browser.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName};
use axum::response::AppendHeaders;
use interlude_protocol::primitive::sha256;
use interlude_protocol::wire::account::{SessionAnswer, SessionRequest};
use interlude_protocol::wire::bytes::{Bytes, Fixed};
use interlude_protocol::wire::{BROWSER_COOKIE, MAX_LOGIN_CHARS, SESSION_COOKIE};

use crate::app::{App, Door};
use crate::auth::{Anybody, Call, cookie, session_token};
use crate::error::ApiError;
use crate::routes::{json, slots};
use crate::sessions::Session;
use crate::storage::Account;

/// How long a browser stays known, in seconds: the longest time that browsers keep a cookie.
const KNOWN: i64 = 400 * 86_400;

type Cookies = AppendHeaders<Vec<(HeaderName, String)>>;

fn set_cookie(name: &str, value: &str, age: Option<i64>) -> (HeaderName, String) {
    let age = age.map(|age| format!("; Max-Age={age}")).unwrap_or_default();
    (SET_COOKIE, format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict{age}"))
}

pub(super) async fn sign_in(
    State(app): State<Arc<App>>,
    request: Anybody,
) -> Result<(Cookies, Json<SessionAnswer>), ApiError> {
    if app.is_our_page(&request.headers) == Some(false) {
        return Err(ApiError::NotFound);
    }
    let asked: SessionRequest = json(&request.body)?;
    if asked.login.chars().count() > MAX_LOGIN_CHARS {
        return Err(ApiError::Malformed);
    }
    let now = app.now();
    let browser = cookie(&request.headers, BROWSER_COOKIE);
    let known = match browser {
        Some(token) => app.storage.knows_browser(asked.clinic, &asked.login, token).await?,
        None => false,
    };
    let door: Door = (asked.clinic, asked.login.clone(), browser.filter(|_| known));
    // A known browser is limited by its own attempts only. Otherwise a stranger behind the same
    // address, such as a proxy's, could lock the owner out.
    let address = Some(request.address.ip()).filter(|_| !known);
    if let Some(address) = address {
        app.address_tries.begin(address, now).map_err(ApiError::TooMany)?;
    }
    app.account_tries.begin(door.clone(), now).map_err(ApiError::TooMany)?;
    let account = authenticate(&app, &asked).await?;
    if let Some(address) = address {
        app.address_tries.succeeded(&address);
    }
    app.account_tries.succeeded(&door);

    let mut cookies = Vec::new();
    let browser = if let Some(browser) = door.2 {
        browser
    } else {
        let (value, browser) = app.fresh_token()?;
        cookies.push(set_cookie(BROWSER_COOKIE, &value, Some(KNOWN)));
        browser
    };
    app.storage.remember_browser(asked.clinic, &asked.login, browser, now).await?;
    // The browser's previous session ends.
    if let Some(before) = session_token(&request.headers) {
        app.sessions.end(&before);
    }
    let (value, token) = app.fresh_token()?;
    let session = Session { clinic: asked.clinic, login: asked.login, fp: account.fp };
    let ends = app.sessions.begin(token, session, now);
    let answer = SessionAnswer {
        clinic: asked.clinic,
        fp: account.fp,
        slots: account.slots.into_iter().map(Bytes).collect(),
        etag: slots::etag(account.version),
        ends,
    };
    cookies.push(set_cookie(SESSION_COOKIE, &value, None));
    Ok((AppendHeaders(cookies), Json(answer)))
}

/// The account, if the passphrase is right. An unknown login costs the same work.
async fn authenticate(app: &App, asked: &SessionRequest) -> Result<Account, ApiError> {
    let account = app.storage.account(asked.clinic, &asked.login).await?;
    let Fixed(auth) = asked.auth;
    let verifier = account.as_ref().map_or([0; 32], |account| account.verifier);
    let right = same(&sha256(&[&auth]), &verifier);
    let clinic = app.spaces.get(&asked.clinic);
    let member = |account: &Account| {
        clinic.as_ref().is_some_and(|clinic| clinic.fold.is_member(&account.fp))
    };
    account.filter(|account| right && member(account)).ok_or(ApiError::Unauthorized)
}

/// Compares in constant time.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let difference = one.iter().zip(other).fold(0, |sum, (a, b)| sum | (a ^ b));
    std::hint::black_box(difference) == 0
}

pub(super) async fn sign_out(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    call: Call,
) -> Result<(Cookies, Json<()>), ApiError> {
    call.caller.staff()?;
    if let Some(token) = session_token(&headers) {
        app.sessions.end(&token);
    }
    Ok((AppendHeaders(vec![set_cookie(SESSION_COOKIE, "", Some(0))]), Json(())))
}
