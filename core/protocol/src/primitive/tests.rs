//! Compares the labels with protocol.md 1.2 and with their uses in the source.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The table of protocol.md 1.2.
const REGISTRY: [&str; 24] = [
    "identity",
    "sign seed",
    "kem seed",
    "space",
    "consent",
    "record",
    "record signature",
    "key id",
    "entry key",
    "wrap",
    "request",
    "claim mac",
    "claim",
    "reply",
    "pairing code",
    "code seed",
    "code check",
    "passphrase salt",
    "login",
    "unlock",
    "prf salt",
    "slot",
    "local",
    "audit",
];

/// Labels that nothing uses until the audit log exists.
const NOT_USED_YET: [&str; 1] = ["AUDIT"];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// The constants of `label.rs` as (name, text).
fn constants() -> Vec<(String, String)> {
    include_str!("label.rs")
        .lines()
        .filter_map(|line| {
            let (name, rest) = line.strip_prefix("pub const ")?.split_once(": &str = \"")?;
            Some((name.to_owned(), rest.strip_suffix("\";")?.to_owned()))
        })
        .filter(|(name, _)| name != "PREFIX")
        .collect()
}

#[test]
fn labels_are_those_of_the_protocol_each_once() {
    let listed: Vec<String> = constants().into_iter().map(|(_, text)| text).collect();
    let unique: BTreeSet<&str> = listed.iter().map(String::as_str).collect();
    assert_eq!(unique.len(), listed.len(), "a label is listed twice");
    assert_eq!(unique, REGISTRY.into_iter().collect());
}

#[test]
fn every_label_is_used_and_no_other_is_written_by_hand() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files = Vec::new();
    for package in ["core/protocol", "core/clinical", "core/client", "server", "ffi"] {
        sources(&root.join(package).join("src"), &mut files);
    }
    let mut all = String::new();
    for file in files.iter().filter(|file| !file.ends_with("tests.rs")) {
        let text = fs::read_to_string(file).unwrap();
        let product = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        let product: String = product.collect::<Vec<_>>().join("\n");
        let by_hand = product.contains("interlude/1") && !file.ends_with("label.rs");
        assert!(!by_hand, "{} writes a label by hand", file.display());
        if !file.ends_with("label.rs") {
            all.push_str(&product);
        }
    }
    for (name, _) in constants() {
        let used = all
            .split(&format!("label::{name}"))
            .skip(1)
            .any(|behind| !behind.starts_with(|next: char| next == '_' || next.is_alphanumeric()));
        assert_ne!(used, NOT_USED_YET.contains(&name.as_str()), "{name}: used is {used}");
    }
}

#[test]
fn no_label_begins_another() {
    let labels: Vec<Vec<u8>> = REGISTRY.iter().map(|name| super::label(name)).collect();
    for (at, one) in labels.iter().enumerate() {
        for (other_at, other) in labels.iter().enumerate() {
            assert!(at == other_at || !other.starts_with(one));
        }
    }
}
