//! Lists as people read them.

use super::Words;

impl Words {
    /// Names one after the other: `depression, anxiety, PTSD`; empty without names.
    pub fn list(&self, names: impl IntoIterator<Item = String>) -> String {
        let names = names.into_iter().reduce(|first, second| self.list_next(first, second));
        names.unwrap_or_default()
    }

    /// All of the names: `item 1, item 2 and item 3`; empty without names.
    pub fn list_and(&self, names: impl IntoIterator<Item = String>) -> String {
        let mut names: Vec<String> = names.into_iter().collect();
        let Some(last) = names.pop() else { return String::new() };
        if names.is_empty() { last } else { self.both(self.list(names), last) }
    }

    /// Clauses of one sentence, one after the other; empty without clauses.
    pub(crate) fn clauses(&self, clauses: impl IntoIterator<Item = String>) -> String {
        let clauses = clauses.into_iter().reduce(|first, second| self.clause_next(first, second));
        clauses.unwrap_or_default()
    }
}
