//! Counts tests in what their runners print.

/// How many tests passed, failed and were left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u32,
    pub(super) failed: u32,
    pub(super) skipped: u32,
}

impl Count {
    /// Adds `other` to this count.
    pub(super) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Sums up the closing lines of cargo test, vitest, Surefire, unittest and the plain form
/// `N passed, N failed` in `log`. `None` when there is no such line: the log is not of tests.
pub(super) fn tests_in(log: &str) -> Option<Count> {
    let mut counts = log.lines().filter_map(closing_line).peekable();
    counts.peek()?;
    let mut sum = Count::default();
    counts.for_each(|count| sum.add(count));
    // unittest names what ran and what failed on different lines.
    sum.passed = sum.passed.saturating_sub(unittest_not_passed(log));
    Some(sum)
}

fn closing_line(line: &str) -> Option<Count> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("test result: ") {
        return Some(Count {
            passed: before(rest, " passed")?,
            failed: before(rest, " failed")?,
            skipped: before(rest, " ignored")?,
        });
    }
    if let Some(rest) = line.strip_prefix("Tests ").filter(|it| it.ends_with(')')) {
        let number = |word| before(rest, word).unwrap_or(0);
        let skipped = number(" skipped") + number(" todo");
        return Some(Count { passed: number(" passed"), failed: number(" failed"), skipped });
    }
    if let Some(at) = line.find("Tests run: ").filter(|_| !line.contains("Time elapsed")) {
        let rest = line.get(at..)?;
        let failed = after(rest, "Failures: ")? + after(rest, "Errors: ")?;
        let skipped = after(rest, "Skipped: ")?;
        let passed = after(rest, "Tests run: ")?.saturating_sub(failed + skipped);
        return Some(Count { passed, failed, skipped });
    }
    if let Some(rest) = line.strip_prefix("Ran ").filter(|it| it.contains(" test")) {
        return Some(Count { passed: before(rest, " test")?, ..Count::default() });
    }
    if line.starts_with("OK (skipped=") || line.starts_with("FAILED (") {
        let number = |word| after(line, word).unwrap_or(0);
        let failed = number("failures=") + number("errors=");
        return Some(Count { passed: 0, failed, skipped: number("skipped=") });
    }
    plain(line)
}

/// `N passed, N failed`, alone on its line.
fn plain(line: &str) -> Option<Count> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()?, skipped: 0 })
}

fn unittest_not_passed(log: &str) -> u32 {
    let number = |line: &str, word| after(line, word).unwrap_or(0);
    let words = ["failures=", "errors=", "skipped="];
    let lines = log.lines().map(str::trim);
    lines
        .filter(|line| line.starts_with("OK (skipped=") || line.starts_with("FAILED ("))
        .map(|line| words.iter().map(|word| number(line, word)).sum::<u32>())
        .sum()
}

/// The number that stands right before `word`.
fn before(text: &str, word: &str) -> Option<u32> {
    let (head, _) = text.split_once(word)?;
    let digits = head.rsplit(|it: char| !it.is_ascii_digit()).next()?;
    digits.parse().ok()
}

/// The number that stands right after `word`.
fn after(text: &str, word: &str) -> Option<u32> {
    let (_, tail) = text.split_once(word)?;
    let digits = tail.split(|it: char| !it.is_ascii_digit()).next()?;
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(log: &str, passed: u32, failed: u32, skipped: u32) {
        assert_eq!(tests_in(log), Some(Count { passed, failed, skipped }));
    }

    #[test]
    fn the_closing_lines_of_every_runner_in_use_are_counted() {
        check(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out\n\
             test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 7 filtered out",
            15,
            2,
            1,
        );
        check(" Test Files  3 passed (3)\n      Tests  41 passed (41)", 41, 0, 0);
        check("      Tests  1 failed | 40 passed | 2 skipped (43)", 40, 1, 2);
        check(
            "[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1.2 s - in A\n\
             [ERROR] Tests run: 9, Failures: 1, Errors: 2, Skipped: 1",
            5,
            3,
            1,
        );
        check("Ran 7 tests in 0.012s\n\nOK", 7, 0, 0);
        check("Ran 7 tests in 0.012s\n\nFAILED (failures=1, errors=1, skipped=2)", 3, 2, 2);
        check("31 passed, 0 failed", 31, 0, 0);
    }

    #[test]
    fn a_log_without_tests_counts_none_rather_than_zero() {
        assert_eq!(tests_in("    Finished `dev` profile\n"), None);
    }
}
