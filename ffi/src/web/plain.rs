//! Plain objects: arguments read, answers and failures made.

use interlude_client::error::ClientError;
use interlude_clinical::moment::Moment;
use interlude_protocol::id::SpaceId;
use qrcodegen::{QrCode, QrCodeEcc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A failure as the page shows it.
#[derive(Serialize)]
struct Failure {
    code: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

#[derive(Serialize)]
pub(super) struct Nothing {}

#[derive(Serialize)]
pub(super) struct Qr {
    size: i32,
    rows: Vec<String>,
}

pub(super) type Answer = Result<JsValue, JsValue>;

pub(super) fn nothing(_: ()) -> Nothing {
    Nothing {}
}

pub(super) fn moment(text: &str) -> Result<Moment, ClientError> {
    Ok(Moment::parse(text)?)
}

pub(super) fn space(hex: &str) -> Result<SpaceId, ClientError> {
    SpaceId::from_hex(hex).map_err(|_| ClientError::Invalid { what: "clinic" })
}

pub(super) fn patient_of(hex: &str) -> Result<SpaceId, ClientError> {
    SpaceId::from_hex(hex).map_err(|_| ClientError::UnknownPatient)
}

pub(super) fn qr(text: &str) -> Result<Qr, JsValue> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium);
    let code = code.map_err(|_| fail(ClientError::Internal))?;
    let row = |y| (0..code.size()).map(|x| if code.get_module(x, y) { '1' } else { '0' }).collect();
    Ok(Qr { size: code.size(), rows: (0..code.size()).map(row).collect() })
}

/// Reads arguments; what does not fit is told without repeating it.
pub(super) fn read<T: DeserializeOwned>(args: JsValue) -> Result<T, JsValue> {
    serde_wasm_bindgen::from_value(args).map_err(|_| {
        let text = "Something that was typed is missing or not possible. Correct it and try again.";
        thrown(&Failure { code: "malformed", text: text.to_owned(), retry_after: None })
    })
}

pub(super) fn give<T: Serialize>(result: Result<T, ClientError>) -> Answer {
    plain(&result.map_err(fail)?)
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed over by map_err")]
pub(super) fn fail(error: ClientError) -> JsValue {
    let retry_after = error.retry_after();
    thrown(&Failure { code: error.code(), text: error.text(), retry_after })
}

fn thrown(failure: &Failure) -> JsValue {
    plain(failure).unwrap_or(JsValue::NULL)
}

pub(super) fn plain<T: Serialize>(value: &T) -> Answer {
    let made = value.serialize(&Serializer::json_compatible());
    made.map_err(|_| JsValue::NULL)
}
