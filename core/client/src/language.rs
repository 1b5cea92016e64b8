//! The language in which the flows of this program write what people read.
//!
//! There is one for the program: an error is put into words where no host is at hand.

use std::sync::{PoisonError, RwLock};

use interlude_clinical::words::Words;

static CHOSEN: RwLock<Option<&'static Words>> = RwLock::new(None);

/// The words of this program. American English if no language was chosen.
#[must_use]
pub fn words() -> &'static Words {
    let chosen = *CHOSEN.read().unwrap_or_else(PoisonError::into_inner);
    chosen.unwrap_or_else(Words::en_us)
}

/// Chooses the language of this program by its tag, such as `en-US`.
pub fn choose(tag: &str) {
    let mut chosen = CHOSEN.write().unwrap_or_else(PoisonError::into_inner);
    *chosen = Some(Words::for_language(tag));
}
