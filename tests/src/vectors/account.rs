//! Credentials of people and phones: codes, passphrases, slots, signed requests.

use interlude_client::crypto::code::{Code, CodeKind};
use interlude_client::crypto::identity::Identity;
use interlude_client::crypto::passphrase::{normal_login, salt, split};
use interlude_client::crypto::random::System;
use interlude_client::crypto::request::authorization;
use interlude_client::crypto::slot::{self, Means};
use interlude_protocol::id::{Fingerprint, Pin, SlotId, SpaceId};
use interlude_protocol::primitive::sha256;
use interlude_protocol::wire::signed::{Authorization, message};

use super::case::{Case, Failure, array, hold, same};

pub(super) fn code(case: Case<'_>) -> Result<(), Failure> {
    let kind = match case.number("kind")? {
        1 => CodeKind::Kit,
        2 => CodeKind::Staff,
        3_u8 => CodeKind::Patient,
        other => return Err(format!("there is no kind {other}")),
    };
    let text = case.text("text")?;
    if case.has("secret") {
        let code = Code::from_secret(kind, &case.array("secret")?);
        same("text", &code.text().as_str(), &text)?;
        return case.expect("output", code.seed().as_slice());
    }
    let read = Code::parse(kind, text).ok();
    let expected = match case.text("expected")? {
        "error" => None,
        secret => Some(Code::from_secret(kind, &array(secret)?)),
    };
    let seed = |code: Option<Code>| code.map(|code| *code.seed());
    same("seed of the code read", &seed(read), &seed(expected))
}

pub(super) fn login(case: Case<'_>) -> Result<(), Failure> {
    let clinic = SpaceId(case.array("clinic_id")?);
    let login = case.text("login")?;
    case.expect("login_normal_utf8", normal_login(login).as_bytes())?;
    case.expect("salt", &salt(clinic, login))?;
    let split = split(clinic, login, case.text("passphrase")?);
    case.expect("auth", split.auth.as_slice())?;
    case.expect("unlock", split.unlock.as_slice())?;
    case.expect("server_stores", &sha256(&[split.auth.as_slice()]))
}

pub(super) fn slot(case: Case<'_>) -> Result<(), Failure> {
    let means = match case.number("type")? {
        1 => Means::Passphrase,
        2 => Means::Passkey,
        3_u8 => Means::StaffCode,
        other => return Err(format!("nothing opens a slot of type {other}")),
    };
    let fingerprint = Fingerprint(case.array("fp")?);
    let secret = case.array("ikm")?;
    let sealed = case.bytes("slot")?;
    let opened = slot::open_seed(&sealed, means, &secret, fingerprint);
    if case.has("prf_eval_first") {
        case.expect("prf_eval_first", &slot::prf_input(SpaceId(case.array("clinic_id")?)))?;
    }
    match (opened, case.text("expected")?) {
        (Ok((seed, pin)), "opens") => {
            case.expect("seed", seed.as_slice())?;
            case.expect("clinic_pin", pin.as_bytes())?;
            let id = SlotId(case.array("slot_id")?);
            let pin = Pin(case.array("clinic_pin")?);
            let again = slot::seal_seed(means, id, &secret, fingerprint, &seed, pin);
            case.expect("slot", &again)
        }
        (opened, expected) => same("opens", &opened.is_ok(), &(expected == "opens")),
    }
}

/// The cases hold a signing key without its identity, so the signature can only be verified. The
/// signature of an identity is verified with the server's code.
pub(super) fn request(case: Case<'_>) -> Result<(), Failure> {
    let (method, origin) = (case.text("method")?, case.text("origin")?);
    let (target, body) = (case.text("path_query")?, case.bytes("body")?);
    let sign = case.array("sign")?;
    let time = case.number("time")?;
    let signed = message(method, origin, target, time, &body);
    same("message", &signed.as_slice(), &case.text("message_utf8")?.as_bytes())?;
    let text = case.text("authorization")?;
    let header: Authorization = text.parse().map_err(|_| "the header is refused".to_owned())?;
    case.expect("fp", header.fingerprint.as_bytes())?;
    case.expect("signature", &header.signature)?;
    same("header", &header.to_string().as_str(), &text)?;
    let good = |method| header.is_signed_by(&sign, method, origin, target, &body);
    hold(good(method), "the signature is refused")?;
    hold(!good("PATCH"), "the signature is accepted for another method")?;

    let me = Identity::generate(&System);
    let mine = authorization(&me, method, origin, target, time, &body);
    let mine: Authorization = mine.parse().map_err(|_| "our own header is refused".to_owned())?;
    let accepted = mine.is_signed_by(&me.public().sign, method, origin, target, &body);
    hold(accepted && mine.fingerprint == me.fingerprint(), "our own signature is refused")
}
