//! Reads the workspace's source for tests of rules about it.

#![expect(
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test that cannot read the source stops and says where"
)]

use std::path::{Path, PathBuf};

/// Folders of built or fetched files.
const NOT_OURS: &[&str] = &["target", "node_modules", "dist", "wasm", ".git", "__pycache__"];

/// One file of the source.
pub(crate) struct Source {
    /// Its path from the root of the clone, with `/`.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
}

impl Source {
    /// The shipped code: no inline tests, no test files, no comments.
    pub(crate) fn product(&self) -> String {
        if self.is_test() {
            return String::new();
        }
        let code = |line: &&str| !line.trim_start().starts_with("//");
        self.text.lines().take(self.lines().0).filter(code).fold(String::new(), |mut all, line| {
            all.push_str(line);
            all.push('\n');
            all
        })
    }

    /// Number of lines outside and inside of tests; a file of tests has none outside.
    pub(crate) fn lines(&self) -> (usize, usize) {
        let all = self.text.lines().count();
        if self.is_test() {
            return (0, 0);
        }
        let inline = |line: &str| line.trim() == "#[cfg(test)]";
        match self.text.lines().position(inline) {
            // `mod tests;` names a separate file.
            Some(at) if all > at + 2 => (at, all - at),
            Some(at) => (at, 0),
            None => (all, 0),
        }
    }

    fn is_test(&self) -> bool {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        let parts = ["/tests/", "tests/tests/", "/src/test/", "/e2e/"];
        file == "tests.rs"
            || file.ends_with("_tests.rs")
            || file.contains(".test.")
            || parts.iter().any(|it| self.path.contains(it))
    }
}

/// The root of the clone.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// The text of the file at `path`, from the root of the clone.
#[track_caller]
pub(crate) fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
}

/// The JSON file at `path`, from the root of the clone.
#[track_caller]
pub(crate) fn json(path: &str) -> serde_json::Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|cause| panic!("{path}: {cause}"))
}

/// Every Rust file below `folder`.
pub(crate) fn rust_in(folder: &str) -> Vec<Source> {
    sources_in(folder, &["rs"])
}

/// Every file below `folder` with an extension or name in `kinds`.
pub(crate) fn sources_in(folder: &str, kinds: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|it| it.unwrap().path()) {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !NOT_OURS.contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if kinds.contains(&name.rsplit('.').next().unwrap_or_default()) {
                let text = std::fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace("./", "");
                found.push(Source { path, text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// `path: line` for each shipped line of `sources` that contains one of `words`.
pub(crate) fn lines_with(sources: &[Source], words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources {
        for line in source.product().lines() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    found
}

/// The names that follow `prefix` in `text`, including names grouped in braces.
pub(crate) fn idents_after(prefix: &str, text: &str) -> Vec<String> {
    let ident = |it: &str| it.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
    let mut found: Vec<String> = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let rest = &text[at + prefix.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.push(ident(rest));
            continue;
        };
        let mut depth = 0_usize;
        let mut start = true;
        for (at, character) in group.char_indices() {
            match character {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                _ if start && !character.is_whitespace() => {
                    found.push(ident(&group[at..]));
                    start = false;
                }
                _ => {}
            }
        }
    }
    found
}

#[test]
fn names_are_found_alone_and_in_groups() {
    let text = "use crate::a::B; use crate::{c::{D, E}, f}; crate::g::h()";
    assert_eq!(idents_after("crate::", text), ["a", "c", "f", "g"]);
}
