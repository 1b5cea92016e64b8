//! The 200-byte header (protocol.md 2.1).

use super::{RecordError, limit};
use crate::id::{Fingerprint, KeyId, RecordHash, RecordId, SeriesId, SpaceId};
use crate::primitive::{label, labelled_hash};

/// Length of a header, in bytes.
pub const HEADER: usize = 200;
/// Length of the part of a header that derives an entry's key, in bytes.
pub const PREFIX: usize = 168;
/// Length of a signature, in bytes.
pub const SIGNATURE: usize = 64;
/// Sizes of a padded entry, in bytes; a sealed body is [`TAG`] longer.
pub const PADDING_CLASSES: [u32; 4] = [1_024, 4_096, 16_384, 65_536];
/// Length of the authentication tag of a sealed body, in bytes.
pub const TAG: u32 = 16;

const FORMAT: [u8; 4] = *b"ILR1";
const SUITE: u8 = 1;

/// Whether a record's body is sealed or open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// An entry: the server sees its size and its author.
    Sealed,
    /// Membership, keys and marks: JSON that the server reads.
    Open,
}

impl Class {
    fn code(self) -> u8 {
        match self {
            Self::Sealed => 1,
            Self::Open => 2,
        }
    }
}

/// Everything about a record except its signature and its body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Header {
    /// Sealed or open.
    pub class: Class,
    /// The space the record belongs to.
    pub space: SpaceId,
    /// The series that the record continues.
    pub series: SeriesId,
    /// Its place in the series, from 0, below 2³².
    pub seq: u64,
    /// Its id, which stays the same when the record is written again in another series.
    pub record: RecordId,
    /// Who wrote and signed it; the same throughout a series.
    pub author: Fingerprint,
    /// The content key that seals it; [`Header::NO_KEY`] if and only if the record is open.
    pub key: KeyId,
    /// Hash of the previous record; zero at the start of a series.
    pub prev: RecordHash,
    /// Length of the body, in bytes.
    pub body_length: u32,
    /// SHA-256 of the body.
    pub body_hash: [u8; 32],
}

impl Header {
    /// The value of `key` in an open record.
    pub const NO_KEY: KeyId = KeyId([0; 32]);

    /// The header's bytes.
    #[must_use]
    pub fn encode(&self) -> [u8; HEADER] {
        let mut bytes = [0; HEADER];
        let parts: [&[u8]; 13] = [
            &FORMAT,
            &[SUITE, self.class.code()],
            &[0; 2],
            &self.space.0,
            &self.series.0,
            &self.seq.to_be_bytes(),
            &self.record.0,
            &self.author.0,
            &self.key.0,
            &self.prev.0,
            &self.body_length.to_be_bytes(),
            &[0; 4],
            &self.body_hash,
        ];
        let mut rest = bytes.as_mut_slice();
        for part in parts {
            let Some((to, behind)) = rest.split_at_mut_checked(part.len()) else { break };
            to.copy_from_slice(part);
            rest = behind;
        }
        bytes
    }

    /// Reads a header and checks its layout, in the order of protocol.md 3.4.
    ///
    /// # Errors
    /// [`RecordError::UnknownFormat`] and [`RecordError::UnknownSuite`] call for a newer program;
    /// [`RecordError::TooLarge`] is a body above the limit; [`RecordError::Malformed`] is any other
    /// fault.
    pub fn decode(bytes: &[u8; HEADER]) -> Result<Self, RecordError> {
        let mut reader = Reader(bytes);
        if reader.take::<4>()? != FORMAT {
            return Err(RecordError::UnknownFormat);
        }
        if reader.take::<1>()? != [SUITE] {
            return Err(RecordError::UnknownSuite);
        }
        let class = match reader.take::<1>()? {
            [1] => Class::Sealed,
            [2] => Class::Open,
            _ => return Err(RecordError::Malformed),
        };
        let reserved = reader.take::<2>()?;
        let space = SpaceId(reader.take()?);
        let series = SeriesId(reader.take()?);
        let seq = u64::from_be_bytes(reader.take()?);
        let record = RecordId(reader.take()?);
        let author = Fingerprint(reader.take()?);
        let key = KeyId(reader.take()?);
        let prev = RecordHash(reader.take()?);
        let body_length = u32::from_be_bytes(reader.take()?);
        let reserved_too = reader.take::<4>()?;
        let body_hash = reader.take()?;
        if reserved != [0; 2] || reserved_too != [0; 4] || seq >= limit::SEQ {
            return Err(RecordError::Malformed);
        }
        let header =
            Self { class, space, series, seq, record, author, key, prev, body_length, body_hash };
        header.check_body_length()?;
        Ok(header)
    }

    fn check_body_length(&self) -> Result<(), RecordError> {
        if usize::try_from(self.body_length).map_or(true, |length| length > limit::OPEN_BODY) {
            return Err(RecordError::TooLarge);
        }
        let is_class = PADDING_CLASSES.iter().any(|class| class + TAG == self.body_length);
        let fits = match self.class {
            Class::Sealed => is_class && self.key != Self::NO_KEY,
            Class::Open => self.key == Self::NO_KEY,
        };
        if fits { Ok(()) } else { Err(RecordError::Malformed) }
    }

    /// The first 168 bytes: the input of an entry's key, nonce and associated data.
    #[must_use]
    pub fn prefix(&self) -> [u8; PREFIX] {
        let mut prefix = [0; PREFIX];
        for (to, from) in prefix.iter_mut().zip(self.encode()) {
            *to = from;
        }
        prefix
    }

    /// The record's hash, which the next record of the series holds as `prev`.
    #[must_use]
    pub fn hash(&self) -> RecordHash {
        RecordHash(labelled_hash(label::RECORD, &[&self.encode()]))
    }
}

/// Takes fixed-size pieces off the front of a byte string.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    /// The next `N` bytes; [`RecordError::Malformed`] if fewer are left.
    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], RecordError> {
        let (piece, rest) = self.0.split_first_chunk::<N>().ok_or(RecordError::Malformed)?;
        self.0 = rest;
        Ok(*piece)
    }
}
