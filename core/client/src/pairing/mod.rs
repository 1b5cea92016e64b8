//! Pairing a patient's phone with a clinician's page, and founding a clinic (protocol.md 4.1 to 4.3).
//!
//! The modules are pure state machines without I/O: each step takes a received message and returns the next one to send.
//! An [`inviter::Inviter`] shows an [`Invite`](crate::crypto::pairing::Invite); a [`newcomer::Newcomer`] is the phone
//! that reads it.
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

/// Why a pairing failed. Nothing was shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PairingError {
    /// The invitation has expired; a new one is needed.
    #[error("the invitation has expired")]
    Expired,
    /// The invitation does not invite a patient.
    #[error("the invitation is not for a patient")]
    WrongPurpose,
    /// The message of the other side is invalid.
    #[error("the message of the other side is invalid")]
    Malformed,
    /// The claim's author does not know the invitation's secret.
    #[error("the claim is not from this invitation")]
    NotFromInvite,
    /// A signature is wrong.
    #[error("the signature is wrong")]
    BadSignature,
    /// A member did not consent.
    #[error("a member of the new journal did not consent")]
    BadConsent,
    /// The clinic differs from that of the invitation.
    #[error("the clinic differs from that of the invitation")]
    WrongClinic,
    /// The inviter did not write the reply.
    #[error("the reply is not from the inviter")]
    WrongInviter,
    /// Another claim was first, or the reply answers another claim.
    #[error("another claim has used the invitation")]
    OtherClaim,
    /// The typed digits differ from those shown. The invitation is used up.
    #[error("the digits differ")]
    WrongDigits,
    /// A wrong attempt has ended the invitation.
    #[error("a wrong attempt has ended the invitation")]
    Burnt,
    /// The other side has not sent the message that this step needs.
    #[error("the message of the other side is missing")]
    TooEarly,
    /// The server withholds a part of the clinic's directory that the inviter has seen.
    #[error("the server withholds a part of the clinic's directory")]
    Withheld,
    /// The inviter or a team member is no clinician of this clinic.
    #[error("a team member is not in the clinic's directory")]
    NotInDirectory,
}

impl From<RecordError> for PairingError {
    fn from(error: RecordError) -> Self {
        if error == RecordError::BadConsent { Self::BadConsent } else { Self::Malformed }
    }
}
