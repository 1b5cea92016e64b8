//! `cargo setup`: installs what the other commands need, or names it.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::Error;
use crate::wasm;
use crate::workspace::{Workspace, cache};

/// How much of the house is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Everything.
    All,
    /// The inner loop: no browser, no Android.
    Quick,
}

/// Something that must be on the machine.
struct Need {
    /// Debian's package.
    package: &'static str,
    /// What it is for.
    purpose: &'static str,
    /// Whether the inner loop needs it too.
    quick: bool,
    /// Whether it is there.
    present: fn() -> bool,
}

const NEEDS: &[Need] = &[
    Need { package: "nodejs", purpose: "dashboard and wasm vectors", quick: true, present: node },
    Need { package: "npm", purpose: "dashboard", quick: true, present: || answers("npm") },
    Need {
        package: "python3",
        purpose: "Python binding test",
        quick: true,
        present: || answers("python3"),
    },
    Need { package: "python3-numpy", purpose: "columns in Python", quick: true, present: numpy },
    Need { package: "chromium", purpose: "browser tests", quick: false, present: chromium },
    Need { package: "maven", purpose: "Android app", quick: false, present: || answers("mvn") },
    Need {
        package: "openjdk-17-jdk-headless",
        purpose: "Android app",
        quick: false,
        present: || answers("javac"),
    },
    Need {
        package: "aapt",
        purpose: "the app's resources",
        quick: false,
        present: || runs("aapt2", &["version"]),
    },
    Need {
        package: "android-framework-res",
        purpose: "the app's resources",
        quick: false,
        present: || Path::new("/usr/share/android-framework-res/framework-res.apk").exists(),
    },
];

/// The oldest major version of Node that the dashboard's tools accept.
const NODE: u32 = 20;

/// The numpy that pip is asked for.
const NUMPY: &str = "numpy>=1.24";

/// Installs what is missing where it can (Debian, as root), and fails naming what still is.
pub(crate) fn run(workspace: &Workspace, extent: Extent) -> Result<(), Error> {
    let missing = missing(extent);
    if !missing.is_empty() && runs("apt-get", &["--version"]) && root() {
        let packages: Vec<&str> = missing.iter().map(|it| it.package).collect();
        let mut update = workspace.program("apt-get");
        workspace.run(update.args(["update", "-qq"]))?;
        let mut install = workspace.program("apt-get");
        install.env("DEBIAN_FRONTEND", "noninteractive");
        install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages);
        workspace.run(&mut install)?;
    }
    if !numpy() && runs("python3", &["-m", "pip", "--version"]) {
        // Debian's numpy serves Debian's Python only. If this fails too, the report below names it.
        let mut pip = workspace.program("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--upgrade", "--target"]);
        workspace.status(pip.arg(python_packages()).arg(NUMPY))?;
    }
    if !browser_target(workspace)? {
        // rustup adds the targets of rust-toolchain.toml only together with a new toolchain.
        let mut add = workspace.program("rustup");
        workspace.run(add.args(["target", "add", wasm::TARGET]))?;
    }
    if !cargo_deny().exists() {
        let mut install = workspace.cargo();
        install.args(["install", "--locked", "cargo-deny", "--root"]).arg(tools());
        workspace.run(install.env_remove("CARGO_TARGET_DIR"))?;
    }
    report(&self::missing(extent))
}

/// Where `cargo setup` puts cargo-deny.
pub(crate) fn cargo_deny() -> PathBuf {
    tools().join("bin").join("cargo-deny")
}

/// Where `cargo setup` puts Python's packages that the machine does not have.
pub(crate) fn python_packages() -> PathBuf {
    tools().join("python")
}

/// Whether the standard library for the browser is installed.
fn browser_target(workspace: &Workspace) -> Result<bool, Error> {
    let mut rustc = workspace.program("rustc");
    let sysroot = workspace.output(rustc.args(["--print", "sysroot"]))?;
    let libraries = Path::new(sysroot.trim()).join("lib/rustlib");
    Ok(libraries.join(wasm::TARGET).exists())
}

fn tools() -> PathBuf {
    cache().join("tools")
}

fn missing(extent: Extent) -> Vec<&'static Need> {
    let wanted = |need: &&Need| extent == Extent::All || need.quick;
    NEEDS.iter().filter(wanted).filter(|need| !(need.present)()).collect()
}

fn report(missing: &[&Need]) -> Result<(), Error> {
    if missing.is_empty() {
        return Ok(());
    }
    let line = |need: &&Need| match need.package {
        "nodejs" => format!("  nodejs {NODE} or newer, for {}", need.purpose),
        package => format!("  {package}, for {}", need.purpose),
    };
    let mut text = missing.iter().map(line).collect::<Vec<_>>().join("\n");
    if !root() {
        let packages: Vec<&str> = missing.iter().map(|it| it.package).collect();
        text.push_str("\non Debian, as root: apt-get install ");
        text.push_str(&packages.join(" "));
    }
    Err(Error::Missing(text))
}

fn root() -> bool {
    first_line("id", &["-u"]).as_deref() == Some("0")
}

fn node() -> bool {
    let version = first_line("node", &["--version"]).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next().unwrap_or_default();
    major.parse().is_ok_and(|major: u32| major >= NODE)
}

fn numpy() -> bool {
    let mut python = Command::new("python3");
    python.args(["-c", "import numpy"]).env("PYTHONPATH", python_packages());
    succeeds(&mut python)
}

fn chromium() -> bool {
    Path::new("/usr/bin/chromium").exists()
}

fn answers(program: &str) -> bool {
    runs(program, &["--version"])
}

fn runs(program: &str, arguments: &[&str]) -> bool {
    succeeds(Command::new(program).args(arguments))
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
