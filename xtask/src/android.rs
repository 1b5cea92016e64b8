//! Builds and tests the patient's app with Maven, on the real Android framework under Robolectric.

use std::process::Command;

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::workspace::Workspace;

/// Generates the Kotlin bindings, builds the app and runs all its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Kotlin)?;
    let mut maven = workspace.program("mvn");
    maven.current_dir(workspace.root.join("android-demo"));
    workspace.run(with_paths(&mut maven, workspace).arg("verify"))
}

/// Runs the journey, in which one program controls the server, the page in Chromium and the app.
pub(crate) fn journey(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Kotlin)?;
    let mut journey = workspace.program(workspace.debug("journey"));
    with_paths(journey.args(["--", "mvn"]), workspace);
    journey.args(["--projects", "app", "--also-make", "-Dtest=JourneyTest"]);
    workspace.run(journey.args(["-Dsurefire.failIfNoSpecifiedTests=false", "test"]))
}

/// Sets the paths of library, bindings, the tests' clinic and the pictures for Maven.
fn with_paths<'a>(maven: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    maven.args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never"]);
    let places = [
        ("library", workspace.target.join("debug")),
        ("kotlin", bindings::folder(workspace, Language::Kotlin)),
        ("clinic", workspace.debug("clinic")),
        ("shots", workspace.target.join("shots")),
    ];
    maven.args(places.map(|(name, path)| format!("-Dinterlude.{name}={}", path.display())))
}
