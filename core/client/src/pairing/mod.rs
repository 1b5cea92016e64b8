//! Pairing: how a patient's phone and a clinician's page come to trust one another, and how a
//! clinic begins (protocol.md 4.1 to 4.3).
//!
//! Pure state machines without I/O: each step takes what came and gives what is to be sent. The
//! inviter shows an [`Invite`](crate::crypto::pairing::Invite) and is an [`inviter::Inviter`]; the
//! phone that read it is a [`newcomer::Newcomer`].
//!
//! ```text
//! Inviter::new ── text, announcement ──►  Newcomer::new
//!              ◄──────── claim ─────────
//! receive      ───────── reply ────────►  receive → digits
//! confirm(typed) → Admitted               enrol → both journals
//! ```

pub mod clinic;
pub mod genesis;
pub mod inviter;
pub mod newcomer;
pub mod reply;

#[cfg(test)]
mod tests;

use interlude_protocol::record::RecordError;

/// Why a pairing cannot go on. Nobody was given anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PairingError {
    /// The invitation has ended; a new one is needed.
    #[error("the invitation has ended")]
    Expired,
    /// The invitation is for something else than joining as a patient.
    #[error("the invitation is not for a patient")]
    WrongPurpose,
    /// What came is not what belongs here.
    #[error("the other side sent something that cannot be read")]
    Malformed,
    /// The claim's author has not seen this invitation.
    #[error("the claim does not come from this invitation")]
    NotFromInvite,
    /// A signature is wrong.
    #[error("the signature is wrong")]
    BadSignature,
    /// A member did not agree to be one.
    #[error("a member of the new journal did not agree to it")]
    BadConsent,
    /// The clinic is not the one that the invitation names.
    #[error("this is another clinic than that of the invitation")]
    WrongClinic,
    /// The reply is by somebody else than the inviter.
    #[error("the reply is not by the inviter")]
    WrongInviter,
    /// Another claim was first, or the reply answers another claim.
    #[error("the invitation was used by somebody else")]
    OtherClaim,
    /// The digits typed are not those shown; the invitation is burnt.
    #[error("the digits do not agree")]
    WrongDigits,
    /// The invitation was ended by a wrong try.
    #[error("the invitation was ended by a wrong try")]
    Burnt,
    /// Nothing came yet that this step could follow.
    #[error("the other side has not come so far")]
    TooEarly,
    /// The server holds back a part of the clinic's directory that the inviter has seen.
    #[error("the server holds back a part of the clinic's directory")]
    Withheld,
    /// Inviter or team are not clinicians of this clinic.
    #[error("the team is not in the clinic's directory")]
    NotInDirectory,
}

impl From<RecordError> for PairingError {
    fn from(error: RecordError) -> Self {
        if error == RecordError::BadConsent { Self::BadConsent } else { Self::Malformed }
    }
}
