//! The texts of an invitation, on both sides.

use interlude_client::clinician::InviteState::{Burnt, Claimed, Confirmed, Enrolled, Waiting};
use interlude_client::error::ClientError;
use interlude_client::journal::MemoryStore;
use interlude_tests::world;

use crate::world::{Clinic, at, data, person, zone};

#[tokio::test(flavor = "multi_thread")]
async fn texts_of_an_invitation_are_messages() {
    let clinic = Clinic::start().await;
    let (page, data) = (&clinic.page, data());
    let phone = world::phone(MemoryStore::new()).unwrap();
    let invited = page.invite(person()).await.unwrap();
    let mut seen = Vec::new();
    let mut see = async || {
        let progress = page.pairing_state().await.unwrap();
        data.check(&progress);
        if !seen.contains(&progress.state) {
            seen.push(progress.state);
        }
    };
    see().await;
    assert!(phone.join(&invited.text).await.unwrap().is_none());
    see().await;
    let clinic_view = phone.join(&invited.text).await.unwrap().unwrap();
    data.check(&clinic_view);
    page.confirm(clinic_view.digits.as_deref().unwrap()).await.unwrap();
    see().await;
    assert!(phone.await_confirmation().await.unwrap());
    phone.enrol(&world::choices(), &at("08:00"), &zone()).unwrap();
    phone.sync().await.unwrap();
    see().await;

    let other = world::phone(MemoryStore::new()).unwrap();
    let invited = page.invite(person()).await.unwrap();
    assert!(other.join(&invited.text).await.unwrap().is_none());
    page.pairing_state().await.unwrap();
    let digits = other.join(&invited.text).await.unwrap().unwrap().digits.unwrap();
    let wrong = if digits == "000000" { "000001" } else { "000000" };
    assert_eq!(page.confirm(wrong).await, Err(ClientError::WrongDigits));
    see().await;
    assert_eq!(seen, [Waiting, Claimed, Confirmed, Enrolled, Burnt]);
}
