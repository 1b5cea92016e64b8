//! The texts of the patient's phone.

use interlude_client::phone::trend::{Trend, TrendPoint};
use interlude_client::phone::view::StatusKind;
use interlude_clinical::response::draft::Answer;
use interlude_tests::world::confirmed;
use serde_json::{Value, json};

use crate::world::{Clinic, at, data, fill, infusion, zone};

/// The texts of a trend.
fn shown(trend: &Trend) -> Value {
    let texts = |it: &TrendPoint| json!({"text": it.text});
    json!({
        "own_texts": trend.own_texts,
        "direction_text": trend.instrument.direction_text,
        "points": trend.points.iter().map(texts).collect::<Vec<_>>(),
        "infusions": trend.infusions.iter().map(|it| &it.label).collect::<Vec<_>>(),
        "unreadable_text": trend.unreadable_text,
        "unknown_text": trend.unknown_text,
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_the_phone_are_messages() {
    let clinic = Clinic::start().await;
    let phone = clinic.patient().await;
    let (page, data) = (&clinic.page, data());
    data.check(&phone.content_kinds());
    data.check(&phone.clinic());
    let status = || {
        let today = phone.today(&at("12:00"), &zone()).unwrap();
        data.check(&today);
        today.status.kind
    };
    assert_eq!(status(), StatusKind::None);
    let given = confirmed(page, &infusion(&clinic.listed())).unwrap();
    page.record_infusion(&given).await.unwrap();
    data.check(&phone.sync().await.unwrap());
    assert!(phone.today(&at("12:00"), &zone()).unwrap().infusion_text.is_some());

    let form = phone.open_form("phq9", &at("11:00"), &zone()).unwrap();
    assert!(form.answer("phq9.9", Answer::Choice(1)).unwrap().crisis.is_some());
    let lowered = form.answer("phq9.9", Answer::Choice(0)).unwrap();
    data.check(&lowered.changed_notice.unwrap());
    data.check(&form.items());
    data.check(&form.leave_text());
    data.check(&phone.stop(&form, &at("11:01"), &zone()).unwrap());
    let form = phone.open_form("phq9", &at("11:02"), &zone()).unwrap();
    fill(&form);
    data.check(&phone.submit(&form, &at("11:03"), &zone()).unwrap());
    assert_eq!(status(), StatusKind::Waiting);
    phone.sync().await.unwrap();
    assert_eq!(status(), StatusKind::Sent);
    page.sync(|_| {}).await.unwrap();
    page.watch().await.unwrap();
    page.sync(|_| {}).await.unwrap();
    phone.sync().await.unwrap();
    assert_eq!(status(), StatusKind::SentOpened);
    data.check(&phone.note("…", &at("11:30"), &zone()).unwrap());
    data.check(&phone.sync().await.unwrap());
    assert_eq!(status(), StatusKind::Private);

    let form = phone.open_form("daily_checkin", &at("11:40"), &zone()).unwrap();
    data.check(&form.items());
    fill(&form);
    phone.submit(&form, &at("11:41"), &zone()).unwrap();
    for instrument in [None, Some("phq9"), Some("daily_checkin"), Some("gad7")] {
        data.check(&shown(&phone.trend(instrument, &at("12:00")).unwrap()));
    }
}
