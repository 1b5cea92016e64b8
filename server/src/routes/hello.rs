//! The server's record formats, era and clock.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use interlude_protocol::wire::bytes::Fixed;
use interlude_protocol::wire::space::Hello;

use crate::app::App;

pub(super) async fn hello(State(app): State<Arc<App>>) -> Json<Hello> {
    Json(Hello { formats: vec![1], era: Fixed(app.storage.era()), time: app.now() })
}
