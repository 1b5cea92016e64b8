//! Identifiers: fixed-size byte strings, so that one kind cannot be passed for another.
//!
//! JSON holds identifiers as base64url without padding, addresses as lower-case hex (protocol.md
//! 1.3).
//!
//! ```
//! use interlude_protocol::id::SeriesId;
//!
//! let series = SeriesId::from_hex("000102030405060708090a0b0c0d0e0f")?;
//! assert_eq!(SeriesId::from_base64("AAECAwQFBgcICQoLDA0ODw"), Ok(series));
//! assert!(SeriesId::from_hex("0001").is_err());
//! # Ok::<(), interlude_protocol::id::BadId>(())
//! ```

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};

/// The error for text that is not an identifier of the expected length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier of {expected} bytes")]
pub struct BadId {
    /// The expected length, in bytes.
    pub expected: usize,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $size:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; $size]);

        impl $name {
            /// Length in bytes.
            pub const SIZE: usize = $size;

            /// The identifier's bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }

            /// Reads lower-case hex, as used in addresses.
            ///
            /// # Errors
            /// [`BadId`] for any other length or spelling, upper-case digits included.
            pub fn from_hex(text: &str) -> Result<Self, BadId> {
                Self::decode(&HEXLOWER, text)
            }

            /// Reads base64url without padding, as used in JSON.
            ///
            /// # Errors
            /// [`BadId`] for any other length or spelling.
            pub fn from_base64(text: &str) -> Result<Self, BadId> {
                Self::decode(&BASE64URL_NOPAD, text)
            }

            /// Writes lower-case hex, as in an address.
            #[must_use]
            pub fn to_hex(&self) -> String {
                HEXLOWER.encode(&self.0)
            }

            /// Writes base64url without padding, as in JSON.
            #[must_use]
            pub fn to_base64(&self) -> String {
                BASE64URL_NOPAD.encode(&self.0)
            }

            fn decode(encoding: &data_encoding::Encoding, text: &str) -> Result<Self, BadId> {
                let bad = BadId { expected: $size };
                let bytes = encoding.decode(text.as_bytes()).map_err(|_| bad)?;
                Self::try_from(bytes.as_slice())
            }
        }

        impl TryFrom<&[u8]> for $name {
            type Error = BadId;

            fn try_from(bytes: &[u8]) -> Result<Self, BadId> {
                bytes.try_into().map(Self).map_err(|_| BadId { expected: $size })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.to_hex())
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.to_hex())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.to_base64())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_base64(&text).map_err(serde::de::Error::custom)
            }
        }
    };
}

id!(/// A clinic's space or a patient's: the first 16 bytes of its [`Pin`], so it certifies itself.
    SpaceId, 16);
id!(/// One writer instance's hash chain inside a space.
    SeriesId, 16);
id!(/// One record; it keeps this name when it is written again in another series.
    RecordId, 16);
id!(/// One meeting of an inviter and a newcomer.
    PairingId, 16);
id!(/// One sealed copy of a person's identity seed.
    SlotId, 16);
id!(/// Hash of a space's genesis body: the only root of trust.
    Pin, 32);
id!(/// Hash of a person's or phone's two public keys.
    Fingerprint, 32);
id!(/// Hash that names a content key.
    KeyId, 32);
id!(/// Hash of a record's header.
    RecordHash, 32);

impl RecordHash {
    /// What `prev` holds in the first record of a series.
    pub const ZERO: Self = Self([0; 32]);
}

impl Pin {
    /// The space that this pin names.
    ///
    /// ```
    /// use interlude_protocol::id::{Pin, SpaceId};
    /// assert_eq!(Pin([7; 32]).space(), SpaceId([7; 16]));
    /// assert!(SpaceId::from_hex("07").is_err());
    /// ```
    #[must_use]
    pub fn space(&self) -> SpaceId {
        let mut id = [0; 16];
        for (to, from) in id.iter_mut().zip(self.0) {
            *to = from;
        }
        SpaceId(id)
    }
}
