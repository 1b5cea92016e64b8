//! A positive safety answer makes no difference visible to an operator.

use interlude_client::phone::CheckIn;
use interlude_clinical::response::draft::Answer;

use crate::world::{Shape, World, at, fill, zone};

/// The requests of one phone that answers item 9 with each of `ninth` and all others with `rest`:
/// one form stopped, one submitted, one note of `note` characters.
async fn course(ninth: &[i32], rest: i32, note: usize) -> Vec<Shape> {
    let world = World::start().await;
    let phone = world.patient("a").await;
    phone.app.sync().await.unwrap();
    phone.net.take();
    let answer = |form: &CheckIn| {
        for value in ninth {
            let tap = form.answer("phq9.9", Answer::Choice(*value)).unwrap();
            assert_eq!(tap.crisis.is_some(), *value > 0);
        }
        fill(form, rest);
    };
    let form = phone.app.open_form("phq9", &at("09:00"), &zone()).unwrap();
    answer(&form);
    phone.app.save_draft(&form).unwrap();
    phone.app.stop(&form, &at("09:02"), &zone()).unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    let form = phone.app.open_form("phq9", &at("10:00"), &zone()).unwrap();
    answer(&form);
    phone.app.submit(&form, &at("10:02"), &zone()).unwrap();
    assert!(phone.app.sync().await.unwrap().up_to_date);
    if note > 0 {
        phone.app.note(&"a".repeat(note), &at("10:03"), &zone()).unwrap();
        assert!(phone.app.sync().await.unwrap().up_to_date);
    }
    phone.app.sync().await.unwrap();
    phone.net.take()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_thoughts_of_death_makes_the_same_requests_as_one_without() {
    let never = course(&[0], 0, 0).await;
    assert!(never.iter().filter(|shape| shape.method == "POST").count() >= 2, "{never:#?}");
    assert!(never.iter().all(|shape| shape.status == 200 || shape.status == 201), "{never:#?}");
    for (ninth, rest) in [(&[3][..], 0), (&[3], 3), (&[3, 0], 0), (&[1, 2, 3, 2, 1, 0, 3], 1)] {
        let positive = course(ninth, rest, 0).await;
        assert_eq!(positive, never, "item 9 answered {ninth:?}, the rest {rest}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_recorder_sees_a_longer_text_and_one_request_more() {
    let (short, long) = (course(&[0], 0, 10).await, course(&[0], 0, 1_900).await);
    assert_eq!(short.len(), long.len());
    assert_ne!(short, long, "a text of another size class shows in the sizes");
    assert_ne!(short.len(), course(&[0], 0, 0).await.len());
}
