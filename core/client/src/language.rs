//! The language of the texts that people read.
//!
//! It is global to the program, since errors are put into words where no host is available.

use std::sync::{PoisonError, RwLock};

use interlude_clinical::words::Words;

static CHOSEN: RwLock<Option<&'static Words>> = RwLock::new(None);

/// Returns the messages in the chosen language, or in American English.
#[must_use]
pub fn words() -> &'static Words {
    let chosen = *CHOSEN.read().unwrap_or_else(PoisonError::into_inner);
    chosen.unwrap_or_else(Words::en_us)
}

/// Sets the program's language by its tag, such as `en-US`.
pub fn choose(tag: &str) {
    let mut chosen = CHOSEN.write().unwrap_or_else(PoisonError::into_inner);
    *chosen = Some(Words::for_language(tag));
}
