//! Formats lists.

use super::Words;

impl Words {
    /// Joins names: `depression, anxiety, PTSD`; empty if there are none.
    pub fn list(&self, names: impl IntoIterator<Item = String>) -> String {
        let names = names.into_iter().reduce(|first, second| self.list_next(first, second));
        names.unwrap_or_default()
    }

    /// Joins names with "and" before the last: `item 1, item 2 and item 3`; empty if there are none.
    pub fn list_and(&self, names: impl IntoIterator<Item = String>) -> String {
        let mut names: Vec<String> = names.into_iter().collect();
        let Some(last) = names.pop() else { return String::new() };
        if names.is_empty() { last } else { self.both(self.list(names), last) }
    }

    /// Joins short independent notes: `Mon 4 May 2026 · PHQ-9 14`; empty if there are none.
    pub(crate) fn notes(&self, notes: impl IntoIterator<Item = String>) -> String {
        notes.into_iter().reduce(|first, second| self.note_next(first, second)).unwrap_or_default()
    }

    /// Joins the clauses of one sentence; empty if there are none.
    pub(crate) fn clauses(&self, clauses: impl IntoIterator<Item = String>) -> String {
        let clauses = clauses.into_iter().reduce(|first, second| self.clause_next(first, second));
        clauses.unwrap_or_default()
    }
}
