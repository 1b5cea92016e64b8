//! The printed table.

use std::time::{Duration, Instant};

/// Lines of name, n, figure and note.
#[derive(Default)]
pub(crate) struct Table {
    lines: Vec<[String; 4]>,
}

impl Table {
    /// Adds a line.
    pub(crate) fn add(&mut self, name: &str, n: usize, figure: String, note: &str) {
        self.lines.push([name.to_owned(), n.to_string(), figure, note.to_owned()]);
    }

    /// Adds a rate: how often a second `n` things were done.
    pub(crate) fn rate(&mut self, name: &str, n: usize, took: Duration, unit: &str, note: &str) {
        let count = u32::try_from(n).map_or(f64::MAX, f64::from);
        let rate = count / took.as_secs_f64().max(f64::EPSILON);
        self.add(name, n, format!("{rate:.0} {unit}"), note);
    }

    /// Prints all lines.
    #[expect(clippy::print_stdout, reason = "the table is what the program is run for")]
    pub(crate) fn print(&self) {
        println!("{:<44} {:>9}  {:>24}  how", "work", "n", "figure");
        for [name, n, figure, note] in &self.lines {
            println!("{name:<44} {n:>9}  {figure:>24}  {note}");
        }
    }
}

/// How long `work` takes, and its result.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let made = work();
    (start.elapsed(), made)
}
