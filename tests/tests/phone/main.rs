//! A patient's phone and a clinician against the real server, from the invitation to the opened
//! answer, with the network cut at every request.

#[cfg(test)]
mod clinic;
#[cfg(test)]
mod page;
#[cfg(test)]
mod world;

use clinic::Clinic;
use interlude_client::error::ClientError;
use interlude_client::phone::view::{Stage, StatusKind};
use interlude_clinical::instrument::points::Points;
use interlude_protocol::id::SpaceId;
use interlude_tests::world::confirmed;
use world::{When, World, at, choices, fill, zone};

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_goes_from_the_phone_to_the_clinician_and_the_receipt_comes_back() {
    let world = World::start().await;
    let clinic = Clinic::found(&world).await;
    let mut phone = world.phone("a");
    clinic.enrol(&mut phone).await;
    phone.app.sync().await.unwrap();
    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 2);
    phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
    phone.app.note("zanzibar4711", &at("09:02"), &zone()).unwrap();
    let waiting = phone.app.today(&at("09:03"), &zone()).unwrap().status;
    assert_eq!(waiting.kind, StatusKind::Waiting);
    let report = phone.app.sync().await.unwrap();
    assert!(report.up_to_date, "{report:?}");
    clinic.sync().await;
    assert_eq!(clinic.answers(), 1, "the note is private and stays out of the clinic's journal");
    phone.app.sync().await.unwrap();
    phone.restart();
    let form = phone.app.open_form("phq9", &at("10:00"), &zone()).unwrap();
    fill(&form, 0);
    phone.app.submit(&form, &at("10:01"), &zone()).unwrap();
    phone.app.sync().await.unwrap();
    let sent = phone.app.today(&at("10:02"), &zone()).unwrap().status;
    assert_eq!(sent.kind, StatusKind::Sent);
    clinic.sync().await;
    phone.app.sync().await.unwrap();
    let opened = phone.app.today(&at("10:03"), &zone()).unwrap().status;
    assert_eq!(opened.kind, StatusKind::SentOpened);
    assert_eq!(clinic.answers(), 2);
    // Nobody writes any more: the next syncs move nothing.
    clinic.sync().await;
    let quiet = phone.app.sync().await.unwrap();
    clinic.sync().await;
    let still = phone.app.sync().await.unwrap();
    assert!(quiet.pushed + quiet.pulled <= 2, "{quiet:?}");
    assert_eq!((still.pushed, still.pulled), (0, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn page_and_phone_show_the_same_total_and_the_infusion_on_both_sides() {
    let world = World::start().await;
    let page = page::open(&world, None);
    let clinic = page::found(&world, &page).await;
    let mut phone = world.phone("a");
    page::add_patient(&page, &mut phone, "Dana Reyes").await;
    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    fill(&form, 1);
    phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    assert!(page.watch().await.unwrap().changed);
    assert!(page.sync(|_| {}).await.unwrap().up_to_date);
    let panel = page.panel(&at("12:00")).unwrap();
    assert_eq!((panel.patients, panel.unreadable_records), (1, 0));
    let row = &panel.rows[0];
    assert_eq!(row.name.as_deref(), Some("Dana Reyes"));
    assert_eq!(row.score.as_ref().unwrap().total, Some(Points::whole(9)));
    let given = confirmed(&page, &page::infusion(row.patient.clone())).unwrap();
    page.record_infusion(&given).await.unwrap();
    phone.app.sync().await.unwrap();
    let patient = SpaceId::from_hex(&row.patient).unwrap();
    let chart = page.chart(patient, Some("phq9"), &at("12:00")).unwrap();
    let trend = phone.app.trend(None, &at("12:00")).unwrap();
    assert_eq!((chart.points.len(), chart.infusions.len()), (1, 1));
    assert_eq!(chart.points[0].total.map(Points::as_f64), trend.points[0].total);
    assert_eq!(chart.points[0].day, trend.points[0].day);
    assert_eq!(chart.infusions[0].label, trend.infusions[0].label);
    let today = phone.app.today(&at("12:00"), &zone()).unwrap();
    assert_eq!(today.status.kind, StatusKind::SentOpened);
    assert_eq!(today.infusion_text.as_deref(), Some("Day 1 since your infusion"));
    assert_eq!(today.next_text, None);
    // Another day, another page, with no more than the browser kept.
    let memory = page.memory();
    page.sign_out().await.unwrap();
    drop(page);
    let page = page::open(&world, memory.as_deref());
    let id = SpaceId::from_hex(&clinic.clinic).unwrap();
    let wrong = page.sign_in(id, "lee", "six words that nobody ever drew").await;
    assert_eq!(wrong.unwrap_err(), ClientError::CannotUnlock);
    page.sign_in(id, "lee", &clinic.passphrase).await.unwrap();
    assert!(page.sync(|_| {}).await.unwrap().up_to_date);
    assert_eq!(page.panel(&at("12:00")).unwrap().rows.len(), 1);
    let again = page.chart(patient, Some("phq9"), &at("12:00")).unwrap();
    assert_eq!(again.points[0].total, Some(Points::whole(9)));
    assert_eq!(again.infusions.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sync_cut_off_at_any_request_goes_on_without_duplicates() {
    let world = World::start().await;
    let clinic = Clinic::found(&world).await;
    let mut phone = world.phone("a");
    clinic.enrol(&mut phone).await;
    let (mut written, mut cuts) = (0, 0);
    for when in [When::Before, When::After] {
        for n in 0..12 {
            let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
            fill(&form, 0);
            phone.app.submit(&form, &at("09:01"), &zone()).unwrap();
            written += 1;
            phone.cut.at(n, when);
            let cut = phone.app.sync().await;
            let failed = cut.is_err() || !cut.unwrap().up_to_date;
            assert_eq!(failed, phone.cut.was_cut(), "request {n} {when:?}");
            cuts += u32::from(failed);
            phone.cut.never();
            if n % 3 == 0 {
                phone.restart();
            }
            assert!(phone.app.sync().await.unwrap().up_to_date, "request {n} {when:?}");
            clinic.sync().await;
            assert_eq!(clinic.answers(), written, "request {n} {when:?}");
        }
    }
    assert!(cuts > 8, "{cuts}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolment_cut_off_at_any_request_is_finished_by_the_next_sync() {
    let world = World::start().await;
    let clinic = Clinic::found(&world).await;
    for n in 0..10 {
        let mut phone = world.phone(&format!("p{n}"));
        clinic.enrol(&mut phone).await;
        phone.cut.at(n, if n % 2 == 0 { When::Before } else { When::After });
        phone.app.sync().await.ok();
        phone.cut.never();
        phone.restart();
        assert_eq!(phone.app.stage(), Stage::Enrolled);
        assert!(phone.app.sync().await.unwrap().up_to_date, "request {n}");
    }
    clinic.sync().await;
    assert_eq!(clinic.readable(), 10);
}

#[tokio::test(flavor = "multi_thread")]
async fn invitations_are_refused_with_a_clear_error_and_change_nothing() {
    let world = World::start().await;
    let clinic = Clinic::found(&world).await;
    let phone = world.phone("a");
    for nonsense in ["", "hello", "ILQ1"] {
        assert_eq!(phone.app.join(nonsense).await.unwrap_err(), ClientError::InvalidInvite);
    }
    // Used by another phone.
    let inviter = clinic.invite().await;
    let text = inviter.invite().text();
    let first = world.phone("b");
    assert!(first.app.join(&text).await.unwrap().is_none());
    assert_eq!(phone.app.join(&text).await.unwrap_err(), ClientError::UsedInvite);
    // Ended by the clinic.
    let inviter = clinic.invite().await;
    let text = inviter.invite().text();
    assert!(phone.app.join(&text).await.unwrap().is_none());
    clinic.cancel(&inviter).await;
    assert_eq!(phone.app.join(&text).await.unwrap_err(), ClientError::InviteBurnt);
    // Of another clinic than the server's.
    let elsewhere = World::start().await;
    let other = Clinic::found(&elsewhere).await;
    let mut text = other.invite().await.invite().clone();
    text.url.clone_from(&world.server.origin);
    assert!(phone.app.join(&text.text()).await.is_err());
    assert_eq!(phone.app.stage(), Stage::New);
    // No server at all.
    phone.cut.at(0, When::Before);
    let text = clinic.invite().await.invite().text();
    let offline = phone.app.join(&text).await.unwrap_err();
    assert!(matches!(offline, ClientError::Offline { .. }));
    phone.cut.never();
    assert!(phone.app.join(&text).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_digits_end_the_invitation_and_nothing_was_shared() {
    let world = World::start().await;
    let clinic = Clinic::found(&world).await;
    let phone = world.phone("a");
    let mut inviter = clinic.invite().await;
    let digits = clinic.meet(&mut inviter, &phone).await;
    let wrong = if digits == "000000" { "111111" } else { "000000" };
    assert!(!phone.app.await_confirmation().await.unwrap());
    assert!(clinic.type_digits(&mut inviter, wrong).await.is_err());
    assert_eq!(phone.app.await_confirmation().await.unwrap_err(), ClientError::InviteBurnt);
    assert_eq!(phone.app.stage(), Stage::New);
    let refused = phone.app.enrol(&choices(&phone.app), &at("08:00"), &zone());
    assert_eq!(refused.unwrap_err(), ClientError::WrongStage);
}
