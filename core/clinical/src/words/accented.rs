//! The pseudo-language `en-XA`: American English with an accent on each letter of a message. A text that reads plain
//! does not come from the message files.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{EN_US, Words};

impl Words {
    /// The pseudo-language. Values inside a message stay as they are.
    pub(super) fn accented() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| {
            let mut words = Self::of(&EN_US);
            words.bundle.set_transform(Some(accent));
            words.signs = words.signs.map(accent);
            for condition in words.conditions.values_mut() {
                condition.name = accent(&condition.name).into_owned();
                condition.search = accent(&condition.search).into_owned();
            }
            words
        })
    }
}

fn accent(text: &str) -> Cow<'_, str> {
    let accented = |letter: char| match letter {
        'a' => 'à',
        'e' => 'é',
        'i' => 'ï',
        'o' => 'ø',
        'u' => 'ü',
        small if small.is_ascii_lowercase() => 'ž',
        large if large.is_ascii_uppercase() => 'Ž',
        other => other,
    };
    text.chars().map(accented).collect::<String>().into()
}
