//! The messages: one method of [`Words`](super::Words) each, with the values it takes. A file here declares those of one
//! message file.

use fluent_bundle::FluentValue;

/// A value inside a message: a text, or a number that plurals go by.
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

/// Messages choose by `yes` and `no`.
impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::from(if yes { "yes" } else { "no" })
    }
}

/// Numbers a message can choose a plural by.
macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Value {
            fn from(number: $number) -> Self {
                Self(FluentValue::from(number))
            }
        })*
    };
}
numbers!(u16, u32, i32, usize);

/// Declares messages. Name and values are those of the message file; a test compares them.
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

        /// Every message of a method and the values it takes.
        #[cfg(test)]
        pub(super) const BY_METHOD: &[(&str, &[&str])] =
            &[$((stringify!($id), &[$(stringify!($value)),*])),*];
    };
}

/// Declares messages with so many values that each is given by name.
macro_rules! named_messages {
    ($($name:ident = $id:ident { $($value:ident),* })*) => {
        $(pub(crate) struct $name {
            $(pub(crate) $value: $crate::words::Value,)*
        }

        impl $name {
            /// The sentence in a language.
            pub(crate) fn text(self, words: &$crate::words::Words) -> String {
                words.message(stringify!($id), vec![$((stringify!($value), self.$value)),*])
            }
        })*

        /// Every message with named values.
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
mod chart;
mod panel;

pub(crate) use chart::{SafetyItem, SummaryLine, SummaryOne};
pub(crate) use library::RefusedFile;

/// Every message and the values it takes.
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
    chart::BY_METHOD,
    chart::BY_NAME,
    panel::BY_METHOD,
];
