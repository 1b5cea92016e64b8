//! Encoding of records, and of pages that hold several.

use super::RecordError;
use super::header::{Class, HEADER, Header, Reader, SIGNATURE};
use super::open::Head;
use crate::id::RecordHash;
use crate::primitive::{VerifyingKey, label, sha256};

/// A header, its author's signature, and the body unless it was left out.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// The header.
    pub header: Header,
    /// Ed25519 over the label `record signature` and the header.
    pub signature: [u8; SIGNATURE],
    /// The body; `None` if it was left out of the page or lost.
    pub body: Option<Vec<u8>>,
}

/// Which bodies a page carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Bodies {
    /// Every record with its body.
    All,
    /// Sealed records as header and signature only.
    Open,
}

impl Record {
    /// Completes `header` with the length and hash of `body` and signs it.
    ///
    /// `sign` gets the 200 header bytes and signs them under the label `record signature`.
    ///
    /// # Errors
    /// The errors of [`Header::decode`] for the completed header.
    pub fn compose(
        mut header: Header,
        body: Vec<u8>,
        sign: impl FnOnce(&[u8; HEADER]) -> [u8; SIGNATURE],
    ) -> Result<Self, RecordError> {
        header.body_length = u32::try_from(body.len()).map_err(|_| RecordError::TooLarge)?;
        header.body_hash = sha256(&[&body]);
        let bytes = header.encode();
        let header = Header::decode(&bytes)?;
        Ok(Self { header, signature: sign(&bytes), body: Some(body) })
    }

    /// Reads exactly one record with its body.
    ///
    /// # Errors
    /// The errors of [`Header::decode`]; [`RecordError::Malformed`] for missing or further bytes.
    ///
    /// # Example
    /// ```
    /// use interlude_protocol::record::{RecordError, codec::Record};
    ///
    /// assert_eq!(Record::decode(b"ILR1").err(), Some(RecordError::Malformed));
    /// ```
    pub fn decode(bytes: &[u8]) -> Result<Self, RecordError> {
        let mut rest = bytes;
        let record = Self::take(&mut rest, Bodies::All)?;
        if rest.is_empty() { Ok(record) } else { Err(RecordError::Malformed) }
    }

    /// Reads the first record of a page and advances `page` past it.
    ///
    /// # Errors
    /// The errors of [`Header::decode`]; [`RecordError::Malformed`] if the page ends too early.
    /// `page` is then unchanged.
    pub fn take(page: &mut &[u8], bodies: Bodies) -> Result<Self, RecordError> {
        if page.len() < HEADER + SIGNATURE {
            return Err(RecordError::Malformed);
        }
        let mut reader = Reader(page);
        let header = Header::decode(&reader.take()?)?;
        let signature = reader.take()?;
        let length = usize::try_from(header.body_length).map_err(|_| RecordError::TooLarge)?;
        let (body, rest) = match (bodies, header.class) {
            (Bodies::Open, Class::Sealed) => (None, reader.0),
            (Bodies::All, _) | (Bodies::Open, Class::Open) => {
                let (body, rest) =
                    reader.0.split_at_checked(length).ok_or(RecordError::Malformed)?;
                (Some(body.to_vec()), rest)
            }
        };
        *page = rest;
        Ok(Self { header, signature, body })
    }

    /// The record's bytes; without the body if there is none.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.encoded_length());
        self.encode_to(&mut bytes);
        bytes
    }

    /// Appends the record's bytes to `page`.
    pub fn encode_to(&self, page: &mut Vec<u8>) {
        page.extend_from_slice(&self.header.encode());
        page.extend_from_slice(&self.signature);
        page.extend_from_slice(self.body.as_deref().unwrap_or_default());
    }

    /// Length of the record's bytes.
    #[must_use]
    pub fn encoded_length(&self) -> usize {
        HEADER + SIGNATURE + self.body.as_ref().map_or(0, Vec::len)
    }

    /// The record's hash.
    #[must_use]
    pub fn hash(&self) -> RecordHash {
        self.header.hash()
    }

    /// The head of a series whose last record this is.
    #[must_use]
    pub fn head(&self) -> Head {
        Head {
            space: None,
            series: self.header.series,
            count: self.header.seq + 1,
            hash: self.hash(),
        }
    }

    /// Whether the signature verifies under `key`.
    #[must_use]
    pub fn is_signed_by(&self, key: &VerifyingKey) -> bool {
        key.verify_labelled(label::RECORD_SIGNATURE, &self.header.encode(), &self.signature)
    }

    /// Whether length and hash of the body match the header; `None` without a body.
    #[must_use]
    pub fn body_matches(&self) -> Option<bool> {
        self.body.as_ref().map(|body| {
            usize::try_from(self.header.body_length) == Ok(body.len())
                && sha256(&[body]) == self.header.body_hash
        })
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Record")
            .field("series", &self.header.series)
            .field("seq", &self.header.seq)
            .field("author", &self.header.author)
            .field("class", &self.header.class)
            .finish_non_exhaustive()
    }
}

/// Splits a page into its records.
///
/// # Errors
/// The error of the first record that cannot be read; no record is returned then.
pub fn split(mut page: &[u8], bodies: Bodies) -> Result<Vec<Record>, RecordError> {
    let mut records = Vec::new();
    while !page.is_empty() {
        records.push(Record::take(&mut page, bodies)?);
    }
    Ok(records)
}

/// Joins records to a page, each with its body if it has one.
#[must_use]
pub fn join<'a>(records: impl IntoIterator<Item = &'a Record>) -> Vec<u8> {
    let mut page = Vec::new();
    for record in records {
        record.encode_to(&mut page);
    }
    page
}
