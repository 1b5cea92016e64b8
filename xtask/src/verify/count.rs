//! Counts passed tests in the output of test runners.

/// The text of each runner before and after the number of passed tests.
const SUMMARY_LINES: &[(&str, &str)] = &[
    // cargo test, one line per program
    ("test result: ok. ", " passed; "),
    // vitest
    ("Tests ", " passed ("),
    // unittest
    ("Ran ", " test"),
    // our own programs
    ("", " passed, 0 failed"),
];

/// Sums the numbers of passed tests in `log`; 0 if no runner reported any.
pub(super) fn tests_in(log: &str) -> u32 {
    log.lines().map(str::trim).filter_map(|line| simple(line).or_else(|| surefire(line))).sum()
}

fn simple(line: &str) -> Option<u32> {
    SUMMARY_LINES.iter().find_map(|(before, after)| {
        line.strip_prefix(before)?.split_once(after)?.0.trim().parse().ok()
    })
}

/// Reads Surefire's summary line. Its lines per class are ignored; they also have a time.
fn surefire(line: &str) -> Option<u32> {
    let counts = line
        .strip_prefix("[INFO] Tests run: ")
        .or_else(|| line.strip_prefix("[WARNING] Tests run: "))?;
    let (run, rest) = counts.split_once(", Failures: 0, Errors: 0, Skipped: ")?;
    run.parse::<u32>().ok()?.checked_sub(rest.trim().parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_lines_of_every_runner_are_counted() {
        let cargo = "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured\n\
                     test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured";
        assert_eq!(tests_in(cargo), 14);
        assert_eq!(tests_in(" Test Files  9 passed (9)\n      Tests  37 passed (37)"), 37);
        assert_eq!(tests_in("Ran 7 tests in 0.012s\n\nOK"), 7);
        assert_eq!(tests_in("31 passed, 0 failed"), 31);
        let surefire = "[INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s\n\
                        [WARNING] Tests run: 9, Failures: 0, Errors: 0, Skipped: 1";
        assert_eq!(tests_in(surefire), 8);
    }

    #[test]
    fn a_log_without_tests_counts_none() {
        assert_eq!(tests_in("    Finished `dev` profile\nnpm: 3 passed by"), 0);
    }
}
