//! Prints the types of the page's calls as TypeScript.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (text, code) = match interlude::web::typescript::typescript() {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(names) => (format!("two types share a name: {names:?}\n"), ExitCode::FAILURE),
    };
    match std::io::stdout().write_all(text.as_bytes()) {
        Ok(()) => code,
        Err(_) => ExitCode::FAILURE,
    }
}
