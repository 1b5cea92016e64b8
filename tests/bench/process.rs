//! Server programs under measurement, each a process of its own.

use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A started program; dropping this value ends it.
pub(crate) struct Process(Child);

impl Process {
    /// Starts `command`.
    pub(crate) fn start(command: &mut Command) -> Self {
        Self(command.stdout(Stdio::piped()).spawn().expect("the program starts"))
    }

    /// What it prints.
    fn output(&mut self) -> BufReader<ChildStdout> {
        BufReader::new(self.0.stdout.take().expect("its output"))
    }

    fn file(&self, name: &str) -> String {
        let path = PathBuf::from(format!("/proc/{}/{name}", self.0.id()));
        std::fs::read_to_string(path).expect("the process lives")
    }

    /// CPU seconds so far, user and system.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        cpu_seconds(&self.file("stat"))
    }

    /// Resident memory at its highest.
    pub(crate) fn memory(&self) -> String {
        let status = self.file("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
        let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap_or(0);
        format!("{} MiB", kib / 1024)
    }

    /// Ends it by signal, so that it merges its log into the database.
    pub(crate) fn stop(&mut self) {
        let id = self.0.id().to_string();
        Command::new("kill").args(["-INT", &id]).status().expect("kill");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Process {
    /// Ends the server even if the benchmark fails.
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }
}

/// CPU seconds of this program so far, user and system.
pub(crate) fn own_cpu_seconds() -> f64 {
    cpu_seconds(&std::fs::read_to_string("/proc/self/stat").expect("this process lives"))
}

fn cpu_seconds(stat: &str) -> f64 {
    let fields: Vec<&str> =
        stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|it| it.parse().ok()).unwrap_or(0.0_f64);
    (ticks(11) + ticks(12)) / 100.0
}

/// The server's program, built beside this one.
pub(crate) struct Server {
    pub(crate) process: Process,
    /// Its public origin.
    pub(crate) origin: String,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts on a free port with its data in `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        let program = std::env::current_exe().expect("a path").with_file_name("interlude-server");
        let mut command = Command::new(program);
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(folder);
        let mut process = Process::start(&mut command);
        let mut lines = process.output().lines();
        let origin = last_word(&mut lines);
        Self { process, origin, lines }
    }

    /// The set-up token that it printed, once and only if it holds no clinic.
    pub(crate) fn token(&mut self) -> String {
        last_word(&mut self.lines)
    }
}

fn last_word(lines: &mut Lines<BufReader<ChildStdout>>) -> String {
    let line = lines.next().expect("a line").expect("readable");
    line.trim().rsplit(' ').next().unwrap_or_default().to_owned()
}
