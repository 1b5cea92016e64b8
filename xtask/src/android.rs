//! The patient's app, tested on the real Android framework by Maven and Robolectric.

use std::process::Command;

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::workspace::Workspace;

/// Writes the Kotlin side of the library, then builds the app and runs all its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Kotlin)?;
    let mut maven = workspace.program("mvn");
    maven.current_dir(workspace.root.join("android-demo"));
    workspace.run(told(&mut maven, workspace).arg("verify"))
}

/// The journey: one driver leads the server, the page in Chromium and the app through one day.
pub(crate) fn journey(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Kotlin)?;
    let mut journey = workspace.program(workspace.debug("journey"));
    told(journey.args(["--", "mvn"]), workspace);
    journey.args(["--projects", "app", "--also-make", "-Dtest=JourneyTest"]);
    workspace.run(journey.args(["-Dsurefire.failIfNoSpecifiedTests=false", "test"]))
}

/// Tells Maven where library, bindings and the tests' clinic lie and where pictures go.
fn told<'a>(maven: &'a mut Command, workspace: &Workspace) -> &'a mut Command {
    maven.args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never"]);
    let places = [
        ("library", workspace.target.join("debug")),
        ("kotlin", bindings::folder(workspace, Language::Kotlin)),
        ("clinic", workspace.debug("clinic")),
        ("shots", workspace.target.join("shots")),
    ];
    maven.args(places.map(|(name, path)| format!("-Dinterlude.{name}={}", path.display())))
}
