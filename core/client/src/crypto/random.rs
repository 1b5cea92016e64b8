//! Sources of randomness. Functions take one as an argument, so tests can repeat a run exactly.

use zeroize::Zeroizing;

use super::Secret;

/// A source of unpredictable bytes. A host creates one per program.
pub trait Random {
    /// Fills `bytes` with random bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The random source of the operating system or browser.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Random for System {
    /// # Panics
    /// If the system provides no random bytes.
    #[expect(clippy::expect_used, reason = "a panic is safer than a predictable key")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system provides random bytes");
    }
}

impl<R: Random + ?Sized> Random for &R {
    fn fill(&self, bytes: &mut [u8]) {
        (**self).fill(bytes);
    }
}

/// Generates public random bytes, such as an identifier or a nonce.
#[must_use]
pub fn generate<const N: usize>(random: &(impl Random + ?Sized)) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}

/// Generates a random secret of 32 bytes.
#[must_use]
pub fn generate_secret(random: &(impl Random + ?Sized)) -> Secret {
    let mut bytes = Zeroizing::new([0; 32]);
    random.fill(bytes.as_mut_slice());
    bytes
}

#[cfg(test)]
pub(crate) mod testing {
    //! A repeatable source for tests: SHA-256 of a seed and a counter.

    use std::cell::Cell;

    use super::Random;
    use interlude_protocol::primitive::sha256;

    /// A counter that starts at the seed. It never returns the same bytes twice.
    pub(crate) struct Repeatable(Cell<u64>);

    impl Repeatable {
        pub(crate) fn new(seed: u32) -> Self {
            Self(Cell::new(u64::from(seed) << 32))
        }
    }

    impl Random for Repeatable {
        fn fill(&self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(32) {
                self.0.set(self.0.get() + 1);
                let block = sha256(&[&self.0.get().to_be_bytes()]);
                chunk.copy_from_slice(&block[..chunk.len()]);
            }
        }
    }
}
