//! The patient's app, tested on the real Android framework by Maven and Robolectric.

use crate::bindings::{self, Language};
use crate::error::Error;
use crate::workspace::Workspace;

/// Writes the Kotlin side of the library, then builds the app and runs all its tests.
pub(crate) fn test(workspace: &Workspace) -> Result<(), Error> {
    bindings::generate(workspace, Language::Kotlin)?;
    maven(workspace, &["verify"])
}

/// Runs Maven in the app's folder, told where library and bindings lie and pictures go.
pub(crate) fn maven(workspace: &Workspace, arguments: &[&str]) -> Result<(), Error> {
    let mut maven = workspace.program("mvn");
    maven.current_dir(workspace.root.join("android-demo"));
    maven.args(["--batch-mode", "--no-transfer-progress", "-Dstyle.color=never"]);
    maven.arg(property("interlude.kotlin", &bindings::folder(workspace, Language::Kotlin)));
    maven.arg(property("interlude.library", &workspace.target.join("debug")));
    maven.arg(property("interlude.shots", &workspace.target.join("shots")));
    workspace.run(maven.args(arguments))
}

fn property(name: &str, path: &std::path::Path) -> String {
    format!("-D{name}={}", path.display())
}
