//! Invitations, claims, replies and announced spaces.

use super::*;

const PAIRING: PairingId = PairingId([11; 16]);

fn invitation() -> Pairing {
    Pairing {
        id: PAIRING,
        clinic: PIN.space(),
        purpose: Purpose::Patient,
        inviter: AUTHOR,
        expires: 1_000,
        stage: Stage::Waiting,
        claim: None,
        reply: None,
    }
}

fn claim(salt: u8) -> ClaimUpload {
    ClaimUpload { claim: Bytes(vec![salt; 9]), mac: Fixed([salt; 32]), sig: Fixed([salt; 64]) }
}

fn reply(salt: u8) -> ReplyUpload {
    ReplyUpload { reply: Bytes(vec![salt; 9]), sig: Fixed([salt; 64]) }
}

fn founders() -> Vec<Founder> {
    let founder = |number: u8, shared| Founder {
        pin: Pin([number; 32]),
        shared,
        fp: Fingerprint([number; 32]),
        sign: [number; 32],
    };
    vec![founder(21, true), founder(22, false)]
}

async fn stage(storage: &dyn Storage, now: i64) -> Option<Stage> {
    storage.pairing(PAIRING, now).await.unwrap().map(|pairing| pairing.stage)
}

pub(super) async fn a_pairing_keeps_the_first_claim_and_passes_each_stage_once(
    storage: &dyn Storage,
) {
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.invite(invitation(), AMPLE).await.expect("the same again");
    let other = Pairing { inviter: Fingerprint([2; 32]), ..invitation() };
    assert!(matches!(storage.invite(other, AMPLE).await, Err(StorageError::Taken)));
    assert!(matches!(storage.reply(PAIRING, reply(0), 0).await, Err(StorageError::Missing)));
    assert!(matches!(storage.confirm(PAIRING, 0, 9).await, Err(StorageError::Missing)));

    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.expect("the same again");
    let second = storage.claim(PAIRING, claim(1), founders(), 0).await;
    assert!(matches!(second, Err(StorageError::Taken)));
    assert!(matches!(storage.confirm(PAIRING, 0, 9).await, Err(StorageError::Missing)));

    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    storage.reply(PAIRING, reply(0), 0).await.expect("the same again");
    assert!(matches!(storage.reply(PAIRING, reply(1), 0).await, Err(StorageError::Taken)));
    let newcomer = storage.newcomer(Fingerprint([21; 32]), 0).await.unwrap().unwrap();
    assert_eq!((newcomer.sign, newcomer.clinic), ([21; 32], PIN.space()));
    assert_eq!((newcomer.pairing, newcomer.stage), (PAIRING, Stage::Replied));
    assert_eq!(storage.newcomer(Fingerprint([23; 32]), 0).await.unwrap(), None);

    let kept = storage.pairing(PAIRING, 0).await.unwrap().unwrap();
    assert_eq!((kept.claim, kept.reply), (Some(claim(0)), Some(reply(0))));
}

pub(super) async fn a_space_is_founded_only_after_the_digits_agreed_and_in_time(
    storage: &dyn Storage,
) {
    let (shared, own) = (Pin([21; 32]), Pin([22; 32]));
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    let genesis = |pin: Pin| {
        let author = Fingerprint(pin.0);
        upload(SERIES, author, &chain(pin, SERIES, author, 0, 1), 0)
    };
    let found = |pin: Pin, now| storage.append(pin.space(), genesis(pin), AMPLE, Some(now));
    assert!(matches!(found(shared, 1).await, Err(StorageError::Missing)));

    storage.confirm(PAIRING, 500, 5_000).await.unwrap();
    storage.confirm(PAIRING, 500, 9_000).await.expect("the same again");
    assert_eq!(stage(storage, 2_000).await, Some(Stage::Confirmed), "outlives the invitation");
    assert_eq!(storage.expected(own.space(), 5_000).await.unwrap(), None, "no second term");
    assert!(matches!(found(shared, 5_000).await, Err(StorageError::Missing)));
    let expected = storage.expected(own.space(), 4_999).await.unwrap();
    assert_eq!(expected, Some((PAIRING, founders()[1])));

    found(own, 4_999).await.unwrap();
    assert_eq!(stage(storage, 4_999).await, Some(Stage::Confirmed));
    found(shared, 4_999).await.unwrap();
    assert_eq!(stage(storage, 4_999).await, Some(Stage::Enrolled));
    let (receipt, commit) = found(shared, 4_999).await.expect("the same again");
    assert_eq!((receipt.count, commit), (1, None));
    assert_eq!(storage.expected(shared.space(), 4_999).await.unwrap(), None);
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 4_999).await.unwrap(), None);
}

pub(super) async fn an_ended_or_burnt_invitation_is_gone(storage: &dyn Storage) {
    storage.invite(invitation(), AMPLE).await.unwrap();
    assert_eq!(stage(storage, 999).await, Some(Stage::Waiting));
    assert_eq!(stage(storage, 1_000).await, None);
    let late = storage.claim(PAIRING, claim(0), founders(), 1_000).await;
    assert!(matches!(late, Err(StorageError::Missing)));

    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 1_000).await.unwrap(), None);
    storage.reply(PAIRING, reply(0), 0).await.unwrap();
    storage.confirm(PAIRING, 0, 5_000).await.unwrap();
    storage.burn(PAIRING).await.unwrap();
    assert_eq!(stage(storage, 0).await, None);
    assert_eq!(storage.expected(Pin([21; 32]).space(), 0).await.unwrap(), None);
    assert_eq!(storage.newcomer(Fingerprint([21; 32]), 0).await.unwrap(), None);
}

pub(super) async fn a_claim_cannot_take_over_a_space_that_another_announced(storage: &dyn Storage) {
    let second = PairingId([12; 16]);
    storage.invite(invitation(), AMPLE).await.unwrap();
    storage.invite(Pairing { id: second, ..invitation() }, AMPLE).await.unwrap();
    storage.claim(PAIRING, claim(0), founders(), 0).await.unwrap();
    let copied = storage.claim(second, claim(1), founders(), 0).await;
    assert!(matches!(copied, Err(StorageError::Taken)));
    let kept = storage.pairing(second, 0).await.unwrap().unwrap();
    assert_eq!((kept.stage, kept.claim), (Stage::Waiting, None));
}

pub(super) async fn invitations_have_a_quota(storage: &dyn Storage) {
    let few = Quota { day: 1, most: 2 };
    for number in 0..2 {
        storage.invite(Pairing { id: PairingId([number; 16]), ..invitation() }, few).await.unwrap();
    }
    let third = storage.invite(Pairing { id: PairingId([2; 16]), ..invitation() }, few).await;
    assert!(matches!(third, Err(StorageError::QuotaUsed)));
}
