//! A wrap opens for its recipient only, and only to the key with its id.

use super::*;
use crate::crypto::random::testing::Repeatable;

struct Scene {
    random: Repeatable,
    me: Identity,
    grantor: Fingerprint,
    space: SpaceId,
    key: ContentKey,
}

fn scene() -> Scene {
    let random = Repeatable::new(7);
    let me = Identity::generate(&random);
    let key = ContentKey::generate(&random);
    Scene { me, key, grantor: Fingerprint([8; 32]), space: SpaceId([9; 16]), random }
}

impl Scene {
    fn wrap(&self) -> [u8; WRAP] {
        wrap(&self.key, self.space, self.me.public(), self.grantor, &self.random).unwrap()
    }

    fn id(&self) -> KeyId {
        self.key.id(self.space)
    }
}

#[test]
fn the_recipient_opens_the_key() {
    let s = scene();
    let opened = unwrap(&s.wrap(), s.space, s.id(), &s.me, s.grantor).unwrap();
    assert_eq!(opened.bytes(), s.key.bytes());
    assert_ne!(s.wrap(), s.wrap(), "each wrap has its own encapsulated key");
}

#[test]
fn a_wrap_cannot_be_moved_to_another_space_key_recipient_or_grantor() {
    let s = scene();
    let wrapped = s.wrap();
    let refused = |space, key, me: &Identity, grantor| {
        assert_eq!(unwrap(&wrapped, space, key, me, grantor).err(), Some(CannotOpen));
    };
    refused(SpaceId([1; 16]), s.id(), &s.me, s.grantor);
    refused(s.space, KeyId([1; 32]), &s.me, s.grantor);
    refused(s.space, s.id(), &Identity::generate(&s.random), s.grantor);
    refused(s.space, s.id(), &s.me, Fingerprint([1; 32]));
    for place in [0, 1_119, 1_120, 1_167] {
        let mut damaged = wrapped;
        damaged[place] ^= 1;
        assert!(unwrap(&damaged, s.space, s.id(), &s.me, s.grantor).is_err());
    }
}

#[test]
fn a_key_with_another_id_is_refused() {
    let s = scene();
    let other = ContentKey::generate(&s.random);
    let to = <XWing as Kem>::PublicKey::from_bytes(&s.me.public().kem).unwrap();
    let info = info(s.space, s.id(), s.me.fingerprint(), s.grantor);
    let (encapsulated, sealed) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &to,
            &info,
            other.bytes(),
            &[],
            &mut Rng(&s.random),
        )
        .unwrap();
    let forged: Vec<u8> = encapsulated.to_bytes().into_iter().chain(sealed).collect();
    let forged = forged.try_into().unwrap();
    assert_eq!(unwrap(&forged, s.space, s.id(), &s.me, s.grantor).err(), Some(CannotOpen));
}

#[test]
fn an_invalid_wrapping_key_is_refused() {
    let s = scene();
    let broken = PublicIdentity { sign: s.me.public().sign, kem: [0xff; 1_216] };
    assert!(!acceptable(&broken));
    assert!(acceptable(s.me.public()));
    assert_eq!(wrap(&s.key, s.space, &broken, s.grantor, &s.random), Err(BadKey));
}
