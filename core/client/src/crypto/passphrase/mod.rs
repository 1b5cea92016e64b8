//! Staff passphrases: six generated words, stretched once and split into a secret for the server
//! and a secret for this device (protocol.md 1.4).

use argon2::{Algorithm, Argon2, Params, Version};
use diceware_wordlists::EFF_LONG_WORDLIST;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use super::random::{Random, generate};
use super::{Secret, derive};
use interlude_protocol::id::SpaceId;
use interlude_protocol::primitive::{label, labelled_hash};

/// Number of words in a passphrase: six of 7,776 have 77.5 bits of entropy.
const WORDS: usize = 6;
/// Argon2id memory (64 MiB), passes and lanes. They are constants, so no server can weaken them.
const MEMORY_KIB: u32 = 65_536;
const PASSES: u32 = 3;
const LANES: u32 = 1;

/// The two secrets derived from a passphrase.
pub struct Login {
    /// Authenticates at the server, which stores only its hash.
    pub auth: Secret,
    /// Opens the passphrase slot; never leaves this device.
    pub unlock: Secret,
}

/// Generates six words separated by spaces, each drawn uniformly from 7,776.
#[must_use]
pub fn generate_passphrase(random: &(impl Random + ?Sized)) -> Zeroizing<String> {
    let words: Vec<&str> = std::iter::repeat_with(|| word(random)).take(WORDS).collect();
    Zeroizing::new(words.join(" "))
}

/// Normalizes a login for requests and salts: NFKC, then lower case.
///
/// One name typed on different keyboards is then one account.
///
/// # Example
/// ```
/// use interlude_client::crypto::passphrase::normal_login;
/// assert_eq!(normal_login("Ｍueller ﬁ"), "mueller fi");
/// ```
#[must_use]
pub fn normal_login(login: &str) -> String {
    login.nfkc().collect::<String>().to_lowercase()
}

/// Computes the salt of `login` at `clinic`. The server does not send it, so its answers reveal no
/// account.
#[must_use]
pub fn salt(clinic: SpaceId, login: &str) -> [u8; 16] {
    let login = normal_login(login);
    let hash = labelled_hash(label::PASSPHRASE_SALT, &[clinic.as_bytes(), login.as_bytes()]);
    let mut salt = [0; 16];
    salt.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    salt
}

/// Stretches `passphrase` and splits the result. Takes 64 MiB of memory and about 0.2 s.
///
/// Letter case and extra whitespace do not matter.
#[must_use]
#[expect(clippy::expect_used, reason = "parameters, salt and output are constants of legal size")]
pub fn split(clinic: SpaceId, login: &str, passphrase: &str) -> Login {
    let words = Zeroizing::new(
        passphrase.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" "),
    );
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, Some(32)).expect("legal parameters");
    let mut master: Secret = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(words.as_bytes(), &salt(clinic, login), master.as_mut_slice())
        .expect("legal lengths of salt and output");
    Login {
        auth: derive(master.as_slice(), label::LOGIN, &[]),
        unlock: derive(master.as_slice(), label::UNLOCK, &[]),
    }
}

/// Draws a word uniformly. It repeats a draw whose remainder would favour the first words.
fn word(random: &(impl Random + ?Sized)) -> &'static str {
    let count = EFF_LONG_WORDLIST.len();
    loop {
        let drawn = usize::from(u16::from_be_bytes(generate(random)));
        let even = (usize::from(u16::MAX) + 1) / count * count;
        if let Some(word) = EFF_LONG_WORDLIST.get(drawn % count).filter(|_| drawn < even) {
            return word;
        }
    }
}

#[cfg(test)]
mod tests;
