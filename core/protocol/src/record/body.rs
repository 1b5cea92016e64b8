//! Reading and writing the bodies of open records.

use super::open::{Head, Open};
use super::{RecordError, limit};

impl Open {
    /// Reads a body.
    ///
    /// # Errors
    /// [`RecordError::Malformed`] unless the body is one known kind with exactly its fields,
    /// [`RecordError::TooLarge`] for a list or a name above its limit.
    ///
    /// # Example
    /// ```
    /// use interlude_protocol::record::RecordError;
    /// use interlude_protocol::record::open::{Open, Watch};
    ///
    /// let watch = Open::parse(br#"{"kind":"watch","at":1800000000}"#)?;
    /// assert_eq!(watch, Open::Watch(Watch { at: 1_800_000_000 }));
    /// let unknown = Open::parse(br#"{"kind":"watch","at":1,"until":2}"#);
    /// assert_eq!(unknown, Err(RecordError::Malformed));
    /// # Ok::<(), RecordError>(())
    /// ```
    pub fn parse(body: &[u8]) -> Result<Self, RecordError> {
        if body.len() > limit::OPEN_BODY {
            return Err(RecordError::TooLarge);
        }
        let open: Self = serde_json::from_slice(body).map_err(|_| RecordError::Malformed)?;
        // serde also accepts a list for a struct and a number for a variant. Two readers must not
        // disagree about a signed body, so the body must equal what was read from it.
        let sent: serde_json::Value =
            serde_json::from_slice(body).map_err(|_| RecordError::Malformed)?;
        if serde_json::to_value(&open).ok() != Some(sent) {
            return Err(RecordError::Malformed);
        }
        open.check_numbers()?;
        open.check_limits()?;
        Ok(open)
    }

    /// Writes a new body.
    ///
    /// # Errors
    /// The limits of [`Open::parse`] apply.
    pub fn to_body(&self) -> Result<Vec<u8>, RecordError> {
        self.check_numbers()?;
        self.check_limits()?;
        let body = serde_json::to_vec(self).map_err(|_| RecordError::Malformed)?;
        if body.len() > limit::OPEN_BODY { Err(RecordError::TooLarge) } else { Ok(body) }
    }

    /// Whether a record of this kind can change who is a member.
    #[must_use]
    pub fn is_membership(&self) -> bool {
        match self {
            Self::Genesis(_) | Self::Add(_) | Self::Remove(_) => true,
            Self::Grant(_) | Self::Watch(_) | Self::Mark(_) | Self::Close(_) => false,
        }
    }

    fn check_numbers(&self) -> Result<(), RecordError> {
        let counts = |heads: &[Head]| heads.iter().all(|head| head.count < limit::INTEGER);
        let fits = match self {
            Self::Watch(watch) => watch.at < limit::INTEGER,
            Self::Mark(mark) => mark.at < limit::INTEGER && counts(&mark.heads),
            Self::Remove(remove) => counts(&remove.cuts),
            Self::Genesis(_) | Self::Add(_) | Self::Grant(_) | Self::Close(_) => true,
        };
        if fits { Ok(()) } else { Err(RecordError::Malformed) }
    }

    fn check_limits(&self) -> Result<(), RecordError> {
        let short =
            |text: Option<&str>| text.is_none_or(|text| text.chars().count() <= limit::NAME);
        let fits = match self {
            Self::Genesis(genesis) => {
                short(genesis.name.as_deref())
                    && genesis.members.len() <= limit::MEMBERS
                    && genesis.members.iter().all(|member| short(member.name()))
            }
            Self::Add(add) => short(add.member.name()) && short(add.reason.as_deref()),
            Self::Remove(remove) => {
                short(Some(&remove.reason)) && remove.cuts.len() <= limit::SERIES
            }
            Self::Grant(grant) => grant.wraps.len() <= limit::WRAPS,
            Self::Mark(mark) => mark.heads.len() <= limit::HEADS && mark.want.len() <= limit::KEYS,
            Self::Watch(_) | Self::Close(_) => true,
        };
        if fits { Ok(()) } else { Err(RecordError::TooLarge) }
    }
}
