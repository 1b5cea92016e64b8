//! Records: the 200-byte header, the signature, the body, and every check that needs no secret.
//!
//! Server and clients share this codec (protocol.md 2 and 3). `access` decides what a record means
//! for the members of a space.

pub mod base64;
pub mod limit;
pub mod header;
pub mod identity;
pub mod open;
mod body;
pub mod codec;
pub mod genesis;
pub mod check;
pub mod founding;

#[cfg(test)]
mod tests;

/// Why bytes are refused as a record.
///
/// The first failing check, in the order of protocol.md 3.4, determines the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum RecordError {
    /// The format is unknown; a newer program may read the record.
    #[error("unknown record format")]
    UnknownFormat,
    /// The cipher suite is unknown; a newer program may read the record.
    #[error("unknown cipher suite")]
    UnknownSuite,
    /// Layout, reserved bytes, an integer, the body hash or the JSON is wrong.
    #[error("malformed record")]
    Malformed,
    /// A size or a count is above a limit of the protocol.
    #[error("record too large")]
    TooLarge,
    /// The record belongs to another space, or the genesis does not match the pin.
    #[error("record of another space")]
    WrongSpace,
    /// Series, author, sequence number or previous hash do not continue the chain.
    #[error("broken chain")]
    BrokenChain,
    /// The author's keys are not known, so the signature cannot be verified.
    #[error("unknown author")]
    UnknownAuthor,
    /// The signature does not verify under the author's key.
    #[error("bad signature")]
    BadSignature,
    /// A member's consent does not verify, or its signing key may not be trusted.
    #[error("bad consent")]
    BadConsent,
    /// The reader does not hold the record's content key.
    #[error("no key for this record")]
    NoKey,
    /// The record does not open under its content key.
    #[error("cannot open this record")]
    CannotOpen,
}

impl RecordError {
    /// The error's name in protocol.md 3.4, as vectors and the server's answers spell it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownFormat => "UnknownFormat",
            Self::UnknownSuite => "UnknownSuite",
            Self::Malformed => "Malformed",
            Self::TooLarge => "TooLarge",
            Self::WrongSpace => "WrongSpace",
            Self::BrokenChain => "BrokenChain",
            Self::UnknownAuthor => "UnknownAuthor",
            Self::BadSignature => "BadSignature",
            Self::BadConsent => "BadConsent",
            Self::NoKey => "NoKey",
            Self::CannotOpen => "CannotOpen",
        }
    }
}
