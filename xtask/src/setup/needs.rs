//! The programs that the commands need.

use std::path::Path;
use std::process::{Command, Stdio};

use super::python_packages;

/// A group of commands, ordered by what they need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// `cargo demo`: Node, npm and the wasm target.
    Demo,
    /// `cargo verify --quick`: also Python and cargo-deny; no browser, no Android.
    Quick,
    /// `cargo verify`: everything.
    All,
}

/// A program that must be installed.
pub(super) struct Need {
    /// The Debian package.
    pub(super) package: &'static str,
    /// What the program is for.
    pub(super) purpose: &'static str,
    /// The smallest extent that uses it.
    from: Extent,
    /// Whether the program is installed.
    present: fn() -> bool,
}

use Extent::{All, Demo, Quick};

const NEEDS: &[Need] = &[
    Need { package: "nodejs", purpose: "the dashboard", from: Demo, present: node },
    Need { package: "npm", purpose: "the dashboard", from: Demo, present: || answers("npm") },
    Need {
        package: "python3",
        purpose: "the Python bindings",
        from: Quick,
        present: || answers("python3"),
    },
    Need { package: "python3-numpy", purpose: "columns in Python", from: Quick, present: numpy },
    Need { package: "chromium", purpose: "browser tests", from: All, present: chromium },
    Need { package: "maven", purpose: "the Android app", from: All, present: || answers("mvn") },
    Need {
        package: "openjdk-17-jdk-headless",
        purpose: "the Android app",
        from: All,
        present: || answers("javac"),
    },
    Need {
        package: "aapt",
        purpose: "the app's resources",
        from: All,
        present: || runs("aapt2", &["version"]),
    },
    Need {
        package: "android-framework-res",
        purpose: "the app's resources",
        from: All,
        present: || Path::new("/usr/share/android-framework-res/framework-res.apk").exists(),
    },
];

/// The oldest Node that the dashboard's tools accept: major and minor version.
pub(super) const NODE: (u32, u32) = (20, 19);

/// Lists the missing programs of `extent`.
pub(super) fn missing(extent: Extent) -> Vec<&'static Need> {
    NEEDS.iter().filter(|need| need.from <= extent && !(need.present)()).collect()
}

/// Whether this program runs as root.
pub(super) fn root() -> bool {
    first_line("id", &["-u"]).as_deref() == Some("0")
}

/// Whether Python finds numpy.
pub(super) fn numpy() -> bool {
    let mut python = Command::new("python3");
    python.args(["-c", "import numpy"]).env("PYTHONPATH", python_packages());
    succeeds(&mut python)
}

/// Whether `program` runs successfully with `arguments`.
pub(super) fn runs(program: &str, arguments: &[&str]) -> bool {
    succeeds(Command::new(program).args(arguments))
}

fn node() -> bool {
    first_line("node", &["--version"]).is_some_and(|version| is_new_enough(&version))
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version.trim_start_matches('v').split('.').map(str::parse::<u32>);
    let (Some(Ok(major)), Some(Ok(minor))) = (parts.next(), parts.next()) else { return false };
    (major, minor) >= NODE
}

fn chromium() -> bool {
    Path::new("/usr/bin/chromium").exists()
}

fn answers(program: &str) -> bool {
    runs(program, &["--version"])
}

fn succeeds(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn first_line(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.lines().next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_extent_includes_the_needs_of_the_previous_one() {
        let packages = |extent| {
            NEEDS.iter().filter(|it| it.from <= extent).map(|it| it.package).collect::<Vec<_>>()
        };
        assert_eq!(packages(Demo), ["nodejs", "npm"]);
        assert!(packages(Quick).starts_with(&packages(Demo)));
        assert!(packages(All).starts_with(&packages(Quick)));
    }

    #[test]
    fn a_node_too_old_for_the_dashboards_tools_is_missing() {
        assert!(is_new_enough("v20.19.0") && is_new_enough("v22.3.1"));
        assert!(!is_new_enough("v20.18.9") && !is_new_enough("v18.20.4") && !is_new_enough(""));
    }
}
