//! Paths: the server's route patterns, and functions that fill them.
//!
//! Requests sign the path with its query as sent (protocol.md 5). Clients therefore build it here,
//! and the server never rebuilds it.

use crate::id::{PairingId, SeriesId, SpaceId};
use crate::record::codec::Bodies;

/// The server's record formats, era and clock.
pub const HELLO: &str = "/v1/hello";
/// Founding of a clinic.
pub const CLINICS: &str = "/v1/clinics";
/// Sign-in and sign-out of staff.
pub const SESSION: &str = "/v1/session";
/// The caller's sealed slots.
pub const SLOTS: &str = "/v1/me/slots";
/// The spaces in which the caller is a member.
pub const MINE: &str = "/v1/mine";
/// The caller's spaces that changed after a commit.
pub const CHANGES: &str = "/v1/changes";
/// Heads and records of many spaces.
pub const PULL: &str = "/v1/pull";
/// Records of several series.
pub const PUSH: &str = "/v1/push";
/// Heads of a space's series.
pub const HEADS: &str = "/v1/spaces/{space}/heads";
/// Records of one series.
pub const SERIES: &str = "/v1/spaces/{space}/series/{series}";
/// New invitations.
pub const PAIRINGS: &str = "/v1/pairings";
/// One invitation.
pub const PAIRING: &str = "/v1/pairings/{pairing}";
/// A newcomer's claim of an invitation.
pub const CLAIM: &str = "/v1/pairings/{pairing}/claim";
/// The inviter's reply to the claim.
pub const REPLY: &str = "/v1/pairings/{pairing}/reply";
/// The inviter's confirmation that the digits agree.
pub const CONFIRM: &str = "/v1/pairings/{pairing}/confirm";

/// The query value that selects which bodies a page of records holds.
#[must_use]
pub fn bodies_word(bodies: Bodies) -> &'static str {
    match bodies {
        Bodies::All => "all",
        Bodies::Open => "open",
    }
}

/// Changes after commit `after`, waiting up to `wait` seconds for one.
///
/// ```
/// use interlude_protocol::wire::path::changes;
/// assert_eq!(changes(17, 25), "/v1/changes?after=17&wait=25");
/// ```
#[must_use]
pub fn changes(after: u64, wait: u64) -> String {
    format!("{CHANGES}?after={after}&wait={wait}")
}

/// One page of heads, after series `after` if given.
#[must_use]
pub fn heads(space: SpaceId, after: Option<SeriesId>) -> String {
    let path = format!("/v1/spaces/{space}/heads");
    after.map_or_else(|| path.clone(), |after| format!("{path}?after={after}"))
}

/// A page of records from sequence number `from` on.
#[must_use]
pub fn records(space: SpaceId, series: SeriesId, from: u64, bodies: Bodies) -> String {
    format!("/v1/spaces/{space}/series/{series}?from={from}&bodies={}", bodies_word(bodies))
}

/// The upload of records whose first has sequence number `from`.
#[must_use]
pub fn append(space: SpaceId, series: SeriesId, from: u64) -> String {
    format!("/v1/spaces/{space}/series/{series}?from={from}")
}

/// One invitation.
#[must_use]
pub fn pairing(pairing: PairingId) -> String {
    format!("/v1/pairings/{pairing}")
}

/// The claim of an invitation.
#[must_use]
pub fn claim(pairing: PairingId) -> String {
    format!("/v1/pairings/{pairing}/claim")
}

/// The reply to a claim.
#[must_use]
pub fn reply(pairing: PairingId) -> String {
    format!("/v1/pairings/{pairing}/reply")
}

/// The confirmation of an invitation.
#[must_use]
pub fn confirm(pairing: PairingId) -> String {
    format!("/v1/pairings/{pairing}/confirm")
}
