//! Codes on paper: 128 random bits as 28 characters, made to be read aloud and typed.

use data_encoding::Encoding;
use zeroize::Zeroizing;

use super::identity::Identity;
use super::random::Random;
use super::{Secret, derive};
use interlude_protocol::id::Pin;
use interlude_protocol::primitive::{label, labelled_hash};

/// Length of a code's secret, in bytes.
const SECRET: usize = 16;
/// Length of a code, in bytes: the secret, two zero bits, ten check bits and four zero bits.
const BYTES: usize = 18;
/// Number of characters in a code, without dashes.
const CHARACTERS: usize = 28;
/// Number of characters in a group.
const GROUP: usize = 4;
/// Number of groups in a code.
pub const GROUPS: usize = 7;
/// Number of characters in a clinic key, without dashes.
const KEY_CHARACTERS: usize = 16;

/// What a code is for. A code of one kind does not parse as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeKind {
    /// A clinic's kit; encodes the root identity.
    Kit,
    /// A clinician's recovery code; encodes the key of a sealed slot.
    Staff,
    /// A patient's recovery code; encodes the recovery identity.
    Patient,
}

impl CodeKind {
    fn byte(self) -> u8 {
        match self {
            Self::Kit => 1,
            Self::Staff => 2,
            Self::Patient => 3,
        }
    }
}

/// Why a text is not a valid code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text does not have 28 characters.
    #[error("a code has 28 characters")]
    Length,
    /// The text contains a character that no code uses.
    #[error("no code uses this character")]
    Character,
    /// The check bits do not match: a typing error, or a code of another kind.
    #[error("the code has a typing error, or is for something else")]
    Check,
}

/// A code. Its secret is wiped on drop, and `Debug` does not print it.
#[derive(Clone)]
pub struct Code {
    kind: CodeKind,
    secret: Zeroizing<[u8; SECRET]>,
}

impl Code {
    /// Generates a code.
    #[must_use]
    pub fn generate(kind: CodeKind, random: &(impl Random + ?Sized)) -> Self {
        let mut secret = Zeroizing::new([0; SECRET]);
        random.fill(secret.as_mut_slice());
        Self { kind, secret }
    }

    /// Creates the code for a known secret.
    #[must_use]
    pub fn from_secret(kind: CodeKind, secret: &[u8; SECRET]) -> Self {
        Self { kind, secret: Zeroizing::new(*secret) }
    }

    /// Parses a typed code. Ignores case, dashes and whitespace, and reads `O`, `I` and `L` as `0`, `1` and `1`.
    ///
    /// The ten check bits miss about one random typing error in a thousand. The result is then
    /// another identity, which opens nothing.
    ///
    /// # Errors
    /// - [`CodeError::Length`] if the text does not have 28 characters.
    /// - [`CodeError::Character`] if it contains a character that no code uses.
    /// - [`CodeError::Check`] if the check bits do not match.
    ///
    /// # Examples
    /// ```
    /// use interlude_client::crypto::code::{Code, CodeError, CodeKind};
    /// let code = Code::parse(CodeKind::Patient, "ooog 4or4 om3o e2o9 l85g r38e iwtd")?;
    /// assert_eq!(*code.text(), "000G-40R4-0M30-E209-185G-R38E-1WTD");
    /// assert!(matches!(Code::parse(CodeKind::Kit, &code.text()), Err(CodeError::Check)));
    /// # Ok::<(), CodeError>(())
    /// ```
    pub fn parse(kind: CodeKind, text: &str) -> Result<Self, CodeError> {
        let typed = typed(text);
        if typed.len() != CHARACTERS {
            return Err(CodeError::Length);
        }
        // 28 characters are 140 bits; a zero character pads them to whole bytes.
        let padded = Zeroizing::new(format!("{}0", typed.as_str()));
        let bytes = crockford().and_then(|c| c.decode(padded.as_bytes()).ok());
        let bytes = Zeroizing::new(bytes.ok_or(CodeError::Character)?);
        let secret = bytes.first_chunk::<SECRET>().ok_or(CodeError::Length)?;
        let code = Self::from_secret(kind, secret);
        if code.bytes().as_slice() == bytes.as_slice() { Ok(code) } else { Err(CodeError::Check) }
    }

    /// The kind of the code.
    #[must_use]
    pub fn kind(&self) -> CodeKind {
        self.kind
    }

    /// The code as printed: seven groups of four characters, separated by dashes.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        Zeroizing::new(self.groups().join("-"))
    }

    /// The seven groups.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        groups(self.bytes().as_slice(), CHARACTERS)
    }

    /// Whether the typed `text` equals group `number`, counted from 1.
    #[must_use]
    pub fn has_group(&self, number: usize, text: &str) -> bool {
        let groups = self.groups();
        let group = number.checked_sub(1).and_then(|index| groups.get(index));
        group.is_some_and(|group| *group == *typed(text))
    }

    /// The seed of the identity (kit, patient) or the key of the slot (staff).
    #[must_use]
    pub fn seed(&self) -> Secret {
        derive(self.secret.as_slice(), label::CODE_SEED, &[&[self.kind.byte()]])
    }

    /// The root identity of a kit or the recovery identity of a patient. `None` for a staff code,
    /// which encodes the key of a slot instead.
    #[must_use]
    pub fn identity(&self) -> Option<Identity> {
        match self.kind {
            CodeKind::Kit | CodeKind::Patient => Some(Identity::from_seed(&self.seed())),
            CodeKind::Staff => None,
        }
    }

    /// Secret, two zero bits, ten check bits, four zero bits.
    fn bytes(&self) -> Zeroizing<[u8; BYTES]> {
        let check = self.check_bits().to_be_bytes();
        let mut bytes = Zeroizing::new([0; BYTES]);
        bytes.iter_mut().zip(self.secret.iter().chain(&check)).for_each(|(to, from)| *to = *from);
        bytes
    }

    /// The ten check bits, after two zero bits and before four.
    fn check_bits(&self) -> u16 {
        let hash = labelled_hash(label::CODE_CHECK, &[&[self.kind.byte()], self.secret.as_slice()]);
        let [high, low, ..] = hash;
        (u16::from_be_bytes([high, low]) >> 6) << 4
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Code({:?})", self.kind)
    }
}

/// Normalizes typed text: upper case, no dashes or whitespace, look-alikes replaced.
fn typed(text: &str) -> Zeroizing<String> {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    let typed = kept.map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    Zeroizing::new(typed.collect())
}

/// The clinic key that people compare by eye: the first 16 characters (80 bits) of the pin.
///
/// # Examples
/// ```
/// use interlude_client::crypto::code::clinic_key;
/// use interlude_protocol::id::Pin;
/// assert_eq!(clinic_key(&Pin([0x0f; 32])), "1W7G-Y3RF-1W7G-Y3RF");
/// ```
#[must_use]
pub fn clinic_key(pin: &Pin) -> String {
    groups(pin.as_bytes(), KEY_CHARACTERS).join("-")
}

/// Encodes `bytes` in Crockford's base32 and splits the first `characters` into groups of four.
fn groups(bytes: &[u8], characters: usize) -> Vec<String> {
    let text = Zeroizing::new(crockford().map_or_else(String::new, |c| c.encode(bytes)));
    let characters: Vec<char> = text.chars().take(characters).collect();
    characters.chunks(GROUP).map(|group| group.iter().collect()).collect()
}

/// Crockford's base32 encoding. Never `None`, because the alphabet is a valid constant.
fn crockford() -> Option<Encoding> {
    let mut specification = data_encoding::Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.encoding().ok()
}

#[cfg(test)]
mod tests;
