//! The one-time set-up token, which the operator reads in the terminal and types into the page.

use interlude_protocol::primitive::sha256;

/// Digits and letters, without letters that resemble digits.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Writes 120 random bits in six groups of four characters.
pub(crate) fn write(random: &[u8; 24]) -> String {
    let mut token = String::new();
    for (at, byte) in random.iter().enumerate() {
        if at > 0 && at % 4 == 0 {
            token.push('-');
        }
        let digit = ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'0');
        token.push(char::from(digit));
    }
    token
}

/// The hash of a token, whatever its case, dashes and blanks; `O I L` count as `0 1 1`.
pub(crate) fn digest(token: &str) -> [u8; 32] {
    let mut normal = String::new();
    for character in token.chars().filter(|c| !c.is_whitespace() && *c != '-') {
        normal.push(match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
    }
    sha256(&[normal.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_known_again_however_it_is_typed() {
        let token =
            write(&[0, 1, 2, 3, 31, 32, 255, 17, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4, 5, 6]);
        assert_eq!(token, "0123-Z0ZH-9876-5432-1012-3456");
        for typed in ["0123z0zh9876543210123456", " oi23 z0zh 9876-5432-1O12-3456\n"] {
            assert_eq!(digest(typed), digest(&token), "{typed}");
        }
        assert_ne!(digest("0123-Z0ZH-9876-5432-1012-3457"), digest(&token));
    }
}
