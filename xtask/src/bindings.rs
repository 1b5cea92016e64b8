//! Generates the bindings of the library with UniFFI.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::error::Error;
use crate::workspace::{Workspace, create_folder};

/// A language of the bindings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    Kotlin,
    Swift,
    Python,
}

impl Language {
    fn name(self) -> &'static str {
        match self {
            Self::Kotlin => "kotlin",
            Self::Swift => "swift",
            Self::Python => "python",
        }
    }
}

impl FromStr for Language {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        [Self::Kotlin, Self::Swift, Self::Python]
            .into_iter()
            .find(|it| it.name() == name)
            .ok_or_else(|| Error::UnknownLanguage(name.to_owned()))
    }
}

/// Builds the generators too. Every build of the workspace uses the same features: with others cargo
/// would compile the dependencies again.
pub(crate) const FEATURES: [&str; 2] = ["--features", "interlude-ffi/bindgen,interlude-ffi/types"];

/// Builds every library, program and test of the workspace. A build without tests would enable fewer
/// features of dependencies and compile them again.
pub(crate) fn build(workspace: &Workspace) -> Result<(), Error> {
    let mut build = workspace.cargo();
    workspace.run(build.args(["build", "--workspace", "--all-targets"]).args(FEATURES))
}

/// Generates the bindings in `target/bindings/<language>`, from the build that tests use.
pub(crate) fn generate(workspace: &Workspace, language: Language) -> Result<(), Error> {
    build(workspace)?;
    write(workspace, language, &workspace.debug("libinterlude.so"))
}

/// Generates the bindings from a release build, for scoring millions of forms.
pub(crate) fn release(workspace: &Workspace, language: Language) -> Result<(), Error> {
    let package = ["--package", "interlude-ffi"];
    let mut generator = workspace.cargo();
    workspace.run(generator.arg("build").args(package).args(FEATURES))?;
    let mut library = workspace.cargo();
    workspace.run(library.args(["build", "--release", "--lib"]).args(package))?;
    write(workspace, language, &workspace.target.join("release/libinterlude.so"))
}

fn write(workspace: &Workspace, language: Language, library: &Path) -> Result<(), Error> {
    let folder = folder(workspace, language);
    create_folder(&folder)?;
    let mut bindgen = workspace.program(workspace.debug("uniffi-bindgen"));
    bindgen.args(["generate", "--no-format", "--language", language.name(), "--out-dir"]);
    workspace.run(bindgen.arg(&folder).arg(library))?;
    // The Python modules load the library from their own folder.
    let copy = |from: &Path, name: &str| {
        std::fs::copy(from, folder.join(name)).map(drop).map_err(Error::file(from))
    };
    if language == Language::Python {
        copy(&workspace.root.join("ffi/python/interlude_numpy.py"), "interlude_numpy.py")?;
    }
    copy(library, "libinterlude.so")
}

/// The folder of the bindings.
pub(crate) fn folder(workspace: &Workspace, language: Language) -> PathBuf {
    workspace.target.join("bindings").join(language.name())
}
