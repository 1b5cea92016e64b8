//! The steps of `cargo verify`, in order.
//!
//! All builds of the workspace name the same packages, features and profile, so that each package
//! is compiled once for checking, once for running and once for the browser.

use crate::bindings::{self, FEATURES, Language};
use crate::error::Error;
use crate::fhirpath::{self, Forms};
use crate::workspace::Workspace;
use crate::{android, dashboard, setup, vectors, wasm};

/// One thing that must pass.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// Whether the inner loop runs it too.
    pub(super) quick: bool,
    pub(super) run: fn(&Workspace) -> Result<(), Error>,
}

/// What must pass, cheapest first where order does not matter.
pub(super) const STEPS: &[Step] = &[
    Step { name: "fmt", quick: true, run: |it| cargo(it, &["fmt", "--all", "--check"]) },
    Step { name: "clippy", quick: true, run: clippy },
    Step { name: "wasm32-check", quick: true, run: wasm_check },
    Step { name: "doc", quick: true, run: doc },
    Step { name: "deny", quick: true, run: deny },
    Step { name: "build", quick: true, run: bindings::build },
    Step { name: "rust-tests", quick: true, run: rust_tests },
    Step { name: "doc-tests", quick: true, run: |it| workspace(it, &["test", "--doc"], &[]) },
    Step { name: "wasm", quick: true, run: wasm::dashboard_core },
    Step { name: "wasm-vectors", quick: true, run: vectors::run },
    Step { name: "fhirpath", quick: true, run: |it| fhirpath::compare(it, Forms::Some) },
    Step { name: "dashboard-build", quick: true, run: dashboard::build },
    Step { name: "dashboard-types", quick: true, run: |it| dashboard::npm(it, &["run", "check"]) },
    Step { name: "dashboard-unit", quick: true, run: |it| dashboard::npm(it, &["test"]) },
    Step { name: "demo-check", quick: true, run: demo_check },
    Step { name: "python", quick: true, run: python },
    Step { name: "fhirpath-all", quick: false, run: |it| fhirpath::compare(it, Forms::All) },
    Step { name: "dashboard-e2e", quick: false, run: |it| dashboard::npm(it, &["run", "e2e"]) },
    Step { name: "journey-browser", quick: false, run: journey },
    Step { name: "android", quick: false, run: android::test },
    Step { name: "journey", quick: false, run: android::journey },
];

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

fn rust_tests(it: &Workspace) -> Result<(), Error> {
    workspace(it, &["test", "--lib", "--bins", "--tests"], &["--no-fail-fast"])
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

/// The journey without Android: server, page in Chromium, and the phone's core.
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
