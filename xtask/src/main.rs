//! Commands for developers: `cargo demo`, `cargo verify`, `cargo setup` and `cargo xtask …`.

mod android;
mod bare;
mod bench;
mod bindings;
mod dashboard;
mod demo;
mod error;
mod examples;
mod fhirpath;
mod npm;
mod progress;
mod proof;
mod setup;
mod types;
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
cargo demo [--listen ADDR]             runs a clinic with 24 synthetic patients
cargo demo --check                     runs it on fresh data, compares its charts and exits
cargo demo --invite                    also prints an invite for your app, and reads its six digits from stdin
cargo verify [--quick]                 runs all checks; --quick leaves out the browser and Android
cargo setup [--quick]                  installs what verify needs, or lists what is missing

cargo xtask bare                       runs `cargo demo --check` in a fresh clone without caches, as on a new machine
cargo xtask wasm                       builds the browser's core in server/dashboard/src/wasm
cargo xtask dashboard                  builds the browser's core, then the dashboard in server/dashboard/dist
cargo xtask bindings kotlin|swift|python
                                       generates bindings in target/bindings
cargo xtask android                    generates the Kotlin bindings and tests the app on the Android framework
cargo xtask examples                   runs the examples in Rust, Python and Kotlin against a clinic
cargo xtask types                      generates server/dashboard/src/generated.ts, the page's types
cargo xtask vectors                    runs the byte vectors in the wasm build, under Node
cargo xtask fhirpath [--all]           compares totals with fhirpath.js; --all includes every possible PHQ-9
cargo xtask proof                      runs fhirpath --all and prints the rows of docs/proof.md
cargo xtask fhir-validate              validates the FHIR Questionnaires with HAPI, which Maven downloads
cargo xtask bench [PART…]              runs all benchmarks, or some of: pure, scoring, sync, peer, panel, outcomes";

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
        ["bare"] => bare::run(&workspace)?,
        ["bindings", language] => bindings::release(&workspace, language.parse()?)?,
        ["android"] => android::test(&workspace)?,
        ["examples"] => examples::run(&workspace)?,
        ["types"] => types::write(&workspace)?,
        ["vectors"] => vectors::run(&workspace)?,
        ["fhirpath"] => fhirpath::build_and_compare(&workspace, Forms::Some)?,
        ["fhirpath", "--all"] => fhirpath::build_and_compare(&workspace, Forms::All)?,
        ["proof"] => proof::run(&workspace)?,
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
