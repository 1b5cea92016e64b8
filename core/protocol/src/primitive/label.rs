//! Every label of the protocol. Labels keep bytes made for one purpose from serving another.
//!
//! A test fails on a label that is unlisted, listed twice or never used (protocol.md 1.2). Only
//! [`AUDIT`] may be unused, until the audit log exists.

/// The prefix of every label.
pub const PREFIX: &str = "interlude/1 ";

/// Fingerprint of a public identity.
pub const IDENTITY: &str = "identity";
/// Ed25519 seed of an identity.
pub const SIGN_SEED: &str = "sign seed";
/// X-Wing private key of an identity.
pub const KEM_SEED: &str = "kem seed";
/// Pin of a space.
pub const SPACE: &str = "space";
/// Proof that a member agreed.
pub const CONSENT: &str = "consent";
/// Record hash.
pub const RECORD: &str = "record";
/// Record signature.
pub const RECORD_SIGNATURE: &str = "record signature";
/// Name of a content key.
pub const KEY_ID: &str = "key id";
/// Key and nonce of one record.
pub const ENTRY_KEY: &str = "entry key";
/// HPKE info of a wrap.
pub const WRAP: &str = "wrap";
/// Signed HTTP request.
pub const REQUEST: &str = "request";
/// Key of the MAC over a pairing claim.
pub const CLAIM_MAC: &str = "claim mac";
/// Signature of a pairing claim.
pub const CLAIM: &str = "claim";
/// Signature of a pairing reply.
pub const REPLY: &str = "reply";
/// The six digits of a pairing.
pub const PAIRING_CODE: &str = "pairing code";
/// Seed derived from a recovery or kit code.
pub const CODE_SEED: &str = "code seed";
/// Check bits of a recovery or kit code.
pub const CODE_CHECK: &str = "code check";
/// Salt of a staff passphrase.
pub const PASSPHRASE_SALT: &str = "passphrase salt";
/// Half of a stretched passphrase that the client sends to the server.
pub const LOGIN: &str = "login";
/// Half of a stretched passphrase that never leaves the client.
pub const UNLOCK: &str = "unlock";
/// Input of a passkey's pseudo-random function.
pub const PRF_SALT: &str = "prf salt";
/// Key and nonce of a sealed seed.
pub const SLOT: &str = "slot";
/// Data at rest on a phone or in a browser.
pub const LOCAL: &str = "local";
/// The server's audit chain.
pub const AUDIT: &str = "audit";
