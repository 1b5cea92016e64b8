//! Records: the 200-byte header, the signature, the body, and every check that needs no secret.
//!
//! Server and clients share this codec (protocol.md 2 and 3). What a record means for the
//! members of a space is decided in `access`.

pub mod base64;
pub mod limit;
pub mod header;
pub mod identity;
pub mod open;
pub mod codec;
pub mod genesis;
pub mod check;
pub mod founding;

#[cfg(test)]
mod tests;

/// Why a record, or what was to be one, is refused.
///
/// The first check that fails, in the order of protocol.md 3.4, names the error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, thiserror::Error)]
pub enum RecordError {
    /// Not a record of a known format: a newer program may read it.
    #[error("unknown record format")]
    UnknownFormat,
    /// Sealed and signed by a suite this program does not know: a newer one may read it.
    #[error("unknown cipher suite")]
    UnknownSuite,
    /// Layout, reserved bytes, body hash or JSON are wrong.
    #[error("malformed record")]
    Malformed,
    /// A size or a number is above the limit of the protocol.
    #[error("record too large")]
    TooLarge,
    /// The record belongs to another space, or the genesis does not match the pin.
    #[error("record of another space")]
    WrongSpace,
    /// Series, author, sequence number or previous hash do not continue the chain.
    #[error("broken chain")]
    BrokenChain,
    /// The author's keys are not known, so nothing can be said about the signature.
    #[error("unknown author")]
    UnknownAuthor,
    /// The signature is not the author's.
    #[error("bad signature")]
    BadSignature,
    /// A member did not agree to be one, or its key is one that nobody may use.
    #[error("bad consent")]
    BadConsent,
    /// No content key for this record is held.
    #[error("no key for this record")]
    NoKey,
    /// The content key does not open this record.
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
