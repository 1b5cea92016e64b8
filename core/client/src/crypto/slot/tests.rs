//! A slot opens only with its secret, means and fingerprint.

use super::*;
use crate::crypto::random::{generate, testing::Repeatable};

#[test]
fn an_opened_slot_returns_the_identity_and_the_pin() {
    let random = Repeatable::new(1);
    let me = Identity::generate(&random);
    let (secret, pin) = (generate(&random), Pin(generate(&random)));
    for means_of in [Means::Passphrase, Means::Passkey, Means::StaffCode] {
        let slot = seal(means_of, SlotId([2; 16]), &secret, &me, pin);
        assert_eq!(means(&slot), Some(means_of));
        let (identity, opened) = open(&slot, means_of, &secret, me.fingerprint()).unwrap();
        assert_eq!((identity.fingerprint(), opened), (me.fingerprint(), pin));
    }
}

#[test]
fn a_slot_opens_only_with_its_secret_fingerprint_and_means() {
    let random = Repeatable::new(2);
    let (me, other) = (Identity::generate(&random), Identity::generate(&random));
    let secret = generate(&random);
    let slot = seal(Means::Passphrase, SlotId([2; 16]), &secret, &me, Pin([3; 32]));
    let refused = |slot: &[u8], means, secret: &[u8; 32], fp| {
        assert_eq!(open(slot, means, secret, fp).err(), Some(CannotOpen));
    };
    refused(&slot, Means::Passphrase, &generate(&random), me.fingerprint());
    refused(&slot, Means::Passphrase, &secret, other.fingerprint());
    refused(&slot, Means::Passkey, &secret, me.fingerprint());
    refused(&slot[..96], Means::Passphrase, &secret, me.fingerprint());
    for place in 0..SLOT {
        let mut damaged = slot;
        damaged[place] ^= 1;
        refused(&damaged, Means::Passphrase, &secret, me.fingerprint());
    }
}

#[test]
fn a_seed_with_another_fingerprint_is_refused() {
    let random = Repeatable::new(3);
    let (me, other) = (Identity::generate(&random), Identity::generate(&random));
    let secret = generate(&random);
    let slot = seal_seed(
        Means::Passphrase,
        SlotId([2; 16]),
        &secret,
        me.fingerprint(),
        other.seed(),
        Pin([3; 32]),
    );
    assert!(open_seed(&slot, Means::Passphrase, &secret, me.fingerprint()).is_ok());
    assert_eq!(open(&slot, Means::Passphrase, &secret, me.fingerprint()).err(), Some(CannotOpen));
}
