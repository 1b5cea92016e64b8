//! Declares a method of [`Words`](super::Words) for each message. Each file here corresponds to one message file.

use fluent_bundle::FluentValue;

/// A value of a message: a text, or a number that selects the plural form.
pub struct Value(pub(super) FluentValue<'static>);

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self(FluentValue::from(text.to_owned()))
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self(FluentValue::from(text.clone()))
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self(FluentValue::from(text))
    }
}

/// Messages select on `yes` and `no`.
impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::from(if yes { "yes" } else { "no" })
    }
}

/// Implements `From` for numbers that can select a plural form.
macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        })*
    };
}
numbers!(u16, u32, u64, i32, i64, usize);

/// Declares messages by name and values. A test compares them with the message file.
macro_rules! messages {
    ($($id:ident($($value:ident),*);)*) => {
        impl $crate::words::Words {
            $(
                #[doc = concat!("The message `", stringify!($id), "`.")]
                #[must_use]
                pub fn $id(&self, $($value: impl Into<$crate::words::Value>),*) -> String {
                    self.message(stringify!($id), vec![$((stringify!($value), $value.into())),*])
                }
            )*
        }

        /// Every message that is a method, with its values.
        #[cfg(test)]
        pub(super) const BY_METHOD: &[(&str, &[&str])] =
            &[$((stringify!($id), &[$(stringify!($value)),*])),*];
    };
}

/// Declares messages with many values, which callers pass by name.
macro_rules! named_messages {
    ($($name:ident = $id:ident { $($value:ident),* })*) => {
        $(pub(crate) struct $name {
            $(pub(crate) $value: $crate::words::Value,)*
        }

        impl $name {
            /// Formats the message in a language.
            pub(crate) fn text(self, words: &$crate::words::Words) -> String {
                words.message(stringify!($id), vec![$((stringify!($value), self.$value)),*])
            }
        })*

        /// Every message with named values, with these values.
        #[cfg(test)]
        pub(super) const BY_NAME: &[(&str, &[&str])] =
            &[$((stringify!($id), &[$(stringify!($value)),*])),*];
    };
}

mod dates;
mod lists;
mod instrument;
mod response;
mod score;
mod entry;
mod library;
mod upload;
mod definition;
mod timeline;
mod outcome;
mod chart;
mod panel;
mod client;
mod errors;

pub(crate) use chart::{SafetyItem, SummaryLine, SummaryOne};
pub(crate) use library::RefusedFile;
pub(crate) use outcome::{OutcomeCompared, OutcomeComparedBest};

/// Every message with its values.
#[cfg(test)]
pub(super) const ALL: &[&[(&str, &[&str])]] = &[
    dates::BY_METHOD,
    lists::BY_METHOD,
    instrument::BY_METHOD,
    response::BY_METHOD,
    score::BY_METHOD,
    entry::BY_METHOD,
    library::BY_METHOD,
    library::BY_NAME,
    upload::BY_METHOD,
    definition::BY_METHOD,
    timeline::BY_METHOD,
    outcome::BY_METHOD,
    outcome::BY_NAME,
    chart::BY_METHOD,
    chart::BY_NAME,
    panel::BY_METHOD,
    client::BY_METHOD,
    errors::BY_METHOD,
];
