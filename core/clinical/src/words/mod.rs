//! Texts for people in one language: sentences from message files, dates and numbers.
//!
//! Every sentence is a Fluent message in `messages/<language>/*.ftl`. A caller passes values and gets a whole sentence,
//! so that a translation can use the word order of its language. Crisis help is not a message: see `safety`.

mod accented;
mod date;
mod list;
mod message;
mod signs;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};

pub use message::Value;
pub(crate) use message::{
    OutcomeCompared, OutcomeComparedBest, RefusedFile, SafetyItem, SummaryLine, SummaryOne,
};
use signs::{Condition, Signs};

/// One language: its tag, its tables and its message files.
struct Language {
    tag: &'static str,
    signs: &'static str,
    conditions: &'static str,
    messages: &'static [&'static str],
}

/// American English. It is complete, and other languages fall back to it.
const EN_US: Language = Language {
    tag: "en-US",
    signs: include_str!("../../messages/en-US/signs.json"),
    conditions: include_str!("../../messages/en-US/conditions.json"),
    messages: &[
        include_str!("../../messages/en-US/parts.ftl"),
        include_str!("../../messages/en-US/dates.ftl"),
        include_str!("../../messages/en-US/lists.ftl"),
        include_str!("../../messages/en-US/instrument.ftl"),
        include_str!("../../messages/en-US/response.ftl"),
        include_str!("../../messages/en-US/score.ftl"),
        include_str!("../../messages/en-US/entry.ftl"),
        include_str!("../../messages/en-US/library.ftl"),
        include_str!("../../messages/en-US/upload.ftl"),
        include_str!("../../messages/en-US/definition.ftl"),
        include_str!("../../messages/en-US/timeline.ftl"),
        include_str!("../../messages/en-US/outcome.ftl"),
        include_str!("../../messages/en-US/chart.ftl"),
        include_str!("../../messages/en-US/panel.ftl"),
        include_str!("../../messages/en-US/client.ftl"),
        include_str!("../../messages/en-US/errors.ftl"),
    ],
};

/// The texts of one language. They are built once for each language and shared.
pub struct Words {
    bundle: FluentBundle<FluentResource>,
    signs: Signs,
    conditions: BTreeMap<String, Condition>,
}

impl Words {
    /// American English.
    #[must_use]
    pub fn en_us() -> &'static Self {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(|| Self::of(&EN_US))
    }

    /// The texts for a language tag such as `en-US`; American English if there are none.
    ///
    /// `en-XA` is a pseudo-language for tests: its messages have accents, and a sentence written in code has none.
    ///
    /// ```
    /// use interlude_clinical::words::Words;
    /// assert!(std::ptr::eq(Words::for_language("tlh"), Words::en_us()));
    /// assert_eq!(Words::for_language("en-XA").answer_no(), "Žø");
    /// ```
    #[must_use]
    pub fn for_language(tag: &str) -> &'static Self {
        if tag == "en-XA" { Self::accented() } else { Self::en_us() }
    }

    /// Skips what does not parse; a test parses every file.
    fn of(language: &Language) -> Self {
        let mut bundle =
            FluentBundle::new_concurrent(vec![language.tag.parse().unwrap_or_default()]);
        // Otherwise Fluent adds invisible isolation marks around every name and number.
        bundle.set_use_isolating(false);
        for file in language.messages {
            let resource = FluentResource::try_new((*file).to_owned());
            bundle.add_resource_overriding(resource.unwrap_or_else(|(readable, _)| readable));
        }
        let signs = serde_json::from_str(language.signs).unwrap_or_default();
        let conditions = serde_json::from_str(language.conditions).unwrap_or_default();
        Self { bundle, signs, conditions }
    }

    /// Formats a message; in American English if this language lacks it.
    fn message(&self, id: &str, values: Vec<(&'static str, Value)>) -> String {
        let values = values.into_iter().map(|(name, value)| (name, value.0)).collect();
        let own = self.format(id, &values);
        own.or_else(|| Self::en_us().format(id, &values)).unwrap_or_default()
    }

    /// Formats a message; `None` if it does not exist or a value is missing.
    fn format(&self, id: &str, values: &FluentArgs<'_>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    fn signs(&self) -> &Signs {
        &self.signs
    }

    /// The names of a condition, by its code; in American English if this language lacks them, `None` if both do.
    pub(crate) fn condition(&self, code: &str) -> Option<&Condition> {
        self.conditions.get(code).or_else(|| Self::en_us().conditions.get(code))
    }
}

/// Implements `Display` as the text in American English, for developers.
macro_rules! in_english {
    ($($error:ty),*) => {
        $(impl std::fmt::Display for $error {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.text($crate::words::Words::en_us()))
            }
        }

        impl std::error::Error for $error {})*
    };
}

/// Escapes quotation marks and control characters, so that a message can quote text from a file.
pub(crate) fn escaped(text: &str) -> String {
    let quoted = format!("{text:?}");
    let inner = quoted.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
    inner.unwrap_or(text).to_owned()
}

/// The length of a collection as a count.
pub(crate) fn number_of<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
pub(crate) mod tests;
