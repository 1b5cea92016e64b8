//! The commands of the house: `cargo demo`, `cargo verify`, `cargo setup` and `cargo xtask …`.

mod android;
mod bench;
mod bindings;
mod dashboard;
mod demo;
mod error;
mod fhirpath;
mod npm;
mod setup;
mod vectors;
mod verify;
mod wasm;
mod workspace;

use std::process::ExitCode;

use error::Error;
use fhirpath::Forms;
use setup::Extent;
use workspace::{Workspace, say};

const USAGE: &str = "\
cargo demo [--check] [--listen ADDR]   a running clinic with 24 synthetic patients; --check proves it and ends
cargo verify [--quick]                 everything that must pass; --quick leaves browser and Android out
cargo setup [--quick]                  installs what the two commands above need, or names it

cargo xtask wasm                       the browser's core, into server/dashboard/src/wasm
cargo xtask dashboard                  the wasm core, then the dashboard, into server/dashboard/dist
cargo xtask bindings kotlin|swift|python
                                       the foreign side of the library, into target/bindings
cargo xtask android                    Kotlin bindings, then the app's tests on the real Android framework
cargo xtask vectors                    the byte vectors in the wasm build, run by Node
cargo xtask fhirpath [--all]           totals of the FHIR Questionnaires by fhirpath.js; --all: every PHQ-9 there is
cargo xtask fhir-validate              the FHIR Questionnaires by HAPI's validator, which Maven fetches
cargo xtask bench [PART…]              the benchmarks, as a table: pure, scoring, sync, peer, panel; all if none is named";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(code) => code,
        Err(error) => {
            say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<ExitCode, Error> {
    let workspace = Workspace::open()?;
    match arguments {
        ["setup", rest @ ..] => {
            setup::run(&workspace, extent(rest)?)?;
            say("nothing is missing");
        }
        ["wasm"] => wasm::dashboard_core(&workspace)?,
        ["dashboard"] => {
            wasm::dashboard_core(&workspace)?;
            dashboard::build(&workspace)?;
        }
        ["demo", rest @ ..] => return demo::run(&workspace, rest),
        ["bindings", language] => bindings::release(&workspace, language.parse()?)?,
        ["android"] => android::test(&workspace)?,
        ["vectors"] => vectors::run(&workspace)?,
        ["fhirpath"] => fhirpath::build_and_compare(&workspace, Forms::Some)?,
        ["fhirpath", "--all"] => fhirpath::build_and_compare(&workspace, Forms::All)?,
        ["fhir-validate"] => fhirpath::validate(&workspace)?,
        ["bench", rest @ ..] => return bench::run(&workspace, rest),
        ["verify", rest @ ..] => return verify::run(&workspace, extent(rest)?),
        _ => return Err(Error::Usage(USAGE)),
    }
    Ok(ExitCode::SUCCESS)
}

fn extent(arguments: &[&str]) -> Result<Extent, Error> {
    match arguments {
        [] => Ok(Extent::All),
        ["--quick"] => Ok(Extent::Quick),
        _ => Err(Error::Usage(USAGE)),
    }
}
