//! The steps of `cargo verify`, in order.
//!
//! All builds of the workspace use the same packages, features and profile, so that each package is
//! compiled only once each for checking, for running and for the browser.

use crate::bindings::{self, FEATURES, Language};
use crate::error::Error;
use crate::fhirpath::{self, Forms};
use crate::workspace::Workspace;
use crate::{android, dashboard, examples, setup, types, vectors, wasm};

/// Whether a step runs tests. A step with `Some` fails if no test ran.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tests {
    None,
    Some,
}

/// A step that must pass.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// Whether it runs tests, counted in its log.
    pub(super) tests: Tests,
    /// Whether `--quick` runs it.
    pub(super) quick: bool,
    pub(super) run: fn(&Workspace) -> Result<(), Error>,
}

/// All steps, the cheapest first as far as they are independent.
pub(super) const STEPS: &[Step] = &[
    quick("fmt", Tests::None, |it| cargo(it, &["fmt", "--all", "--check"])),
    quick("clippy", Tests::None, clippy),
    quick("wasm32-check", Tests::None, wasm_check),
    quick("doc", Tests::None, doc),
    quick("deny", Tests::None, deny),
    quick("build", Tests::None, bindings::build),
    quick("rust-tests", Tests::Some, rust_tests),
    quick("doc-tests", Tests::Some, |it| workspace(it, &["test", "--doc"], &[])),
    quick("wasm", Tests::None, wasm::dashboard_core),
    quick("types", Tests::None, types::check),
    quick("wasm-vectors", Tests::Some, vectors::run),
    quick("fhirpath", Tests::Some, |it| fhirpath::compare(it, Forms::Some)),
    quick("dashboard-build", Tests::None, dashboard::build),
    quick("dashboard-types", Tests::None, |it| dashboard::npm(it, &["run", "check"])),
    quick("dashboard-unit", Tests::Some, |it| dashboard::npm(it, &["test"])),
    quick("demo-check", Tests::None, demo_check),
    quick("python", Tests::Some, python),
    slow("dashboard-e2e", Tests::Some, |it| dashboard::npm(it, &["run", "e2e"])),
    slow("journey-browser", Tests::None, journey),
    slow("android", Tests::Some, android::test),
    slow("journey", Tests::Some, android::journey),
    slow("examples", Tests::None, examples::run),
];

const fn quick(name: &'static str, tests: Tests, run: fn(&Workspace) -> Result<(), Error>) -> Step {
    Step { name, tests, quick: true, run }
}

const fn slow(name: &'static str, tests: Tests, run: fn(&Workspace) -> Result<(), Error>) -> Step {
    Step { name, tests, quick: false, run }
}

fn cargo(it: &Workspace, arguments: &[&str]) -> Result<(), Error> {
    it.run(it.cargo().args(arguments))
}

fn workspace(it: &Workspace, command: &[&str], rest: &[&str]) -> Result<(), Error> {
    it.run(it.cargo().args(command).arg("--workspace").args(FEATURES).args(rest))
}

fn clippy(it: &Workspace) -> Result<(), Error> {
    workspace(it, &["clippy", "--all-targets"], &["--", "-D", "warnings"])
}

fn wasm_check(it: &Workspace) -> Result<(), Error> {
    let package = ["clippy", "--package", "interlude-ffi", "--target", wasm::TARGET];
    cargo(it, &[&package[..], &["--", "-D", "warnings"]].concat())
}

/// Runs the tests, with the same generated property cases in every run.
fn rust_tests(it: &Workspace) -> Result<(), Error> {
    let mut test = it.cargo();
    test.env("PROPTEST_RNG_SEED", "20261130");
    test.args(["test", "--lib", "--bins", "--tests", "--workspace", "--no-fail-fast"]);
    it.run(test.args(FEATURES))
}

fn doc(it: &Workspace) -> Result<(), Error> {
    let mut doc = it.cargo();
    doc.env("RUSTDOCFLAGS", "-D warnings").args(["doc", "--workspace", "--no-deps"]);
    it.run(doc.args(FEATURES))
}

fn deny(it: &Workspace) -> Result<(), Error> {
    let mut deny = it.program(setup::cargo_deny());
    it.run(deny.args(["--locked", "check", "bans", "licenses", "sources"]))
}

fn demo_check(it: &Workspace) -> Result<(), Error> {
    it.run(it.program(it.debug("demo")).arg("--check"))
}

/// Runs the journey with the phone's core instead of the Android app.
fn journey(it: &Workspace) -> Result<(), Error> {
    it.run(it.program(it.debug("journey")).args(["--phone", "rust"]))
}

fn python(it: &Workspace) -> Result<(), Error> {
    bindings::generate(it, Language::Python)?;
    let mut python = it.program("python3");
    let paths = [bindings::folder(it, Language::Python), setup::python_packages()];
    let paths = std::env::join_paths(paths)
        .map_err(|cause| Error::Unexpected(format!("PYTHONPATH: {cause}")))?;
    python.env("PYTHONPATH", paths);
    python.env("PYTHONDONTWRITEBYTECODE", "1").env("INTERLUDE_CLINIC", it.debug("clinic"));
    it.run(python.args(["-m", "unittest", "discover", "--start-directory", "tests/python"]))
}
